"""From a message to its one result, whatever happens in between."""

import json
import time
from contextlib import nullcontext, suppress
from typing import TYPE_CHECKING, Any, cast

import redis
from celery.exceptions import Reject
from celery.utils.log import get_task_logger

from pipeline.errors import ErrorCode, InkError
from worker import limits
from worker.holder import Holder
from worker.kind import Kind, Progress, argument, told
from worker.messages import Job, Outcome
from worker.once import once, unforeseen
from worker.parsing import parse
from worker.services import Services
from worker.settings import Settings
from worker.steering import again, forward

if TYPE_CHECKING:
    from worker.tasks import JobTask

_PAUSE_S = 2.0

_log = get_task_logger(__name__)


def answer(task: "JobTask", args: object, kwargs: object) -> dict[str, Any]:
    """The body of every task: the job's result. It raises what steers Celery, and nothing else."""
    forward(task, args, kwargs)
    services = Services.patient(task.app.settings)
    task_id = cast(str, task.request.id)
    try:
        document = _document(task, services, task_id, args, kwargs)
    except redis.RedisError as error:
        # It answers, but keeps nothing: out of memory, read-only. The message must come again.
        time.sleep(_PAUSE_S)
        raise Reject(error, requeue=True) from error
    if document is None:
        again(task)
    return cast(dict[str, Any], json.loads(document))


def _document(
    task: "JobTask", services: Services, task_id: str, args: object, kwargs: object
) -> str | None:
    try:
        return _work(task, services, task_id, args, kwargs)
    except limits.TimeUp:
        services.forget()
        return time_up(task.kind, services, task_id, args, kwargs)
    except redis.RedisError:
        raise
    except Exception as error:
        _log.exception("task %s", task_id)
        return _refuse(task.kind, services, task_id, _names(args), unforeseen(error))


def time_up(
    kind: Kind[Any], services: Services, task_id: str, args: object, kwargs: object
) -> str | None:
    """The result of a job at its time limit; None if another task works at the job."""
    error = limits.exceeded("the job")
    raw, job = _parse(kind, services.settings, task_id, args, kwargs)
    if isinstance(job, InkError):
        return _refuse(kind, services, task_id, raw, job)
    job_id = cast(str, job.job_id)
    if not services.claims.holds(job_id, task_id):
        return None
    document = kind.failed(raw, job_id, error, services).model_dump_json()
    return services.results.settle(job_id, document, job.reply_to)


def give_up(
    kind: Kind[Any], services: Services, task_id: str, args: object, kwargs: object, pid: int | None
) -> None:
    """Release the claim of a child that died, for workers on machines that cannot see it."""
    _, job = _parse(kind, services.settings, task_id, args, kwargs)
    if isinstance(job, InkError):
        return
    job_id = cast(str, job.job_id)
    holder = services.claims.holder(job_id)
    if holder and (holder.task_id, holder.pid) == (task_id, pid):
        services.claims.release(job_id, holder)


def _work(
    task: "JobTask", services: Services, task_id: str, args: object, kwargs: object
) -> str | None:
    kind, settings = task.kind, services.settings
    raw, job = _parse(kind, settings, task_id, args, kwargs)
    if isinstance(job, InkError):
        return _refuse(kind, services, task_id, raw, job)
    job_id = cast(str, job.job_id)
    limit = kind.hard_limit(settings)
    found = services.results.find(job_id)
    if found is not None and kind.mark not in json.loads(found):
        message = "a job of another task has this name"
        error = InkError(ErrorCode.INVALID_JOB, message, "job_id", job_id)
        # Its task id may be the name that is taken.
        return _refuse(kind, services, f"{task_id}:{kind.name}", raw, error)
    here = _here(task)
    with nullcontext(True) if found else kind.place(services, here) as free:
        if not found and not (free and services.claims.take(job_id, here, limit)):
            return None
        return _done(task, services, raw, job)


def _done(task: "JobTask", services: Services, raw: object, job: Job) -> str:
    kind, settings, job_id = task.kind, services.settings, cast(str, job.job_id)
    progress = _watched(task, services, job_id)

    def work() -> Outcome:
        services.cancellations.check(job_id)
        # Only the work has a soft limit: what it brought is not thrown away while Redis is gone.
        with limits.within(_soft_limit(task)):
            return kind.perform(job, job_id, services, progress)

    return once(
        services,
        job_id,
        work=work,
        failed=lambda error: kind.failed(raw, job_id, error, services),
        at_most=kind.at_most(job, settings),
        memory_s=kind.memory(settings),
        reply_to=job.reply_to,
    )


def _watched(task: "JobTask", services: Services, job_id: str) -> Progress:
    """Whoever tells how far a job is learns there that it was cancelled.

    Neither keeps the work waiting while Redis is away.
    """
    hasty = Services.impatient(services.settings)

    def progress(meta: dict[str, Any]) -> None:
        with suppress(redis.RedisError):
            hasty.cancellations.check(job_id)
            task.progress(meta)

    return progress


def _here(task: "JobTask") -> Holder:
    return Holder.here(cast(str, task.request.id), task.request.hostname or "")


def _soft_limit(task: "JobTask") -> float:
    _, asked = task.request.timelimit or (None, None)
    return limits.lesser(asked, task.kind.soft_limit(task.app.settings))


def _parse(
    kind: Kind[Any], settings: Settings, task_id: str, args: object, kwargs: object
) -> tuple[object, Job | InkError]:
    raw: object = args[0] if isinstance(args, list | tuple) and args else None
    try:
        raw = argument(args, kwargs, task_id)
        return raw, kind.parse(raw, settings)
    except InkError as error:
        return raw, error


def _refuse(kind: Kind[Any], services: Services, task_id: str, raw: object, error: InkError) -> str:
    """The result of an invalid job, kept by task id: a bad twin must not settle a good job."""
    name, reply_to = told(raw, "job_id"), told(raw, "reply_to")
    job_id = name if name and _valid(job_id=name) else task_id
    if not reply_to or not _valid(reply_to=reply_to):
        reply_to = None
    document = kind.failed(raw, job_id, error, services).model_dump_json()
    return services.results.settle(job_id, document, reply_to, kept_as=task_id)


def _names(args: object) -> dict[str, str | None]:
    """Of a job that nobody could answer: what it is called, and who is told."""
    raw: object = args[0] if isinstance(args, list | tuple) and args else None
    return {field: told(raw, field) for field in ("job_id", "reply_to")}


def _valid(**fields: str) -> bool:
    try:
        parse(Job, fields)
    except InkError:
        return False
    return True
