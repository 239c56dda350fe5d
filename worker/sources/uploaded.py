"""Images put into the broker's database for a while: `redis://inkqueue:upload:…[#NAME]`."""

from typing import cast

import redis

from pipeline.errors import ErrorCode, InkError
from worker.sources import bounded
from worker.sources.rules import refused

KEYS = "inkqueue:upload:"
SCHEME = "redis://"
NAMED = "#"
"""What parts the key from the name that results call the image by."""
_ENDLESS, _GONE = -1, -2
"""As Redis answers TTL: of a key without an end, and of none."""


def read(reference: str, server: "redis.Redis", limit: int, ttl_s: int) -> bytes:
    """The bytes under the key, which from now on has no more than `ttl_s` seconds if it had no end.

    Raises:
        InkError: source_not_allowed, image_not_found (never there, or expired), image_too_large.
        redis.RedisError: the broker itself is away.
    """
    key = reference[len(SCHEME) :].partition(NAMED)[0]
    if not reference.lower().startswith(SCHEME) or not key.startswith(KEYS):
        raise refused(f"only keys that start with {KEYS} may be read", reference)
    try:
        # One byte more than the limit tells a larger one without fetching it.
        data = cast(bytes, server.getrange(key, 0, limit))
        left = server.ttl(key)
    except redis.ResponseError:  # no string lies there
        left = _GONE
    if left == _ENDLESS:
        server.expire(key, ttl_s)
    if left == _GONE:
        message = "there is no such upload; it may have expired"
        raise InkError(ErrorCode.IMAGE_NOT_FOUND, message, "image", reference)
    if len(data) > limit:
        raise bounded.too_large(limit, reference)
    return data
