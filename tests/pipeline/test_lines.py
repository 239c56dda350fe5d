import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.components import Component
from pipeline.lines import find_lines
from pipeline.reading import Box
from tests.pipeline.drawing import solid

pages = st.lists(
    st.builds(
        solid, st.integers(0, 250), st.integers(0, 150), st.integers(1, 50), st.integers(1, 50)
    ),
    max_size=15,
)


def line(top: float, slope: float = 0.0, letters: int = 8, left: int = 40) -> list[Component]:
    """Letters 20x40, 10 apart, each `slope` pixels lower per pixel to the right."""
    return [solid(left + x, round(top + slope * x), 20, 40) for x in range(0, 30 * letters, 30)]


def found(components: list[Component], height: int = 400, width: int = 380) -> list[list[Box]]:
    return [[c.box for c in row] for row in find_lines(components, height, width)]


def boxes(components: list[Component]) -> list[Box]:
    return [c.box for c in components]


def test_nothing_is_no_line() -> None:
    assert find_lines([], 100, 100) == []


def test_lines_come_top_to_bottom_and_letters_left_to_right() -> None:
    lines = [line(50), line(120), line(200, letters=3)]
    mixed = [c for row in reversed(lines) for c in reversed(row)]
    assert found(mixed) == [boxes(row) for row in lines]


@pytest.mark.parametrize("slope", [-0.2, 0.2])
def test_sloping_lines_stay_lines(slope: float) -> None:
    lines = [line(120, slope), line(200, slope)]
    assert found(lines[1] + lines[0]) == [boxes(row) for row in lines]


def test_a_dot_belongs_to_the_line_under_it() -> None:
    upper, lower = line(50), line(130)
    dot = solid(132, 118, 6, 6)
    assert found([dot, *upper, *lower])[1] == sorted([dot.box, *boxes(lower)])


@pytest.mark.parametrize(("top", "joins"), [(82, True), (94, False)])
def test_a_comma_hangs_lower_than_a_speck_may_lie(top: int, joins: bool) -> None:
    mark = solid(91, top, 6, 104 - top)
    assert found([mark, *line(50)]) == [sorted([mark.box] * joins + boxes(line(50)))]


def test_a_speck_far_from_every_line_is_dropped() -> None:
    assert found([solid(150, 300, 5, 5), *line(50)]) == [boxes(line(50))]


@pytest.mark.parametrize("height", [22, 26])
def test_a_part_of_a_letter_that_stands_high_starts_no_line(height: int) -> None:
    small = [solid(40 + x, 65, 20, 25) for x in range(0, 240, 30)]
    tall = [solid(x, 50, 20, 40) for x in (280, 310)]
    small[2] = solid(100, 48, 12, height)
    assert found(small + tall) == [boxes(small + tall)]


def test_letters_between_two_lines_do_not_join_them() -> None:
    lines = [line(50), line(100)]
    assert found(lines[0] + lines[1]) == [boxes(row) for row in lines]


def test_a_short_line_over_the_end_of_another_stays_a_line() -> None:
    above, below = line(50, letters=2, left=220), line(110)
    assert found(above + below) == [boxes(above), boxes(below)]


@pytest.mark.parametrize("rule", [solid(20, 100, 300, 3), solid(20, 5, 3, 300)])
def test_rules_are_no_writing(rule: Component) -> None:
    assert found([rule, *line(50)]) == [boxes(line(50))]


def test_what_the_border_cuts_is_dropped_beside_a_whole_line() -> None:
    above = [solid(c.x, 0, 20, 12) for c in line(0)]
    assert found(above + line(50)) == [boxes(line(50))]
    assert found(line(60), height=100) == [boxes(line(60))]


@given(pages)
def test_no_letter_is_on_two_lines_and_none_is_invented(components: list[Component]) -> None:
    rows = find_lines(components, 200, 300)
    assert all(rows)
    assert all(row == sorted(row, key=lambda c: c.x) for row in rows)
    placed = [c for row in rows for c in row]
    assert len(placed) == len({id(c) for c in placed}) <= len(components)
