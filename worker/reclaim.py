"""Trainings whose worker is gone, given back to the queue at once.

Their messages are Redis's to give back after the trainer's visibility timeout, which outlasts the
longest training: a day. Their claims tell sooner that nobody works at them.
"""

import base64
import json
from collections.abc import Callable
from typing import Any, cast

import redis
from celery.utils.log import get_logger

from pipeline.errors import InkError
from worker import broker
from worker.claims import Claims
from worker.kind import argument, told
from worker.repeated import Repeated

INTERVAL_S = 10

_log = get_logger(__name__)


class Reclaim(Repeated):
    """Of the trainer's consumer: every living trainer looks after the others' jobs."""

    interval_s = INTERVAL_S

    def once(self, parent: Any) -> None:
        """Look for trainings that nobody works at."""
        key = parent.app.conf.broker_transport_options["unacked_key"]
        restore = parent.task_consumer.channel.qos.restore_by_tag
        try:
            give_back(broker.impatient(parent.app.settings.redis_url), key, restore)
        except redis.RedisError as error:
            _log.warning("no look for abandoned trainings: %s", error)


def give_back(server: "redis.Redis", key: str, restore: Callable[[str], object]) -> None:
    """Restore the messages that were begun by a process that is there no more.

    key: the hash of what was delivered and not acknowledged, as kombu keeps it; restore: puts a
    message back into its queue, by its delivery tag.
    """
    claims = Claims(server)
    for tag, kept in cast("dict[bytes, bytes]", server.hgetall(key)).items():
        job_id = _job_id(kept)
        holder = claims.holder(job_id) if job_id else None
        if job_id and holder and holder.gone(server):
            _log.warning("training %s is given back: whoever had it is gone", job_id)
            restore(tag.decode())
            # Or it would be restored again and again while it waits for another training to end.
            claims.release(job_id, holder)


def _job_id(kept: bytes) -> str | None:
    """Of the job in a message; None where none can be read in it."""
    try:
        message, *_ = json.loads(kept)
        args, *_ = json.loads(base64.b64decode(message["body"]))
        return told(argument(args, {}, message["headers"]["id"]), "job_id")
    except (ValueError, TypeError, KeyError, InkError):
        return None
