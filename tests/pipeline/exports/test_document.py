"""Every format by its name."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.exports import Source, render
from pipeline.exports.document import FORMATS, SUFFIXES
from pipeline.reading import Reading
from tests.pipeline.exports.trees import readings


@settings(max_examples=25)
@given(readings(st.text(min_size=1, max_size=2)))
def test_json_comes_back_exactly_and_text_is_the_text(reading: Reading) -> None:
    assert Reading.model_validate_json(render(reading, "json")) == reading
    assert render(reading, "text") == (f"{reading.text}\n" if reading.text else "")


@settings(max_examples=25)
@given(readings())
def test_documents_end_their_last_line_and_name_their_image(reading: Reading) -> None:
    for form in ("hocr", "alto"):
        document = render(reading, form, Source(image="scan-7.png"))
        assert document.endswith(">\n")
        assert "scan-7.png" in document


def test_no_two_formats_share_a_suffix() -> None:
    assert set(SUFFIXES) == set(FORMATS)
    assert len(set(SUFFIXES.values())) == len(FORMATS)
