"""The pictures of the README: taken of the page as it is, small enough to be kept."""

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.producer_examples.web import hand
from tests.producer_examples.web.conftest import Options

MOST_BYTES = 200_000
COLOURS = 256


@pytest.fixture
def keep(page: Page, tmp_path: Path) -> Callable[[str], None]:
    """Keep what is in view; in the folder SCREENS= names, as `make screens` says it."""
    folder = Path(os.environ.get("SCREENS", tmp_path))

    def keep(name: str) -> None:
        page.mouse.move(0, 0)
        picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
        few = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(folder / f"web-{name}.png", optimize=True)
        assert 10_000 < (folder / f"web-{name}.png").stat().st_size < MOST_BYTES

    return keep


def _look(page: Page, sample: str, letter: int) -> None:
    page.get_by_role("button", name=f"Read the sample “{sample}”").click()
    page.locator("#said").wait_for()
    page.locator(".box.char").nth(letter).click()


TALL: Options = {"viewport": {"width": 1280, "height": 1120}}
PHONE: Options = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}


@pytest.mark.parametrize("options", [TALL], ids=["desktop"])
def test_desktop(page: Page, keep: Callable[[str], None]) -> None:
    _look(page, "name", 0)
    hand.write(page, "HELENA")
    page.get_by_role("button", name="Read it").click()
    page.locator("#said", has_text="HELENA").wait_for()
    page.locator(".box.char").first.click()
    keep("desktop")


@pytest.mark.parametrize("options", [{**TALL, "color_scheme": "dark"}], ids=["dark"])
def test_dark(page: Page, keep: Callable[[str], None]) -> None:
    hand.write(page, "NAN")
    _look(page, "address", 6)
    keep("dark")


@pytest.mark.parametrize("options", [PHONE], ids=["phone"])
def test_phone(page: Page, keep: Callable[[str], None]) -> None:
    _look(page, "full-name", 0)
    page.locator("#reading").evaluate(
        "e => scrollTo({ top: e.offsetTop - 12, behavior: 'instant' })"
    )
    keep("phone")
