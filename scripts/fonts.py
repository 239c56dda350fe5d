"""Render the handwriting and print typefaces that training composes words from.

usage: fonts.py FOLDER

FOLDER holds the @fontsource packages (`npm pack @fontsource/NAME`, .tgz) that
models/typefaces/typefaces.tsv names, in the versions it names; writes models/typefaces/glyphs.npz.
"""

import csv
import io
import sys
import tarfile
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from models.typefaces import BASELINE, CAPITAL, FOLDER, LISTED, SIDE
from pipeline.classes import CHARS

INKED = 100
"""Of 255: rendered pixels above this are ink."""
SMALLEST = 0.7
"""Of CAPITAL: what capitals of joined letters keep at least."""


def main(folder: Path) -> None:
    """Render every listed face into one archive of packed bits."""
    with (FOLDER / LISTED).open(encoding="utf-8") as file:
        faces = list(csv.DictReader(file, delimiter="\t"))
    rendered = [_face(folder / _package(face), face["style"] == "joined") for face in faces]
    masks, bearings = (np.stack(each) for each in zip(*rendered, strict=True))
    packed = np.packbits(masks, axis=-1)
    np.savez_compressed(FOLDER / "glyphs.npz", glyphs=packed, bearings=bearings)
    print(f"{len(faces)} faces, {int(masks.any(axis=(2, 3)).sum())} glyphs")


def _package(face: dict[str, str]) -> str:
    return f"fontsource-{face['name']}-{face['version']}.tgz"


def _face(package: Path, joined: bool) -> tuple[np.ndarray, np.ndarray]:
    """Masks, bool [62,SIDE,SIDE], and bearings, int8 [62,2]; what does not fit is left empty.

    Joined letters, whose loops hang low, are made smaller to fit.
    """
    with tarfile.open(package) as archive:
        member = archive.extractfile(_member(archive))
        assert member is not None
        data = member.read()
    tall = -ImageFont.truetype(io.BytesIO(data), 100).getbbox("HEN", anchor="ls")[1]
    hangs = ImageFont.truetype(io.BytesIO(data), 100).getbbox("fgjpqy", anchor="ls")[3]
    size = 100 * CAPITAL / tall
    if joined:
        size = max(SMALLEST * size, min(size, 100 * (SIDE - BASELINE) / hangs))
    font = ImageFont.truetype(io.BytesIO(data), round(size))
    masks, bearings = zip(*(_glyph(font, char) for char in CHARS), strict=True)
    return np.stack(masks), np.array(bearings, np.int8)


def _member(archive: tarfile.TarFile) -> str:
    names = [n for n in archive.getnames() if n.endswith("normal.woff") and "latin-ext" not in n]
    regular = [n for n in names if n.endswith("-latin-400-normal.woff")]
    return (regular or [n for n in names if "-latin-" in n])[0]


def _glyph(font: ImageFont.FreeTypeFont, char: str) -> tuple[np.ndarray, tuple[int, int]]:
    """A mask, bool [SIDE,SIDE], of the ink centred across, on the common baseline; and the pixels
    from the pen's place to the ink, and from the ink to the pen's next place.
    """
    image = Image.new("L", (3 * SIDE, 3 * SIDE))
    ImageDraw.Draw(image).text((SIDE, 2 * SIDE), char, font=font, fill=255, anchor="ls")
    ink = np.asarray(image) > INKED
    columns = np.flatnonzero(ink.any(axis=0))
    if not columns.size:
        return np.zeros((SIDE, SIDE), bool), (0, 0)
    first, last = int(columns[0]), int(columns[-1]) + 1
    left, top = (first + last - SIDE) // 2, 2 * SIDE - BASELINE
    glyph = ink[top : top + SIDE, left : left + SIDE]
    fits = glyph.sum() > 0.97 * ink.sum()
    advance = round(font.getlength(char))
    return glyph if fits else np.zeros((SIDE, SIDE), bool), (first - SIDE, SIDE + advance - last)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
