"""Readings weighed by what the strip network says of the whole word, where its characters touch.

A lattice weighs one glyph after the other. A network that was taught whole rows also says how
likely a text is from end to end, however its ink is cut.
"""

from dataclasses import replace

import numpy as np

from pipeline.ctc import log_likelihoods
from pipeline.lattice import Candidate, Lattice
from pipeline.search import Found

SURE = 0.25
"""How much of what it says counts for how far readings are apart: glyphs and frames are seen by
like networks, which err together."""


def weighed(found: list[Found], lattice: Lattice, arcs: list[Candidate]) -> list[Found]:
    """A word's readings, the likeliest first; it keeps its score, whichever it was.

    Characters that stand apart are for the classifier, which learns from people's corrections.

    Args:
        arcs: the candidate that each arc of the search stands for.
    """
    framed = lattice.framed
    touching = any(arcs[step.arc].cuts for step in found[0].steps)
    if framed is None or not framed.weights.whole or not touching:
        return found
    likely = log_likelihoods(framed.frames, [each.symbols for each in found])
    more = framed.weights.whole * likely
    if more.max() == -np.inf:  # there are fewer frames than characters
        return found
    place = int(np.argmax([each.score for each in found] + more))
    best = found[place]
    behind = (SURE * (more - more[place])).tolist()
    others = [
        replace(each, score=min(each.score + less, best.score))
        for each, less in zip(found, behind, strict=True)
        if each is not best
    ]
    return [best, *sorted(others, key=lambda each: -each.score)]
