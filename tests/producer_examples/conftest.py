"""A worker to talk to, and examples run as another team would: nothing of ours in sight."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests import tiny
from tests.conftest import started
from tests.integration.workers import Worker

EXAMPLES = Path(__file__).parents[2] / "producer_examples"

# Isolated, and with our packages out of reach even where they are installed.
ALONE = """
import runpy, sys
class Refuse:
    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] in {"worker", "models", "pipeline", "tests"}:
            raise ImportError(f"an example imports {name}")
sys.meta_path.insert(0, Refuse())
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""

Example = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def example(tmp_path: Path) -> Iterator[Example]:
    """Start an example by its file name."""
    started: list[subprocess.Popen[str]] = []

    def start(name: str, *arguments: object) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-I", "-c", ALONE, str(EXAMPLES / name), *map(str, arguments)],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture(scope="session")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture under the worker's root."""
    path = tmp_path_factory.mktemp("pictures") / "a.png"
    image = Image.new("L", (160, 60), 235)
    pen = ImageDraw.Draw(image)
    pen.line((30, 12, 30, 48), fill=30, width=5)
    pen.ellipse((70, 18, 100, 48), outline=30, width=5)
    image.save(path)
    return path


@pytest.fixture(scope="session")
def broker(picture: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Redis with a recognition worker behind it, and no other."""
    server = started(tmp_path_factory.mktemp("redis"))
    store = tmp_path_factory.mktemp("models")
    tiny.fill(store)
    worker = Worker(
        "worker",
        "examples",
        "interactive,bulk",
        server,
        tmp_path_factory.mktemp("log") / "log",
        INKQUEUE_STORE=str(store),
        INKQUEUE_SOURCE_ROOTS=str(picture.parent),
    )
    worker.ready()
    yield server.url
    worker.stop()
    server.stop()
