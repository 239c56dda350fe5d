"""A job as the worker's main process sees it: who kills a child owes the producer an answer."""

import json
from typing import Any

import redis
from billiard.einfo import ExceptionInfo, ExceptionWithTraceback
from celery.exceptions import TimeLimitExceeded, WorkerLostError
from celery.utils.log import get_logger
from celery.worker import state
from celery.worker.request import Request

from pipeline.errors import InkError
from worker import limits
from worker.delivery import give_up, time_up
from worker.services import Services

_log = get_logger(__name__)


class JobRequest(Request):
    """Ends a job at its hard time limit as a result, not as a FAILURE."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The soft limit is the child's own affair.
        asked, _ = self._request_dict.get("timelimit") or (None, None)
        self.time_limits = limits.lesser(asked, self.task.time_limit), None

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
