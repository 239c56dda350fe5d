"""`trial://…`: an fsspec file system of sources that are slow, stuck or deadly.

trial://slow/SECONDS/NAME   gives file NAME of the folder TRIAL_FILES after a while
trial://stuck/SECONDS/NAME  the same, deaf to signals meanwhile, as in a long call into C
trial://killer/NAME         kills the child
trial://mortal/TIMES/NAME   kills the child so many times, then gives the file

Every opening leaves a line in `opened.log` of that folder, and in `opened.pids` with its process.
"""

import io
import os
import signal
import time
from pathlib import Path
from typing import Any

import fsspec
from fsspec.spec import AbstractFileSystem

PREFIXES = "trial://slow,trial://stuck,trial://killer,trial://mortal"


def register() -> None:
    """Make the protocol known to fsspec in this process."""
    fsspec.register_implementation("trial", Trial, clobber=True)


class Trial(AbstractFileSystem):
    """See the module."""

    protocol = "trial"

    def _open(self, path: str, mode: str = "rb", **_: Any) -> io.BytesIO:
        folder = Path(os.environ["TRIAL_FILES"])
        kind, *rest = path.split("/")
        with (folder / "opened.pids").open("a") as log:
            print(os.getpid(), path, file=log)
        with (folder / "opened.log").open("a") as log:
            print(path, file=log)
        if kind in ("slow", "stuck"):
            _wait(float(rest[0]), deaf=kind == "stuck")
        elif kind == "killer" or _openings(folder, path) <= int(rest[0]):
            os.kill(os.getpid(), signal.SIGKILL)
        return io.BytesIO((folder / rest[-1].partition("~")[0]).read_bytes())


def _wait(seconds: float, deaf: bool) -> None:
    if deaf:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1, signal.SIGALRM, signal.SIGTERM})
    time.sleep(seconds)


def _openings(folder: Path, path: str) -> int:
    return (folder / "opened.log").read_text().splitlines().count(path)
