"""Tie a process to its parent, so that nothing of ours outlives the process that started it.

Run as a script, between the parent and the command: `tether.py SIGNAL PARENT COMMAND…`. It needs
no `preexec_fn`, which may deadlock where the parent has threads.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Sequence

_PR_SET_PDEATHSIG = 1


def tether(command: Sequence[str], signum: int = signal.SIGTERM) -> list[str]:
    """The command, made such that the kernel sends it `signum` when this process dies.

    The process that is started becomes the command's. "This process" is the thread that starts
    it: call `Popen` from one that lives as long as the command should. Linux only.
    """
    own = [sys.executable, "-I", "-S", __file__, str(int(signum)), str(os.getpid())]
    return [*own, *command]


def main(signum: int, parent: int, command: list[str]) -> None:
    """Ask the kernel for the signal, which an exec does not undo, and become the command."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signum, 0, 0, 0)
    # The parent may have died before it was asked for.
    if os.getppid() == parent:
        os.execvp(command[0], command)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
