"""Trainings that are cut off, cancelled or kept waiting, on a real worker."""

import time
from pathlib import Path

import psutil
import pytest
from celery.result import AsyncResult

from models.store import Store
from tests.integration.conftest import Producer
from tests.integration.refresh.fleet import Fleet, epochs, told
from tests.integration.workers import until
from worker import slot
from worker.events import Events
from worker.heartbeat import key
from worker.holder import Holder

pytestmark = pytest.mark.timeout(1200)


def begun(service: Producer, events: Events, name: str, last: int, count: int) -> AsyncResult:
    """A training that has `count` of its epochs behind it."""
    job = {"data": [f"{service.files}/train.npz"], "network": "paper", "epochs": last}
    sent = service.send("train", {**job, "promote": False}, queue="training", task_id=name)
    until(lambda: sent.ready() or len(epochs(events, name)) >= count)
    assert not sent.ready(), sent.result
    return sent


def test_a_killed_training_goes_on_where_it_was(
    service: Producer, events: Events, fleet: Fleet, models: Path
) -> None:
    versions = Store(models).versions()
    sent = begun(service, events, "killed", last=8, count=2)
    (child,) = fleet.trainer.children()
    child.kill()
    result = service.get(sent)
    assert result["status"] == "done"
    # Every epoch was told once: none was done twice, by this process or another.
    assert epochs(events, "killed") == list(range(1, 9))
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
    service: Producer, events: Events, fleet: Fleet, models: Path
) -> None:
    versions = Store(models).versions()
    sent = begun(service, events, "interrupted", last=8, count=2)
    stopped = fleet.trainer
    (child,) = stopped.children()
    stopped.process.terminate()
    assert stopped.process.wait(60) is not None
    assert not psutil.pid_exists(child.pid)
    assert not sent.ready()
    seen = len(epochs(events, "interrupted"))
    assert seen < 8
    fleet.start_trainer()
    result = service.get(sent)
    assert result["status"] == "done"
    # It went on where it was, and nobody else was at it.
    assert epochs(events, "interrupted") == list(range(1, 9))
    assert [event for event, _ in told(events, "interrupted")].count("start") == 2
    assert set(Store(models).versions()) - set(versions) == {result["version"]}
    assert stopped.log.read_text().count("inkqueue.train[interrupted] received") == 1
    assert fleet.trainer.log.read_text().count("inkqueue.train[interrupted] received") == 1


def test_a_training_whose_whole_worker_is_killed_goes_on_in_the_next(
    service: Producer, events: Events, fleet: Fleet, models: Path
) -> None:
    versions = Store(models).versions()
    sent = begun(service, events, "lost", last=8, count=2)
    fleet.trainer.kill()
    assert not sent.ready()
    fleet.start_trainer()
    # Long before the trainer's visibility timeout, a day.
    assert service.get(sent)["status"] == "done"
    assert epochs(events, "lost") == list(range(1, 9))
    assert len(set(Store(models).versions()) - set(versions)) == 1
    assert fleet.trainer.log.read_text().count("inkqueue.train[lost] received") == 1
    assert not service.server.exists("unacked:training")
