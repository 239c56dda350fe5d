"""Image bytes → text, as plain functions over arrays.

`decode` and `read` are loaded when first asked for: the Celery parent imports this package, and
must load neither OpenCV nor Pillow.
"""

from typing import TYPE_CHECKING, Any

from pipeline.errors import ErrorCode, InkError
from pipeline.options import Options
from pipeline.reading import Reading

if TYPE_CHECKING:
    from pipeline.decoding import decode
    from pipeline.reader import read

__all__ = ["ErrorCode", "InkError", "Options", "Reading", "decode", "read"]


def __getattr__(name: str) -> Any:
    if name == "decode":
        from pipeline.decoding import decode

        return decode
    if name == "read":
        from pipeline.reader import read

        return read
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
