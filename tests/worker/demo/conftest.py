"""Processes as a user starts them, and proof that they are gone afterwards."""

import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator

import psutil
import pytest


class Watched:
    """A process whose lines are read as they come, and the descendants it ever had."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []
        self.family: dict[int, psutil.Process] = {}
        self._queue: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._queue.put(line)
        self._queue.put(None)

    def until(self, text: str, seconds: float) -> str:
        """The first line with the text in it."""
        end = time.monotonic() + seconds
        while True:
            line = self._queue.get(timeout=max(0.1, end - time.monotonic()))
            assert line is not None, "".join(self.lines)
            self.lines.append(line)
            self.remember()
            if text in line:
                return line

    def remember(self) -> None:
        """Note the descendants there are now."""
        for child in psutil.Process(self.process.pid).children(recursive=True):
            self.family[child.pid] = child

    def end(self, signum: int, seconds: float) -> int:
        """Send a signal, wait, and return the status."""
        self.remember()
        os.kill(self.process.pid, signum)
        return self.process.wait(seconds)

    def left(self, seconds: float) -> list[psutil.Process]:
        """Descendants still alive after so long."""
        _, alive = psutil.wait_procs(list(self.family.values()), timeout=seconds)
        return [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]


@pytest.fixture
def watch() -> Iterator[Callable[..., Watched]]:
    """Start a process; whatever it leaves behind is ended after the test."""
    started: list[Watched] = []

    def start(arguments: list[str], **options: object) -> Watched:
        process = subprocess.Popen(
            arguments,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **options,  # type: ignore[call-overload]
        )
        started.append(Watched(process))
        return started[-1]

    yield start
    for watched in started:
        if watched.process.poll() is None:
            watched.remember()
            watched.process.send_signal(signal.SIGKILL)
        watched.process.wait(10)
        assert watched.process.stdout is not None
        watched.process.stdout.close()
        for process in watched.left(5):
            process.kill()
