"""Image bytes → text, as plain functions over arrays."""

from typing import TYPE_CHECKING, Any

from pipeline.errors import ErrorCode, InkError
from pipeline.options import Options
from pipeline.reading import Reading

if TYPE_CHECKING:
    from pipeline.decode import decode
    from pipeline.read import Classify, OnStage, read

__all__ = ["Classify", "ErrorCode", "InkError", "OnStage", "Options", "Reading", "decode", "read"]


def __getattr__(name: str) -> Any:
    """Load cv2 only where something is decoded or read: the Celery parent imports this package."""
    if name == "decode":
        from pipeline.decode import decode

        return decode
    if name in {"read", "Classify", "OnStage"}:
        import importlib

        return getattr(importlib.import_module("pipeline.read"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
