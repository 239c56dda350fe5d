"""Where a message goes that is not worked at here and now: to its own queue, or back for later."""

from typing import TYPE_CHECKING, NoReturn

from celery.exceptions import Ignore, Reject
from kombu.exceptions import OperationalError

from worker.settings import FOLLOW_S

if TYPE_CHECKING:
    from worker.tasks import JobTask

DEFAULT_QUEUE = "celery"
"""Where a producer's message lies that names no queue."""


def forward(task: "JobTask", args: object, kwargs: object) -> None:
    """Send a message that came by the wrong queue to its own, and end this one.

    Wrong is the default queue, and a training among readings or the other way round.
    """
    queue = (task.request.delivery_info or {}).get("routing_key", task.kind.queue)
    training = task.kind.queue == "training"
    if queue != DEFAULT_QUEUE and (queue == "training") == training:
        return
    try:
        # With the limits, the expiry and all else that its producer asked for.
        message = task.signature_from_request(args=args, kwargs=kwargs, queue=task.kind.queue)
        message.apply_async()
    except OperationalError as error:
        raise Reject(error, requeue=True) from error
    raise Ignore


def again(task: "JobTask") -> NoReturn:
    """Look once more in a moment: another message of this job is being worked at."""
    try:
        # Ignore, not Retry: a RETRY state would show the producer a traceback.
        task.retry(countdown=FOLLOW_S, throw=False)
    except Reject as error:
        # Redis was away: Celery would drop the message and call the task failed.
        raise Reject(error.reason, requeue=True) from error
    raise Ignore
