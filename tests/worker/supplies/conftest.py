"""A root that may be opened, and what fetching works with."""

from pathlib import Path

import pytest
import redis

from worker.services import Services
from worker.settings import Settings


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    return folder


@pytest.fixture
def services(server: "redis.Redis", settings: Settings, root: Path) -> Services:
    return Services(settings.model_copy(update={"source_roots": (root,)}), server)
