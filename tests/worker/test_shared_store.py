"""A fleet whose store is on a server that speaks S3."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.card import Draft
from models.store import MODEL, Store
from tests import buckets, tiny
from worker.child import Model


def shared(url: str, local: Path, tmp_path: Path) -> list[str]:
    """Two tiny versions at the URL, the first the champion."""
    store = Store(url, tmp_path / "nothing")
    names = []
    for version in tiny.fill(local, 2):
        card = Store(local).card(version)
        draft = Draft(**{name: getattr(card, name) for name in Draft.model_fields})
        names.append(store.register(local / version / MODEL, draft))
    store.promote(names[0], "ann", "the first")
    return names


@pytest.mark.timeout(400)
def test_a_machine_follows_what_another_promotes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.moves.FRESH_S", 0.0)
    with buckets.serving() as address:
        url = buckets.use(address, monkeypatch)
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "one"))
        first, second = shared(url, tmp_path / "local", tmp_path)
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "two"))
        child = Model(url)
        assert child.current().version == first
        told = inkqueue(url, tmp_path / "three", "promote", second, "--force", "--why", "a drill")
        assert f"champion: {second}" in told
        assert child.current().version == second
        told = inkqueue(url, tmp_path / "three", "history")
        assert told.count("promoted") == 2
        assert "a drill" in told
        assert inkqueue(url, tmp_path / "four", "list").count(first) == 1
    # The server is gone, and the child goes on.
    assert child.current().version == second
    assert Model(url).current().version == second


def inkqueue(url: str, cache: Path, *arguments: str) -> str:
    """`inkqueue models …` on another machine."""
    own = {"INKQUEUE_STORE": url, "XDG_CACHE_HOME": str(cache), "COLUMNS": "200"}
    done = subprocess.run(
        [str(Path(sys.executable).parent / "inkqueue"), "models", *arguments],
        env={**os.environ, **own}, capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout
