"""Registered lexicons: a folder of text files, an entry a line, that jobs name."""

import functools
import re
from pathlib import Path

from pipeline.constraints.lexicon import folded
from pipeline.errors import ErrorCode, InkError
from worker.parsing import brief

MOST_REGISTERED = 50_000
"""Entries of a registered lexicon: more would take a child seconds to compile."""
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")


def registered(folder: Path | None, name: str) -> tuple[str, ...]:
    """The entries of a lexicon, read anew when its file changes.

    Args:
        folder: where the files lie, each as `<name>.txt`; None where there are none.

    Raises:
        InkError: invalid_job, where there is no such lexicon, or a line of it cannot be read.
    """
    path = folder / f"{name}.txt" if folder and _NAME.fullmatch(name) else None
    if path is None or not path.is_file():
        raise wrong(f"no such lexicon is registered; there are: {_names(folder)}", name)
    try:
        status = path.stat()
        return _read(path, status.st_mtime_ns, status.st_size)
    except (OSError, ValueError) as error:
        raise wrong(f"the lexicon cannot be used: {error}", name) from None


def wrong(message: str, value: str) -> InkError:
    """What is wrong with a job's lexicon."""
    return InkError(ErrorCode.INVALID_JOB, message, "options.lexicon", brief(value))


def entries_of(path: Path) -> tuple[str, ...]:
    """A file's entries, without blank lines and lines that begin with #.

    Raises:
        ValueError: it holds none or too many, or a line cannot be read.
    """
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    entries = [(n, line) for n, line in enumerate(lines, 1) if line and not line.startswith("#")]
    if not 0 < len(entries) <= MOST_REGISTERED:
        raise ValueError(f"a lexicon has 1 to {MOST_REGISTERED} entries, not {len(entries)}")
    for number, line in entries:
        _check(number, line)
    return tuple(line for _, line in entries)


def _check(number: int, line: str) -> None:
    try:
        folded(line)
    except ValueError as error:
        raise ValueError(f"line {number}: {error}") from None


@functools.lru_cache(maxsize=16)
def _read(path: Path, changed: int, size: int) -> tuple[str, ...]:
    return entries_of(path)


def _names(folder: Path | None) -> str:
    names = sorted(path.stem for path in folder.glob("*.txt")) if folder else []
    return ", ".join(names[:20]) or "none"
