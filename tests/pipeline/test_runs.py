import numpy as np
import pytest

from pipeline.lines import Row
from pipeline.runs import Run, runs
from tests.pipeline.drawing import solid

LOW, HIGH, DEEP = (60, 75), (54, 75), (60, 80)
"""Tops and bottoms of x, of h and of p in a typeface whose low letters are 15 pixels high."""


def typed(letters: list[tuple[int, int]], x: int = 0, space: int = 2) -> Row:
    """Solid letters 10 pixels wide."""
    return [
        solid(x + k * (10 + space), top, 10, bottom - top)
        for k, (top, bottom) in enumerate(letters)
    ]


NAME = typed([HIGH, LOW, LOW, LOW])
HAND = typed([(43, 75), (45, 77), (40, 73), (44, 78)], x=80, space=8)


def lefts(row: Row) -> list[tuple[int, int]]:
    """Where each run begins, and how many parts it has."""
    return [(run.left, len(run.parts)) for run in runs(row)]


def test_small_print_and_large_writing_are_runs_of_their_own() -> None:
    assert lefts([*HAND, *NAME]) == [(0, 4), (80, 4)]


def test_the_letters_of_small_print_are_measured_by_its_own_height() -> None:
    small, large = runs([*NAME, *HAND])
    assert (small.em, large.em) == (15, 33)
    assert [len(run.letters) for run in (small, large)] == [4, 4]


def test_words_of_type_a_space_apart_are_one_run() -> None:
    assert lefts([*NAME, *typed([LOW, LOW, HIGH], x=60)]) == [(0, 7)]


def test_what_is_far_higher_than_print_is_not_of_it_however_close() -> None:
    assert lefts([*NAME, solid(49, 40, 12, 35)]) == [(0, 4), (49, 1)]


def test_a_little_higher_letter_a_little_apart_is_the_hands() -> None:
    capitals = typed([HIGH, HIGH, HIGH])
    assert lefts([*capitals, *typed([(46, 75)] * 3, x=48, space=6)]) == [(0, 3), (48, 3)]


def test_dots_and_accents_are_no_letters() -> None:
    (run,) = runs([*NAME, solid(15, 50, 3, 3)])
    assert len(run.parts) == 5
    assert len(run.letters) == 4


@pytest.mark.parametrize(
    "letters",
    [[LOW] * 5, [HIGH] * 5, [HIGH, LOW, LOW, HIGH, LOW], [HIGH, LOW, DEEP, DEEP, LOW]],
)
def test_type_keeps_its_foot_and_its_heights(letters: list[tuple[int, int]]) -> None:
    assert Run(typed(letters)).kept == pytest.approx(1.0)


def test_type_that_slopes_a_little_does_so_too() -> None:
    level = typed([HIGH, LOW, LOW, HIGH, LOW, LOW, LOW, HIGH] * 2)
    sloping = [solid(c.x, c.y + round(0.02 * c.x), c.width, c.height) for c in level]
    assert Run(sloping).kept > 0.9


def test_a_hand_does_not() -> None:
    assert Run(typed([(50, 72), (46, 76), (53, 79), (44, 70), (51, 74)])).kept < 0.5


def test_a_gap_is_told_in_letters_heights() -> None:
    assert Run(typed([LOW] * 4, space=3)).gap == pytest.approx(3 / 15)
    assert Run([solid(0, 0, 9, 9)]).gap == 0.0


def test_nothing_has_no_runs() -> None:
    assert runs([]) == []


def test_every_part_is_in_one_run() -> None:
    rng = np.random.default_rng(0)
    row = [solid(int(x), int(y), 8, int(h)) for x, y, h in rng.integers(1, 300, (60, 3))]
    found = [part for run in runs(row) for part in run.parts]
    assert sorted(map(id, found)) == sorted(map(id, row))
