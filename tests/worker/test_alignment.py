from hypothesis import given
from hypothesis import strategies as st

from worker.alignment import pairs

TEXT = st.text(alphabet="aAbB17", max_size=12)


def test_what_was_read_right_is_confirmed() -> None:
    assert pairs("abc", "abc") == [(0, "a"), (1, "b"), (2, "c")]


def test_a_misread_character_is_what_the_person_says() -> None:
    assert pairs("1o7", "7o7") == [(0, "7"), (1, "o"), (2, "7")]


def test_spaces_count_for_nothing() -> None:
    assert pairs("abc", " a b\tc ") == [(0, "a"), (1, "b"), (2, "c")]


def test_what_was_cut_in_two_labels_nothing() -> None:
    # An "m" read as "rn": neither half is an m.
    assert pairs("arnb", "amb") == [(0, "a"), (3, "b")]


def test_what_was_left_out_labels_nothing_nor_its_misread_neighbour() -> None:
    assert pairs("ab", "axb") == [(0, "a"), (1, "b")]
    assert pairs("azb", "axyb") == [(0, "a"), (2, "b")]


def test_the_other_case_is_a_lesson_too() -> None:
    assert pairs("anna", "Anna")[0] == (0, "A")


def test_nothing_against_something_labels_nothing() -> None:
    assert pairs("", "abc") == pairs("abc", "") == []


@given(TEXT, TEXT)
def test_pairs_are_in_order_and_of_both_texts(read: str, right: str) -> None:
    found = pairs(read, right)
    assert [i for i, _ in found] == sorted({i for i, _ in found})
    letters = iter(right)
    assert all(char in letters for _, char in found)
    assert all(0 <= i < len(read) for i, _ in found)


@given(TEXT)
def test_a_text_is_aligned_with_itself_whole(text: str) -> None:
    assert pairs(text, text) == list(enumerate(text))
