"""What both XML formats need: clean text, boxes, and documents that start alike."""

import re
from xml.etree import ElementTree

from pipeline.errors import ErrorCode, InkError
from pipeline.reading import Box, Polygon, Reading, Word

Element = ElementTree.Element

# XML 1.0 has no other characters; tabs and line ends would not come back from an attribute.
_UNFIT = re.compile("[^\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Text that XML can hold: what it cannot is U+FFFD."""
    return _UNFIT.sub("\ufffd", text)


def add(parent: Element, tag: str, **attributes: str) -> Element:
    """A child with these attributes, in the order given."""
    return ElementTree.SubElement(parent, tag, attributes)


def document(root: Element, indent: bool = False) -> str:
    """The whole document; to be indented only where spaces are no text."""
    if indent:
        ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def parse(text: str, what: str) -> Element:
    """The root of a document.

    Raises:
        InkError: `invalid_job`, where it is not well-formed or declares a document type, which
            could define entities without end.
    """
    if "<!DOCTYPE" in text[:1000] or "<!ENTITY" in text:
        raise refused(what, "a document type or an entity is declared in it")
    try:
        return ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError) as error:
        raise refused(what, str(error)) from error


def refused(what: str, why: str) -> InkError:
    """A document that is not ours to read back."""
    return InkError(ErrorCode.INVALID_JOB, f"this {what} cannot be read: {why}", "document", what)


def corners(box: Box) -> str:
    """`x0 y0 x1 y1`, the far corner outside."""
    x, y, width, height = box
    return f"{x} {y} {x + width} {y + height}"


def box_of(left: int, top: int, right: int, bottom: int) -> Box:
    """The box between two corners."""
    return left, top, right - left, bottom - top


def points(polygon: Polygon, between: str = " ") -> str:
    """`x y x y …`, or each point's own two parted by something else."""
    return " ".join(f"{x}{between}{y}" for x, y in polygon)


def polygon_of(numbers: list[int]) -> Polygon | None:
    """The polygon of eight numbers; None of none."""
    if not numbers:
        return None
    a, b, c, d, e, f, g, h = numbers
    return (a, b), (c, d), (e, f), (g, h)


def mean(words: tuple[Word, ...]) -> float:
    """A line's confidence: its words', each weighing as many characters as it has."""
    weights = [len(word.text) for word in words]
    total = sum(w * word.confidence for w, word in zip(weights, words, strict=True))
    return round(total / sum(weights), 4) if sum(weights) else 0.0


def around(reading: Reading) -> Box:
    """The box around all lines; the page's where there is none."""
    boxes = [line.box for line in reading.lines]
    if not boxes:
        return 0, 0, reading.page.width, reading.page.height
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, bottom = max(b[0] + b[2] for b in boxes), max(b[1] + b[3] for b in boxes)
    return left, top, right - left, bottom - top
