"""Tie a process to its parent, so that nothing of ours outlives the process that started it."""

import ctypes
import os
import signal
from collections.abc import Callable

_LIBC = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG = 1


def tether(signum: int = signal.SIGTERM) -> Callable[[], None]:
    """A `preexec_fn` by which the kernel sends `signum` to the child when its parent dies.

    "Parent" is the thread that starts the child: call `Popen` from one that lives as long as the
    child should. Linux only.
    """
    parent = os.getpid()

    def tie() -> None:
        # Runs between fork and exec: nothing here may import, log or take a lock.
        _LIBC.prctl(_PR_SET_PDEATHSIG, signum, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return tie
