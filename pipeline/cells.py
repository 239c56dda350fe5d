"""What a letter each is written in, row by row: boxes, cells and combs out of a page's contrast."""

import cv2
import numpy as np

from pipeline.boxes import without_frames
from pipeline.faint import DARKER, TALL
from pipeline.grids import without_grids
from pipeline.teeth import without_teeth

PALER = (1.0, 0.6)
"""Of the floor: lines are looked for by these, the darker first."""


def without_cells(contrast: np.ndarray, floor: float) -> np.ndarray:
    """The contrast of a level page or crop without boxes of a letter's size, grids, and combs.

    Boxes first: without its lines across, the sides that letters touch would make no box; and
    combs last, as one of which a row of cells would be taken by its lower half.

    Args:
        contrast: float32 [H,W], as `ink.contrast_of` has it.
        floor: the contrast under which all is paper.
    """
    return without_teeth(without_grids(_unframed(contrast, floor), floor), floor)


def _unframed(contrast: np.ndarray, floor: float) -> np.ndarray:
    """Without boxes, which are seen whole before ink is told from paper: beside a dark stroke a
    pale line is paper.
    """
    for share in PALER:
        mask = contrast > share * floor
        lines = mask & ~without_frames(mask, TALL)
        if lines.any():
            near = cv2.dilate(lines.view(np.uint8), np.ones((3, 3), np.uint8)) > 0
            pale = contrast <= DARKER * np.median(contrast[lines])
            contrast = np.where(lines | (near & pale), np.float32(0), contrast)
    return contrast
