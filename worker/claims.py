"""Who works at a job: one Celery task id, so that a second message of the job waits."""

from dataclasses import dataclass
from typing import cast

import redis

MARGIN_S = 60
"""Seconds a claim outlives the hard time limit of its job."""


@dataclass(frozen=True)
class Claims:
    """The claims in one Redis database."""

    server: "redis.Redis"

    def take(self, job_id: str, task_id: str, hard_limit_s: int) -> bool:
        """Whether the job is this task's now: nobody has it, or it had it before.

        A redelivered message keeps its task id and so enters its own claim; the claim of one that
        never comes back runs out.
        """
        key, ttl = f"inkqueue:claim:{job_id}", hard_limit_s + MARGIN_S
        before = cast("bytes | None", self.server.set(key, task_id, nx=True, ex=ttl, get=True))
        if before is None:
            return True
        if before.decode() != task_id:
            return False
        self.server.expire(key, ttl)
        return True
