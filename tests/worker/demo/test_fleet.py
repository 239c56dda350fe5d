"""The fleet's processes end with it, however it ends."""

import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from worker.demo.fleet import Fleet, ProcessEndedError

SCRIPT = """
import os, signal, sys, time
from pathlib import Path
from worker.demo.fleet import Fleet
from worker.embedded import EmbeddedRedis

# Whoever started the tests may have had it ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
TRAINER = "celery -A worker.trainer worker -Q training -c 1 --loglevel=INFO".split()
with EmbeddedRedis(folder=Path(sys.argv[1])) as server:
    with Fleet(Path(sys.argv[1]), os.environ | {"INKQUEUE_REDIS_URL": server.url}) as fleet:
        fleet.start("trainer", TRAINER)
        while "ready" not in fleet.log("trainer").read_text():
            fleet.check()
            time.sleep(0.1)
        print("started", flush=True)
        time.sleep(120)
"""


@pytest.mark.parametrize("signum", [signal.SIGKILL, signal.SIGINT])
def test_nothing_outlives_the_process_that_started_it(
    signum: int, tmp_path: Path, watch: Callable[..., Any]
) -> None:
    owner = watch([sys.executable, "-c", SCRIPT, str(tmp_path)])
    owner.until("started", 60)
    owner.end(signum, 30)
    assert len(owner.family) == 3  # Redis, the worker and its child
    assert owner.left(10) == []


def test_a_process_that_ends_by_itself_is_named_with_its_log(tmp_path: Path) -> None:
    with Fleet(tmp_path, {}) as fleet:
        fleet.start("worker", ["celery", "--no-such-option"])
        fleet._processes["worker"].wait(30)
        with pytest.raises(ProcessEndedError, match="worker ended with status 2") as caught:
            fleet.check()
    assert "no-such-option" in caught.value.log.read_text()
