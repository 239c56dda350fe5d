"""The fleet's one place for a training: a lock in Redis with a lease that its holder renews."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import redis
from redis.exceptions import LockError, LockNotOwnedError
from redis.lock import Lock

from worker.holder import Holder

KEY = "inkqueue:training"
LEASE_S = 60.0
"""Seconds after which the place of a holder that vanished is free."""


@dataclass(frozen=True)
class Slot:
    """Whoever holds it trains; there is one in a Redis database."""

    server: "redis.Redis"
    lease_s: float = LEASE_S

    @contextlib.contextmanager
    def held(self, mine: Holder) -> Iterator[bool]:
        """Take the place for the block, if it is free, and renew the lease meanwhile."""
        lock = self._lock()
        if not self._take(lock, mine):
            yield False
            return
        over = threading.Event()
        renewal = threading.Thread(target=self._renew, args=(lock, mine, over), daemon=True)
        renewal.start()
        try:
            yield True
        finally:
            over.set()
            renewal.join()
            # Where Redis is away, the lease runs out.
            with contextlib.suppress(redis.RedisError):
                lock.release()

    def check(self) -> None:
        """Raise LockNotOwnedError where another process has the place: never train twice."""
        try:
            holder = self.holder()
        except redis.RedisError:
            return
        if holder is not None and not holder.is_here():
            raise LockNotOwnedError("another training has taken the place")

    def holder(self) -> Holder | None:
        """Who trains."""
        held = cast("bytes | None", self.server.get(KEY))
        return None if held is None else Holder.model_validate_json(held)

    def _lock(self) -> Lock:
        return Lock(self.server, KEY, timeout=self.lease_s, blocking=False, thread_local=False)

    def _take(self, lock: Lock, mine: Holder) -> bool:
        token = mine.model_dump_json()
        if lock.acquire(token=token):
            return True
        held = self.holder()
        if held == mine:
            # The answer to a first try was lost.
            lock.local.token = token.encode()
            return True
        if held is not None:
            if not held.gone(self.server):
                return False
            self._drop(held)
        return bool(lock.acquire(token=token))

    def _drop(self, gone: Holder) -> None:
        """Free the place of one that is gone, unless another did so and has taken it."""
        lock = self._lock()
        lock.local.token = gone.model_dump_json().encode()
        with contextlib.suppress(LockError):
            lock.release()

    def _renew(self, lock: Lock, mine: Holder, over: threading.Event) -> None:
        while not over.wait(self.lease_s / 3):
            try:
                lock.reacquire()
            except LockError:
                # It ran out while Redis was away. Where another has it, `check` ends the work.
                with contextlib.suppress(redis.RedisError):
                    self._take(lock, mine)
            except redis.RedisError:
                continue
