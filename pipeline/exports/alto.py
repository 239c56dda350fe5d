"""ALTO 4: the Library of Congress's XML for pages of text, and back.

ALTO knows no confidence of a line (it follows from its words') and none of a word's n-best
readings, which are alternatives whose purpose names it. A glyph is one character, precomposed: a
word that holds a longer one has no glyphs.
"""

from typing import Any

from pipeline.exports.document import Source
from pipeline.exports.xml import (
    Element,
    add,
    around,
    clean,
    document,
    mean,
    parse,
    points,
    polygon_of,
    refused,
)
from pipeline.reading import (
    Alternative,
    Box,
    Character,
    Line,
    PageSize,
    Polygon,
    Reading,
    Word,
    WordReading,
)

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
VERSION = "4.3"
STYLES = {"printed": "style_printed", "handwritten": "style_handwritten"}
REVIEW = "needs_review"
_READING = "reading of confidence "


def write(reading: Reading, source: Source) -> str:
    """The document of one page."""
    root = Element("alto", {"xmlns": NAMESPACE, "SCHEMAVERSION": VERSION})
    _description(root, source)
    tags = add(root, "Tags")
    for style, name in STYLES.items():
        add(tags, "OtherTag", ID=name, TYPE="style", LABEL=style)
    add(tags, "OtherTag", ID=REVIEW, TYPE="review", LABEL="a person should look at it")
    size = {"HEIGHT": str(reading.page.height), "WIDTH": str(reading.page.width)}
    page = add(add(root, "Layout"), "Page", ID="page_1", PHYSICAL_IMG_NR="1", **size)
    page.set("PC", f"{reading.confidence:.4f}")
    space = add(page, "PrintSpace", **size, HPOS="0", VPOS="0")
    if reading.lines:
        block = add(space, "TextBlock", ID="block_1", **_place(around(reading)))
        if reading.needs_review:
            block.set("TAGREFS", REVIEW)
        for number, line in enumerate(reading.lines, start=1):
            _line(block, line, number)
    return document(root, indent=True)


def read(text: str) -> Reading:
    """The tree of a document that `write` made. Raises InkError where it is none."""
    root = parse(text, "ALTO")
    try:
        (page,) = root.iter(_tag("Page"))
        lines = tuple(_read_line(line) for line in page.iter(_tag("TextLine")))
        block = page.find(f".//{_tag('TextBlock')}")
        return Reading(
            text="\n".join(line.text for line in lines),
            confidence=float(page.attrib["PC"]),
            needs_review=block is None or REVIEW in block.get("TAGREFS", "").split(),
            page=PageSize(width=int(page.attrib["WIDTH"]), height=int(page.attrib["HEIGHT"])),
            lines=lines,
        )
    except (KeyError, ValueError, TypeError) as error:
        raise refused("ALTO", f"{type(error).__name__}: {error}") from error


def _description(root: Element, source: Source) -> None:
    description = add(root, "Description")
    add(description, "MeasurementUnit").text = "pixel"
    image = add(description, "sourceImageInformation")
    add(image, "fileName").text = clean(source.image)
    step = add(description, "Processing", ID="processing_1")
    add(step, "processingCategory").text = "contentGeneration"
    software = add(step, "processingSoftware")
    add(software, "softwareName").text = "inkqueue"
    add(software, "softwareVersion").text = clean(source.model)


def _line(block: Element, line: Line, number: int) -> None:
    found = add(block, "TextLine", ID=f"line_1_{number}", **_place(line.box), **_style(line))
    _shape(found, line.polygon)
    for at, word in enumerate(line.words, start=1):
        _word(found, word, f"word_1_{number}_{at}")
        if at < len(line.words):
            _space(found, word.box, line.words[at].box)


def _space(parent: Element, before: Box, after: Box) -> None:
    right = before[0] + before[2]
    width = str(max(0, after[0] - right))
    add(parent, "SP", HPOS=str(right), VPOS=str(before[1]), WIDTH=width)


def _word(parent: Element, word: Word, name: str) -> None:
    found = add(
        parent,
        "String",
        ID=name,
        CONTENT=clean(word.text),
        WC=f"{word.confidence:.4f}",
        **_place(word.box),
        **_style(word),
    )
    _shape(found, word.polygon)
    for other in word.readings:
        purpose = f"{_READING}{other.confidence:.4f}"
        add(found, "ALTERNATIVE", PURPOSE=purpose).text = clean(other.text)
    if all(len(clean(character.char)) == 1 for character in word.characters):
        for character in word.characters:
            _character(found, character)


def _character(parent: Element, character: Character) -> None:
    said = {"CONTENT": clean(character.char), "GC": f"{character.confidence:.4f}"}
    found = add(parent, "Glyph", **said, **_place(character.box))
    for other in character.alternatives:
        add(found, "Variant", CONTENT=clean(other.char), VC=f"{other.confidence:.4f}")


def _shape(parent: Element, polygon: Polygon | None) -> None:
    if polygon is not None:
        add(add(parent, "Shape"), "Polygon", POINTS=points(polygon, between=","))


def _place(box: Box) -> dict[str, str]:
    return dict(zip(("HPOS", "VPOS", "WIDTH", "HEIGHT"), map(str, box), strict=True))


def _style(node: "Line | Word") -> dict[str, str]:
    return {"TAGREFS": STYLES[node.style]} if node.style else {}


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
    confidence = other.attrib["PURPOSE"].removeprefix(_READING)
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
    shape = element.find(f"{_tag('Shape')}/{_tag('Polygon')}")
    found = [] if shape is None else shape.attrib["POINTS"].replace(",", " ").split()
    styles = {name: style for style, name in STYLES.items()}
    return {
        "box": _box(element),
        "polygon": polygon_of([int(each) for each in found]),
        "style": styles.get(element.get("TAGREFS", "")),
    }


def _box(element: Element) -> Box:
    x, y, width, height = (int(element.attrib[k]) for k in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    return x, y, width, height


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
