"""Trainings that their worker left behind."""

import base64
import json
from typing import Any

import pytest
import redis

from worker import heartbeat
from worker.claims import Claims
from worker.holder import Holder
from worker.reclaim import give_back

KEY = "unacked:training"
FAR = Holder.here("task", "t@far").model_copy(update={"host": "far"})


def deliver(server: "redis.Redis", tag: str, body: Any, task_id: str = "task") -> None:
    """A message that was delivered and not acknowledged, as kombu keeps it."""
    encoded = base64.b64encode(json.dumps(body).encode()).decode()
    message = {"body": encoded, "headers": {"id": task_id}, "properties": {}}
    server.hset(KEY, tag, json.dumps([message, "", "training"]))


def given_back(server: "redis.Redis") -> list[str]:
    tags: list[str] = []
    give_back(server, KEY, tags.append)
    return tags


@pytest.mark.parametrize("job", [{"job_id": "j"}, {}], ids=["named", "named by its task"])
def test_the_job_of_a_worker_that_beats_no_more_is_given_back_once(
    server: "redis.Redis", job: dict[str, Any]
) -> None:
    deliver(server, "tag", [[job], {}, {}], task_id="j")
    assert given_back(server) == []  # nobody has begun it
    assert Claims(server).take("j", FAR, 60)
    server.set(heartbeat.key(FAR.worker), "{}")
    assert given_back(server) == []
    server.delete(heartbeat.key(FAR.worker))
    assert given_back(server) == ["tag"]
    # It waits now, with a new tag, for a training of somebody else to end.
    deliver(server, "new", [[job], {}, {}], task_id="j")
    assert given_back(server) == []


@pytest.mark.parametrize("body", [None, [], [1], [[1, 2], {}, {}], [[{"job_id": 3}], {}, {}], "x"])
def test_what_holds_no_job_is_left_alone(server: "redis.Redis", body: Any) -> None:
    deliver(server, "tag", body)
    server.hset(KEY, "other", b"\xff")
    assert given_back(server) == []
