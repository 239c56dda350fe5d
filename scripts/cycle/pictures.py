"""A picture with what was read drawn in, as small as it goes."""

from pathlib import Path

import numpy as np
from PIL import Image

from pipeline.decoding import decode
from pipeline.render import SMALLEST, overlay
from worker.messages import Result

COLOURS, SCALE = 32, 2
"""Of the palette, which keeps the file small; and by how much the picture is enlarged."""
MARGIN = 14
"""Around what was read, in pixels of the page."""


def cut(path: Path, result: Result) -> Image.Image:
    """The part of a picture that was read, with boxes and readings."""
    page = decode(path.read_bytes())
    # The overlay enlarges what is narrow, so that a reading would be tiny over its glyph.
    wide = np.pad(page, ((0, 0), (0, max(0, SMALLEST // SCALE - page.shape[1])), (0, 0)), "edge")
    drawn = Image.fromarray(overlay(wide, result.reading()))
    boxes = [(x, y, x + w, y + h) for x, y, w, h in (line.box for line in result.lines or ())]
    left, top = (max(0, min(box[at] for box in boxes) - MARGIN) for at in (0, 1))
    right, bottom = (max(box[at] for box in boxes) + MARGIN for at in (2, 3))
    sides = tuple(SCALE * side for side in (left, top, min(right, page.shape[1]), bottom))
    return drawn.crop(sides).quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
