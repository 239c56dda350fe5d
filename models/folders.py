"""Labelled pictures in folders, `LABEL/*.png`, one character each.

A folder's name is the character that its pictures are, `7` or `a`, or both of a letter, `Oo`, where
the case is unknown. The pictures may be of any size, dark ink on light or the other way round.
"""

import hashlib
from pathlib import Path

import cv2
import numpy as np

from models.card import Source
from models.checks import invalid
from models.emnist import Glyphs
from pipeline.classes import COUNT, INDEX
from pipeline.glyph import SIDE, normalise


def from_folder(folder: Path) -> tuple[Glyphs, Source]:
    """Every picture as a glyph, and the folder as a source.

    Raises:
        InkError: `invalid_job` names the folder that is no label or the file that is no picture.
    """
    if not folder.is_dir():
        raise invalid(f"there is no folder {folder}/", "data", f"{folder}/")
    content = hashlib.sha256()
    glyphs: list[np.ndarray] = []
    sets: list[np.ndarray] = []
    for path in sorted(folder.glob("*/*.[pP][nN][gG]")):
        data = path.read_bytes()
        content.update(f"{path.parent.name}/{path.name}\0{len(data)}\0".encode() + data)
        sets.append(_label(path.parent))
        glyphs.append(glyph(data, path))
    if not glyphs:
        raise invalid(f"no LABEL/*.png in {folder}/", "data", f"{folder}/")
    x, candidates = np.stack(glyphs), np.stack(sets)
    y = np.where(candidates.sum(axis=1) == 1, candidates.argmax(axis=1), -1).astype(np.int16)
    source = Source(name=f"{folder.name}/", sha256=content.hexdigest(), images=len(x))
    return Glyphs(x, y, candidates), source


def glyph(data: bytes, path: Path) -> np.ndarray:
    """One picture, normalised: uint8 [28,28]. One that is 28x28 on black is taken as it is."""
    grey = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE) if data else None
    if grey is None:
        raise invalid(f"{path} is no picture", "data", path)
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    light = np.median(border) > 127
    if grey.shape == (SIDE, SIDE) and not light and grey.any():
        return np.asarray(grey)
    found = normalise(_ink(255 - grey if light else grey))
    if not found.any():
        raise invalid(f"{path} shows no ink", "data", path)
    return found


def _ink(grey: np.ndarray) -> np.ndarray:
    """Without the ground: what is far from ink becomes 0; grey edges stay."""
    if grey.min() == grey.max():
        return np.zeros_like(grey)
    _, mask = cv2.threshold(grey, 0, 1, cv2.THRESH_OTSU)
    return np.asarray(grey * cv2.dilate(mask, np.ones((3, 3), np.uint8)))


def _label(folder: Path) -> np.ndarray:
    name = folder.name
    both_cases = len(name) == 2 and name[0] != name[1] and name[0].lower() == name[1].lower()
    if not set(name) <= set(INDEX) or not (len(name) == 1 or both_cases):
        raise invalid(
            f"{folder}/ is no label: a folder is named by one character, or a letter's two, as Oo",
            "data",
            name,
        )
    row: np.ndarray = np.zeros(COUNT, bool)
    row[[INDEX[char] for char in name]] = True
    return row
