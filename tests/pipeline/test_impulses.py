import numpy as np
import pytest

from pipeline.impulses import without_impulses
from tests.pipeline.drawing import Sheet


def page(thick: int = 3) -> np.ndarray:
    """Writing on light paper: uint8 [H,W]."""
    sheet = Sheet(120, 500, ground=230, ink=40)
    sheet.write("PEPPER", 30, 90, thick=thick)
    return sheet.image[..., 0]


def peppered(share: float) -> np.ndarray:
    drawn = np.random.default_rng(1).random((120, 500))
    noisy = page()
    noisy[drawn < share / 2], noisy[drawn > 1 - share / 2] = 0, 255
    return noisy


@pytest.mark.parametrize("thick", [1, 3])
def test_a_clean_page_stays_as_it_is(thick: int) -> None:
    clean = page(thick)
    assert without_impulses(clean) is clean


@pytest.mark.parametrize("share", [0.01, 0.03, 0.08])
def test_salt_and_pepper_go(share: float) -> None:
    noisy = peppered(share)
    given, cleaned = (
        np.abs(each.astype(int) - page()) > 60 for each in (noisy, without_impulses(noisy))
    )
    assert cleaned.mean() < 0.25 * given.mean()


def test_the_given_page_is_left_alone() -> None:
    noisy = peppered(0.03)
    noisy.flags.writeable = False
    assert (without_impulses(noisy) != noisy).any()
