"""Small images inside the job: `data:` URIs (RFC 2397)."""

import binascii
from base64 import b64decode
from urllib.parse import unquote_to_bytes

from pipeline.errors import ErrorCode, InkError

SHOWN = 64
"""Characters of a reference that results, errors and logs repeat, if it is a `data:` URI."""


def plain(text: str) -> str:
    r"""The text as JSON can carry it: a lone surrogate is shown as `\ud800`."""
    return text.encode(errors="backslashreplace").decode()


def shorten(reference: str) -> str:
    """The reference, cut if it is a `data:` URI: results do not carry images."""
    reference = plain(reference)
    if reference[:5].lower() != "data:" or len(reference) <= SHOWN:
        return reference
    return f"{reference[:SHOWN]}… ({len(reference)} characters)"


def shown(reference: str) -> str:
    """What results call an image: its reference, shortened, or the name that an upload was given.

    `redis://inkqueue:upload:…#form.png` is `form.png`: nobody knows an image by its key.
    """
    scheme, _, rest = reference.partition("://")
    name = rest.partition("#")[2]
    return shorten(name if scheme.lower() == "redis" and name else reference)


def read(reference: str, limit: int) -> bytes:
    """The bytes within the URI.

    Raises:
        InkError: image_too_large over `limit` characters, invalid_job if it does not decode.
    """
    if len(reference) > limit:
        message = f"a data: URI may have {limit} characters, this one has {len(reference)}"
        raise InkError(ErrorCode.IMAGE_TOO_LARGE, message, "image", shorten(reference))
    head, comma, body = reference[5:].partition(",")
    try:
        if not comma or not body.isascii():
            raise ValueError("no comma, or characters beyond ASCII")
        data = unquote_to_bytes(body)
        is_base64 = head.rpartition(";")[2].strip().lower() == "base64"
        return b64decode(data, validate=True) if is_base64 else data
    except (binascii.Error, ValueError) as error:
        message = f"not a data: URI: {error}"
        raise InkError(ErrorCode.INVALID_JOB, message, "image", shorten(reference)) from None
