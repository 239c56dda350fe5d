"""A hand that writes on the sheet, and eyes that look for ink."""

import io

import numpy as np
from PIL import Image
from playwright.sync_api import Page

Stroke = list[tuple[float, float]]

LETTERS: dict[str, list[Stroke]] = {
    "7": [[(0.0, 0.0), (1.0, 0.0), (0.35, 1.0)]],
    "A": [[(0.0, 1.0), (0.45, 0.0), (0.6, 0.05), (1.0, 1.0)], [(0.2, 0.65), (0.8, 0.6)]],
    "E": [
        [(0.75, 0.04), (0.1, 0.0), (0.0, 0.5), (0.04, 1.0), (0.8, 0.95)],
        [(0.02, 0.5), (0.65, 0.46)],
    ],
    "H": [[(0.05, 0.0), (0.0, 1.0)], [(0.9, 0.0), (0.88, 1.0)], [(0.02, 0.52), (0.9, 0.45)]],
    "L": [[(0.08, 0.0), (0.0, 0.97), (0.75, 1.0)]],
    "N": [[(0.0, 1.0), (0.0, 0.0), (1.0, 1.0), (1.0, 0.0)]],
}
"""In a square of side 1, the origin at the top left."""


def write(page: Page, word: str) -> None:
    """Write a word on the sheet with the pointer."""
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    tall = 0.5 * box["height"]
    wide = min(0.55 * tall, 0.8 * box["width"] / (1.6 * len(word)))
    left = box["x"] + 0.1 * box["width"]
    for letter in word:
        for stroke in LETTERS[letter]:
            _draw(
                page,
                [(left + x * wide, box["y"] + 0.2 * box["height"] + y * tall) for x, y in stroke],
            )
        left += 1.6 * wide


def _draw(page: Page, points: Stroke) -> None:
    page.mouse.move(*points[0])
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*point, steps=8)
    page.mouse.up()


def ink(page: Page) -> np.ndarray:
    """Where the picture in view is dark, bool [H,W] in CSS pixels, its boxes switched off."""
    page.evaluate(
        "document.querySelector('.picture').classList.add('no-lines', 'no-words', 'no-chars')"
    )
    shot = Image.open(io.BytesIO(page.locator(".picture").screenshot(scale="css"))).convert("L")
    page.evaluate(
        "document.querySelector('.picture').classList.remove('no-lines', 'no-words', 'no-chars')"
    )
    dark: np.ndarray = np.asarray(shot) < 110
    return dark


def boxes(page: Page) -> list[tuple[int, int, int, int]]:
    """Of the characters in view: left, top, right, bottom in the picture's CSS pixels."""
    found = page.locator(".box.char").evaluate_all(
        """all => all.map(box => {
            const b = box.getBoundingClientRect();
            const p = box.closest(".picture").getBoundingClientRect();
            return [b.left - p.left, b.top - p.top, b.right - p.left, b.bottom - p.top];
        })"""
    )
    return [tuple(round(side) for side in box) for box in found]
