"""The whole cycle on real workers: correct, train, gate, promote, hot swap, roll back."""

import threading
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import psutil
import pytest
from celery.result import AsyncResult

from models.classifier import load
from models.evaluation import Classify
from models.store import CARD, CHAMPION, Champion, Store
from tests.conftest import started
from tests.integration.conftest import Producer, producing
from tests.integration.workers import Worker, until
from tests.integration.writer import COUNT, sevens
from worker import slot
from worker.corrections import Corrections
from worker.embedded import EmbeddedRedis
from worker.events import Events
from worker.heartbeat import key
from worker.holder import Holder
from worker.settings import Settings

pytestmark = pytest.mark.timeout(600)

DIGITS = {"charset": "digits", "language": False}
"""As a form's field of numbers is read."""


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedRedis]:
    """A Redis of its own."""
    server = started(tmp_path_factory.mktemp("alone"))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with nothing of its own: the shipped champion serves."""
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def fleet(
    alone: EmbeddedRedis, models: Path, files: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Worker]]:
    """A worker that reads and one that trains."""
    logs = tmp_path_factory.mktemp("logs")
    environment = {"INKQUEUE_SOURCE_ROOTS": str(files), "INKQUEUE_STORE": str(models)}
    workers = {
        "reader": Worker("worker", "r", "interactive,bulk", alone, logs / "r", 1, **environment),
        "trainer": trainer(alone, logs / "t", environment),
    }
    for worker in workers.values():
        worker.ready()
    yield workers
    for worker in workers.values():
        worker.stop()


def trainer(redis: EmbeddedRedis, log: Path, environment: dict[str, str]) -> Worker:
    """One that a SIGTERM ends as the container image's."""
    own = {**environment, "REMAP_SIGTERM": "SIGQUIT"}
    return Worker("worker.trainer", "t", "training", redis, log, 1, **own)


@pytest.fixture(scope="module")
def service(alone: EmbeddedRedis, files: Path, fleet: dict[str, Worker]) -> Iterator[Producer]:
    yield from producing(alone, files)


@pytest.fixture
def events(service: Producer, alone: EmbeddedRedis) -> Events:
    return Events(service.server, Settings(redis_url=alone.url))


def told(events: Events, job_id: str) -> list[tuple[str, dict[str, Any]]]:
    """What was told of a job."""
    return [
        (entry["event"].removeprefix("training:"), entry["data"])
        for _, entry in events.since()
        if entry["job_id"] == job_id
    ]


def epochs(events: Events, job_id: str) -> list[int]:
    return [data["epoch"] for event, data in told(events, job_id) if event == "epoch"]


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
        while not self._over.wait(0.2):
            job = {"image": str(self._image), "options": DIGITS}
            self.sent.append(self._service.send("recognize", job))


def test_the_whole_cycle(
    service: Producer, events: Events, models: Path, files: Path, tmp_path: Path
) -> None:
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
        until(lambda: read(pictures[2])["model"] == trained["version"], 30)
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


def begun(service: Producer, events: Events, name: str, last: int, count: int) -> AsyncResult:
    """A training that has `count` of its epochs behind it."""
    job = {"data": [f"{service.files}/train.npz"], "network": "paper", "epochs": last}
    sent = service.send("train", {**job, "promote": False}, queue="training", task_id=name)
    until(lambda: sent.ready() or len(epochs(events, name)) >= count)
    assert not sent.ready(), sent.result
    return sent


def test_a_killed_training_goes_on_where_it_was(
    service: Producer, events: Events, fleet: dict[str, Worker], models: Path
) -> None:
    versions = Store(models).versions()
    sent = begun(service, events, "killed", last=12, count=3)
    (child,) = fleet["trainer"].children()
    child.kill()
    result = service.get(sent)
    assert result["status"] == "done"
    # Every epoch was told once: none was done twice, by this process or another.
    assert epochs(events, "killed") == list(range(1, 13))
    assert [event for event, _ in told(events, "killed")].count("start") == 2
    assert set(Store(models).versions()) - set(versions) == {result["version"]}
    assert not psutil.pid_exists(child.pid)


def test_a_training_that_is_cancelled_ends(service: Producer, events: Events, models: Path) -> None:
    sent = begun(service, events, "unwanted", last=999, count=1)
    service.server.set("inkqueue:cancelled:unwanted", "1", ex=60)
    result = service.get(sent)
    assert result["error"]["code"] == "cancelled"
    assert told(events, "unwanted")[-1][0] == "error"
    assert not list((models / "checkpoints").iterdir())
    assert not service.server.exists(slot.KEY)


def test_a_training_waits_while_another_machine_trains(service: Producer, events: Events) -> None:
    far = Holder(task_id="t", worker="t@far", host="far", pid=1, started=1)
    service.server.set(key(far.worker), "{}", ex=60)
    service.server.set(slot.KEY, far.model_dump_json(), ex=60)
    job = {"data": [f"{service.files}/none.npz"], "network": "paper"}
    sent = service.send("train", job, queue="training", task_id="waiting")
    time.sleep(3)
    assert not sent.ready()
    assert told(events, "waiting") == []
    service.server.delete(slot.KEY)
    assert service.get(sent)["error"]["code"] == "image_not_found"


def test_a_training_whose_worker_is_shut_down_goes_on_in_the_next(
    service: Producer,
    events: Events,
    fleet: dict[str, Worker],
    alone: EmbeddedRedis,
    models: Path,
    files: Path,
    tmp_path: Path,
) -> None:
    versions = Store(models).versions()
    sent = begun(service, events, "interrupted", last=12, count=3)
    stopped = fleet["trainer"]
    (child,) = stopped.children()
    stopped.process.terminate()
    assert stopped.process.wait(60) is not None
    assert not psutil.pid_exists(child.pid)
    assert not sent.ready()
    seen = len(epochs(events, "interrupted"))
    assert seen < 12
    environment = {"INKQUEUE_SOURCE_ROOTS": str(files), "INKQUEUE_STORE": str(models)}
    fleet["trainer"] = trainer(alone, tmp_path / "next", environment).ready()
    result = service.get(sent)
    assert result["status"] == "done"
    # It went on where it was, and nobody else was at it.
    assert epochs(events, "interrupted") == list(range(1, 13))
    assert [event for event, _ in told(events, "interrupted")].count("start") == 2
    assert set(Store(models).versions()) - set(versions) == {result["version"]}
    assert stopped.log.read_text().count("inkqueue.train[interrupted] received") == 1
    assert fleet["trainer"].log.read_text().count("inkqueue.train[interrupted] received") == 1
