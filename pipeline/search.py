"""One search for every reading: over places in a graph of arcs, a constraint's states, and a prior.

A beam of hypotheses, each a spelling so far; of those that spell the same in the same state, the
best stays, so that what is left at the end are the n best readings, each by its best path.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from pipeline.constraints.automaton import Automaton
from pipeline.prior import Memory, Prior
from pipeline.symbols import SKIP

FREE = -1
"""In place of a symbol: an arc passed without one."""
REACH = 16.0
"""Hypotheses this much worse than the best beside them, in log odds, are dropped at once."""
MOST = 12
"""Readings that are returned."""
_PRIME, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)


@dataclass(frozen=True, eq=False)
class Graph:
    """Arcs from lower to higher nodes, in the order of their starts; the last node is the end.

    starts, ends: int64 [arcs]; scores: float [arcs, 2 COUNT], log odds of each symbol, then with
    either case of a letter counted; free: float [arcs], of passing without any.
    """

    nodes: int
    starts: np.ndarray
    ends: np.ndarray
    scores: np.ndarray
    free: np.ndarray


class Step(NamedTuple):
    """An arc, and the symbol that was read on it."""

    arc: int
    symbol: int


@dataclass(frozen=True)
class Found:
    """A reading: its score in log odds, and its steps but for those without a symbol."""

    score: float
    steps: tuple[Step, ...]

    @property
    def symbols(self) -> tuple[int, ...]:
        """What it spells."""
        return tuple(step.symbol for step in self.steps)


@dataclass(frozen=True, eq=False)
class _Beam:
    """Hypotheses as arrays of one length; `parent` is an index into the whole trail."""

    score: np.ndarray
    state: np.ndarray
    text: np.ndarray
    parent: np.ndarray
    arc: np.ndarray
    symbol: np.ndarray

    def take(self, index: np.ndarray) -> "_Beam":
        return _Beam(*(array[index] for array in vars(self).values()))


def search(graph: Graph, automaton: Automaton, prior: Prior, width: int) -> list[Found]:
    """Up to MOST readings that end at the last node in an accepting state, best first.

    Args:
        width: hypotheses kept at each node.
    """
    trail = _Trail(graph, automaton, prior)
    bounds = np.searchsorted(graph.starts, np.arange(graph.nodes + 1))
    waiting: list[list[_Beam]] = [[] for _ in range(graph.nodes)]
    waiting[0] = [_beginning()]
    beam = None
    for node in range(graph.nodes):
        if not waiting[node]:
            continue
        beam = _best(_join(waiting[node]), width)
        new = trail.extend(beam, int(bounds[node]), int(bounds[node + 1]))
        ends = graph.ends[new.arc]
        for end in set(graph.ends[bounds[node] : bounds[node + 1]].tolist()):
            waiting[end].append(new.take(np.flatnonzero(ends == end)))
    return trail.readings(beam) if beam is not None and waiting[-1] else []


class _Trail:
    """Every hypothesis that was kept, from which readings are traced back."""

    def __init__(self, graph: Graph, automaton: Automaton, prior: Prior) -> None:
        self._graph, self._automaton, self._prior = graph, automaton, prior
        self._kept: list[_Beam] = []
        self._memory = prior.start()
        self._count = 0

    def extend(self, beam: _Beam, first: int, last: int) -> _Beam:
        """Keep a beam, and take every arc from first to last with every symbol that may follow."""
        self._remember(beam)
        offset = self._count
        self._kept.append(beam)
        self._count += len(beam.score)
        owner, arcs = self._leaving(beam, first, last)
        symbols = self._automaton.symbols[arcs]
        base = beam.score[owner] + self._prior.bonus(self._own)[owner, symbols]
        scores = self._graph.scores[first:last, self._automaton.columns[arcs]] + base
        free = self._graph.free[first:last, None] + beam.score
        least = max(scores.max(initial=-np.inf), free.max(initial=-np.inf)) - REACH
        at, which = np.nonzero(scores > max(least, -1e30))
        at_free, who = np.nonzero(free > max(least, -1e30))
        parent = np.concatenate([owner[which], who])
        symbol = np.concatenate([symbols[which], np.full(len(who), FREE)])
        state = np.concatenate([self._automaton.targets[arcs[which]], beam.state[who]])
        score = np.concatenate([scores[at, which], free[at_free, who]])
        arc = np.concatenate([at, at_free]) + first
        text = _spelled(beam.text[parent], symbol)
        return _Beam(score, state, text, parent + offset, arc, symbol)

    def _leaving(self, beam: _Beam, first: int, last: int) -> tuple[np.ndarray, np.ndarray]:
        """Of every hypothesis, the automaton's arcs that the graph's may be read with."""
        owner, arcs = self._automaton.leaving(beam.state)
        read = self._graph.scores[first:last].max(axis=0, initial=-np.inf) > -np.inf
        kept = read[self._automaton.columns[arcs]]
        return owner[kept], arcs[kept]

    def _remember(self, beam: _Beam) -> None:
        if self._count:
            own = self._prior.extend(self._memory.take(beam.parent), beam.symbol)
            self._memory = self._memory.add(own)
        else:
            own = self._memory
        self._own: Memory = own

    def readings(self, beam: _Beam) -> list[Found]:
        """Those of the last beam that may end here, by their scores at the end."""
        score = beam.score + self._prior.end(self._own)
        score = np.where(self._automaton.accepting[beam.state], score, -np.inf)
        trail = _join(self._kept)
        found: list[Found] = []
        seen: set[int] = set()
        for index in np.argsort(-score, kind="stable"):
            text = int(beam.text[index])
            if score[index] == -np.inf or len(found) == MOST:
                break
            if text not in seen:
                seen.add(text)
                steps = _trace(trail, len(trail.score) - len(score) + int(index))
                found.append(Found(float(score[index]), steps))
        return found


def _beginning() -> _Beam:
    zero, none = np.zeros(1, np.int64), np.full(1, FREE)
    return _Beam(np.zeros(1), zero, np.ones(1, np.uint64), none, none, none)


def _join(beams: list[_Beam]) -> _Beam:
    if len(beams) == 1:
        return beams[0]
    rows = zip(*(vars(beam).values() for beam in beams), strict=True)
    return _Beam(*(np.concatenate(row) for row in rows))


def _best(beam: _Beam, width: int) -> _Beam:
    """The best of each spelling and state, `width` of them at most, best first."""
    order = np.argsort(-beam.score, kind="stable")[: 8 * width]
    keys = beam.text[order] ^ (beam.state[order].astype(np.uint64) * _MIX)
    same = np.argsort(keys, kind="stable")
    keys = keys[same]
    first = np.ones(len(keys), bool)
    first[1:] = keys[1:] != keys[:-1]
    return beam.take(order[np.sort(same[first])[:width]])


def _spelled(text: np.ndarray, symbol: np.ndarray) -> np.ndarray:
    """Hashes of the spellings with a symbol more; what is skipped spells nothing."""
    longer = (text ^ (symbol + 2).astype(np.uint64)) * _PRIME
    longer ^= longer >> np.uint64(29)
    return np.where((symbol == FREE) | (symbol == SKIP), text, longer)


def _trace(trail: _Beam, index: int) -> tuple[Step, ...]:
    steps: list[Step] = []
    while trail.parent[index] != FREE:
        if trail.symbol[index] != FREE:
            steps.append(Step(int(trail.arc[index]), int(trail.symbol[index])))
        index = int(trail.parent[index])
    return tuple(reversed(steps))
