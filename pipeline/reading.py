"""The result tree: page > lines > words > characters, frozen and round-tripping through JSON."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Confidence = Annotated[float, Field(ge=0.0, le=1.0)]
Box = tuple[int, int, int, int]
"""x, y, width, height: axis-aligned, in the file's pixels after EXIF rotation, before deskew."""
Point = tuple[int, int]
Polygon = tuple[Point, Point, Point, Point]
"""Corners in reading order: top left, top right, bottom right, bottom left."""
Style = Literal["printed", "handwritten"]


class Node(BaseModel):
    """Base of every node of the tree."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Alternative(Node):
    """One candidate class of a character."""

    char: str
    confidence: Confidence


class Character(Node):
    """One glyph as read; `alternatives` has the chosen character first."""

    char: str
    confidence: Confidence
    box: Box
    alternatives: tuple[Alternative, ...] = ()


class WordReading(Node):
    """One of a word's n-best readings, with its probability; the first is the word itself."""

    text: str
    confidence: Confidence


class Word(Node):
    """Characters with no space between them."""

    text: str
    confidence: Confidence
    box: Box
    polygon: Polygon | None = None
    style: Style | None = None
    readings: tuple[WordReading, ...] = ()
    characters: tuple[Character, ...]


class Line(Node):
    """Words on one baseline, left to right."""

    text: str
    confidence: Confidence
    box: Box
    polygon: Polygon | None = None
    style: Style | None = None
    words: tuple[Word, ...]


class LeftOut(Node):
    """A word taken for print that was not read; `confidence` is how likely it is print."""

    confidence: Confidence
    box: Box
    polygon: Polygon | None = None


class PageSize(Node):
    """Pixels of the file after EXIF rotation."""

    width: int
    height: int


class Reading(Node):
    """What `pipeline.read` returns."""

    text: str
    confidence: Confidence
    needs_review: bool
    page: PageSize
    lines: tuple[Line, ...]
    left_out: tuple[LeftOut, ...] = ()
