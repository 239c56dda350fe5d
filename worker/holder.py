"""The process that works at a job, named so that others can tell whether it is still there."""

import os
import socket
from pathlib import Path
from typing import Self

import redis
from pydantic import BaseModel, ConfigDict

from worker import heartbeat


class Holder(BaseModel):
    """One child of one worker on one machine, and the task it took the job by."""

    model_config = ConfigDict(frozen=True)

    task_id: str
    worker: str
    """Celery's name of the worker, by which it beats."""
    host: str
    """The machine, and the namespace that its process ids are of: containers may share a name."""
    pid: int
    started: int
    """The kernel gives a process id more than once."""

    @classmethod
    def here(cls, task_id: str, worker: str) -> Self:
        """This process."""
        pid = os.getpid()
        return cls(task_id=task_id, worker=worker, host=_host(), pid=pid, started=_started(pid))

    def is_here(self) -> bool:
        """Whether it is this process."""
        return self.model_copy(update={"task_id": "", "worker": ""}) == Holder.here("", "")

    def gone(self, server: "redis.Redis") -> bool:
        """Whether nobody works at the job by this claim any more.

        On this machine that is exact: the process is not there, or is this one, which works at one
        job at a time. A process elsewhere lives while its worker beats; whose child dies, releases
        the claim itself.
        """
        if self.host != _host():
            return not server.exists(heartbeat.key(self.worker))
        return self.pid == os.getpid() or _started(self.pid) != self.started


def _host() -> str:
    try:
        return f"{socket.gethostname()}/{Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return socket.gethostname()


def _started(pid: int) -> int:
    """When a process began, in the kernel's ticks since the machine did; 0 for a dead one."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0
    # The name in parentheses may hold anything. A zombie (Z) only waits for its parent's look.
    state, *rest = stat.rpartition(")")[2].split()
    return 0 if state in "ZX" else int(rest[18])
