"""Where a store keeps its versions: what any place can do, and a folder that does it."""

import contextlib
import shutil
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from models import history as journal
from models.errors import readable
from models.files import locked, new_folder, sync_file, write_atomically
from models.pointer import Champion, Move
from models.version import is_version

CHAMPION, HISTORY = "champion.json", "history.jsonl"

Fill = Callable[[Path], None]
"""Writes a version's files into an empty folder."""
Decide = Callable[[], Move | Champion]
"""A move of the pointer, or the pointer as it is where nothing is to be done; may raise."""


class Place(Protocol):
    """Versions, one pointer and its history. Raises InkError `model_unavailable` when away."""

    @property
    def root(self) -> Path:
        """A folder of this machine: of the place itself, or of what is kept of it here."""

    def names(self) -> set[str]:
        """Of the versions that are whole."""

    def folder(self, version: str) -> Path | None:
        """A folder of this machine that holds the version; None where there is none."""

    def add(self, version: str, fill: Fill) -> None:
        """A new version. Raises FileExistsError where there is one of that name."""

    def drop(self, version: str) -> None:
        """Remove a version; one that is gone already is no error."""

    def champion(self) -> Champion | None:
        """The pointer; None where none was set. Raises InkError where it cannot be read."""

    def turn(self, decide: Decide) -> Champion:
        """Decide on a move and make it, as if nobody else could meanwhile."""

    def note(self, event: journal.Event) -> None:
        """Add to the history what moves no pointer."""

    def history(self) -> tuple[journal.Event, ...]:
        """What happened, oldest first."""

    def file(self, name: str) -> Path | None:
        """A further file that an operator put there; None without one."""


class Folder:
    """A folder of this machine, or one that machines share."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def names(self) -> set[str]:
        """Of the versions, each a folder in it."""
        entries = self.root.iterdir() if self.root.is_dir() else ()
        return {entry.name for entry in entries if is_version(entry.name)}

    def folder(self, version: str) -> Path | None:
        """The version's own folder."""
        path = self.root / version
        return path if is_version(version) and path.is_dir() else None

    def add(self, version: str, fill: Fill) -> None:
        """All of it or nothing, on disk when this returns, and read-only."""
        self.root.mkdir(parents=True, exist_ok=True)
        with new_folder(self.root / version) as folder:
            fill(folder)
            for path in folder.iterdir():
                sync_file(path)
                path.chmod(0o444)

    def drop(self, version: str) -> None:
        """Out of sight first, so that none is ever seen half."""
        hidden = self.root / f".old-{version}-{uuid.uuid4().hex}"
        with contextlib.suppress(FileNotFoundError):  # another process was first
            (self.root / version).rename(hidden)
        shutil.rmtree(hidden, ignore_errors=True)

    def champion(self) -> Champion | None:
        """What champion.json says."""
        path = self.root / CHAMPION
        if not path.exists():
            return None
        with readable("champion", path):
            return Champion.model_validate_json(path.read_bytes())

    def turn(self, decide: Decide) -> Champion:
        """Under a lock that every process respects."""
        with locked(self.root / ".lock"):
            decided = decide()
            if isinstance(decided, Champion):
                return decided
            # History first: a crash in between leaves a line too many, never a change unexplained.
            journal.append(self.root / HISTORY, decided.event)
            write_atomically(self.root / CHAMPION, decided.champion.model_dump_json() + "\n")
            return decided.champion

    def note(self, event: journal.Event) -> None:
        """A line more in history.jsonl."""
        with locked(self.root / ".lock"):
            journal.append(self.root / HISTORY, event)

    def history(self) -> tuple[journal.Event, ...]:
        """The lines of history.jsonl."""
        return journal.read(self.root / HISTORY)

    def file(self, name: str) -> Path | None:
        """A file in the folder."""
        path = self.root / name
        return path if path.exists() else None
