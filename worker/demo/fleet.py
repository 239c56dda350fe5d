"""The demo's processes: started together, watched, and gone when the demo is gone."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from worker.tether import tether

STOP_SECONDS = 15.0


class ProcessEndedError(RuntimeError):
    """A process of the fleet ended by itself; `log` says why."""

    def __init__(self, name: str, status: int, log: Path) -> None:
        super().__init__(f"{name} ended with status {status}; its log is {log}")
        self.log = log


class Fleet:
    """Named Python processes of one environment, each with a log file under `folder`."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._folder = folder
        self._environment = dict(environment)
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, arguments: Sequence[str], **environment: str) -> None:
        """Start `python -m ARGUMENTS` with these variables added."""
        with self.log(name).open("ab") as log:
            self._processes[name] = subprocess.Popen(
                # A worker told to end by its parent's death would wait for its jobs, without Redis.
                tether([sys.executable, "-m", *arguments], signal.SIGKILL),
                cwd=self._folder,
                env=self._environment | environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # Its own group: Ctrl-C reaches the demo alone, and a kill all of the children.
                start_new_session=True,
            )

    def log(self, name: str) -> Path:
        """Where a process writes."""
        return self._folder / f"{name}.log"

    def check(self) -> None:
        """Raise ProcessEndedError if any has ended."""
        for name, process in self._processes.items():
            status = process.poll()
            if status is not None:
                raise ProcessEndedError(name, status, self.log(name))

    def stop(self) -> None:
        """End all, in good order first and by force after `STOP_SECONDS`."""
        for process in self._processes.values():
            process.terminate()
        until = time.monotonic() + STOP_SECONDS
        for process in self._processes.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, until - time.monotonic()))
            # Even after a good end: a child may be left behind in the group.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self._processes.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
