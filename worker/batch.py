"""`inkqueue.recognize_many`: images one after the other in one child, each to its own result.

Every item is a job of its own, `<job_id>/<n>`, so that after a killed child the batch goes on
where it stood, and an item that kills children ends alone.
"""

import functools
import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import redis

from pipeline.errors import ErrorCode, InkError
from worker import limits, recognition
from worker.kind import Kind, Progress
from worker.messages import BatchResult, RecognizeManyJob, Result
from worker.once import once
from worker.services import Services
from worker.settings import Settings


class Batch(Kind[RecognizeManyJob]):
    """Many images, one result of results."""

    name = "inkqueue.recognize_many"
    queue = "bulk"
    job = RecognizeManyJob
    mark = "results"

    def soft_limit(self, settings: Settings) -> int:
        """Seconds a whole batch may take."""
        return settings.bulk_time_limit

    def at_most(self, job: RecognizeManyJob, settings: Settings) -> int:
        """Every item may cost its attempts, and the batch itself some."""
        return settings.attempts * (len(job.images) + 1)

    def check(self, job: RecognizeManyJob, settings: Settings) -> None:
        """Refuse more images than one job may have."""
        count, limit = len(job.images), settings.bulk_limit
        if count > limit:
            message = f"a job may have {limit} images"
            raise InkError(ErrorCode.INVALID_JOB, message, "images", f"{count} images")

    def perform(
        self, job: RecognizeManyJob, job_id: str, services: Services, progress: Progress
    ) -> BatchResult:
        """Read the images in order."""
        results = []
        for number, reference in enumerate(job.images):
            step = functools.partial(_step, progress, number, len(job.images))
            step({"stage": "read"})
            results.append(self._item(f"{job_id}/{number}", reference, job, services, step))
        return BatchResult(job_id=job_id, status="done", results=tuple(results))

    def _item(
        self,
        item_id: str,
        reference: str,
        job: RecognizeManyJob,
        services: Services,
        progress: Progress,
    ) -> Result:
        hasty = Services.impatient(services.settings)

        def step(meta: dict[str, Any]) -> None:
            with suppress(redis.RedisError):
                hasty.cancellations.check(item_id)
            progress(meta)

        def work() -> Result:
            try:
                with limits.within(services.settings.time_limit):
                    return recognition.read(
                        item_id, reference, job.options, job.deadline, services, step
                    )
            except limits.TimeUp:
                services.forget()
                raise limits.exceeded("the image") from None

        def failed(error: InkError) -> Result:
            return Result.failed(item_id, reference, error)

        settings = services.settings
        return _result(
            once(services, item_id, work, failed, settings.attempts, self.memory(settings))
        )

    def failed(self, raw: object, job_id: str, error: InkError, services: Services) -> BatchResult:
        """The failed result, with what is finished: the other items fail for the same reason."""
        images = raw.get("images") if isinstance(raw, Mapping) else None
        if error.code == ErrorCode.INVALID_JOB or not isinstance(images, list):
            images = []
        results = []
        for number, reference in enumerate(images):
            item_id = f"{job_id}/{number}"
            found = services.results.find(item_id)
            results.append(_result(found) if found else Result.failed(item_id, reference, error))
        whole = Result.failed(job_id, None, error)
        return BatchResult(
            job_id=job_id, status="failed", error=whole.error, results=tuple(results)
        )


def _step(progress: Progress, done: int, total: int, meta: dict[str, Any]) -> None:
    progress({**meta, "done": done, "total": total})


def _result(document: str) -> Result:
    return Result.model_validate(json.loads(document))
