"""How often a job was begun: Celery gives a job that kills its child to the next for ever."""

from dataclasses import dataclass
from typing import cast
from uuid import uuid4

import redis

from pipeline.errors import ErrorCode, InkError


@dataclass(frozen=True)
class Attempts:
    """The counters in one Redis database."""

    server: "redis.Redis"

    def begin(self, job_id: str, at_most: int, ttl_s: int) -> int:
        """Count one more attempt, before the work that may kill us, and return its number.

        ttl_s: how long to remember it; longer than it may take until the next begins, or a job
            that kills its child goes on for ever.

        Raises:
            InkError: attempts_exhausted, if that makes more than `at_most`.
        """
        # A set of attempts, not a number: the client repeats commands whose answer was lost.
        key = f"inkqueue:attempts:{job_id}"
        pipe = self.server.pipeline(transaction=True)
        pipe.sadd(key, uuid4().hex)
        pipe.expire(key, ttl_s)
        pipe.scard(key)
        count = cast(int, pipe.execute()[-1])
        if count > at_most:
            message = f"the worker was lost {at_most} times at this job"
            raise InkError(ErrorCode.ATTEMPTS_EXHAUSTED, message, "job_id", job_id)
        return count

    def forget(self, job_id: str) -> None:
        """Begin counting anew: the job got further, and what it did is kept."""
        self.server.delete(f"inkqueue:attempts:{job_id}")
