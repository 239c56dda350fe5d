"""A store at a URL, in memory and on a real server that speaks S3, as machines see it."""

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.store import Store
from tests import buckets
from tests.buckets import FILES, MakeStore


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    with buckets.serving() as address:
        yield address


@pytest.fixture(params=["memory", "s3"])
def url(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "memory":
        return f"memory://{uuid.uuid4().hex}/models"
    return buckets.use(request.getfixturevalue("s3"), monkeypatch)


@pytest.fixture
def machine(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeStore:
    """The store as a machine of this name sees it: each has a cache of its own."""

    def make(name: str = "one") -> Store:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / name))
        return Store(url, shipped=tmp_path / "nothing")

    return make


@pytest.fixture
def add(tmp_path: Path, make_draft) -> Callable[..., str]:
    def register(store: Store, content: bytes = b"network") -> str:
        (tmp_path / "m.keras").write_bytes(content)
        return store.register(tmp_path / "m.keras", make_draft(), FILES)

    return register
