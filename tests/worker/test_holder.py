import os
import subprocess
import sys
from pathlib import Path

import redis

from worker import heartbeat
from worker.holder import Holder


def test_this_process_holds_nothing_it_does_not_know_of(server: "redis.Redis") -> None:
    """A child works at one job at a time: what it finds claimed by itself is over."""
    assert Holder.here("t", "w").gone(server)


def test_a_process_of_this_machine_is_there_until_it_ends(server: "redis.Redis") -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        stat = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
        here = Holder.here("t", "w")
        other = here.model_copy(update={"pid": process.pid, "started": int(stat[19])})
        assert not other.gone(server)
        assert other.model_copy(update={"started": other.started - 1}).gone(server)
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        # Dead, and not yet looked for by its parent.
        assert other.gone(server)
    assert other.gone(server)


def test_machines_that_share_a_name_are_told_apart_by_whose_process_ids_they_see() -> None:
    assert os.readlink("/proc/self/ns/pid") in Holder.here("t", "w").host


def test_a_process_elsewhere_is_there_while_its_worker_beats(server: "redis.Redis") -> None:
    far = Holder.here("t", "w@far").model_copy(update={"host": "far"})
    assert far.gone(server)
    server.set(heartbeat.key("w@far"), "{}")
    assert not far.gone(server)
