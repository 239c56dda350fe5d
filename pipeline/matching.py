"""A line's words → what a pattern or a lexicon reads on it."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pipeline.classes import COUNT as CLASSES
from pipeline.components import Component
from pipeline.constraints.constraint import Constraint
from pipeline.dropped import has_dropped
from pipeline.errors import ErrorCode, InkError
from pipeline.line_graph import LineGraph
from pipeline.prior import Prior
from pipeline.scored import Scored
from pipeline.search import Found, Graph, Step, search
from pipeline.spelling import Letter, Spelling, legibility, merged, shares
from pipeline.symbols import BREAK, SKIP, SPACE, SYMBOLS

WIDTH = 200
"""Hypotheses followed side by side: a lexicon has many beginnings."""
_GAPS = (SPACE, BREAK, SKIP)


@dataclass(frozen=True)
class Match:
    """The words that match, and how much likelier they are than no match at all, in log odds."""

    words: list[Spelling]
    gain: float


def matches(
    lines: list[list[Scored]], constraint: Constraint, each: bool, prior: Prior
) -> list[list[Spelling]]:
    """The words that match, line by line: of every line, or of the one that matches best.

    Raises:
        InkError: no_match.
    """
    tall = _tall(lines)
    found = [match for line in lines if (match := match_line(line, constraint, tall, prior))]
    if not found:
        message = "nothing on the image is near to what the job asks for"
        raise InkError(ErrorCode.NO_MATCH, message, constraint.field, constraint.value)
    wanted = found if each else [max(found, key=lambda match: match.gain)]
    return [match.words for match in wanted]


def _tall(lines: list[list[Scored]]) -> float:
    """The height of the tallest line's letters."""
    heights = [[g.height for word in line for g in word.lattice.singles] for line in lines]
    return max((float(np.median(line)) for line in heights), default=1.0)


def match_line(
    words: list[Scored], constraint: Constraint, tall: float, prior: Prior
) -> Match | None:
    """The best match on a line; None where none is near.

    tall: pixels, the height of the page's tallest letters.
    """
    line = _line_graph(words, LineGraph(constraint.separates, prior.spells, tall))
    graph = line.graph()
    found = search(graph, constraint.automaton, prior, WIDTH)
    # A language model makes words of anything: whether they are near is for the ink to say.
    near = search(graph, constraint.automaton, Prior(), WIDTH) if prior.weighs else found
    if not (found and _words(found[0]) and _words(near[0])):
        return None
    belief = np.array([share for _, share in shares(found)])
    marginals = _marginals(found, belief)
    spoken = _words(found[0])
    fit = _fit(found[0] if prior.spells else near[0], graph, line)
    styles = {word.lattice.style for word in words}
    style = styles.pop() if len(styles) == 1 else None
    read = [ink for word in spoken for ink in _inks(word, line)]
    dropped = has_dropped([word.lattice for word in words], read)
    spelled = [
        Spelling(
            _letters(steps, line, marginals, constraint),
            readings,
            _legible(steps, line),
            fit,
            style,
            dropped,
        )
        for steps, readings in zip(spoken, _readings(found, belief, constraint), strict=True)
    ]
    return Match(spelled, near[0].score - line.skipped)


def _line_graph(words: list[Scored], line: LineGraph) -> LineGraph:
    line.add_word(words[0].lattice, words[0].probabilities, words[0].rows)
    for before, word in pairwise(words):
        last, first = before.lattice.singles[-1], word.lattice.singles[0]
        after = [mark for mark in before.lattice.marks if mark.x > last.centre]
        blank = first.x - max(ink.right for ink in (last, *after))
        line.add_gap((first.x - last.right) / word.lattice.em, blank / word.lattice.em)
        line.add_word(word.lattice, word.probabilities, word.rows)
    return line


def _words(found: Found) -> list[list[Step]]:
    """Its steps, parted where a space was read or something skipped."""
    words: list[list[Step]] = [[]]
    for step in found.steps:
        if step.symbol in _GAPS:
            words.append([])
        else:
            words[-1].append(step)
    return [word for word in words if word]


