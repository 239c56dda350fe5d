"""The pages of a TIFF: which there are, that each is read, and what strangers make of them."""

import io
import struct
import time
from typing import Any

import numpy as np
import pytest
from PIL import Image

from pipeline.decoding import decode, pages
from pipeline.errors import ErrorCode, InkError
from pipeline.tiff import MOST_PAGES

PAGES = [np.full((20 + 10 * n, 30, 3), 60 * n, np.uint8) for n in range(3)]
"""Each of a height and a grey of its own."""


def saved(image: Image.Image, kind: str = "TIFF", **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def chain(
    kinds: list[int],
    order: str = "<",
    form: str = "L",
    back_to: int | None = None,
    orientation: int = 1,
) -> bytes:
    """Directories of these NewSubfileTypes alone, each one pixel wide and one higher than the last.

    Args:
        order: `<` or `>`, of the bytes.
        form: `H` or `L`, of the tags' values.
        back_to: the directory that follows the last; None ends the file.
        orientation: of EXIF.
    """
    size = 2 + 11 * 12 + 4
    starts = [8 + size * n for n in range(len(kinds))]
    after = [*starts[1:], 0 if back_to is None else starts[back_to]]
    found = bytearray((b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "L", 8))
    for n, kind in enumerate(kinds):
        tags = {
            254: kind, 256: 1, 257: n + 1, 258: 8, 259: 1, 262: 1, 273: 8, 274: orientation,
            277: 1, 278: n + 1, 279: n + 1,
        }  # fmt: skip
        found += struct.pack(order + "H", len(tags))
        for tag, value in tags.items():
            found += struct.pack(order + "HHL", tag, 3 if form == "H" else 4, 1)
            found += struct.pack(order + form, value).ljust(4, b"\0")
        found += struct.pack(order + "L", after[n])
    return bytes(found)


def pages_of(images: list[np.ndarray], **options: Any) -> bytes:
    first, *rest = map(Image.fromarray, images)
    return saved(first, save_all=True, append_images=rest, **options)


@pytest.mark.parametrize("options", [{}, {"compression": "tiff_lzw"}, {"big_tiff": True}])
@pytest.mark.parametrize("page", range(3))
def test_a_page_of_a_tiff_is_read(page: int, options: dict[str, Any]) -> None:
    data = pages_of(PAGES, **options)
    assert pages(data) == 3
    np.testing.assert_array_equal(decode(data, page=page), PAGES[page])
    np.testing.assert_array_equal(decode(data), PAGES[0])


def test_pages_of_a_fax_are_read() -> None:
    sheets = [Image.new("1", (40, height), colour) for height, colour in ((20, 1), (30, 0))]
    data = saved(sheets[0], save_all=True, append_images=sheets[1:], compression="group4")
    assert (decode(data).shape, decode(data).min()) == ((20, 40, 3), 255)
    assert (decode(data, page=1).shape, decode(data, page=1).max()) == ((30, 40, 3), 0)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("form", ["H", "L"])
@pytest.mark.parametrize(("kind", "counted"), [(0, 3), (1, 2), (2, 3), (4, 2), (5, 2)])
def test_thumbnails_and_masks_are_no_pages(order: str, form: str, kind: int, counted: int) -> None:
    data = chain([0, kind, 2], order, form)
    assert pages(data) == counted
    assert decode(data, page=counted - 1).shape == (3, 1, 3)


def test_a_thumbnail_alone_is_a_page() -> None:
    assert pages(chain([1, 1])) == 1
    assert decode(chain([1, 1])).shape == (1, 1, 3)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "AVIF", "PNG"])
def test_the_frames_of_an_animation_are_no_pages(kind: str) -> None:
    data = saved(
        Image.new("L", (9, 9), 0), kind, save_all=True, append_images=[Image.new("L", (9, 9), 255)]
    )
    assert pages(data) == 1
    assert decode(data).max() < 40


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (pages_of(PAGES), "no page 3: the file has 3 pages, 0 to 2"),
        (saved(Image.new("L", (9, 9)), "PNG"), "no page 3: the file has one page, 0"),
    ],
)
def test_a_page_that_is_not_there_is_told_of(data: bytes, told: str) -> None:
    with pytest.raises(InkError, match=told) as caught:
        decode(data, page=3)
    assert caught.value.code is ErrorCode.INVALID_JOB
    assert (caught.value.field, caught.value.value) == ("options.page", "3")


def test_the_limit_is_on_the_page_that_is_read() -> None:
    data = pages_of([PAGES[0], PAGES[2]])
    assert decode(data, max_pixels=600).shape == (20, 30, 3)
    with pytest.raises(InkError) as caught:
        decode(data, max_pixels=600, page=1)
    assert (caught.value.code, caught.value.value) == (ErrorCode.IMAGE_TOO_LARGE, "30x40")


def test_a_page_is_turned_as_its_exif_says() -> None:
    data = chain([0, 0], orientation=6)
    assert decode(data, page=1).shape == (1, 2, 3)


def test_a_page_that_was_cut_off_is_counted_and_cannot_be_read() -> None:
    data = chain([0, 0, 0])[:-100]
    assert pages(data) == 3
    assert decode(data, page=1).shape == (2, 1, 3)
    with pytest.raises(InkError, match="not a readable image"):
        decode(data, page=2)


@pytest.mark.parametrize("back_to", [0, 1, 2])
def test_a_ring_of_pages_has_an_end(back_to: int) -> None:
    data = chain([0, 0, 0], back_to=back_to)
    assert pages(data) == 3
    assert decode(data, page=2).shape == (3, 1, 3)


def test_a_file_may_end_anywhere() -> None:
    whole = pages_of(PAGES)
    for length in range(0, len(whole), 7):
        assert 1 <= pages(whole[:length]) <= 3


def test_endless_pages_cost_little() -> None:
    crowded = bytearray(b"II*\0" + struct.pack("<L", 8) + bytes(900_000))
    for at in range(8, 8 + 6 * MOST_PAGES, 6):
        # As many tags as can be: each directory lies within all others, and names the next.
        struct.pack_into("<H", crowded, at, 65_535)
        struct.pack_into("<L", crowded, at + 2 + 65_535 * 12, at + 6)
    endless = chain([0] * (MOST_PAGES + 9))
    began = time.process_time()
    assert pages(bytes(crowded)) == pages(endless) == MOST_PAGES
    assert decode(endless, page=MOST_PAGES - 1).shape == (MOST_PAGES, 1, 3)
    with pytest.raises(InkError, match="not a readable image"):
        decode(bytes(crowded), page=MOST_PAGES - 1)
    assert time.process_time() - began < 2
