"""A job as the worker's main process sees it: who kills a child owes the producer an answer."""

import json
from collections.abc import Callable
from typing import Any

import redis
from billiard.einfo import ExceptionInfo, ExceptionWithTraceback
from celery.exceptions import InvalidTaskError, TimeLimitExceeded, WorkerLostError
from celery.utils.log import get_logger
from celery.worker import state
from celery.worker.request import Request
from celery.worker.strategy import default

from pipeline.errors import InkError
from worker import limits
from worker.delivery import give_up, time_up
from worker.services import Services

_log = get_logger(__name__)


def strategy(task: Any, app: Any, consumer: Any, **options: Any) -> Callable[..., Any]:
    """Celery's, which ends the whole worker over a body that is no array or object."""
    handle = default(task, app, consumer, **options)

    def checked(message: Any, *rest: Any) -> Any:
        if not isinstance(message.payload, list | dict):
            raise InvalidTaskError(f"the body is {message.payload!r:.100}")
        return handle(message, *rest)

    return checked


class JobRequest(Request):
    """Ends a job at its hard time limit as a result, not as a FAILURE."""

    def __init__(self, message: Any, **options: Any) -> None:
        if not options.get("decoded") and not _is_body(message.payload):
            # Celery would end the worker over it. The job may be good, or is answered as it is.
            options |= {"body": ([message.payload], {}, {}), "decoded": True}
        super().__init__(message, **options)
        asked = limits.asked(self._request_dict.get("timelimit"))
        self._request_dict["timelimit"] = asked
        # The soft limit is the child's own affair.
        self.time_limits = limits.lesser(asked[0], self.task.time_limit), None

    def on_failure(
        self, exc_info: ExceptionInfo, send_failed_event: bool = True, return_ok: bool = False
    ) -> None:
        """Celery's way, but the hard limit is answered here, before the kill."""
        error = exc_info.exception
        if isinstance(error, ExceptionWithTraceback):
            error = error.exc
        if isinstance(error, TimeLimitExceeded):
            self._conclude()
        else:
            if isinstance(error, WorkerLostError):
                self._give_up()
            super().on_failure(exc_info, send_failed_event, return_ok)

    def on_timeout(self, soft: bool, timeout: float) -> None:
        """Log; `on_failure` was called with the hard limit just before."""
        _log.error("Hard time limit (%ss) exceeded for %s[%s]", timeout, self.name, self.id)

    def _conclude(self) -> None:
        state.task_ready(self)
        try:
            result = self._settle()
        except (redis.RedisError, InkError):
            # The message stays where it is, and comes again after the visibility timeout.
            _log.exception("no result for %s[%s] at its hard time limit", self.name, self.id)
            result = None
        if result is None:
            self.reject(requeue=True)
            return
        self.task.backend.mark_as_done(
            self.id, result, request=self._context, store_result=not self.ignore_result
        )
        self.acknowledge()
        self.send_event("task-succeeded", result=repr(result["status"]), runtime=0.0)

    def _give_up(self) -> None:
        args, kwargs, _ = self._payload
        services = Services.impatient(self.app.settings)
        try:
            give_up(self.task.kind, services, self.id, args, kwargs, self.worker_pid)
        except redis.RedisError:
            _log.warning("the claim of %s[%s] stays until it runs out", self.name, self.id)

    def _settle(self) -> dict[str, Any] | None:
        args, kwargs, _ = self._payload
        services = Services.impatient(self.app.settings)
        document = time_up(self.task.kind, services, self.id, args, kwargs)
        return None if document is None else json.loads(document)


def _is_body(payload: Any) -> bool:
    """Whether it is [arguments, keyword arguments, callbacks …], as Celery sends it."""
    if not isinstance(payload, list | tuple) or len(payload) != 3:
        return False
    args, kwargs, embedded = payload
    return (
        isinstance(args, list | tuple)
        and isinstance(kwargs, dict)
        and isinstance(embedded, dict | None)
    )
