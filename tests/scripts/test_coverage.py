"""What is left to a person, and how right the rest is."""

from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from accuracy import plot
from accuracy.coverage import SHARES, Curve, table

# Ten images, surest first: the last two are wrong, and so is the fourth.
CURVE = Curve(
    np.array([1, 1, 1, 0, 1, 1, 1, 1, 0, 0], bool),
    np.array([0.99, 0.98, 0.97, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4]),
    np.array([1, 1, 1, 0, 0, 0, 0, 0, 0, 0], bool),
)


def test_the_rest_gets_better_as_doubtful_ones_are_sent() -> None:
    assert CURVE.accuracy(0.0) == 0.7
    assert CURVE.accuracy(0.2) == 7 / 8
    assert CURVE.accuracy(1.0) == 1.0


def test_the_smallest_share_that_reaches_the_goal() -> None:
    assert CURVE.sent_for(0.99) == 0.7
    assert round(CURVE.sent_for(0.85), 9) == 0.2
    assert CURVE.sent_for(0.5) == 0.0
    assert Curve(np.zeros(4, bool), np.ones(4), np.ones(4, bool)).sent_for() == 1.0


def test_those_read_surely() -> None:
    assert CURVE.among_sure() == (5, 4)


def test_those_that_want_no_review() -> None:
    assert CURVE.among_trusted() == (3, 3)
    assert "| 5, 4 (80.0%) | 3, 3 (100.0%) |" in table({"names": CURVE})[2]
    nobody = Curve(np.zeros(4, bool), np.zeros(4), np.zeros(4, bool))
    assert table({"names": nobody})[2].endswith("| 0 | 0 |")


def test_a_row_a_set_and_a_picture_of_a_line_each(tmp_path: Path) -> None:
    curves = {"names": CURVE, "<photos>": CURVE}
    head, rule, *rows = table(curves)
    assert len(rows) == 2
    assert {line.count("|") for line in (head, rule, *rows)} == {len(SHARES) + 5}
    plot.write(curves, tmp_path / "curves.svg")
    svg = ElementTree.parse(tmp_path / "curves.svg").getroot()
    texts = [element.text for element in svg.iter() if element.tag.endswith("text")]
    assert {"names", "<photos>", "99%"} <= set(texts)
