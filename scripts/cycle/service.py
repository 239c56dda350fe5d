"""Redis, a worker and the trainer, each the process that the README tells to start."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import psutil
import redis
from celery import Celery

from cycle.shell import CycleError
from worker.demo.fleet import Fleet
from worker.demo.house import environment
from worker.embedded import EmbeddedRedis
from worker.heartbeat import key
from worker.messages import Result

COMMANDS = {
    "worker": "celery -A worker worker -Q interactive,bulk -c 1 -n worker@cycle",
    "trainer": "nice celery -A worker.trainer worker -Q training -c 1 -n trainer@cycle",
}
PATIENCE_S = 240.0
T = TypeVar("T")


@dataclass(frozen=True)
class Service:
    """What runs, for a producer that knows Redis' address alone."""

    server: "redis.Redis"
    app: Celery
    fleet: Fleet
    folder: Path
    environment: Mapping[str, str]

    def family(self, name: str) -> tuple[int, ...]:
        """Process ids of a worker and its children; none while it has no heartbeat."""
        beat: Any = self.server.get(key(f"{name}@cycle"))
        if beat is None:
            return ()
        pid = json.loads(beat)["pid"]
        return pid, *(child.pid for child in psutil.Process(pid).children())

    def replies(self, stream: str) -> list[tuple[float, Result]]:
        """What a reply stream holds: when each came, in seconds since the epoch, and the result."""
        entries: Any = self.server.xrange(f"inkqueue:reply:{stream}")
        return [
            (int(at.split(b"-")[0]) / 1000, Result.model_validate_json(entry[b"result"]))
            for at, entry in entries
        ]

    def until(self, probe: Callable[[], T | None], what: str) -> T:
        """What the probe returns once that is true. Raises CycleError, ProcessEndedError."""
        end = time.monotonic() + PATIENCE_S
        while not (found := probe()):
            self.fleet.check()
            if time.monotonic() > end:
                raise CycleError(f"{what}: not within {PATIENCE_S:.0f} s")
            time.sleep(0.1)
        return found


@contextmanager
def running(folder: Path) -> Iterator[Service]:
    """Start it all, with models and logs under `folder`, and end it all on leaving."""
    with EmbeddedRedis() as embedded:
        variables = environment(embedded.url, folder, folder)
        with Fleet(folder, variables) as fleet, redis.Redis.from_url(embedded.url) as server:
            for name, command in COMMANDS.items():
                fleet.start(name, command.removeprefix("nice ").split())
            with Celery(broker=embedded.url, backend=embedded.url, set_as_current=False) as app:
                service = Service(server, app, fleet, folder, variables)
                for name, command in COMMANDS.items():
                    pids = service.until(lambda name=name: service.family(name), f"{name} starts")
                    if command.startswith("nice "):
                        _be_nice(pids)
                yield service


def _be_nice(pids: tuple[int, ...]) -> None:
    for process in map(psutil.Process, pids):
        process.nice(min(process.nice() + 10, 19))
