"""Children that die, and jobs that take too long."""

import os
import signal

import pytest

from tests.integration.conftest import TIME_LIMIT_S, Producer
from tests.integration.workers import Worker, until

pytestmark = pytest.mark.usefixtures("reader")


def working_pid(producer: Producer, image: str) -> int:
    """The child that opened this image, which none has opened since."""
    until(lambda: producer.openings(image))
    lines = (producer.files / "opened.pids").read_text().splitlines()
    # Of this image: the trainer opens its data whenever it gets there.
    return int(
        [line for line in lines if line.endswith(image.removeprefix("trial://"))][-1].split()[0]
    )


def test_a_job_survives_its_child(producer: Producer, reader: Worker) -> None:
    image, stream = "trial://slow/3/a.png~survive", "inkqueue:reply:survive"
    sent = producer.send("recognize", {"image": image, "reply_to": stream})
    os.kill(working_pid(producer, image), signal.SIGKILL)
    assert producer.get(sent)["status"] == "done"
    assert producer.openings(image) == 2
    assert len(producer.server.xrange(stream)) == 1


def test_a_job_that_kills_every_child_ends(producer: Producer) -> None:
    image, stream = "trial://killer/a.png", "inkqueue:reply:killer"
    result = producer.ask("recognize", {"image": image, "reply_to": stream})
    assert result["error"]["code"] == "attempts_exhausted"
    assert producer.openings(image) == 3
    assert len(producer.server.xrange(stream)) == 1


def test_a_batch_goes_on_where_its_child_died(producer: Producer) -> None:
    first, deadly, last = (
        f"trial://{path}"
        for path in ("slow/0/a.png~first", "killer/a.png~batch", "slow/0/a.png~last")
    )
    batch = producer.ask("recognize_many", {"images": [first, deadly, last]}, queue="bulk")
    assert batch["status"] == "done"
    assert [item["status"] for item in batch["results"]] == ["done", "failed", "done"]
    assert batch["results"][1]["error"]["code"] == "attempts_exhausted"
    assert [producer.openings(image) for image in (first, deadly, last)] == [1, 3, 1]


def test_a_soft_limit_ends_in_a_result(producer: Producer) -> None:
    job = {"image": "trial://slow/11/a.png~soft", "reply_to": "inkqueue:reply:soft"}
    result = producer.ask("recognize", job, soft_time_limit=1)
    assert result["error"]["code"] == "time_limit"
    assert len(producer.server.xrange(job["reply_to"])) == 1
    assert producer.openings(job["image"]) == 1


def test_a_hard_limit_ends_in_a_result(producer: Producer) -> None:
    job = {"image": "trial://stuck/15/a.png~hard", "reply_to": "inkqueue:reply:hard"}
    sent = producer.send("recognize", job, soft_time_limit=1, time_limit=2)
    states = []
    until(lambda: states.append(sent.state) or sent.ready())
    assert producer.get(sent)["error"]["code"] == "time_limit"
    assert "FAILURE" not in states
    assert len(producer.server.xrange(job["reply_to"])) == 1
    # It is not delivered again: the next job is served by the child that took its place.
    assert producer.ask("recognize", {"image": "trial://slow/0/a.png~after"})["status"] == "done"
    assert producer.openings(job["image"]) == 1


def test_a_producer_may_not_ask_for_more_time(producer: Producer) -> None:
    job = {"images": [f"trial://slow/{0.7 * TIME_LIMIT_S}/a.png~more{n}" for n in range(2)]}
    options = {"queue": "bulk", "soft_time_limit": 3600, "time_limit": 7200}
    assert producer.ask("recognize_many", job, **options)["error"]["code"] == "time_limit"


def test_a_batch_at_its_limit_keeps_what_is_finished(producer: Producer) -> None:
    images = ["trial://slow/0/a.png~b0", "trial://slow/11/a.png~b1", "trial://slow/0/a.png~b2"]
    job = {"images": images, "job_id": "limited"}
    batch = producer.ask("recognize_many", job, queue="bulk", soft_time_limit=6)
    assert (batch["status"], batch["error"]["code"]) == ("failed", "time_limit")
    codes = [(item["error"] or {}).get("code") for item in batch["results"]]
    assert codes == [None, "time_limit", "time_limit"]
