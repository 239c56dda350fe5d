"""What people corrected, as labelled glyphs in Redis: bounded, expiring, each glyph once."""

import hashlib
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import redis

from pipeline.classes import CHARS, INDEX

if TYPE_CHECKING:
    import numpy as np

    from worker.settings import Settings

SAMPLES, TIMES = "inkqueue:corrections", "inkqueue:corrections:times"
"""A hash, digest of a glyph → character and pixels; a sorted set, digest → when."""
SIDE = 28


def key(job_id: str) -> str:
    """Where the glyphs of a reading lie."""
    return f"inkqueue:glyphs:{job_id}"


@dataclass(frozen=True)
class Corrections:
    """The corrections in one Redis database."""

    server: "redis.Redis"
    settings: "Settings"

    def keep(self, job_id: str, glyphs: "np.ndarray") -> None:
        """Keep a reading's glyphs, uint8 [N,28,28] in reading order, as long as its result."""
        packed = zlib.compress(glyphs.tobytes(), level=1)
        self.server.set(key(job_id), packed, ex=self.settings.result_ttl)

    def kept(self, job_id: str) -> "np.ndarray | None":
        """A reading's glyphs, uint8 [N,28,28]; None where they are gone."""
        packed = cast("bytes | None", self.server.get(key(job_id)))
        return None if packed is None else _glyphs(zlib.decompress(packed))

    def add(self, samples: Sequence[tuple["np.ndarray", str]]) -> None:
        """Record glyphs with the characters that they are; the last word on a glyph counts."""
        if not samples:
            return
        now, pipe = time.time(), self.server.pipeline(transaction=True)
        for glyph, char in samples:
            digest = hashlib.sha1(glyph.tobytes()).hexdigest()
            pipe.hset(SAMPLES, digest, char.encode() + zlib.compress(glyph.tobytes()))
            pipe.zadd(TIMES, {digest: now})
        for name in (SAMPLES, TIMES):
            pipe.expire(name, self.settings.corrections_ttl)
        pipe.execute()
        self._forget(now)

    def read(self) -> tuple["np.ndarray", "np.ndarray"]:
        """All that are kept, the oldest first: uint8 [N,28,28] and int16 [N]."""
        import numpy as np

        self._forget(time.time())
        digests = cast(list[bytes], self.server.zrange(TIMES, 0, -1))
        found = cast(list[bytes | None], self.server.hmget(SAMPLES, digests)) if digests else []
        samples = [each for each in found if each]
        x = _glyphs(b"".join(zlib.decompress(each[1:]) for each in samples))
        return x, np.array([INDEX[chr(each[0])] for each in samples], np.int16)

    def __len__(self) -> int:
        return self.server.zcard(TIMES)

    def _forget(self, now: float) -> None:
        """Drop what is too old, and the oldest of too many."""
        old = self.server.zrangebyscore(TIMES, "-inf", now - self.settings.corrections_ttl)
        many = self.server.zrange(TIMES, 0, -1 - self.settings.corrections_limit)
        digests = {*cast(list[bytes], old), *cast(list[bytes], many)}
        if digests:
            pipe = self.server.pipeline(transaction=True)
            pipe.hdel(SAMPLES, *digests)
            pipe.zrem(TIMES, *digests)
            pipe.execute()


def learnable(char: str) -> bool:
    """Whether it is one of the classes."""
    return len(char) == 1 and char in CHARS


def _glyphs(content: bytes) -> "np.ndarray":
    import numpy as np

    return np.frombuffer(content, np.uint8).reshape(-1, SIDE, SIDE)