def _fit(found: Found, graph: Graph, line: LineGraph) -> float:
    """How well the ink fits, a letter. Whole words beside the match, as a prompt is, and separators
    that were written say nothing of it.
    """
    arcs = [(step.arc, step.symbol) for step in found.steps]
    words = [arc for arc in arcs if arc[1] == SKIP and line.ink[arc[0]] is None]
    marks = [arc for arc in arcs if CLASSES <= arc[1] < SPACE and line.ink[arc[0]] is not None]
    aside = sum(graph.scores[arc] for arc in words + marks)
    letters = sum(symbol < CLASSES for _, symbol in arcs)
    return float(found.score - aside) / max(letters, 1)


def _text(word: list[Step]) -> str:
    return "".join(SYMBOLS[step.symbol] for step in word)


def _marginals(found: list[Found], belief: np.ndarray) -> dict[int, np.ndarray]:
    """What all the readings believe of each arc: float [62] of its classes."""
    rows: dict[int, np.ndarray] = {}
    for reading, share in zip(found, belief, strict=True):
        for step in reading.steps:
            if step.symbol < CLASSES:
                rows.setdefault(step.arc, np.zeros(CLASSES))[step.symbol] += share
    return rows


def _legible(steps: list[Step], line: LineGraph) -> float:
    rows = [row for step in steps if (row := line.seen[step.arc]) is not None]
    return legibility(np.array(rows)) if rows else 0.0


def _inks(steps: list[Step], line: LineGraph) -> list[Component]:
    return [ink for step in steps if (ink := line.ink[step.arc]) is not None]


def _letters(
    steps: list[Step], line: LineGraph, marginals: dict[int, np.ndarray], constraint: Constraint
) -> list[Letter]:
    read = _text(steps)
    listed = constraint.as_listed(read)
    places = [_place(line, steps, number) for number in range(len(steps))]
    rows = [_row(line, step, marginals, constraint) for step in steps]
    return [Letter(*letter) for letter in zip(listed, places, rows, read, strict=True)]


def _row(
    line: LineGraph, step: Step, marginals: dict[int, np.ndarray], constraint: Constraint
) -> np.ndarray | None:
    """Where readings that agree on a place differ; the rest as the glyph itself looks."""
    own = line.rows[step.arc]
    if own is None or step.symbol >= CLASSES:
        return None
    believed = marginals[step.arc]
    return np.asarray(believed + (1 - believed.sum()) * constraint.restrict(own[None])[0])


def _place(line: LineGraph, steps: list[Step], number: int) -> Component:
    """The ink of a step; for a separator that was not written, the gap where it belongs."""
    ink = line.ink[steps[number].arc]
    return ink if ink is not None else _gap(_ink_near(line, steps, number))


def _ink_near(line: LineGraph, steps: list[Step], number: int) -> list[Component]:
    """The ink before a step and after it, or one of them."""
    return _inks(steps[:number], line)[-1:] + _inks(steps[number:], line)[:1]


def _gap(near: list[Component]) -> Component:
    first, last = near[0], near[-1]
    x, right = min(first.right, last.x), max(first.right, last.x)
    width = right - x if first is not last else 1
    box = (x, first.y, max(1, width), first.height)
    return Component(box, np.zeros((box[3], box[2]), np.uint8))


def _readings(
    found: list[Found], belief: np.ndarray, constraint: Constraint
) -> list[list[tuple[str, float]]]:
    """For each word of the best reading, itself, and those of all readings of as many words."""
    count = len(_words(found[0]))
    texts: list[list[tuple[str, float]]] = [[] for _ in range(count)]
    for reading, share in zip(found, belief, strict=True):
        words = _words(reading)
        if len(words) == count:
            for heard, word in zip(texts, words, strict=True):
                heard.append((constraint.as_listed(_text(word)), float(share)))
    return [merged(heard) for heard in texts]
