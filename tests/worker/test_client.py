import pytest
import redis
from celery import Celery

from pipeline.errors import ErrorCode, InkError
from worker.client import Client
from worker.lessons import TrainJob
from worker.messages import Job, RecognizeJob, RecognizeManyJob
from worker.settings import Settings


@pytest.fixture
def client(server: "redis.Redis", settings: Settings) -> Client:
    app = Celery(broker=settings.redis_url, backend=settings.redis_url, set_as_current=False)
    return Client(app, settings.model_copy(update={"queue_limit": 2}))


@pytest.mark.parametrize(
    ("job", "queue"),
    [
        (RecognizeJob(image="/a"), "interactive"),
        (RecognizeManyJob(images=("/a",)), "bulk"),
        (TrainJob(data=("/a.npz",)), "training"),
    ],
)
def test_a_job_goes_to_its_queue(
    client: Client, server: "redis.Redis", job: Job, queue: str
) -> None:
    client.submit(job)
    assert server.llen(queue) == 1


def test_a_named_job_has_the_task_id_of_its_name(client: Client) -> None:
    assert client.submit(RecognizeJob(image="/a", job_id="mine")).id == "mine"


def test_a_full_queue_takes_no_more(client: Client, server: "redis.Redis") -> None:
    client.submit(RecognizeJob(image="/a"))
    client.app.send_task("inkqueue.recognize", [{"image": "/a"}], queue="interactive", priority=9)
    with pytest.raises(InkError) as caught:
        client.submit(RecognizeJob(image="/a"))
    assert caught.value.code == ErrorCode.QUEUE_FULL
    client.submit(RecognizeManyJob(images=("/a",)))
    assert client.depth("interactive") == 2


def test_a_result_is_found_by_job(client: Client) -> None:
    assert client.result("j") is None
    client.services.results.settle("j", '{"status": "done"}')
    assert client.result("j") == {"status": "done"}
