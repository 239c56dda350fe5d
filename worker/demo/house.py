"""The whole service on this machine: Redis, a worker with a child a core, trainer, Flower, page."""

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
from worker.embedded import EmbeddedRedis
from worker.ports import HOST, free_port
from worker.settings import PREFIX

PAGE_PORT = 8000
FLOWER_PORT = 5555
FLOWER_USER = "demo"
FLOWER_MAX_TASKS = 10_000
PRODUCERS = Path(__file__).parents[2] / "producer_examples"
"""Where the page is, in a checkout."""
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class House:
    """What runs, and how to reach it."""

    redis_url: str
    page_url: str
    flower_url: str
    flower_password: str
    fleet: Fleet


@contextmanager
def house(folder: Path, pictures: Path) -> Iterator[House]:
    """Start everything, with models and logs under `folder`; end everything on leaving.

    Workers may open what lies under `pictures`, and what is uploaded.
    """
    with (
        EmbeddedRedis(password=secrets.token_urlsafe(24)) as server,
        Fleet(folder, environment(server.url, folder, pictures)) as fleet,
    ):
        page, flower = _port(PAGE_PORT), _port(FLOWER_PORT)
        password = secrets.token_urlsafe(12)
        running = House(server.url, _url(page), _url(flower), password, fleet)
        # The page first: whoever opens it sees the others come up.
        _serve(running, page, pictures)
        _start(fleet, flower, password)
        try:
            yield running
        finally:
            # A second Ctrl-C must not leave half of it running.
            for ending in ENDINGS:
                signal.signal(ending, signal.SIG_IGN)


def environment(redis_url: str, folder: Path, pictures: Path) -> Mapping[str, str]:
    """The caller's variables, with none of its own settings of inkqueue but the demo's."""
    others = {key: value for key, value in os.environ.items() if not key.startswith(PREFIX)}
    return others | {
        f"{PREFIX}REDIS_URL": redis_url,
        f"{PREFIX}STORE": str(folder / "models"),
        # As a list in JSON: a comma in the path is no separator.
        f"{PREFIX}SOURCE_ROOTS": json.dumps([str(pictures)]),
        "TF_CPP_MIN_LOG_LEVEL": "2",
    }


def _url(port: int) -> str:
    return f"http://{HOST}:{port}"


def _serve(running: House, port: int, pictures: Path) -> None:
    """The page, as anybody else would serve it: it knows nothing of ours but Redis."""
    page = ["web", f"--port={port}", f"--samples={pictures}", f"--flower={running.flower_url}"]
    running.fleet.start("page", page, PYTHONPATH=str(PRODUCERS))


def _start(fleet: Fleet, port: int, password: str) -> None:
    cores = len(os.sched_getaffinity(0))
    worker = ["celery", "-A", "worker", "worker", "-Q", "interactive,bulk", "-n", "recognize@%h"]
    fleet.start("worker", [*worker, f"--concurrency={cores}", "--loglevel=INFO"])
    trainer = ["celery", "-A", "worker.trainer", "worker", "-Q", "training", "-n", "trainer@%h"]
    fleet.start("trainer", [*trainer, "--concurrency=1", "--loglevel=INFO"])
    flower = [f"--address={HOST}", f"--port={port}", f"--max_tasks={FLOWER_MAX_TASKS}"]
    # By the environment: a password in the arguments would show in the process list.
    fleet.start(
        "flower",
        ["celery", "-A", "worker", "flower", *flower],
        FLOWER_BASIC_AUTH=f"{FLOWER_USER}:{password}",
    )


def _port(usual: int) -> int:
    """The usual port, or any other where that is taken."""
    with socket.socket() as probe:
        # As Flower does: a port in TIME_WAIT is free enough.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, usual))
        except OSError:
            return free_port()
    return usual
