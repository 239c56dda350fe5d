"""A pattern's syntax tree → deterministic automaton, by Thompson's and the subset construction."""

from pipeline.constraints.automaton import Arcs, Automaton, build
from pipeline.constraints.pattern import Chars, Choice, Node, Repeat, Sequence, parse

MOST_STATES = 4000
"""Of either automaton: more is a pattern for no form."""
MOST_STEPS = 1_000_000
"""Of the construction, less than a second's: a short pattern can make much work of itself."""

Set = frozenset[int]


def compile_pattern(pattern: str) -> Automaton:
    """The automaton. ValueError where the pattern is wrong, too large, or matches only nothing."""
    machine = _Machine()
    end = machine.add(parse(pattern), 0)
    states, sets = _determinise(machine)
    accepting = [n for n, members in enumerate(sets) if end in members]
    if accepting == [0] and not states[0]:
        raise ValueError(f"{pattern!r} matches no character")
    return build(states, accepting)


class _Machine:
    """A non-deterministic automaton in the making; state 0 is the start."""

    def __init__(self) -> None:
        self.free: list[list[int]] = [[]]
        self.reading: list[tuple[frozenset[int], int] | None] = [None]
        self._steps = 0

    def add(self, node: Node, start: int) -> int:
        """Add what a node matches, from a state on; the state in which it ends."""
        if isinstance(node, Chars):
            end = self._state()
            middle = self._after(start)
            self.reading[middle] = (node.symbols, end)
            return end
        if isinstance(node, Sequence):
            for part in node.parts:
                start = self.add(part, start)
            return start
        if isinstance(node, Choice):
            return self._meet([self.add(option, self._after(start)) for option in node.options])
        return self._repeat(node, start)

    def _repeat(self, node: Repeat, start: int) -> int:
        for _ in range(node.least):
            start = self.add(node.part, start)
        if node.most is None:
            loop = self._after(start)
            self.free[self.add(node.part, self._after(loop))].append(loop)
            return self._after(loop)
        ends = [start]
        for _ in range(node.most - node.least):
            ends.append(self.add(node.part, self._after(ends[-1])))
        return self._meet(ends)

    def _state(self) -> int:
        if len(self.free) == MOST_STATES:
            raise ValueError(f"the pattern needs more than {MOST_STATES} states: simplify it")
        self.free.append([])
        self.reading.append(None)
        return len(self.free) - 1

    def _after(self, state: int) -> int:
        """A new state that is reached from another for nothing."""
        self.free[state].append(new := self._state())
        return new

    def _meet(self, ends: list[int]) -> int:
        meeting = self._state()
        for end in ends:
            self.free[end].append(meeting)
        return meeting

    def closure(self, states: set[int]) -> Set:
        """With all that is reached for nothing."""
        found, waiting = set(states), list(states)
        while waiting:
            new = [s for s in self.free[waiting.pop()] if s not in found]
            found.update(new)
            waiting += new
        self.work(len(found))
        return frozenset(found)

    def work(self, steps: int) -> None:
        """Count what was done; ValueError where it is too much."""
        self._steps += steps
        if self._steps > MOST_STEPS:
            raise ValueError("the pattern is too much work: simplify it")


def _determinise(machine: _Machine) -> tuple[list[Arcs], list[Set]]:
    start = machine.closure({0})
    numbers, sets, states = {start: 0}, [start], []
    for members in sets:
        arcs: Arcs = {}
        for symbol, targets in sorted(_moves(machine, members).items()):
            closed = machine.closure(targets)
            if closed not in numbers:
                if len(sets) == MOST_STATES:
                    raise ValueError(f"the pattern needs over {MOST_STATES} states: simplify it")
                numbers[closed] = len(sets)
                sets.append(closed)
            arcs[symbol] = numbers[closed]
        states.append(arcs)
    return states, sets


def _moves(machine: _Machine, members: Set) -> dict[int, set[int]]:
    moves: dict[int, set[int]] = {}
    for state in members:
        symbols, target = machine.reading[state] or (frozenset(), 0)
        machine.work(len(symbols))
        for symbol in symbols:
            moves.setdefault(symbol, set()).add(target)
    return moves
