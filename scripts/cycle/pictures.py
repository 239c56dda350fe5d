"""Some of a day's pictures with what was read drawn in, one below the other."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from PIL import Image

from cycle.day import Day
from pipeline.decoding import decode
from pipeline.render import overlay

COLOURS = 64
"""Of the palette: it keeps the file small."""
GROUND = (255, 255, 255)


def stack(day: Day, folder: Path, names: Iterable[str]) -> Image.Image:
    """The named pictures of a folder, with boxes and readings."""
    drawn = [
        Image.fromarray(overlay(_picture(folder / name), day.results[name].reading()))
        for name in names
    ]
    width, height = max(each.width for each in drawn), sum(each.height for each in drawn)
    sheet, top = Image.new("RGB", (width, height), GROUND), 0
    for each in drawn:
        sheet.paste(each, (0, top))
        top += each.height
    return sheet.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def _picture(path: Path) -> np.ndarray:
    return decode(path.read_bytes())
