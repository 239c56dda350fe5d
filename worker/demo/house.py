"""The whole service on this machine: Redis, a worker with a child a core, the trainer, Flower."""

import json
import os
import secrets
import signal
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from worker.demo.fleet import Fleet
from worker.embedded import HOST, EmbeddedRedis, free_port
from worker.settings import PREFIX

FLOWER_PORT = 5555
FLOWER_USER = "demo"
FLOWER_MAX_TASKS = 10_000
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class House:
    """What runs, and how to reach it."""

    redis_url: str
    flower_url: str
    flower_password: str
    fleet: Fleet


@contextmanager
def house(folder: Path, pictures: Path) -> Iterator[House]:
    """Start everything, with models and logs under `folder`; end everything on leaving.

    Workers may open what lies under `pictures`, and what is uploaded.
    """
    with EmbeddedRedis(password=secrets.token_urlsafe(24)) as server:
        environment = _environment(server.url, folder, pictures)
        with Fleet(folder, environment) as fleet:
            port, password = _flower_port(), secrets.token_urlsafe(12)
            _start(fleet, port, password)
            try:
                yield House(server.url, f"http://{HOST}:{port}", password, fleet)
            finally:
                # A second Ctrl-C must not leave half of it running.
                for ending in ENDINGS:
                    signal.signal(ending, signal.SIG_IGN)


def _environment(redis_url: str, folder: Path, pictures: Path) -> Mapping[str, str]:
    """The caller's variables, with none of its own settings of inkqueue but the demo's."""
    others = {key: value for key, value in os.environ.items() if not key.startswith(PREFIX)}
    return others | {
        f"{PREFIX}REDIS_URL": redis_url,
        f"{PREFIX}STORE": str(folder / "models"),
        # As a list in JSON: a comma in the path is no separator.
        f"{PREFIX}SOURCE_ROOTS": json.dumps([str(pictures)]),
        "TF_CPP_MIN_LOG_LEVEL": "2",
    }


def _start(fleet: Fleet, port: int, password: str) -> None:
    cores = len(os.sched_getaffinity(0))
    worker = ["-A", "worker", "worker", "-Q", "interactive,bulk", "-n", "recognize@%h"]
    fleet.start("worker", [*worker, f"--concurrency={cores}", "--loglevel=INFO"])
    trainer = ["-A", "worker.trainer", "worker", "-Q", "training", "-n", "trainer@%h"]
    fleet.start("trainer", [*trainer, "--concurrency=1", "--loglevel=INFO"])
    flower = [f"--address={HOST}", f"--port={port}", f"--max_tasks={FLOWER_MAX_TASKS}"]
    # By the environment: a password in the arguments would show in the process list.
    fleet.start(
        "flower",
        ["-A", "worker", "flower", *flower],
        FLOWER_BASIC_AUTH=f"{FLOWER_USER}:{password}",
    )


def _flower_port() -> int:
    """Flower's usual port, or any other where that is taken."""
    with socket.socket() as probe:
        # As Flower does: a port in TIME_WAIT is free enough.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, FLOWER_PORT))
        except OSError:
            return free_port()
    return FLOWER_PORT
