"""The causes of errors, counted over a set."""

from collections import Counter
from collections.abc import Sequence

from accuracy.cases import Case
from accuracy.stages import Cause


def count(cases: Sequence[Case]) -> Counter[Cause]:
    """Edits by cause."""
    return sum((case.verdict.edits for case in cases), Counter())


def table(cases: Sequence[Case]) -> list[str]:
    """Markdown: for each cause its edits, their share, and the images it is the main one of."""
    edits, images = count(cases), Counter(case.verdict.main for case in cases)
    rows = [
        f"| {cause} | {edits[cause]} | {edits[cause] / edits.total():.0%} | {images[cause]} |"
        for cause, _ in edits.most_common()
    ]
    return ["| cause | errors | share | images |", "|---|---|---|---|", *rows]


def largest(cases: Sequence[Case]) -> str:
    """The cause of most errors, in words."""
    edits = count(cases)
    if not edits:
        return "no errors"
    cause, errors = edits.most_common(1)[0]
    return f"{cause} ({errors} of {edits.total()} errors)"


def stages(cases: Sequence[Case]) -> str:
    """How many images get through each stage, of those that got through the one before."""
    segmented = [case for case in cases if case.verdict.segmented]
    classified = [case for case in segmented if case.verdict.classified]
    right = [case for case in classified if not case.verdict.errors]
    return (
        f"segmented right {_share(segmented, cases)}, of these classified right "
        f"{_share(classified, segmented)}, of these right in the end {_share(right, classified)}"
    )


def candidates(cases: Sequence[Case]) -> float:
    """Candidate glyphs a word, on average."""
    words = sum(len(line) for case in cases for line in case.trace.lines)
    return sum(case.trace.candidates for case in cases) / max(1, words)


def _share(some: Sequence[Case], all_of: Sequence[Case]) -> str:
    return f"{len(some)}/{len(all_of)} ({len(some) / max(1, len(all_of)):.0%})"
