"""The hypotheses of a search as arrays: joined, parted, and the best of them kept."""

from dataclasses import dataclass

import numpy as np

from pipeline.symbols import SKIP

FREE = -1
"""In place of a symbol: an arc passed without one."""
RESTING = 12
"""Of the hypotheses between matches, so many more are kept."""
_PRIME, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)


@dataclass(frozen=True, eq=False)
class Beam:
    """Hypotheses as arrays of one length; `parent` is an index into the whole trail."""

    score: np.ndarray
    state: np.ndarray
    text: np.ndarray
    parent: np.ndarray
    arc: np.ndarray
    symbol: np.ndarray

    def take(self, index: np.ndarray) -> "Beam":
        """Some of them."""
        return Beam(*(array[index] for array in vars(self).values()))


def beginning() -> Beam:
    """Before the first arc."""
    zero, none = np.zeros(1, np.int64), np.full(1, FREE)
    return Beam(np.zeros(1), zero, np.ones(1, np.uint64), none, none, none)


def joined(beams: list[Beam]) -> Beam:
    """The hypotheses of all, in their order."""
    if len(beams) == 1:
        return beams[0]
    rows = zip(*(vars(beam).values() for beam in beams), strict=True)
    return Beam(*(np.concatenate(row) for row in rows))


def best(beam: Beam, width: int, rests: np.ndarray) -> Beam:
    """The best of each spelling and state, `width` of them at most, best first; and RESTING more.

    Args:
        rests: bool [states], as the automaton has it: what waits for a match pays at once for all
            that it skips, and must not give way to what will pay for it later.
    """
    order = np.argsort(-beam.score, kind="stable")
    order, beyond = order[: 8 * width], order[8 * width :]
    order = np.concatenate([order, beyond[rests[beam.state[beyond]]]])
    keys = beam.text[order] ^ (beam.state[order].astype(np.uint64) * _MIX)
    same = np.argsort(keys, kind="stable")
    keys = keys[same]
    first = np.ones(len(keys), bool)
    first[1:] = keys[1:] != keys[:-1]
    kept = order[np.sort(same[first])]
    more = kept[width:]
    more = more[rests[beam.state[more]]][:RESTING]
    return beam.take(np.concatenate([kept[:width], more]))


def spelled(text: np.ndarray, symbol: np.ndarray) -> np.ndarray:
    """Hashes of the spellings with a symbol more; what is skipped spells nothing."""
    longer = (text ^ (symbol + 2).astype(np.uint64)) * _PRIME
    longer ^= longer >> np.uint64(29)
    return np.where((symbol == FREE) | (symbol == SKIP), text, longer)


def parted(beam: Beam, ends: np.ndarray) -> list[tuple[int, Beam]]:
    """A beam by the nodes where its hypotheses end: int64 [n]."""
    nodes = sorted(set(ends.tolist()))
    if len(nodes) == 1:
        return [(nodes[0], beam)]
    return [(node, beam.take(np.flatnonzero(ends == node))) for node in nodes]
