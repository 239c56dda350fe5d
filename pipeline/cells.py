"""The crop of a field: a row of boxes or of cells, which letters touch, taken out of its ink."""

import numpy as np

from pipeline.boxes import without_boxes
from pipeline.grids import without_grids
from pipeline.ink import Ink, threshold


def without_cells(contrast: np.ndarray, floor: float) -> Ink:
    """The ink of a crop without boxes or, where there are none, without the lines of cells.

    Boxes first: without its lines across, the sides that letters touch would make no box.

    Args:
        contrast: float32 [H,W], as `ink.contrast_of` has it.
        floor: the contrast under which all is paper.
    """
    ink = threshold(contrast, floor)
    kept = without_boxes(ink)
    if kept is not ink:
        return kept
    free = without_grids(contrast, floor)
    return ink if free is contrast else without_boxes(threshold(free, floor))
