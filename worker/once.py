"""The work of one job, done at most a few times, to one result."""

from collections.abc import Callable

import redis
from celery.utils.log import get_task_logger

from pipeline.errors import ErrorCode, InkError
from worker.messages import Outcome
from worker.services import Services

_log = get_task_logger(__name__)


def once(
    services: Services,
    job_id: str,
    work: Callable[[], Outcome],
    failed: Callable[[InkError], Outcome],
    at_most: int,
    memory_s: int,
    reply_to: str | None = None,
) -> str:
    """The job's result as JSON: the one it has, or the one that `work` brings about now.

    Args:
        failed: makes the result of an error.
        at_most: attempts, counted before the work.
        memory_s: seconds an attempt is remembered.

    Raises:
        redis.RedisError: no result could be kept; the message must come again.
    """
    document = services.results.find(job_id)
    if document is None:
        document = _attempt(services, job_id, work, failed, at_most, memory_s)
    return services.results.settle(job_id, document, reply_to)


def _attempt(
    services: Services,
    job_id: str,
    work: Callable[[], Outcome],
    failed: Callable[[InkError], Outcome],
    at_most: int,
    memory_s: int,
) -> str:
    try:
        services.attempts.begin(job_id, at_most, memory_s)
        return work().model_dump_json()
    except InkError as error:
        return failed(error).model_dump_json()
    except redis.RedisError:
        raise
    except Exception as error:
        _log.exception("job %s", job_id)
        return failed(unforeseen(error)).model_dump_json()


def unforeseen(error: Exception) -> InkError:
    """The error of a mistake of ours."""
    message = f"the worker failed unexpectedly ({type(error).__name__}); its log says more"
    return InkError(ErrorCode.INTERNAL, message)
