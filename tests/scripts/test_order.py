"""Which line read is which line of the label."""

from accuracy.order import is_right, match

LINES = ["the first line", "another one", "and the last"]


def test_lines_are_found_though_misread_and_out_of_order() -> None:
    assert match(LINES, ["and tne lost", "the f1rst line", "anoter one"]) == [1, 2, 0]
    assert match(LINES, ["the first line", "quite something else"]) == [0, None, None]


def test_only_all_lines_in_order_and_none_beside_them_are_right() -> None:
    assert is_right(LINES, LINES)
    assert not is_right(LINES, LINES[::-1])
    assert not is_right(LINES, LINES[:2])
    assert not is_right(LINES, [*LINES, "x"])
