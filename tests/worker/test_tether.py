"""A tethered process ends with the process that started it, and is itself otherwise."""

import signal
import subprocess
import sys

import psutil
import pytest

from worker.tether import tether

OWNER = """
import subprocess, sys, time
from worker.tether import tether
child = subprocess.Popen(tether([sys.executable, "-c", "import time; time.sleep(60)"], {signum}))
print(child.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGKILL])
def test_it_dies_with_its_parent(signum: int) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER.format(signum=int(signum))], stdout=subprocess.PIPE, text=True
    )
    assert owner.stdout is not None
    child = psutil.Process(int(owner.stdout.readline()))
    while "tether.py" in " ".join(child.cmdline()):
        pass
    owner.kill()
    owner.wait()
    owner.stdout.close()
    gone, _ = psutil.wait_procs([child], timeout=60)
    assert gone == [child]


def test_it_is_the_command_with_its_arguments_and_status() -> None:
    script = "import sys; print(sys.argv[1:]); sys.exit(7)"
    done = subprocess.run(
        tether([sys.executable, "-c", script, "a b", ""]), capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (7, "['a b', '']\n")


def test_it_does_not_start_for_a_parent_that_is_gone() -> None:
    command = tether([sys.executable, "-c", "print('started')"])
    command[5] = "1"
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")
