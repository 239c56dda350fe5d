"""Our own producer, as the command line uses it."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from celery import Celery
from celery.result import AsyncResult
from kombu.transport.redis import PRIORITY_STEPS

from pipeline.errors import ErrorCode, InkError
from worker.messages import Job
from worker.services import Services
from worker.settings import Settings
from worker.tasks import KINDS

_SEPARATOR = "\x06\x16"
"""Kombu's, between a queue's name and a priority other than 0."""


@dataclass(frozen=True)
class Client:
    """Sends jobs and looks up results. Its connections wait for nobody: redis.RedisError."""

    app: Celery
    settings: Settings

    @cached_property
    def services(self) -> Services:
        """Redis, as the results are kept in it."""
        return Services.impatient(self.settings)

    def depth(self, queue: str) -> int:
        """Messages that wait in a queue."""
        names = [queue, *(f"{queue}{_SEPARATOR}{step}" for step in PRIORITY_STEPS if step)]
        depths: list[Any] = [self.services.server.llen(name) for name in names]
        return sum(depths)

    def submit(self, job: Job) -> AsyncResult:
        """Send a job to its queue.

        Raises:
            InkError: queue_full, if it is deeper than `queue_limit`.
        """
        kind = next(kind for kind in KINDS if kind.job is type(job))
        depth, limit = self.depth(kind.queue), self.settings.queue_limit
        if depth >= limit:
            message = f"{depth} jobs wait in {kind.queue}; no more are sent from {limit} on"
            raise InkError(ErrorCode.QUEUE_FULL, message, "queue", kind.queue)
        body = job.model_dump(mode="json", exclude_none=True)
        return self.app.send_task(kind.name, [body], queue=kind.queue, task_id=job.job_id)

    def result(self, job_id: str) -> dict[str, Any] | None:
        """The result of a job, None if there is none (yet, or any more)."""
        document = self.services.results.find(job_id)
        return None if document is None else json.loads(document)
