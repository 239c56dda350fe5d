"""Who works at a job: one Celery task id, so that a second message of the job waits."""

from dataclasses import dataclass
from typing import cast

import redis

MARGIN_S = 60
"""Seconds a claim outlives the hard time limit of its job."""


def key(job_id: str) -> str:
    """The string that holds the task id."""
    return f"inkqueue:claim:{job_id}"


@dataclass(frozen=True)
class Claims:
    """The claims in one Redis database."""

    server: "redis.Redis"

    def take(self, job_id: str, task_id: str, hard_limit_s: int, redelivered: bool) -> bool:
        """Whether the job is this task's now: nobody has it, or it had it before.

        A message that was given back enters its own claim; a twin, be it of the same task id,
        does not. The claim of one that never comes back runs out.
        """
        ttl = hard_limit_s + MARGIN_S
        taken = self.server.set(key(job_id), task_id, nx=True, ex=ttl, get=True)
        before = cast("bytes | None", taken)
        if before is None:
            return True
        if not redelivered or before.decode() != task_id:
            return False
        self.server.expire(key(job_id), ttl)
        return True

    def holds(self, job_id: str, task_id: str) -> bool:
        """Whether no other task has the job."""
        owner = cast("bytes | None", self.server.get(key(job_id)))
        return owner is None or owner.decode() == task_id
