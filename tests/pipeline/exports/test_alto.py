"""ALTO: valid against its schema whatever the text, and the tree comes back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.errors import InkError
from pipeline.exports import Source, alto
from pipeline.reading import Reading
from tests.pipeline.exports.trees import HOSTILE, readings

SCHEMAS = Path(__file__).parent / "schemas"


class OfOurs(etree.Resolver):
    """The schema imports XLink's from an address; tests open none."""

    def resolve(self, url: str, public_id: str | None, context: object) -> object:
        return self.resolve_filename(str(SCHEMAS / Path(url).name), context)


def schema() -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(OfOurs())
    return etree.XMLSchema(etree.parse(SCHEMAS / "alto-4-3.xsd", parser))


SCHEMA = schema()


def check(document: str) -> None:
    SCHEMA.assertValid(etree.fromstring(document.encode()))


@settings(max_examples=25)
@given(readings())
def test_the_tree_comes_back(reading: Reading) -> None:
    assert alto.read(alto.write(reading, Source())) == reading


@settings(max_examples=25)
@given(readings(st.text(min_size=1, max_size=3) | st.sampled_from(HOSTILE)), st.text())
def test_it_is_valid_whatever_was_read(reading: Reading, name: str) -> None:
    check(alto.write(reading, Source(name, name)))


@settings(max_examples=25)
@given(readings())
def test_what_is_read_is_what_readers_of_alto_find(reading: Reading) -> None:
    root = etree.fromstring(alto.write(reading, Source("scan.png", "compact-1")).encode())
    space = {"a": alto.NAMESPACE}
    lines = root.findall(".//a:TextLine", space)
    words = [[w.get("CONTENT") for w in line.findall("a:String", space)] for line in lines]
    assert words == [[word.text for word in line.words] for line in reading.lines]
    spaces = [len(line.findall("a:SP", space)) for line in lines]
    assert spaces == [len(line.words) - 1 for line in reading.lines]
    assert root.findtext(".//a:fileName", namespaces=space) == "scan.png"
    assert root.findtext(".//a:softwareVersion", namespaces=space) == "compact-1"


@pytest.mark.parametrize(
    "broken",
    [
        lambda document: document.replace("MeasurementUnit", "Unit"),
        lambda document: document.replace(' ID="page_1"', ""),
        lambda document: document.replace('PC="', 'PC="1'),
    ],
)
def test_the_schema_does_refuse(broken: Callable[[str], str]) -> None:
    document = alto.write(empty(), Source())
    check(document)
    with pytest.raises(etree.DocumentInvalid):
        check(broken(document))


def empty() -> Reading:
    """A page of which nothing was read."""
    return Reading.model_validate(
        {"text": "", "confidence": 0.5, "needs_review": True, "page": {"width": 7, "height": 5},
         "lines": ()}
    )  # fmt: skip


@pytest.mark.parametrize(
    "document",
    ["", "<alto>", "<alto></alto>", '<!DOCTYPE a [<!ENTITY a "b">]><alto>&a;</alto>'],
)
def test_what_is_no_document_of_ours_is_refused(document: str) -> None:
    with pytest.raises(InkError, match="ALTO"):
        alto.read(document)


def test_a_character_of_two_code_points_costs_its_words_glyphs_only() -> None:
    tree = empty().model_dump()
    character = {"char": "e\u0301", "confidence": 1.0, "box": (0, 0, 1, 1)}
    word = {"text": "e\u0301", "confidence": 1.0, "box": (0, 0, 1, 1), "characters": [character]}
    tree["lines"] = [{"text": "e\u0301", "confidence": 1.0, "box": (0, 0, 1, 1), "words": [word]}]
    document = alto.write(Reading.model_validate(tree), Source())
    check(document)
    found = alto.read(document).lines[0].words[0]
    assert (found.text, found.characters) == ("e\u0301", ())
