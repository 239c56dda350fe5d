"""What confidence is worth: how right the rest is when the least sure images go to a person."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from accuracy.cases import Case

GOAL = 0.99
SHARES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
SURE = 0.9


@dataclass(frozen=True)
class Curve:
    """right: for each image, surest first, whether it was read right; sure: its confidence;
    trusted: whether its reading wants no review.
    """

    right: np.ndarray
    sure: np.ndarray
    trusted: np.ndarray

    @classmethod
    def of(cls, cases: Sequence[Case]) -> "Curve":
        """Of images that were read, with the confidence of the whole reading."""
        sure = np.array([case.reading.confidence for case in cases])
        right = np.array([not case.verdict.errors for case in cases])
        trusted = np.array([not case.reading.needs_review for case in cases])
        order = np.argsort(-sure, kind="stable")
        return cls(right[order], sure[order], trusted[order])

    def accuracy(self, sent: float) -> float:
        """Of those kept, how many are right, when this share of all goes to a person."""
        kept = round(len(self.right) * (1 - sent))
        return float(self.right[:kept].mean()) if kept else 1.0

    def sent_for(self, goal: float = GOAL) -> float:
        """The smallest share to send to a person so that at least `goal` of the rest is right."""
        rates = np.cumsum(self.right) / np.arange(1, len(self.right) + 1)
        kept = np.flatnonzero(rates >= goal)
        return 1 - (int(kept[-1]) + 1 if len(kept) else 0) / len(self.right)

    def among_sure(self) -> tuple[int, int]:
        """Images read at 0.9 or more, and how many of them are right."""
        return self._among(self.sure >= SURE)

    def among_trusted(self) -> tuple[int, int]:
        """Images that want no review, and how many of them are right."""
        return self._among(self.trusted)

    def _among(self, chosen: np.ndarray) -> tuple[int, int]:
        return int(chosen.sum()), int(self.right[chosen].sum())


def table(curves: dict[str, Curve]) -> list[str]:
    """Markdown: a row a set."""
    head = " | ".join(f"{share:.0%}" for share in SHARES)
    lines = [
        f"| set | {head} | sent for 99% | read at ≥ 0.9, right | want no review, right |",
        "|---" * (len(SHARES) + 4) + "|",
    ]
    for name, curve in curves.items():
        rates = " | ".join(f"{curve.accuracy(share):.1%}" for share in SHARES)
        sure, trusted = map(_counted, (curve.among_sure(), curve.among_trusted()))
        lines.append(f"| {name} | {rates} | {curve.sent_for():.0%} | {sure} | {trusted} |")
    return lines


def _counted(found: tuple[int, int]) -> str:
    """All of them, those that are right, and their share."""
    count, right = found
    return f"{count}, {right} ({right / count:.1%})" if count else "0"
