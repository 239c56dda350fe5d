"""What is said follows from the rows, whichever way they turn out."""

import numpy as np
from classifiers.findings import difference, said
from classifiers.row import Row

from tests.scripts.rows import row

Y = np.arange(620) % 62


def reads(name: str, right: int, **changes: object) -> Row:
    """A row that reads the first so many of 620 rightly."""
    read = np.where(np.arange(len(Y)) < right, Y, (Y + 1) % 62)
    return row(name, accuracy=right / len(Y), dev=right / len(Y), read=read.tolist(), **changes)


def test_nothing_is_said_without_rows() -> None:
    assert said({}, Y) == []


def test_a_difference_has_a_direction_only_beyond_chance() -> None:
    good, bad, same = reads("a", 580), reads("b", 400), reads("c", 578)
    assert difference(good, bad, Y).startswith("better by 29.0 points")
    assert difference(bad, good, Y).startswith("worse by 29.0 points")
    assert difference(same, good, Y).startswith("no different beyond chance (-0.3 points")


def test_the_tree_and_the_network_are_judged_as_measured() -> None:
    tree = reads("classifier-tree", 200, group="classifier")
    told = " ".join(said({"classifier-tree": tree, "optimiser-adam": reads("adam", 500)}, Y))
    assert "place 1 of 1" in told
    assert "the network is better by 48.4 points" in told
    told = " ".join(said({"classifier-tree": tree, "optimiser-adam": reads("adam", 100)}, Y))
    assert "the network is worse by 16.1 points" in told


def test_ninety_two_percent_is_reached_or_not() -> None:
    told = " ".join(said({"optimiser-adam": reads("adam", 500)}, Y))
    assert "85.7%" in told
    assert "does not reach 92%: 80.6%" in told
    told = " ".join(said({"optimiser-adam": reads("adam", 600)}, Y))
    assert "adam, reaches 92%: 96.8%" in told


def test_splits_and_normalisation_are_compared() -> None:
    rows = {
        "split-half": reads("half", 450, images=310),
        "split-most": reads("most", 520, images=527),
        "optimiser-adam": reads("adam", 500, seconds=10.0),
        "everything-optimiser-adam": reads("adam", 540, images=5000, group="everything"),
        "architecture-normalised": reads("normalised", 560, seconds=15.0),
    }
    told = " ".join(said(rows, Y))
    assert "With 310 characters to learn from instead of 527 the network is worse by 11.3" in told
    assert "On all 5,000 it reads 87.1%" in told
    assert "better by 9.7 points" in told
    assert "1.5 times the training time" in told
