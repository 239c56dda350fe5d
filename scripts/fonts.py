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


def main(folder: Path) -> None:
    """Render every listed face into one archive of packed bits."""
    with (FOLDER / LISTED).open(encoding="utf-8") as file:
        faces = list(csv.DictReader(file, delimiter="\t"))
    masks = np.stack([_face(folder / _package(face)) for face in faces])
    np.savez_compressed(FOLDER / "glyphs.npz", glyphs=np.packbits(masks, axis=-1))
    print(f"{len(faces)} faces, {int(masks.any(axis=(2, 3)).sum())} glyphs")


def _package(face: dict[str, str]) -> str:
    return f"fontsource-{face['name']}-{face['version']}.tgz"


def _face(package: Path) -> np.ndarray:
    """Masks, bool [62,SIDE,SIDE]: what does not fit the square is left empty."""
    with tarfile.open(package) as archive:
        member = archive.extractfile(_member(archive))
        assert member is not None
        data = member.read()
    tall = -ImageFont.truetype(io.BytesIO(data), 100).getbbox("HEN", anchor="ls")[1]
    font = ImageFont.truetype(io.BytesIO(data), round(100 * CAPITAL / tall))
    return np.stack([_glyph(font, char) for char in CHARS])


def _member(archive: tarfile.TarFile) -> str:
    names = [n for n in archive.getnames() if n.endswith("normal.woff") and "latin-ext" not in n]
    regular = [n for n in names if n.endswith("-latin-400-normal.woff")]
    return (regular or [n for n in names if "-latin-" in n])[0]


def _glyph(font: ImageFont.FreeTypeFont, char: str) -> np.ndarray:
    """Masks, bool [SIDE,SIDE]: the ink centred across, on the common baseline."""
    image = Image.new("L", (3 * SIDE, 3 * SIDE))
    ImageDraw.Draw(image).text((SIDE, 2 * SIDE), char, font=font, fill=255, anchor="ls")
    ink = np.asarray(image) > INKED
    columns = np.flatnonzero(ink.any(axis=0))
    if not columns.size:
        return np.zeros((SIDE, SIDE), bool)
    left = (columns[0] + columns[-1] + 1 - SIDE) // 2
    top = 2 * SIDE - BASELINE
    glyph = ink[top : top + SIDE, left : left + SIDE]
    return glyph if glyph.sum() > 0.97 * ink.sum() else np.zeros((SIDE, SIDE), bool)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
