"""The web service in a process of its own, started as another team would: without our packages."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx

from tests.integration.workers import Worker
from worker.embedded import EmbeddedRedis
from worker.heartbeat import key
from worker.ports import free_port
from worker.tether import tether

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "worker" / "samples"
CLIENT = "11111111-2222-3333-4444-555555555555"

# Our packages are out of reach, even where they are installed.
ALONE = """
import runpy, sys
class Refuse:
    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] in {"worker", "models", "pipeline", "tests"}:
            raise ImportError(f"the page imports {name}")
sys.meta_path.insert(0, Refuse())
sys.path.insert(0, sys.argv.pop(1))
runpy.run_module("web", run_name="__main__", alter_sys=True)
"""


class Web:
    """The page's process; it may be ended and started again on its port."""

    def __init__(self, broker: EmbeddedRedis, log: Path, *options: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._broker, self._log, self._options = broker, log, options

    def start(self) -> None:
        """Start it and wait until it answers."""
        folder, port = str(ROOT / "producer_examples"), f"--port={self.port}"
        command = [sys.executable, "-I", "-c", ALONE, folder, port, *self._options]
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                tether(command, signal.SIGKILL),
                env={**os.environ, "INKQUEUE_REDIS_URL": self._broker.url},
                cwd=self._log.parent,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        for _ in range(600):
            assert self.process.poll() is None, self._log.read_text()
            try:
                httpx.get(self.url, timeout=5)
            except httpx.TransportError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError("the page did not start")

    def stop(self) -> None:
        """End it as Ctrl-C does, which leaves no traceback."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20)
        log = self._log.read_text()
        assert "Traceback" not in log, log


class House:
    """Redis, one worker with the shipped network, and the page."""

    def __init__(self, broker: EmbeddedRedis, folder: Path) -> None:
        self.broker, self._folder = broker, folder
        self.web = Web(
            broker, folder / "web.log", f"--samples={SAMPLES}", "--flower=http://127.0.0.1:5555"
        )
        self.worker: Worker | None = None

    def start_worker(self) -> None:
        """Start it; it may not be ready yet."""
        store = str(self._folder / "models")
        log = self._folder / "worker.log"
        self.worker = Worker(
            "worker", "web", "interactive,bulk", self.broker, log, INKQUEUE_STORE=store
        )

    def stop_worker(self) -> None:
        """End it, and have it known at once: its sign of life runs out after 20 s."""
        assert self.worker is not None
        self.worker.kill()
        self.forget(self.worker.hostname)

    def forget(self, hostname: str) -> None:
        """Remove a worker's sign of life."""
        import redis

        with redis.Redis.from_url(self.broker.url) as client:
            client.delete(key(hostname))
