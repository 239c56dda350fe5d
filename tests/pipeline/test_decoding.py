import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from pipeline.decoding import FORMATS, decode, pages
from pipeline.errors import ErrorCode, InkError

RGB = np.random.default_rng(1).integers(0, 256, (6, 9, 3), np.uint8)
CORNERS = np.full((24, 40, 3), 255, np.uint8)
"""Black top left, red top right: every way of turning it shows."""
CORNERS[:8, :8], CORNERS[:8, 32:] = 0, (255, 0, 0)
# As shown by a viewer, by the value of EXIF's Orientation.
SHOWN: dict[int, Callable[[np.ndarray], np.ndarray]] = {
    1: lambda a: a,
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.transpose(1, 0, 2),
    6: lambda a: np.rot90(a, -1),
    7: lambda a: a.transpose(1, 0, 2)[::-1, ::-1],
    8: lambda a: np.rot90(a, 1),
}


def saved(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that ends where its pixels should begin."""
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 1000) + b"IDAT"


@pytest.mark.parametrize("kind", ["PNG", "BMP", "TIFF", "PPM"])
def test_lossless_pixels_are_the_files(kind: str) -> None:
    decoded = decode(saved(Image.fromarray(RGB), kind))
    assert decoded.dtype == np.uint8
    np.testing.assert_array_equal(decoded, RGB)


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_is_read(kind: str) -> None:
    decoded = decode(saved(Image.fromarray(CORNERS), kind))
    assert decoded.shape == CORNERS.shape
    assert decoded[4, 4].max() < 40
    assert decoded[20, 20].min() > 215


@pytest.mark.parametrize(
    ("kind", "mode"), [("PPM", "1"), ("PNG", "1"), ("TIFF", "1"), ("PNG", "L"), ("PNG", "P")]
)
def test_few_colours_become_three_channels(kind: str, mode: str) -> None:
    decoded = decode(saved(Image.fromarray(CORNERS[..., 1]).convert(mode), kind))
    np.testing.assert_array_equal(decoded, np.repeat(CORNERS[..., 1:2], 3, axis=2))


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_inks_of_a_printer_become_light(kind: str) -> None:
    decoded = decode(saved(Image.fromarray(CORNERS).convert("CMYK"), kind))
    assert np.abs(decoded[4, 4].astype(int)).max() < 20
    assert np.abs(decoded[20, 20].astype(int) - 255).max() < 20
    assert np.abs(decoded[4, 36].astype(int) - (255, 0, 0)).max() < 20


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bits_are_scaled_and_not_clipped(kind: str) -> None:
    grey = np.array([[0, 256, 32768, 65535]], np.uint16)
    decoded = decode(saved(Image.fromarray(grey), kind))
    np.testing.assert_array_equal(decoded[0, :, 0], [0, 0, 127, 255])


def test_floats_are_scaled_to_their_largest() -> None:
    grey = np.array([[0.0, 0.25, 1.0, np.nan, -3.0]], np.float32)
    decoded = decode(saved(Image.fromarray(grey), "TIFF"))
    np.testing.assert_array_equal(decoded[0, :, 0], [0, 63, 255, 0, 0])


@pytest.mark.parametrize(("alpha", "shown"), [(0, 255), (255, 0), (51, 204)])
@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_transparency_lies_on_white(mode: str, alpha: int, shown: int) -> None:
    black = Image.new("RGBA", (3, 2), (0, 0, 0, alpha)).convert(mode)
    assert np.abs(decode(saved(black)).astype(int) - shown).max() <= 1


@pytest.mark.parametrize("kind", ["PNG", "GIF"])
def test_a_transparent_colour_of_a_palette_is_white(kind: str) -> None:
    image = Image.fromarray(CORNERS).convert("P")
    black = image.getpixel((0, 0))
    decoded = decode(saved(image, kind, transparency=black))
    assert decoded[4, 4].tolist() == [255, 255, 255]
    assert decoded[4, 36].tolist() == [255, 0, 0]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
@pytest.mark.parametrize("orientation", SHOWN)
def test_exif_turns_the_picture(kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    decoded = decode(saved(Image.fromarray(CORNERS), kind, exif=exif))
    shown = SHOWN[orientation](CORNERS)
    assert decoded.shape == shown.shape
    assert np.abs(decoded.astype(int) - shown).mean() < 12


def test_the_limit_is_on_pixels_in_all() -> None:
    data = saved(Image.fromarray(RGB))
    assert decode(data, max_pixels=54).shape == RGB.shape
    with pytest.raises(InkError) as caught:
        decode(data, max_pixels=53)
    assert caught.value.code is ErrorCode.IMAGE_TOO_LARGE
    assert (caught.value.field, caught.value.value) == ("image", "9x6")


@pytest.mark.parametrize("side", [8_000, 60_000])
def test_a_bomb_is_refused_by_its_header(side: int) -> None:
    with pytest.raises(InkError) as caught:
        decode(png_header(side, side))
    assert caught.value.code is ErrorCode.IMAGE_TOO_LARGE
    assert caught.value.field == "image"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        png_header(6, 9),
        png_header(0, 9),
        saved(Image.fromarray(RGB), "JPEG")[:-30],
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"P6 0 5 255\n",
    ],
)
def test_what_is_no_image_is_refused(data: bytes) -> None:
    with pytest.raises(InkError, match="not a readable image") as caught:
        decode(data)
    assert caught.value.code is ErrorCode.NOT_AN_IMAGE
    assert caught.value.field == "image"


@pytest.mark.parametrize("kind", ["EPS", "TGA", "PCX", "ICO"])
def test_formats_that_are_not_listed_stay_shut(kind: str) -> None:
    data = saved(Image.fromarray(RGB), kind)
    with pytest.raises(InkError, match="none of AVIF, BMP"):
        decode(data)


@given(st.binary(max_size=300))
@example(b"GIF89a\x00\x00\x00\x00\x00\x00\x00")
def test_arbitrary_bytes_end_in_pixels_or_an_error_of_ours(data: bytes) -> None:
    attempt(data)


SMALL = Image.fromarray(np.kron(RGB, np.ones((2, 2, 1), np.uint8)))
SHEETS = {"save_all": True, "append_images": [SMALL.rotate(90)]}
FILES = [saved(SMALL, "TIFF", **SHEETS), saved(SMALL, "TIFF", **SHEETS, big_tiff=True)]
FILES += [saved(SMALL, kind) for kind in ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "PPM")]
EXIF = b"MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00"
FILES += [saved(SMALL, kind, exif=b"Exif\0\0" + EXIF + bytes(4)) for kind in ("PNG", "JPEG")]


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(FILES),
    st.lists(st.tuples(st.integers(0, 120), st.integers(0, 255)), max_size=6),
    st.integers(0, 400),
    st.integers(0, 2),
)
def test_mutated_files_end_in_pixels_or_an_error_of_ours(
    data: bytes, changes: list[tuple[int, int]], cut: int, page: int
) -> None:
    mutated = bytearray(data)
    for at, value in changes:
        mutated[at % len(mutated)] = value
    attempt(bytes(mutated[: len(mutated) - cut] if cut < 40 else mutated), page)


def attempt(data: bytes, page: int = 0) -> None:
    refusal = None
    try:
        decoded = decode(data, max_pixels=10_000, page=page)
    except InkError as error:
        refusal = error.code
    if refusal is None:
        assert decoded.dtype == np.uint8
        assert decoded.shape[2:] == (3,)
        assert 0 < decoded.shape[0] * decoded.shape[1] <= 10_000
    elif refusal is ErrorCode.INVALID_JOB:
        assert page >= pages(data)
    else:
        assert refusal in (ErrorCode.NOT_AN_IMAGE, ErrorCode.IMAGE_TOO_LARGE)


def test_no_bytes_are_told_so() -> None:
    with pytest.raises(InkError, match="there are none") as caught:
        decode(b"")
    assert caught.value.code == ErrorCode.NOT_AN_IMAGE


def test_a_bomb_is_told_what_the_limit_is() -> None:
    file = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(file, "PNG")
    with pytest.raises(InkError, match="the limit is 1000 in all") as caught:
        decode(file.getvalue(), max_pixels=1000)
    assert caught.value.code == ErrorCode.IMAGE_TOO_LARGE
    assert caught.value.value is not None
