"""How deep the queue is, who takes from it, and how fast."""

import asyncio
import json
import time
from collections import deque

from redis.asyncio import Redis
from redis.exceptions import RedisError

from .config import Config
from .jobs import QUEUE
from .messages import Queue, Worker

BEATS = "inkqueue:worker:"
FRESH_SECONDS = 1.0
RATE_SECONDS = 60.0

Counts = dict[str, int]


class Fleet:
    """Looked at once a second at most, however many pages ask."""

    def __init__(self, config: Config, server: "Redis") -> None:
        self._config, self._server = config, server
        self._one = asyncio.Lock()
        self._looked, self._seen = float("-inf"), Queue(redis=False)
        self._counts: deque[tuple[float, Counts]] = deque()

    async def look(self) -> Queue:
        """The queue as it is now, or was within the last second."""
        async with self._one:
            if time.monotonic() - self._looked > FRESH_SECONDS:
                try:
                    self._seen = await self._look()
                except RedisError:
                    self._seen = Queue(redis=False, flower=self._config.flower_url)
                self._looked = time.monotonic()
            return self._seen

    async def _look(self) -> Queue:
        names = [key async for key in self._server.scan_iter(f"{BEATS}*", count=1000)]
        beats = await self._server.mget(names) if names else []
        workers, counts = [], {}
        for name, beat in sorted(zip(names, beats, strict=True)):
            told = json.loads(beat or "{}")
            if QUEUE in told.get("queues", ()):
                short = name.decode().removeprefix(BEATS)
                workers.append(Worker(name=short, children=told["children"]))
                counts[short] = told.get("jobs", 0)
        return Queue(
            redis=True,
            waiting=await self._server.llen(QUEUE),
            workers=workers,
            per_minute=self._rate(counts),
            flower=self._config.flower_url,
        )

    def _rate(self, counts: Counts) -> float | None:
        """Jobs a minute; None until there are two looks some seconds apart."""
        now = time.monotonic()
        while self._counts and now - self._counts[0][0] > RATE_SECONDS:
            self._counts.popleft()
        self._counts.append((now, counts))
        since, before = self._counts[0]
        # One that began anew counts from nothing: what it has done is what it has begun since.
        begun = sum(max(count - before.get(name, 0), 0) for name, count in counts.items())
        return None if now - since < 5 else round(60 * begun / (now - since), 1)
