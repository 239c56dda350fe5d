"""Jobs as JSON on the queue, and what comes of them: all that the service knows of the workers."""

import json
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any, cast
from uuid import uuid4

from celery import Celery
from kombu.exceptions import OperationalError
from redis.asyncio import Redis
from starlette.concurrency import run_in_threadpool

from .config import Config
from .messages import Correction, Sent, Status, Ticket
from .problems import Refusal, redis_away

QUEUE = "interactive"
KEEP_SECONDS = 86_400


def upload(job_id: str) -> str:
    """The key of a picture, lent to the workers."""
    return f"inkqueue:upload:{job_id}"


def replies(client: str) -> str:
    """The stream to which workers add the results of one client."""
    return f"inkqueue:reply:web:{client}"


def _sent(job_id: str) -> str:
    return f"inkqueue:web:sent:{job_id}"


def _cancelled(job_id: str) -> str:
    return f"inkqueue:cancelled:{job_id}"


class Jobs:
    """Sends them, cancels them and looks them up. Everything raises redis.RedisError."""

    def __init__(self, config: Config, server: "Redis") -> None:
        self._config, self._server = config, server
        # No result backend: with one, Celery subscribes to every task it sends, and stays so.
        self._celery = Celery(broker=config.redis_url, set_as_current=False)
        self._celery.conf.broker_transport_options = {
            "socket_timeout": 3,
            "socket_connect_timeout": 3,
        }

    async def submit(
        self, picture: bytes, options: dict[str, Any], client: str, deadline_s: float
    ) -> Ticket:
        """Lend the picture to the workers and queue its job. Raises Refusal."""
        await self._check_depth()
        job_id, now = str(uuid4()), await self._now()
        lent = max(self._config.upload_seconds, ceil(deadline_s))
        await self._server.set(upload(job_id), picture, ex=lent)
        job = {
            "job_id": job_id,
            "image": f"redis://{upload(job_id)}",
            "options": options,
            "deadline": (now + timedelta(seconds=deadline_s)).isoformat(),
            "reply_to": replies(client),
        }
        await self.send("inkqueue.recognize", job, QUEUE)
        return Ticket(
            job_id=job_id,
            status_url=f"/api/jobs/{job_id}",
            image_url=f"/api/jobs/{job_id}/image",
            events_url=f"/api/clients/{client}/events",
            at=round(now.timestamp() * 1000),
        )

    async def send(self, task: str, job: dict[str, Any], queue: str) -> None:
        """Put a message into a queue, under the job's name."""

        def publish() -> None:
            self._celery.send_task(
                task,
                [job],
                queue=queue,
                task_id=job["job_id"],
                retry_policy={"max_retries": 2, "interval_start": 0, "interval_step": 0.2},
            )

        try:
            await run_in_threadpool(publish)
        except OperationalError:
            raise redis_away() from None

    async def correct(self, corrects: str, correction: Correction) -> Sent:
        """Tell the workers what a word really says. Raises Refusal."""
        await self._check_depth()
        job_id = str(uuid4())
        job = {
            "job_id": job_id,
            "corrects": corrects,
            "text": correction.text,
            "at": {"line": correction.line, "word": correction.word},
        }
        # It has no picture by which it would be known.
        await self._server.set(_sent(job_id), "1", ex=self._config.upload_seconds)
        await self.send("inkqueue.correct", job, QUEUE)
        return Sent(job_id=job_id, status_url=f"/api/jobs/{job_id}")

    async def cancel(self, job_id: str) -> None:
        """Have the job end as cancelled, unless it is done."""
        await self._server.set(_cancelled(job_id), "1", ex=KEEP_SECONDS)

    async def picture(self, job_id: str) -> bytes:
        """The picture of a job. Raises Refusal once it has expired."""
        data = cast("bytes | None", await self._server.get(upload(job_id)))
        if data is None:
            raise _gone(job_id)
        return data

    async def status(self, job_id: str) -> Status:
        """Where a job is. Raises Refusal if nothing is known of it (any more)."""
        names = f"celery-task-meta-{job_id}", _cancelled(job_id)
        document, cancelled = await self._server.mget(names)
        meta = json.loads(document) if document else {}
        if meta.get("status") == "SUCCESS":
            result = meta["result"]
            return Status(job_id=job_id, state=result["status"], at=_when(meta), result=result)
        if cancelled:
            return _failed(job_id, "cancelled", "it was cancelled")
        if meta.get("status") in ("FAILURE", "REVOKED"):
            return _failed(job_id, "internal", f"Celery ended it as {meta['status']}")
        if meta.get("status") in ("STARTED", "PROGRESS"):
            stage = meta["result"].get("stage")
            return Status(job_id=job_id, state="reading", stage=stage)
        if not await self._server.exists(upload(job_id), _sent(job_id)):
            raise _gone(job_id)
        return Status(job_id=job_id, state="queued")

    async def _check_depth(self) -> None:
        if await self._server.llen(QUEUE) >= self._config.queue_limit:
            message = "too many jobs are waiting already; try again in a while"
            raise Refusal(503, "queue_full", message)

    async def _now(self) -> datetime:
        """By the clock of Redis, which dates the results as well."""
        seconds, micros = await self._server.time()
        return datetime.fromtimestamp(seconds + micros / 1e6, UTC)


def _when(meta: dict[str, Any]) -> float:
    return datetime.fromisoformat(meta["date_done"]).timestamp() * 1000


def _failed(job_id: str, code: str, message: str) -> Status:
    error = {"code": code, "message": message, "field": None, "value": None}
    result = {"job_id": job_id, "status": "failed", "error": error}
    return Status(job_id=job_id, state="failed", result=result)


def _gone(job_id: str) -> Refusal:
    message = "nothing is known of this job: it may have expired"
    return Refusal(404, "job_expired", message, "job_id", job_id)
