"""A worker's sign of life, written by its own event loop, and the check for health probes.

`inspect ping` is answered by workers that take no jobs any more; this key is written only by a
loop that turns and is connected.
"""

import json
import socket
import sys
from datetime import UTC, datetime
from typing import Any

import redis
from celery.utils.log import get_logger
from celery.worker import state

from worker import broker, settings
from worker.repeated import Repeated

INTERVAL_S = 5
TTL_S = 20

_log = get_logger(__name__)


def key(hostname: str) -> str:
    """The key of one worker, named as Celery names it: `celery@host`."""
    return f"inkqueue:worker:{hostname}"


class Heartbeat(Repeated):
    """It stops with the connection; the key runs out then."""

    interval_s = INTERVAL_S

    def once(self, parent: Any) -> None:
        """Beat."""
        app = parent.app
        beat = {
            "pid": parent.pid,
            "queues": sorted(app.amqp.queues.consume_from),
            "children": parent.pool.num_processes,
            # Begun since the worker started: two beats make a rate.
            "jobs": state.all_total_count[0],
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        try:
            broker.impatient(app.settings.redis_url).set(
                key(parent.hostname), json.dumps(beat), ex=TTL_S
            )
        except redis.RedisError as error:
            _log.warning("no heartbeat: %s", error)


def alive(hostname: str) -> bool:
    """Whether that worker has beaten within the last seconds."""
    url = settings.load().redis_url
    return bool(broker.impatient(url).exists(key(hostname)))


def main(arguments: list[str]) -> int:
    """`python -m worker.heartbeat [celery@host]`: exit code 0 if it lives, 1 if not."""
    hostname = arguments[0] if arguments else f"celery@{socket.gethostname()}"
    try:
        lives = alive(hostname)
    except (redis.RedisError, settings.SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{hostname}: {'alive' if lives else 'no heartbeat'}")
    return 0 if lives else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
