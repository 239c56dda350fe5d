"""The lines of a page: which line of the reading is which line of the label."""

from collections.abc import Sequence

from accuracy.scoring import distance, norm

ALIKE = 0.6
"""Of the longer one's length: a line that differs by more is another line."""


def match(want: Sequence[str], got: Sequence[str]) -> list[int | None]:
    """For each line of the label the most similar line read, each taken once; None if none is."""
    pairs = sorted(
        (_difference(label, text), i, k)
        for i, label in enumerate(map(norm, want))
        for k, text in enumerate(map(norm, got))
    )
    found: dict[int, int] = {}
    for difference, i, k in pairs:
        if difference <= ALIKE and i not in found and k not in found.values():
            found[i] = k
    return [found.get(i) for i in range(len(want))]


def is_right(want: Sequence[str], got: Sequence[str]) -> bool:
    """Whether every line was found, none beside them, and all in the label's order."""
    return match(want, got) == list(range(len(want))) and len(got) == len(want)


def _difference(one: str, other: str) -> float:
    return distance(one, other) / max(1, len(one), len(other))
