import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.repeats import MOST, Marks, rows


def marks(x: list[float], y: list[float], size: float = 4.0) -> Marks:
    order = np.argsort(x, kind="stable")
    same = np.full(len(x), size)
    return Marks(order, np.array(x)[order], np.array(y)[order], same, same, same * size)


def test_a_row_is_found_and_where_its_places_are() -> None:
    (row,) = rows(marks([10.0 + 12 * k for k in range(9)], [50.0 + 0.2 * k for k in range(9)]), 8)
    assert len(row.labels) == 9
    assert row.pitch == pytest.approx(12)
    assert row.rise == pytest.approx(0.2)
    assert (row.x, row.y) == (pytest.approx(10), pytest.approx(50))


def test_places_that_are_hidden_are_passed_over() -> None:
    seen = [k for k in range(14) if k not in (3, 4, 8)]
    (row,) = rows(marks([10.0 * k for k in seen], [20.0] * len(seen)), 8)
    assert len(row.labels) == len(seen)
    assert row.pitch == pytest.approx(10)


@pytest.mark.parametrize("count", [2, 7, 15])
def test_rows_under_one_another_are_told_apart(count: int) -> None:
    x = [10.0 * k for k in range(12)] * count
    y = [20.0 + 30 * row for row in range(count) for _ in range(12)]
    assert [len(row.labels) for row in rows(marks(x, y), 8)] == [12] * count


def test_too_few_marks_are_no_row() -> None:
    assert rows(marks([10.0 * k for k in range(7)], [20.0] * 7), 8) == []


def test_a_page_of_grain_is_left_alone() -> None:
    count = MOST + 1
    assert rows(marks([float(k) for k in range(count)], [5.0] * count), 8) == []


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 120))
def test_marks_anywhere_belong_to_one_row_at_most(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    found = rows(marks(rng.uniform(0, 300, count).tolist(), rng.uniform(0, 60, count).tolist()), 5)
    labels = [label for row in found for label in row.labels]
    assert len(labels) == len(set(labels))
    assert all(row.pitch > 0 for row in found)
