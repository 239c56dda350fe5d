"""The result tree: page > lines > words > characters, frozen and round-tripping through JSON."""

from typing import Annotated, Literal, Self

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
    """Pixels of the page that was read, after EXIF rotation; how many pages the file has, and the
    number of this one, from 0.
    """

    width: int
    height: int
    pages: int = Field(1, ge=1)
    number: int = Field(0, ge=0)


class Reading(Node):
    """What `pipeline.read` returns."""

    text: str
    confidence: Confidence
    needs_review: bool
    page: PageSize
    lines: tuple[Line, ...]
    left_out: tuple[LeftOut, ...] = ()

    def of_pages(self, pages: int, page: int | None) -> Self:
        """The reading of one page of so many; `page` as the job asked for it.

        Where it asked for none, a person should see what the others hold.
        """
        review = self.needs_review or (pages > 1 and page is None)
        size = self.page.model_copy(update={"pages": pages, "number": page or 0})
        return self.model_copy(update={"page": size, "needs_review": review})
