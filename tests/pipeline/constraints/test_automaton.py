import numpy as np
import pytest

from pipeline.constraints.automaton import build, within_line
from pipeline.constraints.compiler import compile_pattern
from pipeline.symbols import BREAK, COUNT, INDEX, SKIP


def test_every_arc_of_every_state_is_found_with_its_owner() -> None:
    machine = build([{INDEX["A"]: 1, INDEX["B"]: 2}, {}, {INDEX["C"]: 0}], [1])
    owner, arcs = machine.leaving(np.array([2, 1, 0, 0]))
    assert owner.tolist() == [0, 2, 2, 3, 3]
    assert [machine.targets[a] for a in arcs] == [0, 1, 2, 1, 2]


def test_a_letter_without_its_other_case_beside_it_may_be_written_in_either() -> None:
    columns = compile_pattern("[Aab]7").columns
    folded = {INDEX["b"] + COUNT, INDEX["A"], INDEX["a"], INDEX["7"]}
    assert set(columns.tolist()) == folded


@pytest.mark.parametrize(("pattern", "separates"), [(r"\d+", False), ("a-b", True), ("a b", True)])
def test_separators_are_known_of(pattern: str, separates: bool) -> None:
    assert compile_pattern(pattern).separates is separates
    assert within_line(compile_pattern(pattern), each=True).separates is separates


def accepts(pattern: str, symbols: list[int | str], each: bool) -> bool:
    machine, state = within_line(compile_pattern(pattern), each), 0
    for symbol in symbols:
        number = INDEX[symbol] if isinstance(symbol, str) else symbol
        if number not in machine.arcs(state):
            return False
        state = machine.arcs(state)[number]
    return bool(machine.accepting[state])


@pytest.mark.parametrize("each", [False, True])
def test_a_match_stands_among_what_is_skipped(each: bool) -> None:
    assert accepts("AB", ["A", "B"], each)
    assert accepts("AB", [SKIP, SKIP, "A", "B", SKIP], each)
    assert accepts("AB", [SKIP], each)
    assert not accepts("AB", ["A", SKIP], each)
    assert not accepts("AB", ["A", SKIP, "B"], each)


def test_only_each_match_may_be_followed_by_another() -> None:
    twice = ["A", "B", BREAK, "A", "B"]
    apart = ["A", "B", SKIP, "A", "B"]
    assert [accepts("AB", twice, each) for each in (False, True)] == [False, True]
    assert [accepts("AB", apart, each) for each in (False, True)] == [False, True]


@pytest.mark.parametrize("pattern", [r"\d{2}", r"\d+", ".+"])
def test_what_rests_is_before_a_match_or_after_it(pattern: str) -> None:
    one, each = (within_line(compile_pattern(pattern), every) for every in (False, True))
    assert np.flatnonzero(one.rests).tolist() == [0, len(one) - 1]
    assert np.flatnonzero(each.rests).tolist() == [0]
    assert not compile_pattern(pattern).rests.any()
