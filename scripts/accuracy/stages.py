"""Each error of a word put down to the stage that made it, as well as can be told without boxes.

The label is laid over the lattice (`alignment`): that says which candidates should have been
chosen, and what the classifier thought of them. What can be known of an image is in `Verdict`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from accuracy.alignment import Alignment, Step, align, top
from accuracy.order import is_right, match
from accuracy.scoring import distance, norm
from accuracy.traces import Trace, WordTrace

BELIEVED = 0.2
"""Who believes this much that a candidate is the label's character could have chosen it."""


class Cause(StrEnum):
    """Where an error was made, in the order of the pipeline."""

    NOTHING = "page: no line found"
    DROPPED = "page: the line was found and dropped"
    EXTRA = "page: print or debris read beside it"
    MARKS = "segmentation: a mark inside the word read as a letter"
    NO_PATH = "segmentation: no path with the right letters in the lattice"
    NOT_TAKEN = "segmentation: the right path is there and was not chosen"
    CLASSIFIER = "classification: the right glyph, misread"
    CONTEXT = "context: read right, then changed"


@dataclass(frozen=True)
class Verdict:
    """The errors of one image by cause; `segmented`: the chosen glyphs are the label's."""

    edits: Counter[Cause]
    segmented: bool
    classified: bool
    alignment: Alignment | None
    line: int | None
    """Of the trace: where the label stands."""

    @property
    def errors(self) -> int:
        """Edits between reading and label."""
        return self.edits.total()

    @property
    def main(self) -> Cause | None:
        """The cause of most of them, the earliest stage where causes tie."""
        return max(Cause, key=lambda cause: self.edits[cause]) if self.errors else None


def judge(label: str, text: str, trace: Trace, *, prompted: bool) -> Verdict:
    """Find the causes of one image's errors.

    Args:
        label: as the labels have it.
        text: the whole reading.
        trace: of the same reading, matched to it.
        prompted: whether printed prompts are dropped before scoring.
    """
    want = norm(label)
    errors = distance(norm(text, prompted=prompted), want)
    at, alignment = _locate(trace.lines, want)
    if at is None or alignment is None:
        cause = Cause.NO_PATH if trace.lines else Cause.NOTHING
        return Verdict(_counted({cause: errors}), False, False, None, None)
    if at not in trace.kept:
        return Verdict(_counted({Cause.DROPPED: errors}), False, False, alignment, at)
    core = min(distance(part, want) for part in _runs(trace.kept[at]))
    edits, segmented, classified = _by_stage(trace.lines[at], alignment, errors, core)
    return Verdict(edits, segmented, classified, alignment, at)


def judge_page(label: str, text: str, trace: Trace) -> Verdict:
    """Find the causes of a page's errors, line by line; unmatched lines were lost or added."""
    want, got = label.split("\n"), text.split("\n")
    kept = list(trace.kept)
    found = match(want, got)
    verdicts = [
        judge(line, got[at], trace.only(kept[at]), prompted=False)
        for line, at in zip(want, found, strict=True)
        if at is not None and at < len(kept)
    ]
    edits = sum((verdict.edits for verdict in verdicts), Counter[Cause]())
    lost = sum(len(norm(line)) for line, at in zip(want, found, strict=True) if at is None)
    added = sum(len(norm(line)) for k, line in enumerate(got) if k not in found)
    edits += _counted({Cause.NOTHING: lost, Cause.EXTRA: added})
    segmented = is_right(want, got) and all(verdict.segmented for verdict in verdicts)
    return Verdict(edits, segmented, all(v.classified for v in verdicts), None, None)


def _locate(lines: Sequence[Sequence[WordTrace]], want: str) -> tuple[int | None, Alignment | None]:
    found = [(k, alignment) for k, line in enumerate(lines) if (alignment := align(line, want))]
    return max(found, key=lambda each: each[1].score, default=(None, None))


def _by_stage(
    words: Sequence[WordTrace], alignment: Alignment, errors: int, core: int
) -> tuple[Counter[Cause], bool, bool]:
    extra = max(0, errors - core)
    misread, confused, segmented = _compare(words, alignment)
    left = max(0, core - misread - confused)
    skipped = sum(step.char is None and _is_chosen(words, step) for step in alignment.steps)
    marks = min(left, skipped)
    believed = min((s.belief for s in alignment.steps if s.char), default=0.0) >= BELIEVED
    edits = {
        Cause.EXTRA: extra,
        Cause.CLASSIFIER: min(misread, errors),
        Cause.CONTEXT: min(confused, errors),
        Cause.MARKS: marks,
        (Cause.NOT_TAKEN if believed else Cause.NO_PATH): left - marks,
    }
    return _counted(edits), segmented and not marks, misread == 0


def _compare(words: Sequence[WordTrace], alignment: Alignment) -> tuple[int, int, bool]:
    """Characters misread, those read right and then changed, and whether every cut is right."""
    misread = confused = 0
    segmented = True
    for step in alignment.steps:
        if step.char is None or (final := _final(words, step)) is None:
            segmented &= step.char is None
        elif final != step.char:
            right = top(words[step.word].rows[step.candidate]) == step.char
            misread, confused = misread + (not right), confused + right
    return misread, confused, segmented


def _is_chosen(words: Sequence[WordTrace], step: Step) -> bool:
    return _final(words, step) is not None


def _final(words: Sequence[WordTrace], step: Step) -> str | None:
    """The character that the result has for a candidate; None where it was not chosen."""
    char = words[step.word].read.get(step.candidate)
    return None if char is None else norm(char)


def _runs(texts: Sequence[str]) -> list[str]:
    """What the label may have been read as: every run of neighbouring words."""
    plain = [norm(text) for text in texts]
    count = len(plain)
    return ["".join(plain[a:b]) for a in range(count) for b in range(a + 1, count + 1)] or [""]


def _counted(edits: dict[Cause, int]) -> Counter[Cause]:
    return Counter({cause: count for cause, count in edits.items() if count})
