"""Reading no more than was allowed."""

from io import BytesIO
from typing import Protocol

from pipeline.errors import ErrorCode, InkError

CHUNK = 1 << 18


class Readable(Protocol):
    """What is opened: at most `size` bytes a call, none at the end."""

    def read(self, size: int, /) -> bytes:
        """The next bytes."""


def too_large(limit: int, reference: str) -> InkError:
    """The error of a file beyond the limit, in bytes."""
    message = f"the image has more than {limit} bytes"
    return InkError(ErrorCode.IMAGE_TOO_LARGE, message, "image", reference)


def read(source: Readable, limit: int, reference: str) -> bytes:
    """All of the source.

    Raises:
        InkError: image_too_large, as soon as one byte more than `limit` has come.
    """
    # Its value is handed over as it lies there, where joined parts would lie there twice.
    whole = BytesIO()
    left = limit + 1
    while left and (part := source.read(min(CHUNK, left))):
        whole.write(part)
        left -= len(part)
    if not left:
        raise too_large(limit, reference)
    return whole.getvalue()
