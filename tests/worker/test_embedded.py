"""The embedded server: private, ready when started, restartable, gone when its owner is gone."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from worker.embedded import EmbeddedRedis, EmbeddedRedisError

NO_RETRY = Retry(NoBackoff(), 0)


Connect = Callable[[str], "redis.Redis"]


@pytest.fixture
def connect() -> Iterator[Connect]:
    """A client of a URL, closed after the test: a socket that is left is a warning some day."""
    with contextlib.ExitStack() as stack:
        yield lambda url: stack.enter_context(redis.Redis.from_url(url, retry=NO_RETRY))


def test_answers_when_entered_and_leaves_nothing_behind(connect: Connect) -> None:
    with EmbeddedRedis() as server:
        assert connect(server.url).set("k", "v")
        pid, folder = server.pid, server.folder
        assert pid is not None
        assert folder.stat().st_mode & 0o077 == 0
    assert not psutil.pid_exists(pid)
    assert not folder.exists()


def test_password_is_required_and_not_in_the_process_list(connect: Connect) -> None:
    with EmbeddedRedis(password="s3cret-word") as server:
        assert connect(server.url).ping()
        with pytest.raises(redis.AuthenticationError):
            connect(f"redis://127.0.0.1:{server.port}/0").ping()
        assert server.pid is not None
        assert "s3cret-word" not in " ".join(psutil.Process(server.pid).cmdline())


def test_listens_on_loopback_only() -> None:
    with EmbeddedRedis() as server:
        assert server.pid is not None
        sockets = psutil.Process(server.pid).net_connections(kind="inet")
        listening = {s.laddr.ip for s in sockets if s.status == psutil.CONN_LISTEN}
    assert listening == {"127.0.0.1"}


@pytest.mark.parametrize("append_only", [True, False])
def test_restart_after_a_kill_keeps_data_only_with_append_only_file(
    connect: Connect, append_only: bool
) -> None:
    with EmbeddedRedis(append_only=append_only) as server:
        port = server.port
        connect(server.url).set("k", "v")
        server.kill()
        with pytest.raises(redis.ConnectionError):
            connect(server.url).ping()
        server.start()
        assert server.port == port
        assert connect(server.url).get("k") == (b"v" if append_only else None)


def test_a_taken_port_is_an_error_that_shows_the_log() -> None:
    with EmbeddedRedis() as first, pytest.raises(EmbeddedRedisError, match=r"(?i)in use"):
        EmbeddedRedis(port=first.port).start()


def test_a_given_folder_with_a_space_is_kept(connect: Connect, tmp_path: Path) -> None:
    folder = tmp_path / "a folder"
    folder.mkdir()
    with EmbeddedRedis(folder=folder, append_only=True) as server:
        connect(server.url).set("k", "v")
    assert (folder / "redis.log").exists()
    assert (folder / "appendonlydir").is_dir()


def test_dies_with_its_owner_even_by_sigkill() -> None:
    script = (
        "from worker.embedded import EmbeddedRedis; import time\n"
        "with EmbeddedRedis() as s: print(s.pid, s.folder, flush=True); time.sleep(60)"
    )
    owner = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    pid, folder = owner.stdout.readline().split()
    os.kill(owner.pid, signal.SIGKILL)
    owner.wait()
    owner.stdout.close()
    until = time.monotonic() + 60
    while psutil.pid_exists(int(pid)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not psutil.pid_exists(int(pid))
    Path(folder, "redis.log").unlink()
    Path(folder).rmdir()
