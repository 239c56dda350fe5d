"""A job does not wait long for a pointer that is not to be had."""

import time
from pathlib import Path

import pytest

from models.store import Store
from pipeline.errors import ErrorCode, InkError
from tests import buckets


@pytest.fixture
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def asked(store: Store) -> tuple[InkError, float]:
    """How a look at the champion fails, and after how many seconds."""
    begun = time.monotonic()
    with pytest.raises(InkError) as caught:
        store.champion()
    return caught.value, time.monotonic() - begun


def test_a_server_that_never_answers_holds_nobody_up(
    caches: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with buckets.silent() as address:
        store = Store(buckets.use(address, monkeypatch), caches / "nothing")
        error, seconds = asked(store)
        assert (error.code, error.field) == (ErrorCode.MODEL_UNAVAILABLE, "store")
        assert "does not answer" in error.message
        assert "promote" not in error.message
        assert seconds < 30  # 5, and the loading of the S3 client
        again, seconds = asked(store)
        assert "does not answer" in again.message
        assert seconds < 2


def test_after_a_while_it_is_asked_again(caches: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.moves.LOOK_S", 1.5)
    with buckets.silent() as address:
        store = Store(buckets.use(address, monkeypatch), caches / "nothing")
        assert asked(store)[1] >= 1.5
        assert asked(store)[1] < 1.5
        monkeypatch.setattr("models.moves.AWAY_S", 0.0)
        assert asked(store)[1] >= 1.5


def test_the_last_known_champion_serves_meanwhile(
    caches: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with buckets.silent() as address:
        store = Store(buckets.use(address, monkeypatch), caches / "nothing")
        store.root.mkdir(parents=True)
        version = "tiny-20260301T123045-0123abcd"
        pointer = f'{{"version": "{version}", "at": "2026-03-01T00:00:00Z"}}'
        (store.root / "champion.json").write_text(pointer)
        begun = time.monotonic()
        assert {store.champion().version for _ in range(20)} == {version}
        with pytest.raises(InkError, match="does not answer"):
            store.folder(version)
        assert time.monotonic() - begun < 30
