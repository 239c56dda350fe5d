"""Connections to the one Redis behind everything."""

import functools

import redis
from redis.backoff import ExponentialBackoff
from redis.retry import Retry

from models.masking import masked
from worker.settings import PREFIX, Settings

_BACKOFF = ExponentialBackoff(cap=1.0, base=0.05)
FOREVER = -1
"""Retries of a child: it waits for Redis as long as its job's time limits let it."""


@functools.cache
def connect(url: str, retries: int = FOREVER, timeout_s: float = 10.0) -> "redis.Redis":
    """A client, one a process and kind; it connects when it is first used.

    Args:
        retries: tries after a lost connection, up to a second apart; -1 for no end.
        timeout_s: seconds to connect, and to wait for one answer.
    """
    return redis.Redis.from_url(
        url,
        retry=Retry(_BACKOFF, retries),
        socket_timeout=timeout_s,
        socket_connect_timeout=timeout_s,
        socket_keepalive=True,
        health_check_interval=30,
    )


def impatient(url: str) -> "redis.Redis":
    """A client for those who must not wait: the worker's main process, its heartbeat, doctors."""
    return connect(url, retries=1, timeout_s=2.0)


def cluster_complaint(settings: Settings) -> str | None:
    """Why this server cannot be the broker, in one line; None if it can, or is not there yet.

    Celery's Redis transport moves messages between keys in scripts and transactions, which a
    cluster's slots tear apart.
    """
    try:
        info = impatient(settings.redis_url).info("cluster")
    except redis.RedisError:
        return None
    if not info.get("cluster_enabled"):
        return None
    return (
        f"{PREFIX}REDIS_URL={masked(settings.redis_url)!r}: this is a Redis Cluster, which Celery "
        "cannot use as a broker; name a single Redis server"
    )
