"""Jobs that nobody wants any more: a key that their producer sets and a child looks for."""

from dataclasses import dataclass

import redis

from pipeline.errors import ErrorCode, InkError


def key(job_id: str) -> str:
    """The key whose presence cancels a job. Whoever sets it gives it a TTL."""
    return f"inkqueue:cancelled:{job_id}"


@dataclass(frozen=True)
class Cancellations:
    """The cancellations in one Redis database."""

    server: "redis.Redis"
    ttl_s: int

    def cancel(self, job_id: str) -> None:
        """Have the job end as `cancelled` where it is queued or at its next stage."""
        self.server.set(key(job_id), "1", ex=self.ttl_s)

    def check(self, job_id: str) -> None:
        """Raise InkError cancelled if the job is."""
        if self.server.exists(key(job_id)):
            # Whoever forgot the TTL gets one here: nothing stays in Redis for ever.
            if self.server.ttl(key(job_id)) == -1:
                self.server.expire(key(job_id), self.ttl_s)
            raise InkError(ErrorCode.CANCELLED, "the job was cancelled", "job_id", job_id)
