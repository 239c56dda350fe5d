"""ALTO → the tree that it was written from."""

from collections.abc import Iterator
from typing import Any

from pipeline.exports.alto_terms import LEFT_OUT, NAMESPACE, PAGES, READING, REVIEW, STYLES
from pipeline.exports.xml import Element, mean, parse, polygon_of, refused
from pipeline.reading import (
    Alternative,
    Box,
    Character,
    LeftOut,
    Line,
    PageSize,
    Polygon,
    Reading,
    Word,
    WordReading,
)


def read(text: str) -> Reading:
    """The tree of a document that `write` made. Raises InkError where it is none."""
    root = parse(text, "ALTO")
    try:
        (page,) = root.iter(_tag("Page"))
        lines = tuple(_read_line(line) for line in page.iter(_tag("TextLine")))
        block = page.find(f".//{_tag('TextBlock')}[{_tag('TextLine')}]")
        return Reading(
            text="\n".join(line.text for line in lines),
            confidence=float(page.attrib["PC"]),
            needs_review=block is None or REVIEW in block.get("TAGREFS", "").split(),
            page=_read_size(page, root),
            lines=lines,
            left_out=tuple(_read_left_out(root)),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise refused("ALTO", f"{type(error).__name__}: {error}") from error


def _read_size(page: Element, root: Element) -> PageSize:
    width, height = (int(page.attrib[name]) for name in ("WIDTH", "HEIGHT"))
    tag = root.find(f".//{_tag('OtherTag')}[@ID='{PAGES}']")
    pages = 1 if tag is None else int(tag.attrib["LABEL"])
    number = int(page.attrib["PHYSICAL_IMG_NR"]) - 1
    return PageSize(width=width, height=height, pages=pages, number=number)


def _read_left_out(root: Element) -> Iterator[LeftOut]:
    tags = {tag.get("ID"): tag for tag in root.iter(_tag("OtherTag"))}
    for block in root.iter(_tag("TextBlock")):
        tag = tags.get(block.get("TAGREFS"))
        if tag is not None and tag.get("TYPE") == LEFT_OUT:
            sure = float(tag.attrib["DESCRIPTION"])
            yield LeftOut(confidence=sure, box=_box(block), polygon=_polygon(block))


def _read_line(line: Element) -> Line:
    words = tuple(_read_word(word) for word in line.iter(_tag("String")))
    text = " ".join(word.text for word in words)
    return Line(text=text, confidence=mean(words), words=words, **_common(line))


def _read_word(word: Element) -> Word:
    return Word(
        text=word.attrib["CONTENT"],
        confidence=float(word.attrib["WC"]),
        readings=tuple(_read_reading(other) for other in word.iter(_tag("ALTERNATIVE"))),
        characters=tuple(_read_character(glyph) for glyph in word.iter(_tag("Glyph"))),
        **_common(word),
    )


def _read_reading(other: Element) -> WordReading:
    confidence = other.attrib["PURPOSE"].removeprefix(READING)
    return WordReading(text=other.text or "", confidence=float(confidence))


def _read_character(glyph: Element) -> Character:
    others = [
        Alternative(char=each.attrib["CONTENT"], confidence=float(each.attrib["VC"]))
        for each in glyph.iter(_tag("Variant"))
    ]
    return Character(
        char=glyph.attrib["CONTENT"],
        confidence=float(glyph.attrib["GC"]),
        box=_box(glyph),
        alternatives=tuple(others),
    )


def _common(element: Element) -> dict[str, Any]:
    """What lines and words share."""
    styles = {name: style for style, name in STYLES.items()}
    return {
        "box": _box(element),
        "polygon": _polygon(element),
        "style": styles.get(element.get("TAGREFS", "")),
    }


def _polygon(element: Element) -> Polygon | None:
    shape = element.find(f"{_tag('Shape')}/{_tag('Polygon')}")
    found = [] if shape is None else shape.attrib["POINTS"].replace(",", " ").split()
    return polygon_of([int(each) for each in found])


def _box(element: Element) -> Box:
    x, y, width, height = (int(element.attrib[k]) for k in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    return x, y, width, height


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
