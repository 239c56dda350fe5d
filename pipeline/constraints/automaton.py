"""Deterministic automata over symbols, as arrays that a search can step through many at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipeline import symbols
from pipeline.symbols import ALIKE, BREAK, COUNT, SKIP

Arcs = dict[int, int]
"""Of one state: symbol → state."""


@dataclass(frozen=True, eq=False)
class Automaton:
    """State s has the arcs first[s]..first[s + 1]; state 0 is the start.

    first: int64 [states + 1]; symbols, targets: int64 [arcs]; accepting: bool [states].
    """

    first: np.ndarray
    symbols: np.ndarray
    targets: np.ndarray
    accepting: np.ndarray

    def __len__(self) -> int:
        return len(self.accepting)

    @cached_property
    def columns(self) -> np.ndarray:
        """int64 [arcs]: the symbol, plus COUNT where its state has no arc for its other case.

        There either case of a letter may be on the paper: the automaton says which is meant. So
        with a one or a zero, where there is no arc for the small letter that looks like it.
        """
        states = np.repeat(np.arange(len(self)), np.diff(self.first)) * COUNT
        other = ALIKE[self.symbols]
        alone = ~np.isin(states + other, states + self.symbols)
        return np.asarray(self.symbols + COUNT * alone)

    @cached_property
    def separates(self) -> bool:
        """Whether it has an arc for a separator or a space."""
        first = symbols.INDEX[symbols.SEPARATORS[0]]
        return bool(((self.symbols >= first) & (self.symbols < BREAK)).any())

    @cached_property
    def rests(self) -> np.ndarray:
        """Bool [states]: where ink is skipped to, before a match or after it; not within one."""
        found = np.zeros(len(self), bool)
        found[self.targets[self.symbols == SKIP]] = True
        return found

    def arcs(self, state: int) -> Arcs:
        """The arcs of one state."""
        own = slice(int(self.first[state]), int(self.first[state + 1]))
        return dict(zip(self.symbols[own].tolist(), self.targets[own].tolist(), strict=True))

    def leaving(self, states: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Every arc of every state: int64 [n] → which of the n, and which arc, int64 [m] each."""
        counts = self.first[states + 1] - self.first[states]
        owner = np.repeat(np.arange(len(states)), counts)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
        return owner, self.first[states][owner] + within

    def accepts(self, text: str) -> bool:
        """Whether a text is spelled along its arcs, to the letter."""
        state = 0
        for char in text:
            after = self.arcs(state).get(symbols.INDEX.get(char, -1))
            if after is None:
                return False
            state = after
        return bool(self.accepting[state])


def build(states: Sequence[Arcs], accepting: Iterable[int]) -> Automaton:
    """From each state's arcs and the accepting states' numbers."""
    counts = np.array([len(arcs) for arcs in states], dtype=np.int64)
    ends = np.zeros(len(states), bool)
    ends[list(accepting)] = True
    return Automaton(
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        np.array([s for arcs in states for s in arcs], dtype=np.int64),
        np.array([t for arcs in states for t in arcs.values()], dtype=np.int64),
        ends,
    )


def within_line(match: Automaton, each: bool) -> Automaton:
    """A line that holds one match among other ink, or each of its matches; or none at all.

    State 0 waits for a match and skips; the match's states follow; where only one is wanted, the
    last state skips what comes after it.
    """
    states = [{SKIP: 0, **_shifted(match, 0)}]
    after = 0 if each else len(match) + 1
    for state in range(len(match)):
        ending = {SKIP: after} | ({BREAK: 1} if each else {}) if match.accepting[state] else {}
        states.append(_shifted(match, state) | ending)
    if not each:
        states.append({SKIP: after})
    ends = {0, after} | {state + 1 for state in np.flatnonzero(match.accepting).tolist()}
    return build(states, ends)


def _shifted(match: Automaton, state: int) -> Arcs:
    return {symbol: target + 1 for symbol, target in match.arcs(state).items()}
