"""The whole cycle on real workers: correct, train, gate, promote, hot swap, roll back."""

import threading
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from celery.result import AsyncResult

from models.classifier import load
from models.evaluation import Classify
from models.store import CARD, CHAMPION, Champion, Store
from tests.integration.conftest import Producer
from tests.integration.refresh.fleet import told
from tests.integration.workers import until
from tests.integration.writer import COUNT, sevens
from worker.corrections import Corrections
from worker.events import Events

pytestmark = pytest.mark.timeout(1200)

DIGITS = {"charset": "digits", "language": False}
"""As a form's field of numbers is read."""
AT_ONCE = 4
"""Readings under way at a time."""


class Load:
    """Readings without pause, in a thread of their own."""

    def __init__(self, service: Producer, image: Path) -> None:
        self._service, self._image, self._over = service, image, threading.Event()
        self.sent: list[AsyncResult] = []
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> "Load":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        job = {"image": str(self._image), "options": DIGITS}
        while not self._over.wait(0.2):
            # A slow machine has as many at once, and no queue that grows.
            if len(self.sent) < AT_ONCE or self.sent[-AT_ONCE].ready():
                self.sent.append(self._service.send("recognize", job))


@pytest.mark.usefixtures("reading")
def test_the_whole_cycle(service: Producer, events: Events, models: Path, files: Path) -> None:
    store = Store(models)
    before = store.champion().version

    def read(picture: Path) -> dict[str, Any]:
        return service.ask("recognize", {"image": str(picture), "options": DIGITS})

    kept = Corrections(service.server, events.settings)
    pictures = always_ones(files, load(store.folder(before)), read, kept)
    # The writer's sevens are ones to the champion; a person says what they are.
    for picture in pictures[:2]:
        result = read(picture)
        job = {"corrects": result["job_id"], "text": "7" * COUNT}
        answer = service.ask("correct", job)
        assert (answer["recorded"], answer["changed"]) == (COUNT, COUNT)

    with Load(service, pictures[2]) as busy:
        job = {"data": ["corrections:"], "start": "champion", "seed": 1}
        trained = service.ask("train", job, queue="training", task_id="refresh")
        assert trained["promoted"], trained["verdict"]["why"]
        sent = len(busy.sent)
        until(lambda: read(pictures[2])["model"] == trained["version"])
        until(lambda: len(busy.sent) > sent + 3)
    results = [service.get(each) for each in busy.sent]
    assert {result["status"] for result in results} == {"done"}
    used = [result["model"] for result in results]
    assert set(used) == {before, trained["version"]}
    assert used == sorted(used, key=lambda name: name != before)

    # Learnt, and nothing forgotten.
    assert read(pictures[3])["text"].count("7") >= COUNT - 1
    verdict = trained["verdict"]
    assert verdict["champion"]["version"] == before
    assert verdict["corrections"]["gained"] >= COUNT
    assert verdict["challenger"]["accuracy"] >= verdict["champion"]["accuracy"] - 0.002
    names = [event for event, _ in told(events, "refresh")]
    assert names[0] == "start"
    assert names[-2:] == ["evaluated", "promoted"]
    assert store.history()[-1].verdict is not None

    # A version that is broken serves nobody, and the champion goes on.
    broken = models / trained["version"].replace("-2", "-3", 1)
    broken.mkdir()
    (broken / CARD).write_text("{")
    (models / CHAMPION).write_text(Champion(version=broken.name).model_dump_json())
    assert read(pictures[3])["model"] == trained["version"]
    store.promote(trained["version"], "test", "the pointer was broken")
    store.promote(before, "test", "a drill")
    assert store.rollback("test", "over").version == trained["version"]
    assert store.promote(before, "test", "as it was").version == before
    assert until(lambda: (found := read(pictures[3]))["model"] == before and found)["text"] == (
        "1" * COUNT
    )


def always_ones(
    folder: Path, champion: Classify, read: Callable[[Path], dict[str, Any]], kept: Corrections
) -> list[Path]:
    """Pictures of the most legible sevens that the champion takes for ones, all of them."""

    def is_ones(picture: Path) -> bool:
        result = read(picture)
        glyphs = kept.kept(result["job_id"])
        assert glyphs is not None
        # The network itself, and not only what the rest of the word makes of it.
        return bool(result["text"] == "1" * COUNT and (champion(glyphs).argmax(axis=1) == 1).all())

    for bar in range(16, 4, -1):
        drawn = (sevens(folder / f"{bar}-{seed}.png", seed, bar) for seed in range(48))
        pictures = list(islice(filter(is_ones, drawn), 4))
        if len(pictures) == 4:
            return pictures
    raise AssertionError("the champion knows all of them")
