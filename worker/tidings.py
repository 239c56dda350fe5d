"""How far a training is: the task's PROGRESS state, and the events of its epochs."""

import contextlib
from typing import TYPE_CHECKING

import redis

from worker.kind import Progress
from worker.lessons import TrainJob
from worker.services import Services
from worker.slot import Slot
from worker.stages import check_deadline

if TYPE_CHECKING:
    from models.fitting import Progress as Fitting


class Tidings:
    """Called by the training as it goes; ends it by raising where it may not go on.

    Raises:
        InkError: cancelled, deadline_passed.
        redis.exceptions.LockNotOwnedError: another process trains.
    """

    def __init__(self, job: TrainJob, job_id: str, services: Services, progress: Progress) -> None:
        self._job, self._job_id, self._progress = job, job_id, progress
        # Nobody trains slower because Redis is away.
        self._services = Services.impatient(services.settings)
        self._span: tuple[int, int] | None = None

    def __call__(self, at: "Fitting") -> None:
        """Report a place in the training."""
        check_deadline(self._job.deadline)
        Slot(self._services.server).check()
        self._progress(at.as_dict())
        if at.stage == "epoch":
            self.tell("epoch", **at.as_dict())
        if self._was_kept(at):
            self._remember()

    def tell(self, event: str, /, **data: object) -> None:
        """Add an event to the stream, if Redis is there."""
        with contextlib.suppress(redis.RedisError):
            self._services.events.tell(f"training:{event}", self._job_id, **data)

    def _was_kept(self, at: "Fitting") -> bool:
        """Whether a checkpoint was made since the report before: composing makes none."""
        from models.fitting import SAVE_STEPS

        if at.stage != "fit":
            return at.stage == "epoch"
        # A batch is reported before the checkpoint that follows it.
        before, self._span = self._span, (at.epoch, (at.step - 1) // SAVE_STEPS)
        return before is not None and before != self._span

    def _remember(self) -> None:
        """What a checkpoint keeps is no lost attempt."""
        with contextlib.suppress(redis.RedisError):
            self._services.attempts.forget(self._job_id)
