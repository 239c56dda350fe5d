import pytest

from pipeline.parted import Parted, further, parted
from pipeline.runs import Run
from tests.pipeline.drawing import solid
from tests.pipeline.test_runs import HAND, NAME


def test_a_row_is_parted_into_words_of_type_and_the_rest() -> None:
    found = parted([*NAME, *HAND], [(Run(NAME), 0.0)])
    assert (found.handwritten, found.printed) == (HAND, NAME)
    assert found.words[0].sure == pytest.approx(0.5)


def test_the_colon_behind_a_word_of_type_goes_with_it() -> None:
    right, foot = max(c.right for c in NAME), max(c.bottom for c in NAME)
    colon = [solid(right + 2, foot - up, 3, 3) for up in (3, 12)]
    far, large = solid(right + 30, foot - 3, 3, 3), solid(right + 2, foot - 20, 3, 20)
    above, below = solid(right + 2, foot - 40, 3, 3), solid(right + 2, foot + 12, 3, 3)
    found = parted([*NAME, *colon, far, large, above, below], [(Run(NAME), 1.0)])
    assert found.handwritten == [far, large, above, below]
    assert found.printed == [*NAME, *colon]


def test_further_words_come_after_those_known() -> None:
    found = further(parted([*NAME, *HAND], [(Run(NAME), 1.0)]), [(Run(HAND), 2.0)])
    assert found.handwritten == []
    assert [word.row for word in found.words] == [NAME, HAND]
    assert found.words[0].sure < found.words[1].sure


def test_without_words_all_is_by_hand() -> None:
    assert further(Parted(HAND), []) == Parted(HAND)
    assert parted([], []) == Parted()


def test_what_is_part_of_a_word_before_makes_no_other() -> None:
    assert len(parted(NAME, [(Run(NAME), 1.0), (Run(NAME), 1.0)]).words) == 1
