"""Worker processes as an operator starts them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import psutil
import redis

from worker.embedded import EmbeddedRedis
from worker.heartbeat import key
from worker.tether import tether

ROOT = Path(__file__).parents[2]
PATIENCE_S = 600.0
"""A model takes long to load where two cores do everything."""

T = TypeVar("T")


def until(probe: Callable[[], T | None], seconds: float = PATIENCE_S) -> T:
    """What the probe returns once that is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := probe():
            return found
        time.sleep(0.05)
    raise AssertionError(f"nothing in {seconds} s")


class Worker:
    """`celery -A APP worker` in a process of its own."""

    def __init__(
        self,
        app: str,
        name: str,
        queues: str,
        broker: EmbeddedRedis,
        log: Path,
        children: int = 1,
        **environment: str,
    ) -> None:
        self.hostname = f"{name}@test"
        self.broker, self.log = broker, log
        command = [
            sys.executable, "-m", "celery", "-A", app, "worker", "-Q", queues, "-c", str(children),
            "-n", self.hostname, "--loglevel", "INFO", "--without-mingle", "--without-gossip",
        ]  # fmt: skip
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                tether(command, signal.SIGKILL),
                cwd=ROOT,
                env={**_clean(), "INKQUEUE_REDIS_URL": broker.url, **environment},
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def ready(self) -> "Worker":
        """Wait for the heartbeat."""
        client = redis.Redis.from_url(self.broker.url)
        until(lambda: self.process.poll() is not None or client.exists(key(self.hostname)))
        client.close()
        assert self.process.poll() is None, self.log.read_text()
        return self

    def children(self) -> list[psutil.Process]:
        """The pool's processes."""
        return psutil.Process(self.process.pid).children()

    def kill(self) -> None:
        """End it and its children at once, as a lost machine would."""
        family = [psutil.Process(self.process.pid), *self.children()]
        for each in family:
            each.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it in good order, or at once if it does not."""
        if self.process.poll() is not None:
            return
        family = self.children()
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()
        for each in family:
            if each.is_running():
                each.kill()


def _clean() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith(("INKQUEUE_", "CELERY_"))}
