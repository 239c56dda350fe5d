"""The three ways back, and what comes back."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import jsonschema
import pytest

from tests.integration.conftest import Producer
from tests.integration.workers import until
from worker.schemas import DOCS

pytestmark = pytest.mark.usefixtures("reader")


def entries(producer: Producer, stream: str) -> list[Any]:
    return producer.server.xrange(stream)


def test_a_reading_comes_back(producer: Producer) -> None:
    sent = producer.send("recognize", {"image": f"{producer.files}/a.png"})
    result = producer.get(sent)
    schema = json.loads((DOCS / "schemas" / "result.json").read_text())
    jsonschema.validate(result, schema)
    assert result["status"] == "done"
    assert result["job_id"] == sent.id
    assert result["image"] == f"{producer.files}/a.png"
    assert result["page"] == {"width": 160, "height": 60, "pages": 1, "number": 0}
    assert result["text"]
    assert len(result["image_sha256"]) == 64
    assert result["model"].startswith("tiny-")
    assert {"fetch", "decode", "classify"} <= set(result["milliseconds"])


def test_options_reach_the_pipeline(producer: Producer) -> None:
    job = {"image": f"{producer.files}/a.png", "options": {"alternatives": 5, "preset": "paper"}}
    result = producer.ask("recognize", job)
    character = result["lines"][0]["words"][0]["characters"][0]
    assert len(character["alternatives"]) == 5
    assert character["alternatives"][0]["char"] == character["char"]


@pytest.mark.parametrize(
    ("job", "code", "field"),
    [
        ({"image": "/etc/passwd"}, "source_not_allowed", "image"),
        ({"image": "https://example.com/a.png"}, "source_not_allowed", "image"),
        ({"image": "{files}/none.png"}, "image_not_found", "image"),
        ({"image": "{files}/text.png"}, "not_an_image", "image"),
        ({"image": "data:;base64,AAAA" + "A" * 70_000}, "image_too_large", "image"),
        ({"image": "redis://inkqueue:upload:none"}, "image_not_found", "image"),
        ({"image": "/a.png", "options": {"presett": 1}}, "invalid_job", "options.presett"),
        ({"image": "/a\ud800.png"}, "invalid_job", "image"),
        ({"image": "/a.png", "job_id": "\ud800"}, "invalid_job", "job_id"),
        ({"image": "/a.png", "\ud800": 1}, "invalid_job", None),
        ({}, "invalid_job", "image"),
        (["/a.png"], "invalid_job", None),
        ("/a.png", "invalid_job", None),
    ],
)
def test_a_failure_is_a_result(producer: Producer, job: Any, code: str, field: str | None) -> None:
    if isinstance(job, dict) and "image" in job:
        job = {**job, "image": job["image"].replace("{files}", str(producer.files))}
    result = producer.ask("recognize", job)
    assert result["status"] == "failed"
    assert (result["error"]["code"], result["error"]["field"]) == (code, field)
    assert "Traceback" not in json.dumps(result)


def test_a_wrong_number_of_arguments_is_a_result(producer: Producer) -> None:
    for args, kwargs in (([], {}), ([{}, {}], {}), ([], {"image": "/a.png"})):
        sent = producer.app.send_task("inkqueue.recognize", args, kwargs, queue="interactive")
        assert producer.get(sent)["error"]["code"] == "invalid_job"


@pytest.mark.parametrize("name", ["recognize", "recognize_many"])
def test_a_producer_need_not_know_the_queues(producer: Producer, name: str) -> None:
    image = f"{producer.files}/a.png"
    job = {"image": image} if name == "recognize" else {"images": [image]}
    assert producer.ask(name, job, queue=None)["status"] == "done"


def test_a_passed_deadline_ends_a_job_before_and_between_stages(producer: Producer) -> None:
    past = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
    job = {"image": "trial://slow/0/a.png~past", "deadline": past}
    assert producer.ask("recognize", job)["error"]["code"] == "deadline_passed"
    assert producer.openings(job["image"]) == 0
    soon = (datetime.now(UTC) + timedelta(seconds=1)).isoformat()
    job = {"image": "trial://slow/1.5/a.png~soon", "deadline": soon}
    assert producer.ask("recognize", job)["error"]["code"] == "deadline_passed"


def test_a_consumer_group_hears_of_every_job_once(producer: Producer) -> None:
    stream, server = "inkqueue:reply:group", producer.server
    server.xgroup_create(stream, "readers", id="0", mkstream=True)
    sent = [
        producer.send("recognize", {"image": image, "reply_to": stream, "job_id": f"g{number}"})
        for number, image in enumerate([f"{producer.files}/a.png", "/etc/passwd", "nonsense"])
    ]
    heard: dict[str, dict[str, Any]] = {}
    for consumer in ("one", "two", "one"):
        answer: Any = server.xreadgroup("readers", consumer, {stream: ">"}, count=1, block=30_000)
        identity, fields = answer[0][1][0]
        heard[fields[b"job_id"].decode()] = json.loads(fields[b"result"])
        server.xack(stream, "readers", identity)
    assert heard == {f"g{number}": producer.get(each) for number, each in enumerate(sent)}
    assert server.xpending(stream, "readers")["pending"] == 0
    assert 0 < server.ttl(stream) <= 86_400


def test_an_invalid_job_is_answered_in_its_stream(producer: Producer) -> None:
    stream = "inkqueue:reply:invalid"
    producer.ask("recognize", {"imgae": "/a", "reply_to": stream, "job_id": "typo"})
    ((_, fields),) = entries(producer, stream)
    assert json.loads(fields[b"result"])["error"]["field"] in ("image", "imgae")
    assert fields[b"job_id"] == b"typo"
    # The mended job is a job of its own, by the same name.
    job = {"image": f"{producer.files}/a.png", "job_id": "typo"}
    assert producer.ask("recognize", job)["status"] == "done"


def test_the_same_job_twice_is_done_once(producer: Producer) -> None:
    # Long enough for a twin to look more often than Celery retries by default.
    stream, image = "inkqueue:reply:twice", "trial://slow/7/a.png~twice"
    job = {"image": image, "job_id": "twice", "reply_to": stream}
    sent = [producer.send("recognize", job) for _ in range(2)]
    other = producer.send("recognize", {**job, "reply_to": f"{stream}:too"})
    results = [producer.get(each) for each in (*sent, other)]
    assert results[0]["status"] == "done"
    assert results[0] == results[1] == results[2]
    assert producer.openings(image) == 1
    assert len(entries(producer, stream)) == len(entries(producer, f"{stream}:too")) == 1
    assert producer.ask("recognize", job) == results[0]
    assert producer.openings(image) == 1


def test_the_same_task_twice_is_done_once(producer: Producer) -> None:
    job = {"image": "trial://slow/7/a.png~task"}
    sent = [producer.send("recognize", job, task_id="task") for _ in range(2)]
    assert [producer.get(each)["status"] for each in sent] == ["done", "done"]
    assert producer.openings(job["image"]) == 1


def test_a_batch_answers_in_order_and_tells_its_progress(producer: Producer) -> None:
    slow = [f"trial://slow/0.7/a.png~batch{number}" for number in range(3)]
    images = [slow[0], "/etc/passwd", slow[1], f"{producer.files}/text.png", slow[2]]
    sent = producer.send("recognize_many", {"images": images, "job_id": "batch"}, queue="bulk")
    seen = []
    until(lambda: seen.append((sent.state, sent.info)) or sent.ready())
    progress = [info for state, info in seen if state == "PROGRESS"]
    assert progress
    assert {meta["total"] for meta in progress} == {5}
    assert "fetch" in {meta["stage"] for meta in progress}
    done = [meta["done"] for meta in progress]
    assert done == sorted(done)
    assert len(set(done)) >= 3
    batch = producer.get(sent)
    assert batch["status"] == "done"
    assert [item["job_id"] for item in batch["results"]] == [f"batch/{n}" for n in range(5)]
    assert [item["image"] for item in batch["results"]] == images
    assert [(item["error"] or {}).get("code") for item in batch["results"]] == [
        None, "source_not_allowed", None, "not_an_image", None,
    ]  # fmt: skip


def test_a_batch_that_is_invalid_names_the_item(producer: Producer) -> None:
    result = producer.ask("recognize_many", {"images": ["/a", 3]}, queue="bulk")
    assert (result["error"]["code"], result["error"]["field"]) == ("invalid_job", "images.1")
    assert result["results"] == []


def test_nothing_in_redis_lacks_an_end(producer: Producer) -> None:
    """What has no time to live is Celery's and bounded: queues, the unacknowledged, bindings."""
    producer.ask("recognize", {"image": "/x", "job_id": "e", "reply_to": "inkqueue:reply:end"})
    server = producer.server
    endless = {key.decode() for key in server.scan_iter() if server.ttl(key) == -1}
    bounded = {"unacked", "unacked_index", "unacked:training", "unacked_index:training"}
    ours = {key for key in endless - bounded if not key.startswith("_kombu.binding")}
    assert {key for key in ours if server.type(key) != b"list"} == set()
    assert ours <= {"interactive", "bulk", "training", "celery"}
