"""ALTO 4: the Library of Congress's XML for pages of text, and back.

ALTO knows no confidence of a line (it follows from its words') and none of a word's n-best
readings, which are alternatives whose purpose names it. A glyph is one character, precomposed: a
word that holds a longer one has no glyphs. Print that was left out is a block without lines.
"""

from pipeline.exports.alto_reading import read
from pipeline.exports.alto_terms import (
    LEFT_OUT,
    NAMESPACE,
    PAGES,
    READING,
    REVIEW,
    STYLES,
    VERSION,
)
from pipeline.exports.document import Source
from pipeline.exports.xml import Element, add, around, clean, document, points
from pipeline.reading import Box, Character, LeftOut, Line, Polygon, Reading, Word

__all__ = ["NAMESPACE", "read", "write"]


def write(reading: Reading, source: Source) -> str:
    """The document of one page."""
    root = Element("alto", {"xmlns": NAMESPACE, "SCHEMAVERSION": VERSION})
    _description(root, source)
    tags = _tags(root, reading.page.pages)
    size = {"HEIGHT": str(reading.page.height), "WIDTH": str(reading.page.width)}
    image = str(reading.page.number + 1)
    page = add(add(root, "Layout"), "Page", ID="page_1", PHYSICAL_IMG_NR=image, **size)
    page.set("PC", f"{reading.confidence:.4f}")
    space = add(page, "PrintSpace", **size, HPOS="0", VPOS="0")
    if reading.lines:
        block = add(space, "TextBlock", ID="block_1", **_place(around(reading)))
        if reading.needs_review:
            block.set("TAGREFS", REVIEW)
        for number, line in enumerate(reading.lines, start=1):
            _line(block, line, number)
    for number, word in enumerate(reading.left_out, start=1):
        _left_out(space, tags, word, f"{LEFT_OUT}_{number}")
    return document(root, indent=True)


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


def _tags(root: Element, pages: int) -> Element:
    tags = add(root, "Tags")
    for style, name in STYLES.items():
        add(tags, "OtherTag", ID=name, TYPE="style", LABEL=style)
    add(tags, "OtherTag", ID=REVIEW, TYPE="review", LABEL="a person should look at it")
    add(tags, "OtherTag", ID=PAGES, TYPE=PAGES, LABEL=str(pages))
    return tags


def _line(block: Element, line: Line, number: int) -> None:
    found = add(block, "TextLine", ID=f"line_1_{number}", **_place(line.box), **_style(line))
    _shape(found, line.polygon)
    for at, word in enumerate(line.words, start=1):
        _word(found, word, f"word_1_{number}_{at}")
        if at < len(line.words):
            _space(found, word.box, line.words[at].box)


def _left_out(space: Element, tags: Element, word: LeftOut, name: str) -> None:
    """A block without text, of a tag of its own that says how likely it is print."""
    sure = f"{word.confidence:.4f}"
    add(tags, "OtherTag", ID=name, TYPE=LEFT_OUT, LABEL="printed", DESCRIPTION=sure)
    block = add(space, "TextBlock", ID=f"block_{name}", TAGREFS=name, **_place(word.box))
    _shape(block, word.polygon)


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
        purpose = f"{READING}{other.confidence:.4f}"
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
