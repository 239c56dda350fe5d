"""hOCR: well-formed, of the standard's classes and properties, and the whole tree comes back."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import InkError
from pipeline.exports import Source, hocr
from pipeline.reading import Reading
from tests.pipeline.exports.trees import HOSTILE, readings

# hOCR 1.2: a property is a name and values parted by blanks, strings are ASCII in double quotes.
STRING = r'"[\x21\x23-\x26\x28-\x7e]*"'
NUMBER = r"-?\d+(\.\d+)?"
PROPERTY = re.compile(rf"[a-z_]+( ({STRING}|{NUMBER}|printed|handwritten))+")
CLASSES = {
    "ocr_page": {"image", "bbox", "ppageno"},
    "ocr_par": set(),
    "ocr_line": {"bbox"},
    "ocrx_word": {"bbox", "x_wconf", "x_confs"},
    "ocrx_cinfo": {"x_bboxes", "x_conf"},
    "ocr_textfloat": {"bbox", "x_wconf"},
}
FLOAT = "ocr_textfloat"
NESTED = ("ocr_page", "ocr_par", "ocr_line", "ocrx_word", "ocrx_cinfo")


def elements(document: str) -> list[ElementTree.Element]:
    """Those with a class, in the document's order."""
    return [e for e in ElementTree.fromstring(document).iter() if e.get("class")]


@settings(max_examples=25)
@given(readings())
def test_the_tree_comes_back(reading: Reading) -> None:
    assert hocr.read(hocr.write(reading, Source())) == reading


@settings(max_examples=25)
@given(readings(st.text(min_size=1, max_size=3) | st.sampled_from(HOSTILE)), st.text())
def test_every_title_keeps_the_grammar(reading: Reading, name: str) -> None:
    for element in elements(hocr.write(reading, Source(name, name))):
        parts = [part for part in element.get("title", "").split("; ") if part]
        assert all(PROPERTY.fullmatch(part) for part in parts), parts
        assert CLASSES[str(element.get("class"))] <= {part.split()[0] for part in parts}
        assert element.get("class") not in {"ocr_page", "ocr_line"} or element.get("id")


@settings(max_examples=25)
@given(readings())
def test_classes_are_nested_as_they_should(reading: Reading) -> None:
    document = hocr.write(reading, Source())
    for parent in (e for e in elements(document) if len(e)):
        place = NESTED.index(str(parent.get("class")))
        for child in parent:
            assert (
                child.get("class") in (NESTED[place + 1], FLOAT)
                if place == 0
                else (NESTED[place + 1],)
            )
    ids = [e.get("id") for e in elements(document) if e.get("id")]
    assert len(ids) == len(set(ids))


@settings(max_examples=25)
@given(readings())
def test_its_text_is_the_readings(reading: Reading) -> None:
    body = ElementTree.fromstring(hocr.write(reading, Source()))[1]
    assert "".join(body.itertext()).split() == reading.text.split()


def test_the_head_says_what_made_it() -> None:
    reading = Reading.model_validate(
        {"text": "", "confidence": 0, "needs_review": True, "page": {"width": 7, "height": 5},
         "lines": ()}
    )  # fmt: skip
    document = hocr.write(reading, Source('</title><script>"', "compact-1"))
    head = ElementTree.fromstring(document)[0]
    metas = {meta.get("name"): meta.get("content") for meta in head if meta.get("name")}
    assert metas["ocr-system"] == "inkqueue compact-1"
    assert set(str(metas["ocr-capabilities"]).split()) == set(CLASSES)
    assert "<script>" not in document
    assert hocr.read(document) == reading


@pytest.mark.parametrize(
    "document",
    [
        "",
        "<html>",
        "<html></html>",
        '<html><div class="ocr_page" title="bbox 0 0 x"></div></html>',
        '<!DOCTYPE html [<!ENTITY a "b">]><html>&a;</html>',
    ],
)
def test_what_is_no_document_of_ours_is_refused(document: str) -> None:
    with pytest.raises(InkError, match="hOCR"):
        hocr.read(document)
