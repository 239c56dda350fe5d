"""What happened to the versions, one JSON line an event, never rewritten."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, Field

from models.card import Frozen, VersionName
from models.errors import readable
from models.verdict import Verdict

Action = Literal["promoted", "rejected", "rolled_back"]


class Event(Frozen):
    """One line of history.jsonl. `version` was promoted, rejected, or gone back to."""

    at: AwareDatetime = Field(default_factory=lambda: datetime.now(UTC))
    action: Action
    version: VersionName
    previous: VersionName | None = Field(default=None, description="The champion until then.")
    who: str
    why: str
    verdict: Verdict | None = Field(default=None, description="The gate's, if it was asked.")
    forced: bool = Field(default=False, description="Promoted although the gate said no.")


def append(path: Path, event: Event) -> None:
    """Add one line and force it to disk. The caller holds the store's lock."""
    with path.open("ab") as file:
        end = file.tell()
        try:
            file.write(event.model_dump_json().encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            # A full disk may have taken half a line, which would spoil the next one too.
            os.ftruncate(file.fileno(), end)
            raise


def read(path: Path) -> tuple[Event, ...]:
    """Every event, oldest first; none where the file does not exist yet."""
    if not path.exists():
        return ()
    with readable("history", path):
        lines = path.read_bytes().splitlines()
    return tuple(_event(path, number, line) for number, line in enumerate(lines, start=1))


def _event(path: Path, number: int, line: bytes) -> Event:
    with readable(f"history line {number}", path):
        return Event.model_validate_json(line)
