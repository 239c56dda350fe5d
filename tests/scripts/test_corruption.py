"""The corrupted set is what its text says: measured on the pages before they are normalised."""

import cv2
import numpy as np
import pytest
from classifiers.corruption import Corruption, corrupted, page, seen

PLAIN = Corruption(height=100, stroke=1.0, shear=0.0, contrast=1.0, cut=None)


def glyph() -> np.ndarray:
    """An upright stroke 4 wide and 20 tall, with a foot."""
    drawn = np.zeros((28, 28), np.uint8)
    drawn[4:24, 12:16] = 255
    drawn[20:24, 12:22] = 255
    return drawn


def changed(**changes: object) -> Corruption:
    return Corruption(**{**vars(PLAIN), **changes})


def ink(image: np.ndarray) -> np.ndarray:
    """Its ink's box, by half of the darkest."""
    inked = image < (255 + int(image.min())) / 2
    x, y, width, height = cv2.boundingRect(inked.view(np.uint8))
    return inked[y : y + height, x : x + width]


@pytest.mark.parametrize("height", [12, 33.4, 100, 200])
def test_ink_is_as_tall_as_asked(height: float) -> None:
    assert abs(len(ink(page(glyph(), changed(height=height)))) - height) <= 1


@pytest.mark.parametrize("factor", [0.5, 0.8, 1.0, 1.5, 2.0])
def test_strokes_are_as_wide_as_asked(factor: float) -> None:
    shown = ink(page(glyph(), changed(stroke=factor)))
    # The stroke above the foot, as a share of its height, which grows by what the width does.
    wide = shown[len(shown) // 3].sum() / len(shown)
    grown = 4 * (factor - 1)
    assert wide == pytest.approx((4 + grown) / (20 + grown), abs=0.03)


@pytest.mark.parametrize("degrees", [-25.0, 10.0, 25.0])
def test_it_leans_as_asked(degrees: float) -> None:
    shown = ink(page(glyph(), changed(shear=degrees)))
    left = shown.argmax(axis=1)
    top, bottom = len(shown) // 10, len(shown) * 7 // 10
    leant = np.degrees(np.arctan((left[top] - left[bottom]) / (bottom - top)))
    assert leant == pytest.approx(degrees, abs=2.0)


@pytest.mark.parametrize("contrast", [0.2, 0.6, 1.0])
def test_ink_is_as_dark_as_asked_on_white_paper(contrast: float) -> None:
    shown = page(glyph(), changed(contrast=contrast))
    assert shown.max() == 255
    assert shown.min() == pytest.approx(255 * (1 - contrast), abs=1)


@pytest.mark.parametrize("side", range(4))
def test_a_cut_takes_a_tenth_of_one_side(side: int) -> None:
    whole, cut = ink(page(glyph(), PLAIN)), ink(page(glyph(), changed(cut=side)))
    height, width = whole.shape
    dy, dx = round(height / 10), round(width / 10)
    left = (whole[dy:], whole[:, : width - dx], whole[: height - dy], whole[:, dx:])[side]
    assert np.array_equal(left, cut)


def test_each_image_is_drawn_by_itself_and_the_same_again() -> None:
    glyphs = np.stack([np.roll(glyph(), shift, axis=1) for shift in range(-4, 5)])
    all_of_them = corrupted(glyphs, seed=3)
    assert (all_of_them.dtype, all_of_them.shape) == (np.uint8, glyphs.shape)
    assert np.array_equal(corrupted(glyphs[:4], seed=3), all_of_them[:4])
    assert not np.array_equal(corrupted(glyphs, seed=4), all_of_them)


def test_what_is_drawn_fills_its_ranges_evenly() -> None:
    drawn = [Corruption.draw(np.random.default_rng([1, n])) for n in range(4000)]
    evened = {
        "height": (np.log([each.height for each in drawn]), np.log(12), np.log(200)),
        "stroke": (np.log2([each.stroke for each in drawn]), -1, 1),
        "shear": (np.array([each.shear for each in drawn]), -25, 25),
        "contrast": (np.array([each.contrast for each in drawn]), 0.2, 1),
    }
    for name, (values, low, high) in evened.items():
        assert low <= values.min() <= values.max() <= high, name
        counts = np.histogram(values, bins=8, range=(low, high))[0]
        assert abs(counts - 500).max() < 100, (name, counts)
    cuts = [each.cut for each in drawn]
    assert 0.18 < 1 - cuts.count(None) / len(cuts) < 0.22
    assert all(cuts.count(side) > 140 for side in range(4))


def test_it_is_seen_as_a_worker_sees_it() -> None:
    """Black or faint, large or small: what reaches the classifier is the same character."""
    clear = seen(page(glyph(), PLAIN)).astype(float)
    for how in (changed(contrast=0.2), changed(height=24)):
        again = seen(page(glyph(), how)).astype(float)
        assert again.max() == 255
        assert np.corrcoef(clear.ravel(), again.ravel())[0, 1] > 0.95
