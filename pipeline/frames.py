"""What the strip network says of a word's frames, as evidence for its candidate glyphs.

Of each frame the network tells which character stands in its middle, or none. A candidate glyph
of a class fits the frames that it spans where the class is said once, and nothing beside it: this
sees both neighbours and the ink that a straight cut leaves on the wrong side, as a single glyph's
picture cannot.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from pipeline.classes import COUNT
from pipeline.lattice import FLOOR, Lattice, forward
from pipeline.shapes import taken_together
from pipeline.strip import STRIDE, Framed, Weights

LEAST = 1e-3
"""No frame says less of a class: networks err with certainty."""
MARGIN = 4.0
"""Log odds, by frames of STRIDE columns: a candidate whose best path is so far behind the best of
all is not asked about."""
BESIDE = 4
"""Pixels of a strip: so far a cut may be moved among its frames."""
DIGITS = Weights(4.0, 0.25, 4.0, 0.2, 3.0)
"""Of the network that knows nothing but digits. It has twice the frames, so that its say in a class
is half of what is written for the others: corrections must be heard."""


def fused(lattice: Lattice, probabilities: np.ndarray) -> tuple[Lattice, np.ndarray]:
    """The lattice and the classifier's rows, float [candidates,62], with the frames' evidence."""
    if lattice.framed is None:
        return lattice, probabilities
    seen = evidence(lattice, lattice.framed.frames, bounds(lattice, lattice.framed))
    sums = np.maximum(probabilities.sum(axis=1, keepdims=True), FLOOR)
    best = seen.max(axis=1, keepdims=True, initial=-np.inf)
    weights = lattice.framed.weights
    # What is cut on both sides shows the classifier less of itself than a glyph that stands apart.
    cut = np.array([c.cuts / 2 for c in lattice.candidates])[:, None]
    both = probabilities / sums * np.exp((weights.classes + weights.cut * cut) * (seen - best))
    total = np.maximum(both.sum(axis=1, keepdims=True), FLOOR)
    added = (weights.character * best + np.log(total))[:, 0]
    candidates = [
        replace(c, prior=c.prior + float(more))
        for c, more in zip(lattice.candidates, added, strict=True)
    ]
    return replace(lattice, candidates=candidates), both / total * sums**weights.belief


def bounds(lattice: Lattice, framed: Framed) -> tuple[int, ...]:
    """The first frame of each piece, and the end: halfway between it and the one before.

    Letters lean over a straight cut: one that would part a character's frames goes beside them.
    """
    if framed.bounds is not None:
        return framed.bounds
    pieces, runs, count = lattice.singles, framed.runs(), len(framed.frames)
    between = [round(framed.frame((a.right + b.x) / 2)) for a, b in pairwise(pieces)]
    far = BESIDE // framed.stride
    inner = [min(max(_beside(runs, frame, far), 0), count) for frame in between]
    return (0, *np.maximum.accumulate(inner).tolist(), count) if inner else (0, count)


def _beside(runs: list[tuple[int, int]], frame: int, far: int) -> int:
    """The end of the run of frames that it parts, if that is no farther."""
    for first, end in runs:
        if first < frame < end:
            near = first if frame - first < end - frame else end
            return near if abs(near - frame) <= far else frame
    return frame


def evidence(lattice: Lattice, frames: np.ndarray, bounds: Sequence[int]) -> np.ndarray:
    """Log odds of each class on each candidate: that its frames say it once, and nothing else.

    The best run of frames of the class, and none before and after it: float64 [candidates,62].
    Frames say 0, O and o together, as the network was taught: how they share it means nothing.
    """
    logs = np.log(np.maximum(taken_together(frames), LEAST), dtype=np.float64)
    none = np.concatenate([[0.0], np.cumsum(logs[:, COUNT])])
    ratios = logs[:, :COUNT] - logs[:, COUNT:]
    found = np.zeros((len(lattice.candidates), COUNT))
    ends: dict[int, dict[int, list[int]]] = {}
    for index, c in enumerate(lattice.candidates):
        first = min(bounds[c.start], len(frames) - 1)
        last = max(bounds[c.end], first + 1)
        ends.setdefault(first, {}).setdefault(last, []).append(index)
    for first, lasts in ends.items():
        run = best = np.full(COUNT, -np.inf)
        for frame in range(first, max(lasts)):
            run = np.maximum(run, 0.0) + ratios[frame]
            best = np.maximum(best, run)
            for index in lasts.get(frame + 1, ()):
                found[index] = best + none[frame + 1] - none[first]
    return found


def pruned(lattice: Lattice, pieces: bool = True) -> Lattice:
    """Without the candidates on whose best path the frames say far too little.

    So the classifier is asked of fewer. pieces: whether every piece by itself stays even so, as a
    scrap, for what a pattern or a lexicon may make of it.
    """
    framed = lattice.framed
    if framed is None:
        return lattice
    known = replace(framed, bounds=bounds(lattice, framed))
    seen = evidence(lattice, framed.frames, bounds(lattice, known))
    through = _through(lattice, seen.max(axis=1))
    least = through.max() - MARGIN * STRIDE / framed.stride
    kept = [
        replace(candidate, scrap=bool(score < least))
        for candidate, score in zip(lattice.candidates, through, strict=True)
        if score >= least or (pieces and candidate.end == candidate.start + 1)
    ]
    return replace(lattice, candidates=kept, framed=known)


def _through(lattice: Lattice, scores: np.ndarray) -> np.ndarray:
    """The score of the best path through each candidate: float64 [candidates]."""
    before, _ = forward(lattice, scores)
    after = np.full(lattice.pieces + 1, -np.inf)
    after[-1] = 0.0
    for index in sorted(range(len(scores)), key=lambda i: -lattice.candidates[i].start):
        candidate = lattice.candidates[index]
        total = after[candidate.end] + scores[index]
        after[candidate.start] = max(after[candidate.start], total)
    return np.array(
        [
            before[c.start] + score + after[c.end]
            for c, score in zip(lattice.candidates, scores, strict=True)
        ]
    )
