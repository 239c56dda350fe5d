"""Image bytes → text, as plain functions over arrays.

What needs OpenCV or Pillow is imported from its own module, `pipeline.decode.decode` and
`pipeline.read.read`: the Celery parent imports this package, and must stay light.
"""

from pipeline.errors import ErrorCode, InkError
from pipeline.options import Options
from pipeline.reading import Reading

__all__ = ["ErrorCode", "InkError", "Options", "Reading"]
