import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.synthesis import Degradation, Range, augment, degrade, jitter
from pipeline.glyph import INNER
from tests.models.characters import characters


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


GLYPHS = characters(300).x
seeds = st.integers(0, 2**32 - 1)
glyphs = st.sampled_from(list(GLYPHS))
pixels = seeds.map(lambda seed: rng(seed).integers(0, 256, (28, 28), np.uint8)) | st.sampled_from(
    [np.full((28, 28), level, np.uint8) for level in (120, 255)]
)


def change(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The mean difference of each glyph, in levels of grey."""
    difference: np.ndarray = np.abs(a.astype(int) - b).mean(axis=(1, 2))
    return difference


def centres(glyphs: np.ndarray) -> np.ndarray:
    moments = [cv2.moments(glyph) for glyph in glyphs]
    return np.array([(m["m10"] / m["m00"], m["m01"] / m["m00"]) for m in moments])


@settings(deadline=None)
@given(glyphs, seeds)
def test_a_degraded_glyph_is_a_glyph_and_never_empty(glyph: np.ndarray, seed: int) -> None:
    before = glyph.copy()
    for made in (degrade(glyph, rng(seed)), jitter(glyph, rng(seed))):
        assert made.shape == (28, 28)
        assert made.dtype == np.uint8
        assert made.max() > 100
    np.testing.assert_array_equal(glyph, before)


@settings(deadline=None, max_examples=30)
@given(pixels, seeds)
def test_no_pixels_are_too_strange(glyph: np.ndarray, seed: int) -> None:
    made = degrade(glyph, rng(seed))
    assert made.shape == (28, 28)
    assert made.any() or not glyph.any()


@pytest.mark.parametrize("seed", range(3))
def test_degraded_glyphs_are_normalised_as_a_workers_are(seed: int) -> None:
    for glyph in GLYPHS[:60]:
        made = degrade(glyph, rng(seed))
        _, _, width, height = cv2.boundingRect((made >= 64).view(np.uint8))
        assert abs(max(width, height) - INNER) <= 2
        assert made.max() == 255


def test_degrading_goes_far_and_jitter_does_not() -> None:
    degraded = change(augment(GLYPHS, 1, degraded=1.0), GLYPHS)
    jittered = change(augment(GLYPHS, 1, degraded=0.0), GLYPHS)
    assert (degraded > 5).mean() > 0.98
    assert np.median(jittered) < 0.7 * np.median(degraded)


def test_jitter_moves_a_glyph_by_a_pixel_or_two() -> None:
    moved = np.abs(centres(augment(GLYPHS, 1, degraded=0.0)) - centres(GLYPHS))
    assert 0.3 < moved.mean() < 1.0
    assert moved.max() < 4


def test_the_same_seed_makes_the_same_and_another_another() -> None:
    first = augment(GLYPHS, 7)
    np.testing.assert_array_equal(augment(GLYPHS, 7), first)
    assert (change(augment(GLYPHS, 8), first) > 0).mean() > 0.99


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_the_share_of_degraded_glyphs_is_as_asked(share: float) -> None:
    grey = (GLYPHS * 0.75).astype(np.uint8)
    white = augment(grey, 3, degraded=share).max(axis=(1, 2)) == 255  # `normalise` stretches
    assert abs(white.mean() - share) < 0.08


def test_the_ranges_are_kept() -> None:
    how = Degradation()
    for span in (how.stroke, how.height, how.contrast, Range(2.0, 2.0)):
        for draw in (span.draw, span.draw_log):
            drawn = [draw(rng(seed)) for seed in range(200)]
            assert span.low - 1e-9 <= min(drawn) <= max(drawn) <= span.high + 1e-9
    halves = np.array([how.height.draw_log(rng(s)) for s in range(400)]) < np.sqrt(11 * 72)
    assert 0.4 < halves.mean() < 0.6


def test_milder_degradation_changes_less() -> None:
    still = Range(0.0, 0.0)
    mild = Degradation(
        shear=still, rotation=still, aspect=Range(1.0, 1.0), stroke=Range(1.0, 1.0),
        height=Range(48.0, 48.0), bend=still, contrast=Range(1.0, 1.0), noise=still,
        threshold=Range(0.3, 0.3), cut_probability=0.0,
    )  # fmt: skip
    made = [
        np.stack([degrade(g, rng(1), how) for g in GLYPHS[:50]]) for how in (mild, Degradation())
    ]
    assert change(made[0], GLYPHS[:50]).mean() < 0.7 * change(made[1], GLYPHS[:50]).mean()
