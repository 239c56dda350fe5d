"""Bytes of an image file → pixels, within limits."""

import io
import warnings

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from pipeline import tiff
from pipeline.errors import ErrorCode, InkError

FORMATS = ("AVIF", "BMP", "GIF", "JPEG", "JPEG2000", "PNG", "PPM", "TIFF", "WEBP")
"""What a scanner, a camera or a program writes. Pillow's others stay shut to strangers' bytes:
its EPS, for one, starts Ghostscript."""


def decode(data: bytes, max_pixels: int = 50_000_000, page: int = 0) -> np.ndarray:
    """Decode an image file as a person would see it.

    EXIF rotation is applied and transparency is laid on white. The size is read from the header
    before any pixel is decoded, so a decompression bomb costs nothing.

    Args:
        data: the file.
        max_pixels: of the page that is read.
        page: which of the pages of a TIFF, from 0. Other files have one.

    Returns:
        uint8 [H,W,3], RGB.

    Raises:
        InkError: `not_an_image`, `image_too_large`; `invalid_job`, where there is no such page.
    """
    if not data:
        raise _not_an_image("there are none")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _decode(data, max_pixels, page)
    except InkError:
        raise
    except Image.DecompressionBombError:  # twice Pillow's own limit, seen before the size is told
        least = 2 * (Image.MAX_IMAGE_PIXELS or 0)
        message = f"the image has over {least} pixels; the limit is {min(least, max_pixels)} in all"
        raise InkError(ErrorCode.IMAGE_TOO_LARGE, message, "image", f"over {least}") from None
    except UnidentifiedImageError:
        raise _not_an_image(f"none of {', '.join(FORMATS)}") from None
    except Exception as error:  # Pillow's plug-ins raise anything on hostile bytes
        raise _not_an_image(f"{type(error).__name__}: {error}") from None


def pages(data: bytes) -> int:
    """How many pages the file has: of a TIFF, `tiff.MOST_PAGES` at most; the frames of a GIF or a
    WebP are none.
    """
    return max(1, len(tiff.pages(data)))


def _decode(data: bytes, max_pixels: int, page: int) -> np.ndarray:
    with Image.open(io.BytesIO(_alone(data, page)), formats=FORMATS) as image:
        if page >= pages(data):
            raise _no_page(page, pages(data))
        width, height = image.size
        if width < 1 or height < 1:
            raise _not_an_image(f"it has {width}x{height} pixels")
        if width * height > max_pixels:
            raise InkError(
                ErrorCode.IMAGE_TOO_LARGE,
                f"the image has {width}x{height} pixels; the limit is {max_pixels} in all",
                "image",
                f"{width}x{height}",
            )
        return np.array(_on_white(ImageOps.exif_transpose(image)))


def _alone(data: bytes, page: int) -> bytes:
    """The file with that page as its first; as it is where it has no such page."""
    directories = tiff.pages(data)[page : page + 1]
    return tiff.opening_at(data, directories[0]) if directories else data


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I") or image.mode == "F":
        return _grey_of_any_depth(image).convert("RGB")
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    white = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(white, layer).convert("RGB")


def _grey_of_any_depth(image: Image.Image) -> Image.Image:
    """Scale 16-bit, 32-bit and float greys to eight bits; Pillow's own conversion clips them."""
    values = np.nan_to_num(np.array(image, dtype=np.float64))
    top = (
        65535.0 if image.mode.startswith("I") and np.max(values) > 255 else max(np.max(values), 1.0)
    )
    return Image.fromarray(
        (np.clip(values / max(top, np.max(values)), 0, 1) * 255).astype(np.uint8)
    )


def _not_an_image(why: str) -> InkError:
    return InkError(ErrorCode.NOT_AN_IMAGE, f"the bytes are not a readable image ({why})", "image")


def _no_page(page: int, count: int) -> InkError:
    has = "one page, 0" if count == 1 else f"{count} pages, 0 to {count - 1}"
    message = f"there is no page {page}: the file has {has}"
    return InkError(ErrorCode.INVALID_JOB, message, "options.page", str(page))
