"""Files under an allowed root.

The path is resolved once and then walked from the root's descriptor without following any link,
so that a link swapped in between check and opening is refused too.
"""

import errno
import os
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import unquote

from pipeline.errors import ErrorCode, InkError
from worker.sources import bounded
from worker.sources.rules import refused

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# Without O_NONBLOCK the opening of a pipe would wait for its writer.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def read(reference: str, roots: Iterable[Path], limit: int) -> bytes:
    """The bytes of the regular file that an absolute path or `file://` URL names.

    Raises:
        InkError: source_not_allowed, image_not_found, image_too_large.
    """
    path = _path(reference)
    root, parts = _under_root(path, tuple(roots), reference)
    try:
        descriptor = _walk(root, parts)
    except OSError as error:
        raise _reason(error, reference) from None
    # A folder would not even become a file object.
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise refused("only regular files may be read", reference)
    with os.fdopen(descriptor, "rb") as file:
        return bounded.read(file, limit, reference)


def resolved(reference: str, roots: Iterable[Path]) -> str:
    """The path behind an absolute path or `file://` URL, if it lies under an allowed root.

    Raises:
        InkError: source_not_allowed.
    """
    root, parts = _under_root(_path(reference), tuple(roots), reference)
    return os.path.join(root, *parts)


def _path(reference: str) -> str:
    path = reference
    if reference.lower().startswith("file:"):
        if not reference[5:].startswith("///") or "?" in reference or "#" in reference:
            raise refused("a file URL is file:///absolute/path, without host or query", reference)
        path = unquote(reference[7:], errors="strict") if _decodes(reference) else ""
    if not path.startswith("/") or "\0" in path:
        raise refused("only an absolute path may be read", reference)
    if ".." in path.split("/"):
        raise refused("'..' is not allowed in a path", reference)
    return path


def _decodes(text: str) -> bool:
    try:
        unquote(text, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def _under_root(path: str, roots: Sequence[Path], reference: str) -> tuple[str, list[str]]:
    for root in roots:
        real_root = os.path.realpath(root)
        # Names outside every root are refused unseen: not even their existence is told.
        if not any(_parts_below(path, str(base)) for base in (root, real_root)):
            continue
        try:
            below = _parts_below(os.path.realpath(path), real_root)
        except (OSError, ValueError):
            continue
        if below:
            return real_root, below
    raise refused("the path lies under no allowed root", reference)


def _parts_below(path: str, root: str) -> list[str]:
    parts, base = _parts(path), _parts(root)
    return parts[len(base) :] if parts[: len(base)] == base else []


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part not in ("", ".")]


def _walk(root: str, parts: list[str]) -> int:
    folder = os.open(root, _FOLDER)
    try:
        for part in parts[:-1]:
            inner = os.open(part, _FOLDER, dir_fd=folder)
            os.close(folder)
            folder = inner
        return os.open(parts[-1], _FILE, dir_fd=folder)
    finally:
        os.close(folder)


def _reason(error: OSError, reference: str) -> InkError:
    if error.errno == errno.ELOOP:
        return refused("the path changed into a link while it was opened", reference)
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG):
        message = "there is no such file"
    else:
        message = f"the file cannot be read: {error.strerror}"
    return InkError(ErrorCode.IMAGE_NOT_FOUND, message, "image", reference)
