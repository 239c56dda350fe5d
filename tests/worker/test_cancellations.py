"""A cancelled job ends as one, wherever it is found out."""

from typing import Any

import pytest
import redis

from pipeline.errors import ErrorCode, InkError
from worker import delivery, factory
from worker.batch import Batch
from worker.cancellations import Cancellations, key
from worker.factory import InkApp
from worker.messages import RecognizeJob, RecognizeManyJob, Result
from worker.recognition import Recognition
from worker.services import Services
from worker.settings import Settings


@pytest.fixture
def app(settings: Settings, server: "redis.Redis") -> InkApp:
    return factory.create(("interactive",), {}, reads=False, settings=settings)


def answer(app: InkApp, name: str, job: dict[str, Any]) -> dict[str, Any]:
    """What the task's body returns, here and now."""
    task = app.tasks[f"inkqueue.{name}"]
    result: dict[str, Any] = task.apply([job], routing_key=task.kind.queue).get()
    return result


def test_a_key_cancels_its_job_and_no_other(server: "redis.Redis") -> None:
    cancellations = Cancellations(server, ttl_s=60)
    cancellations.cancel("a")
    cancellations.check("b")
    with pytest.raises(InkError) as caught:
        cancellations.check("a")
    assert (caught.value.code, caught.value.value) == (ErrorCode.CANCELLED, "a")
    assert 0 < server.ttl(key("a")) <= 60


def test_a_key_without_an_end_gets_one(server: "redis.Redis") -> None:
    server.set(key("a"), "")
    with pytest.raises(InkError):
        Cancellations(server, ttl_s=60).check("a")
    assert 0 < server.ttl(key("a")) <= 60


@pytest.mark.parametrize(
    ("task", "job"),
    [
        ("recognize", {"image": "/a"}),
        ("recognize_many", {"images": ["/a", "/b"]}),
        ("train", {"data": ["/a.npz"]}),
    ],
)
def test_a_job_cancelled_in_the_queue_is_not_begun(
    app: InkApp, server: "redis.Redis", task: str, job: dict[str, Any]
) -> None:
    server.set(key("j"), "", ex=60)
    result = answer(app, task, {**job, "job_id": "j"})
    assert (result["status"], result["error"]["code"]) == ("failed", "cancelled")


@pytest.mark.filterwarnings("ignore:Call to deprecated setex:DeprecationWarning")  # Celery's
def test_a_job_cancelled_at_work_ends_at_its_next_stage(
    app: InkApp, server: "redis.Redis", monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def perform(self: Recognition, job: RecognizeJob, job_id: str, _: Any, progress: Any) -> Result:
        for stage in ("fetch", "decode"):
            progress({"stage": stage})
            told.append(stage)
            server.set(key(job_id), "", ex=60)
        raise AssertionError("it went on")

    monkeypatch.setattr(Recognition, "perform", perform)
    result = answer(app, "recognize", {"image": "/a", "job_id": "j"})
    assert result["error"]["code"] == "cancelled"
    assert told == ["fetch"]


def test_a_result_that_is_there_stays(app: InkApp, server: "redis.Redis") -> None:
    first = answer(app, "recognize", {"image": "/etc/x", "job_id": "j"})
    server.set(key("j"), "", ex=60)
    assert answer(app, "recognize", {"image": "/etc/x", "job_id": "j"}) == first


def test_the_work_goes_on_while_nobody_can_be_asked(
    app: InkApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(self: Cancellations, job_id: str) -> None:
        raise redis.ConnectionError

    task = app.tasks["inkqueue.recognize"]
    services = delivery.Services.impatient(app.settings)
    monkeypatch.setattr(Cancellations, "check", away)
    delivery._watched(task, services, "j")({"stage": "fetch"})


def test_one_image_of_many_is_cancelled_alone(settings: Settings, server: "redis.Redis") -> None:
    server.set(key("j/1"), "", ex=60)
    job = RecognizeManyJob(images=("/a", "/b", "/c"), job_id="j")
    batch = Batch().perform(job, "j", Services(settings, server), lambda meta: None)
    codes = [item.error.code if item.error else None for item in batch.results]
    assert codes == ["source_not_allowed", "cancelled", "source_not_allowed"]
