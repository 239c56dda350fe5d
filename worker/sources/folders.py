"""The pictures of a folder under an allowed root, one folder a label."""

import os
from collections.abc import Iterable
from pathlib import Path

from pipeline.errors import ErrorCode, InkError
from worker.sources.files import resolved

SUFFIX = ".png"
LIMIT = 200_000
"""Files of one folder."""


def names(reference: str, roots: Iterable[Path]) -> list[str]:
    """`LABEL/NAME.png` of every picture, sorted; links are left out.

    Raises:
        InkError: source_not_allowed; image_not_found; invalid_job, where there are too many.
    """
    folder = resolved(reference, roots)
    found: list[str] = []
    try:
        labels = sorted(entry.name for entry in os.scandir(folder) if _is_folder(entry))
        for label in labels:
            with os.scandir(os.path.join(folder, label)) as entries:
                found += sorted(f"{label}/{each.name}" for each in entries if _is_picture(each))
    except OSError as error:
        message = f"the folder cannot be read: {error.strerror}"
        raise InkError(ErrorCode.IMAGE_NOT_FOUND, message, "image", reference) from None
    if len(found) > LIMIT:
        message = f"a folder may have {LIMIT} pictures, not {len(found)}"
        raise InkError(ErrorCode.INVALID_JOB, message, "image", reference)
    return found


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    return entry.is_dir(follow_symlinks=False)


def _is_picture(entry: "os.DirEntry[str]") -> bool:
    return entry.name.lower().endswith(SUFFIX) and entry.is_file(follow_symlinks=False)
