"""Every cause of an error is told from the others."""

import pytest
from accuracy.stages import Cause, judge, judge_page
from accuracy.traces import Trace

from tests.scripts.lattices import trace, word

CUT = [(0, 1, "r"), (1, 2, "n"), (0, 2, "M"), (2, 3, "A")]
PLAIN = [(0, 1, "M"), (1, 2, "A")]


def causes(label: str, text: str, seen: Trace) -> dict[Cause, int]:
    verdict = judge(label, text, seen, prompted=False)
    assert verdict.errors == sum(verdict.edits.values())
    return dict(verdict.edits)


def test_what_is_right_has_no_cause() -> None:
    verdict = judge("MA", "MA", trace(word(2, PLAIN, {0: "M", 1: "A"})), prompted=False)
    assert (verdict.errors, verdict.main) == (0, None)
    assert verdict.segmented
    assert verdict.classified


@pytest.mark.parametrize(
    ("read", "cause"), [({0: "M", 1: "4"}, Cause.CONTEXT), ({0: "M", 1: "A"}, Cause.CLASSIFIER)]
)
def test_the_classifier_and_the_context_are_told_apart(read: dict[int, str], cause: Cause) -> None:
    label = "MA" if cause is Cause.CONTEXT else "MR"
    assert causes(label, "".join(read.values()), trace(word(2, PLAIN, read))) == {cause: 1}


def test_a_path_not_taken_is_no_missing_path() -> None:
    taken = trace(word(3, CUT, {0: "R", 1: "N", 3: "A"}))
    assert causes("MA", "RNA", taken) == {Cause.NOT_TAKEN: 2}
    lumped = [(0, 1, "r"), (1, 2, "n"), (0, 2, "q"), (2, 3, "A")]
    missing = trace(word(3, lumped, {0: "R", 1: "N", 3: "A"}))
    assert set(causes("MA", "RNA", missing)) & {Cause.NO_PATH, Cause.MARKS, Cause.CLASSIFIER}
    assert Cause.NOT_TAKEN not in causes("MA", "RNA", missing)


def test_what_stands_beside_the_label_is_the_pages_fault() -> None:
    prompt = word(1, [(0, 1, "Q")], {0: "Q"})
    line = trace(prompt, word(2, PLAIN, {0: "M", 1: "A"}))
    assert causes("MA", "Q MA", line) == {Cause.EXTRA: 1}


def test_lines_lost_are_told_from_lines_never_found() -> None:
    dropped = trace(word(2, PLAIN, {}), kept=False)
    assert causes("MA", "", dropped) == {Cause.DROPPED: 2}
    assert causes("MA", "", Trace()) == {Cause.NOTHING: 2}


def test_a_mark_read_as_a_letter() -> None:
    arcs = [(0, 1, "M"), (1, 2, "1"), (2, 3, "A")]
    marked = trace(word(3, arcs, {0: "M", 1: "1", 2: "A"}))
    assert causes("MA", "M1A", marked) == {Cause.MARKS: 1}


def test_a_page_is_judged_line_by_line() -> None:
    first, second = word(2, PLAIN, {0: "M", 1: "A"}), word(2, PLAIN, {0: "M", 1: "4"})
    page = Trace([[first], [second]], {0: ["MA"], 1: ["M4"]})
    verdict = judge_page("MA\nMA", "MA\nM4", page)
    assert dict(verdict.edits) == {Cause.CONTEXT: 1}
    lost = judge_page("MA\nQUITE OTHER", "MA", trace(first))
    assert dict(lost.edits) == {Cause.NOTHING: 10}
    assert not lost.segmented
