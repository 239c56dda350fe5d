"""Salt and pepper taken out of a page: pixels that are like none of their neighbours.

A median filter thins a thin pen's strokes; this one touches those pixels only (after Sun and
Neuvo, 1994), and only on a page that has many.
"""

import cv2
import numpy as np

FAR = 60
"""Grey levels: an impulse is this far from its neighbours' median."""
ENDS = 10
"""Grey levels: and no further from black or white."""
ALIKE = 40
"""Grey levels: neighbours no further are like it; it is like one of them at most."""
LEAST = 0.0015
"""Of all pixels are like none of their neighbours: fewer are dust, or a thin pen's."""
SIDES = [(dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1) if dy or dx]


def without_impulses(grey: np.ndarray) -> np.ndarray:
    """uint8 [H,W], each impulse as its neighbours are; the same page where there are few."""
    median = cv2.medianBlur(grey, 3)
    far = cv2.absdiff(grey, median) >= FAR
    if far.mean() < LEAST:
        return grey
    ys, xs = np.nonzero(far & ((grey <= ENDS) | (grey >= 255 - ENDS)))
    padded = cv2.copyMakeBorder(grey, 1, 1, 1, 1, cv2.BORDER_REFLECT_101).astype(np.int16)
    around = np.stack([padded[ys + 1 + dy, xs + 1 + dx] for dy, dx in SIDES])
    alike = (np.abs(around - grey[ys, xs]) <= ALIKE).sum(axis=0)
    if (alike == 0).sum() < LEAST * grey.size:
        return grey
    ys, xs = ys[alike <= 1], xs[alike <= 1]
    cleaned = grey.copy()
    cleaned[ys, xs] = median[ys, xs]
    return cleaned
