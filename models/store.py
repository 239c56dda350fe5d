"""The version store: immutable versions, one pointer to the champion, and its history.

Reading looks in the store's own place first and among the shipped versions second; writing
touches the store's own place only. Nothing here loads TensorFlow, Keras or OpenCV.
"""

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

import platformdirs

from models import history as journal
from models.card import Card, Draft
from models.errors import ChampionChangedError, StoreAwayError, unavailable
from models.place import CHAMPION, HISTORY, Folder, Place
from models.pointer import Champion, Move
from models.verdict import Verdict
from models.version import CARD, MODEL, further, is_version, read_card
from pipeline.errors import ErrorCode, InkError

__all__ = [
    "CARD", "CHAMPION", "HISTORY", "MODEL", "SHIPPED", "Champion", "Store", "placed", "read_card",
]  # fmt: skip

SHIPPED = Path(__file__).parent / "shipped"


def placed(root: Path | str) -> Place:
    """A folder, or what a URL of fsspec names, with a cache in the user's folder for caches."""
    url = str(root)
    if "://" not in url:
        return Folder(Path(root))
    if url.startswith("file://"):
        return Folder(Path(url.removeprefix("file://")))
    from models.bucket import Bucket

    name = f"store-{hashlib.sha256(url.encode()).hexdigest()[:16]}"
    return Bucket(url, Folder(platformdirs.user_cache_path("inkqueue") / name))


class Store:
    """Versions in a folder or under a URL, with the shipped ones behind them."""

    def __init__(self, root: Path | str, shipped: Path = SHIPPED) -> None:
        self._place = placed(root)
        self._shipped = Folder(shipped)

    @property
    def root(self) -> Path:
        """Its folder; of a store at a URL, the folder of what this machine keeps of it."""
        return self._place.root

    def versions(self) -> tuple[str, ...]:
        """Every version, the newest last."""
        names = self._place.names() | self._shipped.names()
        return tuple(sorted(names, key=lambda name: (name.split("-")[1], name)))

    def own(self) -> set[str]:
        """Its own versions, without the shipped."""
        return self._place.names()

    def folder(self, version: str) -> Path:
        """Where a version lies; `model_unavailable` where there is none of that name."""
        if is_version(version):
            for place in (self._place, self._shipped):
                if found := place.folder(version):
                    return found
        raise unavailable(f"there is no version {version!r}", "version", version)

    def card(self, version: str) -> Card:
        """A version's card, its files checked."""
        return read_card(self.folder(version))

    def champion(self) -> Champion:
        """The pointer in force: the store's own, or the shipped one until there is one."""
        path = self._shipped.root / CHAMPION
        try:
            found = self._place.champion() or self._shipped.champion()
        except InkError as error:
            if error.field != "champion":  # the place is away, and no promotion would bring it back
                raise
            message = f"{error.message}; promote a version to mend it"
            raise InkError(error.code, message, error.field, error.value) from error
        if found is None:
            raise unavailable(f"champion is missing: {path}; promote a version", "champion", path)
        return found

    def history(self) -> tuple[journal.Event, ...]:
        """What happened, oldest first."""
        return self._place.history()

    def file(self, name: str) -> Path | None:
        """A further file that an operator put into the store; None without one."""
        return self._place.file(name)

    def beside(self, version: str) -> dict[str, bytes]:
        """The files that were registered with a version's network, by name."""
        return further(self.folder(version))

    def register(
        self, model_file: Path, draft: Draft, beside: Mapping[str, bytes] | None = None
    ) -> str:
        """Copy a trained network in as a new version and return its name; never overwrites.

        beside: further files of the version's folder, by name; the card names them by their hash.
        """
        contents = dict(beside or {})
        hashes = {name: hashlib.sha256(each).hexdigest() for name, each in contents.items()}
        card = Card.of(draft, model_file, hashes)

        def fill(folder: Path) -> None:
            for name, content in contents.items():
                (folder / name).write_bytes(content)
            shutil.copyfile(model_file, folder / MODEL)
            (folder / CARD).write_text(card.model_dump_json(indent=2) + "\n")

        refusal = _refused(f"{card.version} is already registered", card.version)
        if card.version in self.versions():
            raise refusal
        try:
            self._place.add(card.version, fill)
        except FileExistsError as error:
            raise refusal from error
        return card.version

    def remove(self, version: str) -> None:
        """Remove a version of its own for good, if it is there; the history goes on naming it."""
        if is_version(version):
            self._place.drop(version)

    def promote(
        self, version: str, who: str, why: str, verdict: Verdict | None = None, forced: bool = False
    ) -> Champion:
        """Make a version the champion; it must be whole. Promoting the champion changes nothing.

        A pointer that cannot be read is replaced: that is how it is mended. A verdict counts
        only against the champion that it was weighed with. `models.promotion` asks the gate.

        Raises:
            ChampionChangedError: the verdict was found against another.
        """
        self.card(version)

        def decide() -> Move | Champion:
            before = self._in_force()
            if before is not None and before.version == version:
                return before
            if verdict and before and self._loaded(before) != verdict.champion.version:
                raise ChampionChangedError(version)
            after = Champion(version=version, previous=before and before.version)
            return Move.of(after, before, "promoted", who, why, verdict=verdict, forced=forced)

        return self._place.turn(decide)

    def _in_force(self) -> Champion | None:
        try:
            return self.champion()
        except StoreAwayError:
            raise
        except InkError:
            return None

    def _loaded(self, pointer: Champion) -> str | None:
        """What serves by a pointer: the version before the champion, where that is corrupt."""
        try:
            return self.card(pointer.version).version
        except StoreAwayError:
            raise
        except InkError:
            return pointer.previous

    def rollback(self, who: str, why: str) -> Champion:
        """Go back to the previous champion, once.

        A second rollback is refused: it would bring back the version that the first one removed.
        """

        def decide() -> Move | Champion:
            before = self.champion()
            if before.previous is None:
                message = "there is no previous version to go back to; promote one by its name"
                raise _refused(message, before.version)
            self.card(before.previous)
            return Move.of(Champion(version=before.previous), before, "rolled_back", who, why)

        return self._place.turn(decide)

    def reject(
        self, version: str, why: str, who: str = "gate", verdict: Verdict | None = None
    ) -> None:
        """Note that a version was weighed and does not serve."""
        self.folder(version)
        self._place.note(
            journal.Event(action="rejected", version=version, who=who, why=why, verdict=verdict)
        )


def _refused(message: str, version: str) -> InkError:
    return InkError(ErrorCode.INVALID_JOB, message, "version", version)
