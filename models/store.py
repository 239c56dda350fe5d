"""The version store: immutable versions, one pointer to the champion, and its history.

Reading looks in the store's own folder first and among the shipped versions second; writing
touches the store's own folder only. Nothing here loads TensorFlow, Keras or OpenCV.
"""

import re
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime, Field

from models import history as journal
from models.card import VERSION_PATTERN, Card, Draft, Frozen, VersionName, digest
from models.errors import readable, unavailable
from models.files import locked, new_folder, sync_file, write_atomically
from models.verdict import Verdict
from pipeline.errors import ErrorCode, InkError

SHIPPED = Path(__file__).parent / "shipped"
MODEL, CARD, CHAMPION, HISTORY = "model.keras", "card.json", "champion.json", "history.jsonl"
_VERSION = re.compile(VERSION_PATTERN)


class Champion(Frozen):
    """champion.json: the version that serves, and the one to go back to."""

    version: VersionName
    previous: VersionName | None = None
    at: AwareDatetime = Field(default_factory=lambda: datetime.now(UTC))


def read_card(folder: Path) -> Card:
    """The card of a version's folder, after its file was checked against name and hash."""
    path = folder / CARD
    with readable("card", path):
        card = Card.model_validate_json(path.read_bytes())
    if card.version != folder.name:
        raise unavailable(f"the card of {folder.name} says {card.version}", "version", folder.name)
    with readable("model", folder / MODEL):
        found = digest(folder / MODEL)
    if found != card.sha256 or not card.version.endswith(f"-{found[:8]}"):
        message = f"model.keras of {card.version} is corrupt: its SHA-256 is {found}"
        raise unavailable(message, "version", card.version)
    return card


class Store:
    """Versions under `root`, with the shipped ones behind them."""

    def __init__(self, root: Path, shipped: Path = SHIPPED) -> None:
        self.root = Path(root)
        self._shipped = shipped

    def versions(self) -> tuple[str, ...]:
        """Every version, the newest last."""
        names = {
            entry.name
            for place in (self.root, self._shipped)
            if place.is_dir()
            for entry in place.iterdir()
            if _VERSION.fullmatch(entry.name)
        }
        return tuple(sorted(names, key=lambda name: (name.split("-")[1], name)))

    def folder(self, version: str) -> Path:
        """Where a version lies; `model_unavailable` where there is none of that name."""
        if _VERSION.fullmatch(version):
            for place in (self.root, self._shipped):
                if (place / version).is_dir():
                    return place / version
        raise unavailable(f"there is no version {version!r}", "version", version)

    def card(self, version: str) -> Card:
        """A version's card, its file checked."""
        return read_card(self.folder(version))

    def champion(self) -> Champion:
        """The pointer in force: the store's own, or the shipped one until there is one."""
        own = self.root / CHAMPION
        path = own if own.exists() else self._shipped / CHAMPION
        try:
            with readable("champion", path):
                return Champion.model_validate_json(path.read_bytes())
        except InkError as error:
            message = f"{error.message}; promote a version to mend it"
            raise unavailable(message, "champion", path) from error

    def history(self) -> tuple[journal.Event, ...]:
        """What happened, oldest first."""
        return journal.read(self.root / HISTORY)

    def beside(self, version: str, name: str) -> bytes | None:
        """A file that was registered with a version, such as pipeline.json; None without one."""
        path = self.folder(version) / name
        with readable(name, path):
            return path.read_bytes() if path.exists() else None

    def register(
        self, model_file: Path, draft: Draft, beside: Mapping[str, bytes] | None = None
    ) -> str:
        """Copy a trained network in as a new version and return its name; never overwrites.

        beside: further files of the version's folder, by name.
        """
        card = Card.of(draft, model_file)
        self.root.mkdir(parents=True, exist_ok=True)
        if card.version in self.versions():
            raise _refused(f"{card.version} is already registered", card.version)
        try:
            with new_folder(self.root / card.version) as folder:
                for name, content in (beside or {}).items():
                    (folder / name).write_bytes(content)
                shutil.copyfile(model_file, folder / MODEL)
                (folder / CARD).write_text(card.model_dump_json(indent=2) + "\n")
                for path in folder.iterdir():
                    sync_file(path)
                    path.chmod(0o444)
        except FileExistsError as error:
            raise _refused(f"{card.version} is already registered", card.version) from error
        return card.version

    def promote(
        self, version: str, who: str, why: str, verdict: Verdict | None = None, forced: bool = False
    ) -> Champion:
        """Make a version the champion; it must be whole. Promoting the champion changes nothing.

        A pointer that cannot be read is replaced: that is how it is mended. A verdict counts
        only against the champion that it was weighed with. `models.promotion` asks the gate.
        """
        self.card(version)
        with locked(self.root / ".lock"):
            before = self._in_force()
            if before is not None and before.version == version:
                return before
            if verdict and before and self._loaded(before) != verdict.champion.version:
                raise _refused("the champion changed meanwhile: weigh it again", version)
            after = Champion(version=version, previous=before and before.version)
            self._move(after, before, "promoted", who, why, verdict=verdict, forced=forced)
        return after

    def _in_force(self) -> Champion | None:
        try:
            return self.champion()
        except InkError:
            return None

    def _loaded(self, pointer: Champion) -> str | None:
        """What serves by a pointer: the version before the champion, where that is corrupt."""
        try:
            return self.card(pointer.version).version
        except InkError:
            return pointer.previous

    def rollback(self, who: str, why: str) -> Champion:
        """Go back to the previous champion, once.

        A second rollback is refused: it would bring back the version that the first one removed.
        """
        with locked(self.root / ".lock"):
            before = self.champion()
            if before.previous is None:
                message = "there is no previous version to go back to; promote one by its name"
                raise _refused(message, before.version)
            self.card(before.previous)
            after = Champion(version=before.previous)
            self._move(after, before, "rolled_back", who, why)
        return after

    def reject(
        self, version: str, why: str, who: str = "gate", verdict: Verdict | None = None
    ) -> None:
        """Note that a version was weighed and does not serve."""
        self.folder(version)
        event = journal.Event(action="rejected", version=version, who=who, why=why, verdict=verdict)
        with locked(self.root / ".lock"):
            journal.append(self.root / HISTORY, event)

    def _move(
        self,
        after: Champion,
        before: Champion | None,
        action: journal.Action,
        who: str,
        why: str,
        **gate: Any,
    ) -> None:
        previous = before and before.version
        moved = {"at": after.at, "version": after.version, "previous": previous}
        event = journal.Event(action=action, who=who, why=why, **moved, **gate)
        # History first: a crash in between leaves a line too many, never a change unexplained.
        journal.append(self.root / HISTORY, event)
        write_atomically(self.root / CHAMPION, after.model_dump_json() + "\n")


def _refused(message: str, version: str) -> InkError:
    return InkError(ErrorCode.INVALID_JOB, message, "version", version)
