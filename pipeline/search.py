"""One search for every reading: over places in a graph of arcs, a constraint's states, and a prior.

A beam of hypotheses, each a spelling so far; of those that spell the same in the same state, the
best stays, so that what is left at the end are the n best readings, each by its best path.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from pipeline.beam import FREE, Beam, beginning, best, joined, parted, spelled
from pipeline.constraints.automaton import Automaton
from pipeline.prior import Memory, Prior

REACH = 16.0
"""Hypotheses this much worse than the best beside them, in log odds, are dropped at once, but for
those between matches."""
MOST = 12
"""Readings that are returned."""
NEVER = -1e30
"""Log odds of what cannot be."""


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


def search(graph: Graph, automaton: Automaton, prior: Prior, width: int) -> list[Found]:
    """Up to MOST readings that end at the last node in an accepting state, best first.

    Args:
        width: hypotheses kept at each node.
    """
    trail = _Trail(graph, automaton, prior)
    bounds = np.searchsorted(graph.starts, np.arange(graph.nodes + 1))
    waiting: list[list[Beam]] = [[] for _ in range(graph.nodes)]
    waiting[0] = [beginning()]
    beam = None
    for node in range(graph.nodes):
        if not waiting[node]:
            continue
        beam = best(joined(waiting[node]), width, automaton.rests)
        trail.keep(beam)
        if bounds[node] < bounds[node + 1]:
            for end, new in trail.extend(beam, int(bounds[node]), int(bounds[node + 1])):
                waiting[end].append(new)
    return trail.readings(beam) if beam is not None and waiting[-1] else []


class _Trail:
    """Every hypothesis that was kept, from which readings are traced back."""

    def __init__(self, graph: Graph, automaton: Automaton, prior: Prior) -> None:
        self._graph, self._automaton, self._prior = graph, automaton, prior
        self._kept: list[Beam] = []
        self._memory = prior.start()
        self._count = 0

    def keep(self, beam: Beam) -> None:
        """A beam, before it is extended or read."""
        if self._count:
            own = self._prior.extend(self._memory.take(beam.parent), beam.symbol)
            self._memory = self._memory.add(own)
        else:
            own = self._memory
        self._own: Memory = own
        self._kept.append(beam)
        self._count += len(beam.score)

    def extend(self, beam: Beam, first: int, last: int) -> list[tuple[int, Beam]]:
        """Every arc from first to last with every symbol that may follow, by the arcs' ends."""
        offset = self._count - len(beam.score)
        owner, arcs = self._leaving(beam, first, last)
        symbols = self._automaton.symbols[arcs]
        base = beam.score[owner] + self._prior.bonus(self._own)[owner, symbols]
        scores = self._graph.scores[first:last, self._automaton.columns[arcs]] + base
        free = self._graph.free[first:last, None] + beam.score
        least = max(scores.max(initial=-np.inf), free.max(initial=-np.inf)) - REACH
        # What skips a long word pays for all of it here; what reads it, letter by letter.
        rests = self._automaton.rests[self._automaton.targets[arcs]]
        at, which = np.nonzero(scores > np.where(rests, NEVER, max(least, NEVER)))
        at_free, who = np.nonzero(free > max(least, NEVER))
        parent = np.concatenate([owner[which], who])
        symbol = np.concatenate([symbols[which], np.full(len(who), FREE)])
        state = np.concatenate([self._automaton.targets[arcs[which]], beam.state[who]])
        score = np.concatenate([scores[at, which], free[at_free, who]])
        arc = np.concatenate([at, at_free]) + first
        text = spelled(beam.text[parent], symbol)
        new = Beam(score, state, text, parent + offset, arc, symbol)
        return parted(new, self._graph.ends[arc])

    def _leaving(self, beam: Beam, first: int, last: int) -> tuple[np.ndarray, np.ndarray]:
        """Of every hypothesis, the automaton's arcs that the graph's may be read with."""
        read = self._graph.scores[first:last].max(axis=0) > -np.inf
        state, columns = beam.state[0], self._automaton.columns
        if (beam.state == state).all():  # as always where a word is free: far fewer to look at
            one = np.arange(*self._automaton.first[state : state + 2])
            one = one[read[columns[one]]]
            return np.repeat(np.arange(len(beam.state)), len(one)), np.tile(one, len(beam.state))
        owner, arcs = self._automaton.leaving(beam.state)
        kept = read[columns[arcs]]
        return owner[kept], arcs[kept]

    def readings(self, beam: Beam) -> list[Found]:
        """Those of the last beam that may end here, by their scores at the end."""
        score = beam.score + self._prior.end(self._own)
        score = np.where(self._automaton.accepting[beam.state], score, -np.inf)
        trail = _Steps(joined(self._kept))
        found: list[Found] = []
        seen: set[int] = set()
        for index in np.argsort(-score, kind="stable"):
            text = int(beam.text[index])
            if score[index] == -np.inf or len(found) == MOST:
                break
            if text not in seen:
                seen.add(text)
                steps = trail.trace(self._count - len(score) + int(index))
                found.append(Found(float(score[index]), steps))
        return found


class _Steps:
    """A trail as plain lists, which are quicker to follow step by step."""

    def __init__(self, trail: Beam) -> None:
        self._parent, self._arc = trail.parent.tolist(), trail.arc.tolist()
        self._symbol = trail.symbol.tolist()

    def trace(self, index: int) -> tuple[Step, ...]:
        steps: list[Step] = []
        while self._parent[index] != FREE:
            if self._symbol[index] != FREE:
                steps.append(Step(self._arc[index], self._symbol[index]))
            index = self._parent[index]
        return tuple(reversed(steps))
