"""A clerk: every form is read as a job is, and answered with what stands on it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.store import Store
from worker.child import serving
from worker.correcting import Correcting
from worker.embedded import EmbeddedRedis
from worker.lessons import CorrectJob
from worker.messages import RecognizeJob, Result
from worker.recognition import Recognition
from worker.services import Services
from worker.settings import Settings

ENOUGH = 1_000_000
"""Corrections that are kept: none is to be dropped here for another."""


@dataclass(frozen=True)
class Corrected:
    """What came of correcting some forms: counts of characters, as `inkqueue correct` has them."""

    forms: int
    recorded: int
    changed: int
    left_out: int


@dataclass(frozen=True)
class Clerk:
    """Works at the forms of one folder; answers lie in a Redis of its own."""

    folder: Path
    services: Services

    def read(self, name: str) -> Result:
        """The reading of one form; its glyphs are kept, as of any job."""
        job = RecognizeJob(image=str(self.folder / name))
        result = Recognition().perform(job, name, self.services, _unheard)
        self.services.results.settle(name, result.model_dump_json())
        return result

    def texts(self, names: list[str]) -> dict[str, str]:
        """What is read on each form."""
        return {name: self.read(name).text or "" for name in names}

    def correct(self, right: Mapping[str, str]) -> Corrected:
        """Read the forms, and say of each what it should have been read as."""
        counts = []
        for name, text in right.items():
            self.read(name)
            job = CorrectJob(corrects=name, text=text)
            found = Correcting().perform(job, f"correct-{name}", self.services, _unheard)
            counts.append((found.recorded or 0, found.changed or 0, found.left_out or 0))
        recorded, changed, left_out = (sum(each) for each in zip(*counts, strict=True))
        return Corrected(len(counts), recorded, changed, left_out)

    def samples(self) -> tuple[np.ndarray, np.ndarray]:
        """All that was recorded: uint8 [N,28,28] and int16 [N]."""
        return self.services.corrections.read()


@contextmanager
def at_work(folder: Path, store: Store, strips: bool) -> Iterator[Clerk]:
    """A clerk whose forms a store's champion reads, with the strip network beside it or not."""
    from models.strip_reader import shipped

    with EmbeddedRedis() as redis:
        settings = Settings(
            redis_url=redis.url, store=store.root, source_roots=(folder,), corrections_limit=ENOUGH
        )
        serving(store.root).frames = shipped() if strips else None
        yield Clerk(folder, Services.patient(settings))


def _unheard(meta: object) -> None:
    return None
