"""The pages of a TIFF, found without decoding anything.

Pillow finds them by reading every tag of every directory, twice: a file whose directories overlap
would keep it busy for an hour.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

MOST_PAGES = 10_000
"""Directories that are looked at: what strangers chain is longer, or a ring."""
NEW_SUBFILE_TYPE = 254
"""The lowest of all tags. They are in order, so it is its directory's first, or not there."""
NO_PAGE = 0b101
"""Its bits for an image at a lower resolution, and for the mask of another image."""
SHORT = 3


class Layout(NamedTuple):
    """How numbers are written, where the first directory's offset is, and bytes of the parts."""

    order: Literal["little", "big"]
    start: int
    offset: int
    counter: int
    entry: int


LAYOUTS = {
    b"II*\0": Layout("little", 4, 4, 2, 12),
    b"MM\0*": Layout("big", 4, 4, 2, 12),
    b"II+\0": Layout("little", 8, 8, 8, 20),
    b"MM\0+": Layout("big", 8, 8, 8, 20),
    # Written by mistake, but opened by Pillow all the same.
    b"II\0*": Layout("little", 4, 4, 2, 12),
    b"MM*\0": Layout("big", 4, 4, 2, 12),
}


def pages(data: bytes) -> list[int]:
    """Offsets of the pages' directories, in order; none where the file is no TIFF.

    Thumbnails and masks are no pages, unless the file holds nothing else. A page whose directory
    was cut off counts: else nobody would learn that it is missing.
    """
    layout = LAYOUTS.get(data[:4])
    if layout is None:
        return []
    directories = list(_directories(data, layout))
    return [at for at in directories if _is_page(data, layout, at)] or directories[:1]


def opening_at(data: bytes, directory: int) -> bytes:
    """The same TIFF, with another directory as its first."""
    order, start, size, *_ = LAYOUTS[data[:4]]
    offset = directory.to_bytes(size, order)
    if data.startswith(offset, start):
        return data
    return data[:start] + offset + data[start + size :]


def _directories(data: bytes, layout: Layout) -> Iterator[int]:
    at, seen = _number(data, layout, layout.start, layout.offset), set[int]()
    while at and at not in seen and len(seen) < MOST_PAGES:
        seen.add(at)
        yield at
        entries = _number(data, layout, at, layout.counter)
        at = _number(data, layout, at + layout.counter + entries * layout.entry, layout.offset)


def _is_page(data: bytes, layout: Layout, directory: int) -> bool:
    entry = directory + layout.counter
    tag, kind = (_number(data, layout, at, 2) for at in (entry, entry + 2))
    value = entry + 4 + layout.offset
    size = 2 if kind == SHORT else 4
    return tag != NEW_SUBFILE_TYPE or not _number(data, layout, value, size) & NO_PAGE


def _number(data: bytes, layout: Layout, at: int, size: int) -> int:
    """0 behind the file's end, which ends a chain too."""
    return int.from_bytes(data[at : at + size], layout.order) if at + size <= len(data) else 0
