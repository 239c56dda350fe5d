"""Weigh a challenger against the champion on the same glyphs; only a better one is to serve."""

import time
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from models.card import Card
from models.emnist import Glyphs
from models.evaluation import expected_calibration_error, judge, macro_recall
from models.verdict import Pairs, Regression, Scores, Verdict
from pipeline.classes import CHARS, COUNT
from pipeline.glyph import SIDE

_TIMED_GLYPHS, _TIMED_CALLS = 64, 15


class Version(Protocol):
    """A loaded version: the classifier, and the card that says what it is."""

    @property
    def card(self) -> Card:
        """Its card."""

    def __call__(self, glyphs: np.ndarray) -> np.ndarray:
        """uint8 [N,28,28] → [N,62]."""


@dataclass(frozen=True)
class Limits:
    """How much worse a better one may be, and what counts as better.

    accuracy, macro_recall, ece: absolute; slower, larger: times the champion's, but what takes
    `milliseconds` for 64 glyphs or `bytes` on disk is never too slow or too large.
    """

    significance: float = 0.05
    accuracy: float = 0.002
    macro_recall: float = 0.01
    ece: float = 0.01
    slower: float = 2.0
    larger: float = 2.0
    milliseconds: float = 50.0
    bytes: int = 16_000_000


@dataclass(frozen=True)
class Scales:
    """The glyphs to weigh on.

    holdout: never trained on by anybody; regressions: what the champion reads right must stay
    right; corrections: people's own, which the challenger may have been trained on.
    """

    holdout: Glyphs
    regressions: Glyphs
    corrections: Glyphs | None = None


def weigh(
    challenger: Version, champion: Version, scales: Scales, limits: Limits = Limits()
) -> Verdict:
    """Score both on the same glyphs and judge.

    The challenger is better if it gains significantly more than it loses, on the holdout or on
    the corrections, and is worse in nothing beyond the limits.
    """
    holdout, regressions = scales.holdout.known, scales.regressions.known
    times = _milliseconds(challenger, champion)
    new, new_right = _scores(challenger, holdout, times[0])
    old, old_right = _scores(champion, holdout, times[1])
    pairs = compare(new_right, old_right)
    corrections = _corrections(challenger, champion, scales.corrections)
    lost = _lost(challenger, champion, regressions)
    against = _objections(new, old, pairs, lost, limits)
    merits = _merits(pairs, corrections, limits)
    return Verdict(
        champion=old,
        challenger=new,
        holdout=pairs,
        corrections=corrections,
        must_stay_right=len(regressions),
        regressions=lost,
        better=bool(merits) and not against,
        why="; ".join(against or merits or [f"no better than the champion: {pairs}"]),
    )


def compare(new: np.ndarray, old: np.ndarray) -> Pairs:
    """Bool [N] each, whether every glyph was read right; McNemar's exact test of the difference."""
    from scipy.stats import binomtest

    gained, lost = int((new & ~old).sum()), int((old & ~new).sum())
    p = float(binomtest(gained, gained + lost).pvalue) if gained + lost else 1.0
    return Pairs(images=len(new), gained=gained, lost=lost, p=p)


def _scores(version: Version, glyphs: Glyphs, milliseconds: float) -> tuple[Scores, np.ndarray]:
    found = judge(version(glyphs.x), glyphs.y)
    scores = Scores(
        version=version.card.version,
        accuracy=float(found.right.mean()),
        macro_recall=macro_recall(found.y, found.right),
        ece=expected_calibration_error(found.confidence, found.right),
        milliseconds=round(milliseconds, 2),
        bytes=version.card.bytes,
    )
    return scores, found.right


def _milliseconds(*versions: Version) -> list[float]:
    """Of 64 glyphs, the fastest calls; in turns, so that a busy machine strikes all alike."""
    glyphs = np.zeros((_TIMED_GLYPHS, SIDE, SIDE), np.uint8)
    taken = np.zeros((_TIMED_CALLS, len(versions)))
    for version in versions:
        version(glyphs)
    for turn in range(_TIMED_CALLS):
        for number, version in enumerate(versions):
            begun = time.perf_counter()
            version(glyphs)
            taken[turn, number] = time.perf_counter() - begun
    return [float(fastest) * 1000 for fastest in taken.min(axis=0)]


def _corrections(new: Version, old: Version, glyphs: Glyphs | None) -> Pairs | None:
    if glyphs is None or not len(glyphs.known):
        return None
    known = glyphs.known
    # Which case a letter has whose cases look alike, no refresh learns (`refreshing.either_case`).
    return compare(judge(new(known.x), known.y).merged, judge(old(known.x), known.y).merged)


def _lost(new: Version, old: Version, glyphs: Glyphs) -> tuple[Regression, ...]:
    if not len(glyphs):
        return ()
    before = judge(old(glyphs.x), glyphs.y).right
    read = new(glyphs.x)[:, :COUNT].argmax(axis=1)
    return tuple(
        Regression(index=int(i), expected=CHARS[glyphs.y[i]], read=CHARS[read[i]])
        for i in np.flatnonzero(before & (read != glyphs.y))
    )


def _objections(
    new: Scores, old: Scores, pairs: Pairs, lost: tuple[Regression, ...], limits: Limits
) -> list[str]:
    found = []
    if pairs.lost > pairs.gained and pairs.p < limits.significance:
        found.append(f"significantly worse on the holdout: {pairs}")
    elif new.accuracy < old.accuracy - limits.accuracy:
        found.append(f"accuracy falls from {old.accuracy:.4f} to {new.accuracy:.4f}")
    if new.macro_recall < old.macro_recall - limits.macro_recall:
        found.append(f"macro recall falls from {old.macro_recall:.4f} to {new.macro_recall:.4f}")
    if new.ece > old.ece + limits.ece:
        found.append(f"calibration error rises from {old.ece:.4f} to {new.ece:.4f}")
    if new.milliseconds > max(old.milliseconds * limits.slower, limits.milliseconds):
        found.append(f"slower: {new.milliseconds:.1f} ms against {old.milliseconds:.1f} ms")
    if new.bytes > max(old.bytes * limits.larger, limits.bytes):
        found.append(f"larger: {new.bytes} bytes against {old.bytes}")
    if lost:
        told = ", ".join(f"{each.expected} as {each.read}" for each in lost[:5])
        found.append(f"{len(lost)} that must stay right are read wrong: {told}")
    return found


def _merits(pairs: Pairs, corrections: Pairs | None, limits: Limits) -> list[str]:
    found = []
    for name, each in (("the holdout", pairs), ("people's corrections", corrections)):
        if each and each.gained > each.lost and each.p < limits.significance:
            found.append(f"better on {name}: {each}")
    return found
