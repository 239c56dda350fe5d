from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.constraints.automaton import Automaton
from pipeline.constraints.charset import compile_charset
from pipeline.constraints.compiler import compile_pattern
from pipeline.constraints.lexicon import compile_lexicon
from pipeline.prior import Prior
from pipeline.search import MOST, Graph, search
from pipeline.symbols import COUNT, INDEX, spell

LETTERS = "ABC"


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Two to five nodes in a row, each with an arc to the next, and some longer ones."""
    nodes = draw(st.integers(2, 5))
    pairs = [(a, a + 1) for a in range(nodes - 1)]
    pairs += draw(st.lists(st.tuples(st.integers(0, nodes - 2), st.just(nodes - 1)), max_size=2))
    pairs.sort()
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    scores = np.full((len(pairs), 2 * COUNT), -np.inf)
    for letter in LETTERS:
        scores[:, INDEX[letter]] = scores[:, COUNT + INDEX[letter]] = rng.normal(size=len(pairs))
    free = np.where(rng.random(len(pairs)) < 0.3, rng.normal(size=len(pairs)) - 2, -np.inf)
    starts, ends = np.array(pairs).T
    return Graph(nodes, starts, ends, scores, free)


def everything(graph: Graph, node: int = 0) -> dict[str, float]:
    """The best score of every spelling, by trying all."""
    if node == graph.nodes - 1:
        return {"": 0.0}
    best: dict[str, float] = {}
    for arc in np.flatnonzero(graph.starts == node):
        rest = everything(graph, int(graph.ends[arc]))
        read = [(c, float(graph.scores[arc, INDEX[c]])) for c in LETTERS]
        for (char, score), (tail, more) in product([*read, ("", graph.free[arc])], rest.items()):
            text, total = char + tail, score + more
            best[text] = max(total, best.get(text, -np.inf))
    return {text: score for text, score in best.items() if score > -np.inf}


@pytest.mark.parametrize(
    "automaton",
    [
        compile_charset("upper"),
        compile_charset("AB"),
        compile_pattern("(A|BC)*C?"),
        compile_lexicon(["A", "AB", "CABA", "BBB", "CCCC"]).automaton,
    ],
    ids=["all", "some", "pattern", "lexicon"],
)
@given(graph=graphs())
def test_it_finds_the_best_readings_that_are_accepted(graph: Graph, automaton: Automaton) -> None:
    possible = {t: s for t, s in everything(graph).items() if automaton.accepts(t)}
    best = sorted(possible.values(), reverse=True)[:MOST]
    found = search(graph, automaton, Prior(), 4000)
    assert [f.score for f in found] == pytest.approx(best)
    for reading in found:
        assert reading.score == pytest.approx(possible[spell(list(reading.symbols))])


@given(graphs())
def test_readings_differ_and_their_arcs_follow_each_other(graph: Graph) -> None:
    found = search(graph, compile_charset("upper"), Prior(), 8)
    texts = [spell(list(reading.symbols)) for reading in found]
    assert len(set(texts)) == len(texts) > 0
    for reading in found:
        arcs = [step.arc for step in reading.steps]
        assert all(graph.ends[a] <= graph.starts[b] for a, b in pairwise(arcs))


def test_nothing_is_found_where_nothing_is_accepted() -> None:
    scores = np.full((1, 2 * COUNT), -np.inf)
    scores[0, INDEX["A"]] = 0.0
    graph = Graph(2, np.array([0]), np.array([1]), scores, np.array([-np.inf]))
    assert search(graph, compile_pattern("AA"), Prior(), 8) == []
    assert search(graph, compile_pattern("B"), Prior(), 8) == []
    assert [f.score for f in search(graph, compile_pattern("[Aa]"), Prior(), 8)] == [0.0]
