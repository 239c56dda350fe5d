"""What the kinds of jobs have in common, as the delivery of a message sees them."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any, ClassVar, Generic

from pipeline.errors import ErrorCode, InkError
from worker.holder import Holder
from worker.messages import J, Outcome
from worker.parsing import brief, parse
from worker.services import Services
from worker.settings import GRACE_S, Settings

Progress = Callable[[dict[str, Any]], None]
"""Makes its argument the meta of the task's PROGRESS state."""


class Kind(ABC, Generic[J]):
    """One kind of job: its task's name, its queue, its model and its work."""

    name: ClassVar[str]
    queue: ClassVar[str]
    job: type[J]
    mark: ClassVar[str]
    """A field that only results of this kind have."""

    @abstractmethod
    def soft_limit(self, settings: Settings) -> int:
        """Seconds a job of this kind may take."""

    @abstractmethod
    def perform(self, job: J, job_id: str, services: Services, progress: Progress) -> Outcome:
        """Do the work. Raises InkError."""

    @abstractmethod
    def failed(self, raw: object, job_id: str, error: InkError, services: Services) -> Outcome:
        """The result of a job that failed as a whole; `raw` may be anything."""

    def hard_limit(self, settings: Settings) -> int:
        """Seconds after which the child is killed."""
        return self.soft_limit(settings) + GRACE_S

    def memory(self, settings: Settings) -> int:
        """Seconds an attempt is remembered: longer than until its message comes again."""
        return max(settings.result_ttl, self.visibility(settings) + self.hard_limit(settings))

    def visibility(self, settings: Settings) -> int:
        """Seconds after which the message of a worker that vanished is given to another."""
        return settings.visibility_timeout

    def at_most(self, job: J, settings: Settings) -> int:
        """How often a job may be begun."""
        return settings.attempts

    def place(self, services: Services, holder: Holder) -> AbstractContextManager[bool]:
        """A place to work in for as long as the block lasts, if there is one free."""
        return nullcontext(True)

    def check(self, job: J, settings: Settings) -> None:
        """What the model alone cannot check. Raises InkError invalid_job."""

    def parse(self, raw: object, settings: Settings) -> J:
        """The job of a message. Raises InkError invalid_job."""
        job = parse(self.job, raw)
        self.check(job, settings)
        return job


def argument(args: object, kwargs: object, task_id: str) -> object:
    """The one positional argument of a message, with the task's id for a missing `job_id`.

    Raises:
        InkError: invalid_job, if there is not exactly one.
    """
    if not isinstance(args, list | tuple) or len(args) != 1 or kwargs:
        message = "the task takes one positional argument, the job object"
        raise InkError(ErrorCode.INVALID_JOB, message, None, brief(kwargs or args))
    raw = args[0]
    if isinstance(raw, Mapping) and raw.get("job_id") is None:
        return {**raw, "job_id": task_id}
    return raw


def told(raw: object, field: str) -> str | None:
    """A field of a job that may be invalid, if it is text."""
    value = raw.get(field) if isinstance(raw, Mapping) else None
    return value if isinstance(value, str) else None
