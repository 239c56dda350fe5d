from pipeline.forms import as_form
from pipeline.parted import Parted, Printed
from tests.pipeline.test_runs import HAND, HIGH, LOW, NAME, typed
from tests.pipeline.test_ticks import box, label
from tests.pipeline.test_titles import TITLE

FIELD = Parted(HAND, [Printed(NAME, 0.9)])
SHORT = [*typed([HIGH, LOW]), *HAND]


def hands(lines: list[Parted]) -> list[int]:
    """How many components of each line are by hand."""
    return [len(line.handwritten) for line in as_form(lines)]


def test_a_form_loses_its_title_its_short_prompts_and_its_boxes() -> None:
    boxes = [box(200), *label(240), box(350), *label(390)]
    lines = [Parted(TITLE), FIELD, FIELD, Parted(SHORT), Parted(boxes)]
    assert hands(lines) == [0, 4, 4, 4, 0]


def test_what_it_loses_is_kept_as_words_of_type() -> None:
    lines = as_form([Parted(TITLE), FIELD, FIELD])
    assert [len(line.printed) for line in lines] == [len(TITLE), 4, 4]


def test_with_one_prompt_there_is_no_form() -> None:
    assert hands([Parted(TITLE), FIELD, Parted(SHORT)]) == [len(TITLE), 4, 6]


def test_a_page_by_hand_stays() -> None:
    assert hands([Parted(HAND)] * 4) == [4] * 4


def test_two_lines_are_no_form() -> None:
    assert hands([Parted(TITLE), FIELD]) == [len(TITLE), 4]
    assert as_form([]) == []
