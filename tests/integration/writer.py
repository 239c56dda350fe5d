"""A writer whose 7 has a short bar: to a network that does not know it, it is a 1."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

COUNT = 10
"""Sevens on one picture."""


def sevens(path: Path, seed: int, bar: int) -> Path:
    """A picture of one line of sevens, each a little different; their bars are so long."""
    rng = np.random.default_rng(seed)
    image = Image.new("L", (60 + 70 * COUNT, 130), 235)
    pen = ImageDraw.Draw(image)
    for place in range(COUNT):
        x, top, bottom = 60 + 70 * place, 30, 100
        wobble = rng.uniform(-2, 2, 6)
        head = (x + wobble[0], top + wobble[1])
        pen.line((*head, x - 4 + wobble[2], bottom + wobble[3]), fill=40, width=6)
        pen.line((*head, x - bar + wobble[4] / 2, top + 12 + wobble[5]), fill=40, width=6)
    image.save(path)
    return path
