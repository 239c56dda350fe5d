"""One result a job, kept for a while, and at most one entry of it in each reply stream."""

from dataclasses import dataclass
from typing import cast

import redis
from celery.utils.log import get_task_logger

from worker.settings import Settings

_log = get_task_logger(__name__)

# The first to come is the result for ever after; whoever comes later is given it back. Field
# "to:<stream>" marks a stream as answered. A stream that cannot be written to (another type of
# key lies there) must not cost the result, so its error is returned instead of raised.
_SETTLE = """
if redis.call('HSETNX', KEYS[1], 'result', ARGV[1]) == 1 then
  redis.call('EXPIRE', KEYS[1], ARGV[2])
end
local result, problem = redis.call('HGET', KEYS[1], 'result'), ''
local stream = KEYS[2]
if stream ~= '' and redis.call('HEXISTS', KEYS[1], 'to:' .. stream) == 0 then
  local added = redis.pcall('XADD', stream, 'MAXLEN', '=', ARGV[4], '*',
                            'job_id', ARGV[3], 'result', result)
  if type(added) == 'table' and added.err then
    problem = added.err
  else
    redis.call('HSET', KEYS[1], 'to:' .. stream, added)
    redis.call('EXPIRE', stream, ARGV[5])
  end
end
return {result, problem}
"""


def key(job_id: str) -> str:
    """The hash under which a job's result lies."""
    return f"inkqueue:result:{job_id}"


@dataclass(frozen=True)
class Results:
    """The results in one Redis database, as JSON documents."""

    server: "redis.Redis"
    settings: Settings

    def find(self, job_id: str) -> str | None:
        """The result of a job, or None while it has none (or no longer has)."""
        stored = cast("bytes | None", self.server.hget(key(job_id), "result"))
        return None if stored is None else stored.decode()

    def settle(
        self, job_id: str, document: str, reply_to: str | None = None, kept_as: str | None = None
    ) -> str:
        """Make this the job's result unless it has one, tell its stream, and return the result.

        Args:
            job_id: the job's name in the stream.
            document: the result as JSON.
            reply_to: the stream, or None. It gets one entry however often this is called.
            kept_as: the name to keep it under; default: the job's.
        """
        settings = self.settings
        stored, problem = cast(
            tuple[bytes, bytes],
            self.server.eval(
                _SETTLE,
                2,
                key(kept_as or job_id),
                reply_to or "",
                document,
                str(settings.result_ttl),
                job_id,
                str(settings.reply_maxlen),
                str(settings.reply_ttl),
            ),
        )
        if problem:
            _log.error("job %s: no entry in %s: %s", job_id, reply_to, problem.decode())
        return stored.decode()
