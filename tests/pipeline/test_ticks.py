import cv2
import numpy as np
import pytest

from pipeline.components import MARGIN, Component
from pipeline.lines import Row
from pipeline.parted import Parted, Printed
from pipeline.ticks import LIKELY, SURE, ticks
from tests.pipeline.drawing import solid
from tests.pipeline.test_runs import HIGH, LOW, typed

SMALL = 25.0


def drawn(x: int, ink: np.ndarray) -> Component:
    """Standing on the foot of small type."""
    height, width = ink.shape
    return Component((x, 75 - height, width, height), np.pad(ink * np.uint8(255), MARGIN))


def box(x: int, side: int = 16, ticked: bool = False) -> Component:
    ink = np.zeros((side, side), np.uint8)
    cv2.rectangle(ink, (0, 0), (side - 1, side - 1), 1, 1)
    if ticked:
        cv2.line(ink, (3, 3), (side - 4, side - 4), 1, 2)
    return drawn(x, ink)


def ring(x: int, side: int = 16) -> Component:
    ink = np.zeros((side, side), np.uint8)
    cv2.circle(ink, (side // 2, side // 2), side // 2 - 1, 1, 2)
    return drawn(x, ink[:, ink.any(axis=0)][ink.any(axis=1)])


def label(x: int) -> Row:
    return typed([HIGH, LOW, LOW, LOW], x=x)


def odds(row: Row, form: bool = False) -> set[float]:
    found = ticks(Parted(row), SMALL, form)
    assert not found or sum(len(run.parts) for run in found) == len(row)
    return set(found.values())


@pytest.mark.parametrize("ticked", [False, True])
@pytest.mark.parametrize("side", [12, 16, 24])
def test_a_line_of_boxes_and_small_type_is_type(ticked: bool, side: int) -> None:
    row = [box(0, side, ticked), *label(40), box(150, side), *label(190)]
    assert odds(row) == {SURE}


def test_a_single_box_is_so_on_a_form_alone() -> None:
    row = [box(0), *label(40), *label(150)]
    assert odds(row) == set()
    assert odds(row, form=True) == {LIKELY}


def test_beside_writing_the_line_stays() -> None:
    row = [box(0), *label(40), box(150), *typed([(40, 75)] * 3, x=190)]
    assert odds(row) == set()


def test_round_letters_are_no_boxes() -> None:
    assert odds([ring(0), *label(40), ring(150)], form=True) == set()


def test_neither_are_specks_nor_bars() -> None:
    assert odds([solid(0, 70, 4, 4), solid(50, 60, 40, 10), *label(120)], form=True) == set()


def test_a_box_that_went_with_a_prompt_counts() -> None:
    line = Parted([box(0), *label(40)], [Printed([box(150), *label(190)], 0.9)])
    assert set(ticks(line, SMALL, form=False).values()) == {SURE}
