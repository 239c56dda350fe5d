"""The gate, with versions that read as they are told to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.card import Card
from models.emnist import Glyphs, one_hot
from models.gate import Limits, Scales, compare, weigh
from pipeline.classes import INDEX
from tests.models.conftest import MakeDraft

COUNT = 620
Y = np.arange(COUNT) % 62


def glyphs(count: int = COUNT) -> Glyphs:
    """Glyphs that carry their row number in two pixels."""
    x = np.zeros((count, 28, 28), np.uint8)
    x[:, 0, 0], x[:, 0, 1] = np.arange(count) // 256, np.arange(count) % 256
    return Glyphs(x, Y[:count].astype(np.int16), one_hot(Y[:count]))


@dataclass
class Told:
    """A version that reads these rows wrong and is this sure of everything."""

    card: Card
    wrong: set[int]
    sure: float = 0.98
    labels: np.ndarray = field(default_factory=lambda: Y)

    def __call__(self, x: np.ndarray) -> np.ndarray:
        rows = x[:, 0, 0].astype(int) * 256 + x[:, 0, 1]
        y = self.labels
        read = np.array([(y[r] + 1) % 62 if r in self.wrong else y[r] for r in rows])
        p = np.full((len(x), 62), (1 - self.sure) / 61, np.float32)
        p[np.arange(len(x)), read] = self.sure
        return p


@pytest.fixture
def told(tmp_path: Path, make_draft: MakeDraft) -> Callable[..., Told]:
    def make(wrong: range | set[int], name: str = "new", size: int = 100, **rest: Any) -> Told:
        path = tmp_path / name
        path.write_bytes(name.encode().ljust(size))
        return Told(Card.of(make_draft(), path), set(wrong), **rest)

    return make


NONE = glyphs(0)
SCALES = Scales(glyphs(), NONE)


def test_more_right_than_chance_explains_is_better(told: Callable[..., Told]) -> None:
    verdict = weigh(told(range(10)), told(range(40), "old"), SCALES)
    assert verdict.better
    assert (verdict.holdout.gained, verdict.holdout.lost) == (30, 0)
    assert verdict.holdout.p == pytest.approx(2 * 0.5**30)
    assert "better on the holdout: +30 -0 of 620" in verdict.why


def test_the_same_is_no_better(told: Callable[..., Told]) -> None:
    verdict = weigh(told(range(10)), told(range(10), "old"), SCALES)
    assert not verdict.better
    assert "no better" in verdict.why
    assert verdict.holdout.p == 1.0


def test_what_may_be_chance_is_no_better(told: Callable[..., Told]) -> None:
    verdict = weigh(told(range(5)), told(range(10), "old"), SCALES)
    assert (verdict.holdout.gained, verdict.holdout.p) == (5, pytest.approx(0.0625))
    assert not verdict.better


def test_significantly_worse_is_told_so(told: Callable[..., Told]) -> None:
    verdict = weigh(told(range(40)), told(range(10), "old"), SCALES)
    assert not verdict.better
    assert "significantly worse on the holdout: +0 -30" in verdict.why


def test_the_pairs_count_and_not_only_the_sums(told: Callable[..., Told]) -> None:
    verdict = weigh(told(range(100)), told(range(100, 200), "old"), SCALES)
    assert (verdict.holdout.gained, verdict.holdout.lost) == (100, 100)
    assert verdict.challenger.accuracy == verdict.champion.accuracy
    assert not verdict.better


def test_a_glyph_that_must_stay_right_outweighs_all(told: Callable[..., Told]) -> None:
    scales = Scales(glyphs(), glyphs(5))
    verdict = weigh(told({3}), told(range(20, 80), "old"), scales)
    assert not verdict.better
    (lost,) = verdict.regressions
    assert (lost.index, lost.expected, lost.read) == (3, "3", "4")
    assert "1 that must stay right are read wrong: 3 as 4" in verdict.why
    # What the champion misreads as well is nothing that was right.
    assert weigh(told({3}), told(range(3, 80), "old"), scales).better


def test_corrections_learnt_are_a_merit_if_nothing_was_forgotten(told: Callable[..., Told]) -> None:
    corrections = glyphs(20)
    holdout = glyphs()[20:]
    scales = Scales(holdout, NONE, corrections)
    champion = told(range(20), "old")
    learnt = weigh(told({600}), champion, scales)
    assert learnt.better
    assert learnt.corrections is not None
    assert (learnt.corrections.gained, learnt.corrections.lost) == (20, 0)
    assert "better on people's corrections" in learnt.why
    forgot = weigh(told({600, 601, 602}), champion, scales)
    assert not forgot.better
    assert "accuracy falls" in forgot.why


def test_the_case_of_letters_that_look_alike_is_no_merit(told: Callable[..., Told]) -> None:
    capital, small = INDEX["C"], INDEX["c"]
    corrections = glyphs()[capital == Y]
    champion = told({620}, "old", labels=np.where(capital == Y, small, Y))
    scales = Scales(glyphs()[capital != Y], NONE, corrections)
    found = weigh(told({620}), champion, scales).corrections
    assert found is not None
    assert (found.images, found.gained, found.lost) == (10, 0, 0)


def test_one_that_is_less_calibrated_is_worse(told: Callable[..., Told]) -> None:
    verdict = weigh(told(range(5), sure=0.5), told(range(60), "old", sure=0.9), SCALES)
    assert not verdict.better
    assert "calibration error rises" in verdict.why


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        (Limits(slower=0.0, milliseconds=0.0), "slower: "),
        (Limits(larger=0.5, bytes=0), "larger: 2001 bytes against 1999"),
    ],
)
def test_speed_and_size_have_limits(told: Callable[..., Told], limits: Limits, why: str) -> None:
    challenger, champion = told(range(5), size=2001), told(range(60), "old", size=1999)
    verdict = weigh(challenger, champion, SCALES, limits)
    assert not verdict.better
    assert why in verdict.why
    assert weigh(challenger, champion, SCALES).better


def test_a_rare_class_that_is_lost_counts(told: Callable[..., Told]) -> None:
    # One class goes entirely; far more glyphs are gained, of one other class.
    often = np.concatenate([np.full(600, 5), np.full(4, 60)])
    holdout = Glyphs(glyphs(604).x, often.astype(np.int16), one_hot(often))
    new, old = told(set(range(600, 604)), sure=0.98), told(range(100), "old")
    new.labels = old.labels = often
    verdict = weigh(new, old, Scales(holdout, NONE))
    assert (verdict.holdout.gained, verdict.holdout.lost) == (100, 4)
    assert not verdict.better
    assert "macro recall falls" in verdict.why


def test_the_table_shows_both_sides(told: Callable[..., Told]) -> None:
    verdict = weigh(told(range(10)), told(range(40), "old"), SCALES)
    rows = {name: (old, new) for name, old, new in verdict.table()}
    assert rows["accuracy"] == (f"{580 / 620:.4f}", f"{610 / 620:.4f}")
    assert rows["holdout, pairwise"][1].startswith("+30 -0 of 620")
    assert verdict == type(verdict).model_validate_json(verdict.model_dump_json())


def test_the_exact_test_is_mcnemars() -> None:
    # 8 of 10 discordant pairs: 2 * P(X >= 8), X ~ B(10, 1/2).
    new = np.array([True] * 8 + [False] * 2 + [True] * 5)
    old = np.array([False] * 8 + [True] * 2 + [True] * 5)
    found = compare(new, old)
    assert (found.gained, found.lost) == (8, 2)
    assert found.p == pytest.approx(2 * (45 + 10 + 1) / 1024)
