"""The properties of hOCR's titles."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.exports import titles


@given(st.text())
def test_any_text_comes_back_from_a_string_of_ascii(text: str) -> None:
    quoted = titles.quoted(text)
    assert quoted.isascii()
    assert not set(quoted[1:-1]) & set("\"';\\ \n")
    assert titles.unquoted(quoted) == text


@given(st.integers(0, 10_000))
def test_confidences_keep_their_four_places(tenths: int) -> None:
    assert titles.share(titles.percent(tenths / 10_000)) == tenths / 10_000


def test_properties_are_found_by_name_and_empty_ones_left_out() -> None:
    said = titles.title(bbox="1 2 3 4", poly="", x_wconf="95.5")
    assert said == "bbox 1 2 3 4; x_wconf 95.5"
    assert titles.properties(said) == {"bbox": ["1", "2", "3", "4"], "x_wconf": ["95.5"]}
    assert titles.properties("") == {}
