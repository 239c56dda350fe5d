"""Workers that train and read, and what they told of their trainings."""

from pathlib import Path
from typing import Any

from tests.integration.workers import Worker
from worker.embedded import EmbeddedRedis
from worker.events import Events


class Fleet:
    """Workers of one Redis, started as they are wanted."""

    def __init__(self, redis: EmbeddedRedis, logs: Path, environment: dict[str, str]) -> None:
        self._redis, self._logs, self._environment = redis, logs, environment
        self._trainers = 0

    def start_trainer(self) -> None:
        """Start one that a SIGTERM ends as the container image's; it is `trainer` from now on."""
        self._trainers += 1
        log = self._logs / f"trainer{self._trainers}"
        own = {**self._environment, "REMAP_SIGTERM": "SIGQUIT"}
        self.trainer = Worker("worker.trainer", "t", "training", self._redis, log, 1, **own).ready()

    def reader(self) -> Worker:
        """A worker that reads."""
        queues, log = "interactive,bulk", self._logs / "reader"
        return Worker("worker", "r", queues, self._redis, log, 1, **self._environment)


def told(events: Events, job_id: str) -> list[tuple[str, dict[str, Any]]]:
    """What was told of a job."""
    return [
        (entry["event"].removeprefix("training:"), entry["data"])
        for _, entry in events.since()
        if entry["job_id"] == job_id
    ]


def epochs(events: Events, job_id: str) -> list[int]:
    return [data["epoch"] for event, data in told(events, job_id) if event == "epoch"]
