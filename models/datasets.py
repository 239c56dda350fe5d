"""Labelled glyphs by reference: a path or any fsspec URL, the loader chosen by its suffix."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import BufferedRandom
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import fsspec

from models.card import Source
from models.checks import invalid
from models.emnist import Glyphs, load_npz
from models.folders import from_folder
from models.official import from_idx, from_mat, labels_beside
from pipeline.errors import ErrorCode, InkError

_SUFFIXES = {
    "npz": (".npz",),
    "idx": ("-idx3-ubyte.gz", "-idx3-ubyte"),
    "mat": (".mat",),
}
_SUBSETS = ("train", "test")


@dataclass(frozen=True)
class DataSet:
    """Glyphs, and the files that they came from, for a version's card."""

    glyphs: Glyphs
    sources: tuple[Source, ...]


def load(reference: str) -> Glyphs:
    """The glyphs of a reference; see `read`."""
    return read(reference).glyphs


def read(reference: str) -> DataSet:
    """Read `….npz`, `…-images-idx3-ubyte[.gz]` (its labels beside it), `….mat[#train|#test]`, `…/`.

    Who may open what is the caller's to decide.

    Raises:
        InkError: `invalid_job` where there is no such file or it is not labelled glyphs,
            `source_unavailable` where it could not be fetched.
    """
    if reference.endswith("/") and "://" not in reference:
        glyphs, source = from_folder(Path(reference))
        return DataSet(glyphs, (source,))
    kind = _kind(reference)
    path, mark = split(reference)
    paths, subset = files(path), mark.removeprefix("#") or _SUBSETS[0]
    with ExitStack() as stack:
        opened = [stack.enter_context(_opened(each)) for each in paths]
        glyphs = _parsed(kind, opened, path, subset)
        sources = [_source(each, file, glyphs) for each, file in zip(paths, opened, strict=True)]
    return DataSet(glyphs, tuple(sources))


def split(reference: str) -> tuple[str, str]:
    """The file, and the `#train` or `#test` behind it, if any."""
    path, mark, subset = reference.rpartition("#")
    return (path, mark + subset) if subset in _SUBSETS else (reference, "")


def files(path: str) -> tuple[str, ...]:
    """The file and what belongs to it: the labels of idx images."""
    is_idx = file_name(path).endswith(_SUFFIXES["idx"])
    return (path, labels_beside(path)) if is_idx else (path,)


def file_name(path: str) -> str:
    """The last part of a path or of a URL's path, which tells the format."""
    return PurePosixPath(urlsplit(path).path if "://" in path else path).name


def _kind(reference: str) -> str:
    name = file_name(split(reference)[0])
    for kind, suffixes in _SUFFIXES.items():
        if name.endswith(suffixes):
            return kind
    known = ", ".join(suffix for suffixes in _SUFFIXES.values() for suffix in suffixes)
    raise invalid(f"{reference} ends in none of {known}, /", "data", reference)


def _parsed(kind: str, files: list[BufferedRandom], path: str, subset: str) -> Glyphs:
    try:
        if kind == "idx":
            return from_idx(files[0], files[1], file_name(path))
        if kind == "mat":
            return from_mat(files[0], file_name(path), subset)
        return load_npz(files[0])
    except InkError as error:
        raise InkError(error.code, f"{path}: {error.message}", error.field, error.value) from error
    except Exception as error:
        # Broken zips, gzips and MATLAB files raise whatever the library that reads them raises.
        raise invalid(f"{path} cannot be read: {error}", "data", path) from error


@contextmanager
def _opened(reference: str) -> Iterator[BufferedRandom]:
    """A local copy of the file: the loaders seek, which not every server allows."""
    with tempfile.TemporaryFile() as copy:
        try:
            # A path is a path: fsspec would split it at "::" and take "*" for a pattern.
            remote = "://" in reference
            with fsspec.open(reference, "rb") if remote else open(reference, "rb") as file:
                shutil.copyfileobj(file, copy)
        except Exception as error:
            # Each fsspec file system has errors of its own.
            if _is_missing(error):
                raise invalid(f"there is no file {reference}", "data", reference) from error
            message = f"{reference} could not be fetched: {error}"
            raise InkError(ErrorCode.SOURCE_UNAVAILABLE, message, "data", reference) from error
        copy.seek(0)
        yield copy


def _is_missing(error: Exception) -> bool:
    """Whether it is not there: fsspec calls every failure of HTTP so, and keeps it as cause."""
    cause = error.__cause__
    failed = isinstance(cause, OSError) or getattr(cause, "status", 404) != 404
    return not failed and isinstance(
        error, FileNotFoundError | IsADirectoryError | NotADirectoryError
    )


def _source(reference: str, file: BufferedRandom, glyphs: Glyphs) -> Source:
    file.seek(0)
    sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Source(name=file_name(reference), sha256=sha256, images=len(glyphs))
