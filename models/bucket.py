"""A store on object storage: any URL that fsspec writes to, and a folder of what was fetched.

    URL/VERSION/card.json, model.keras, …    a version is there once its card is, which comes last
    URL/champion/00000007.json               the seventh move of the pointer; the last one counts
    URL/rejected/AT-VERSION.json             what was weighed and does not serve

All of them are created once and never rewritten.
"""

import logging
import tempfile
import time
from pathlib import Path

from pydantic import ValidationError

from models import history as journal
from models.card import Card
from models.errors import readable, unavailable
from models.files import write_atomically
from models.moves import FOLDER, Moves
from models.place import CHAMPION, Decide, Fill, Folder
from models.pointer import Champion, Move
from models.remote import Remote
from models.version import CARD, MODEL, is_version, read_card
from pipeline.errors import InkError

_log = logging.getLogger(__name__)

REJECTED = "rejected"
SWEPT_S = 3600.0
"""Seconds for which a version stays in the cache at least: other processes are at work there."""


class Bucket:
    """Versions under a URL; `cache` holds those that this machine has fetched, checked by hash."""

    def __init__(self, url: str, cache: Folder) -> None:
        self._remote, self._cache = Remote(url), cache
        self._moves = Moves(self._remote)

    @property
    def root(self) -> Path:
        """The cache's folder."""
        return self._cache.root

    def names(self) -> set[str]:
        """Of the versions whose card is there."""
        return {name for name in self._remote.cards(CARD) if is_version(name)}

    def folder(self, version: str) -> Path | None:
        """The cached folder of a version, fetched if need be; None where there is none."""
        if self._is_cached(version):
            return self._cache.folder(version)
        self._moves.check()  # else every job of a worker without a model would wait
        if not is_version(version) or not self._remote.exists(f"{version}/{CARD}"):
            return None
        self._fetch(version)
        self._sweep()
        return self._cache.folder(version)

    def add(self, version: str, fill: Fill) -> None:
        """To the URL, the card last, and only then into the cache: it holds nothing else."""
        if self._remote.exists(f"{version}/{CARD}"):
            raise FileExistsError(version)
        if self._cache.folder(version):
            self._cache.drop(version)

        def upload(folder: Path) -> None:
            fill(folder)
            for path in sorted(folder.iterdir(), key=lambda path: path.name == CARD):
                self._remote.write(f"{version}/{path.name}", path.read_bytes())

        self._cached(version, upload)

    def drop(self, version: str) -> None:
        """The card first, so that none is ever seen half."""
        card = f"{version}/{CARD}"
        others = [path for path in self._remote.find(version) if path != card]
        self._remote.remove([card, *others])
        if self._cache.folder(version):
            self._cache.drop(version)

    def champion(self) -> Champion | None:
        """The last move's; while the URL is away, the last that this machine saw."""
        try:
            return self._remembered(self._moves.champion())
        except InkError as error:
            known = self._cache.champion()
            if known is None:
                raise
            _log.warning("%s; the last known champion is %s", error.message, known.version)
            return known

    def turn(self, decide: Decide) -> Champion:
        """As the next move, or anew where another was first."""
        return self._moves.turn(decide)

    def note(self, event: journal.Event) -> None:
        """An object of its own."""
        name = f"{event.at:%Y%m%dT%H%M%S%f}-{event.version}.json"
        self._remote.write(f"{REJECTED}/{name}", event.model_dump_json().encode())

    def history(self) -> tuple[journal.Event, ...]:
        """Moves and rejections, by their time."""
        paths = [*self._remote.find(FOLDER), *self._remote.find(REJECTED)]
        found = zip(paths, self._remote.read_all(paths), strict=True)
        return tuple(sorted((_event(*each) for each in found), key=lambda event: event.at))

    def file(self, name: str) -> Path | None:
        """Fetched anew, since it may change."""
        if not self._remote.exists(name):
            return None
        self.root.mkdir(parents=True, exist_ok=True)
        # Others may be reading the one that is there.
        with tempfile.TemporaryDirectory(prefix=".new-", dir=self.root) as folder:
            self._remote.fetch(name, Path(folder) / name)
            return (Path(folder) / name).rename(self.root / name)

    def _is_cached(self, version: str) -> bool:
        """Whether it is here and whole; what is not whole goes, to be fetched anew."""
        folder = self._cache.folder(version)
        if folder is None:
            return False
        try:
            read_card(folder)
        except InkError as error:
            _log.warning("%s; it is fetched anew", error.message)
            self._cache.drop(version)
            return False
        return True

    def _fetch(self, version: str) -> None:
        def fill(folder: Path) -> None:
            self._remote.fetch(f"{version}/{CARD}", folder / CARD)
            with readable("card", folder / CARD):
                card = Card.model_validate_json((folder / CARD).read_bytes())
            for name in (MODEL, *card.files):
                self._remote.fetch(f"{version}/{name}", folder / name)
            read_card(folder, version)

        self._cached(version, fill)

    def _cached(self, version: str, fill: Fill) -> None:
        try:
            self._cache.add(version, fill)
        except FileExistsError:
            _log.info("another process has fetched %s", version)

    def _sweep(self) -> None:
        """Forget here what was removed there, if that can be: nobody waits for it."""
        try:
            for gone in self._cache.names() - self.names():
                if _age_s(self.root / gone) > SWEPT_S:
                    self._cache.drop(gone)
        except (InkError, OSError) as error:
            _log.warning("the cache is not swept: %s", error)

    def _remembered(self, champion: Champion | None) -> Champion | None:
        if champion is not None and champion != _known(self._cache):
            self.root.mkdir(parents=True, exist_ok=True)
            write_atomically(self.root / CHAMPION, champion.model_dump_json() + "\n")
        return champion


def _age_s(folder: Path) -> float:
    try:
        return time.time() - folder.stat().st_mtime
    except FileNotFoundError:  # another process swept it
        return 0.0


def _known(cache: Folder) -> Champion | None:
    try:
        return cache.champion()
    except InkError:
        return None


def _event(path: str, content: bytes) -> journal.Event:
    try:
        if path.startswith(f"{REJECTED}/"):
            return journal.Event.model_validate_json(content)
        return Move.model_validate_json(content).event
    except ValidationError as error:
        raise unavailable(f"history is corrupt: {path}", "history", path) from error
