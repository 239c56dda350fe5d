"""`inkqueue` as a user starts it, with settings of its own, and what it may need."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests import tiny
from tests.conftest import started
from tests.integration.workers import Worker
from worker.embedded import EmbeddedRedis

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two tiny versions, the first the champion. Not to be changed."""
    root = tmp_path_factory.mktemp("models")
    tiny.fill(root, 2)
    return root


@pytest.fixture
def inkqueue(models: Path, tmp_path: Path) -> Run:
    """Run the command in an empty folder; keywords are settings, without their prefix."""
    command = Path(sys.executable).with_name("inkqueue")
    clean = {key: value for key, value in os.environ.items() if not key.startswith("INKQUEUE_")}
    # Nobody listens on port 1.
    base = clean | {"INKQUEUE_STORE": str(models), "INKQUEUE_REDIS_URL": "redis://127.0.0.1:1/0"}

    def run(*arguments: object, **settings: object) -> subprocess.CompletedProcess[str]:
        extra = {f"INKQUEUE_{key.upper()}": str(value) for key, value in settings.items()}
        return subprocess.run(
            [command, *map(str, arguments)],
            env=base | extra,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=150,
        )

    return run


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with two pictures, one of them shouting its suffix, and a text."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for name in ("a.png", "b.JPG"):
        image = Image.new("RGB", (160, 60), "white")
        pen = ImageDraw.Draw(image)
        pen.line((30, 12, 30, 48), fill="black", width=5)
        pen.ellipse((70, 18, 100, 48), outline="black", width=5)
        image.save(folder / name)
    (folder / "notes.txt").write_text("no picture")
    return folder


@pytest.fixture(scope="session")
def broker(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedRedis]:
    """A Redis of its own, with a recognition worker behind it."""
    server = started(tmp_path_factory.mktemp("redis"))
    log = tmp_path_factory.mktemp("reader") / "log"
    worker = Worker("worker", "cli", "interactive,bulk", server, log, INKQUEUE_STORE=str(models))
    worker.ready()
    yield server
    worker.stop()
    server.stop()
