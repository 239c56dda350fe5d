"""Who works at a job: one process, so that a second message of the job waits."""

from dataclasses import dataclass
from typing import cast

import redis

from worker.holder import Holder

MARGIN_S = 60
"""Seconds a claim outlives the hard time limit of its job."""

# The claim is taken if nobody has it, or if it still is the one that was found to be void.
_TAKE = """
local held = redis.call('GET', KEYS[1])
if held and held ~= ARGV[1] then return held end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
return ARGV[2]
"""
_RELEASE = """
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
"""


def key(job_id: str) -> str:
    """The string that holds the holder, as JSON."""
    return f"inkqueue:claim:{job_id}"


@dataclass(frozen=True)
class Claims:
    """The claims in one Redis database."""

    server: "redis.Redis"

    def take(self, job_id: str, mine: Holder, hard_limit_s: int) -> bool:
        """Whether the job is this process's now: nobody works at it, or nobody does any more.

        Whether a message was given back says little: Celery gives it back on a lost connection
        too, while its child works on. The claim of one that never comes back runs out.
        """
        held = self._take(job_id, mine, hard_limit_s, void="")
        if held != mine and held.gone(self.server):
            held = self._take(job_id, mine, hard_limit_s, void=held.model_dump_json())
        # One's own claim is what a client finds that repeats a command whose answer was lost.
        return held == mine

    def _take(self, job_id: str, mine: Holder, hard_limit_s: int, void: str) -> Holder:
        ttl = str(hard_limit_s + MARGIN_S)
        held = self.server.eval(_TAKE, 1, key(job_id), void, mine.model_dump_json(), ttl)
        return Holder.model_validate_json(cast(bytes, held))

    def holder(self, job_id: str) -> Holder | None:
        """Who has the job."""
        held = cast("bytes | None", self.server.get(key(job_id)))
        return None if held is None else Holder.model_validate_json(held)

    def holds(self, job_id: str, task_id: str) -> bool:
        """Whether no other task has the job."""
        held = self.holder(job_id)
        return held is None or held.task_id == task_id

    def release(self, job_id: str, holder: Holder) -> None:
        """Give up what this holder has: it works at the job no more, and brought no result."""
        self.server.eval(_RELEASE, 1, key(job_id), holder.model_dump_json())
