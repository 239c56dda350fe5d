"""The doctor: what is broken is told apart from what is only worth knowing."""

from pathlib import Path

from tests import tiny
from worker.doctor import Finding, examine
from worker.embedded import EmbeddedRedis
from worker.settings import Settings


def _examined(settings: Settings) -> dict[str, Finding]:
    return {finding.question: finding for finding in examine(settings)}


def test_a_sound_machine(tmp_path: Path) -> None:
    (version,) = tiny.fill(tmp_path / "store")
    with EmbeddedRedis(password="hush", append_only=True) as server:
        found = _examined(
            Settings(redis_url=server.url, store=tmp_path / "store", source_roots=(tmp_path,))
        )
    assert {name: finding.state for name, finding in found.items()} == {
        "packages": "ok",
        "redis": "ok",
        "workers": "note",
        "queues": "ok",
        "sources": "ok",
        "lexicons": "ok",
        "threads": "ok",
        "model": "ok",
    }
    assert "hush" not in found["redis"].answer
    assert version in found["model"].answer
    assert str(tmp_path) in found["sources"].answer


def test_a_machine_with_nothing(tmp_path: Path) -> None:
    with EmbeddedRedis() as gone:
        url = gone.url
    found = _examined(
        Settings(
            redis_url=url,
            store=tmp_path / "none",
            source_roots=(tmp_path / "no",),
            lexicons=tmp_path / "no",
        )
    )
    assert (found["lexicons"].state, found["sources"].state) == ("note", "note")
    assert found["redis"].state == "broken"
    assert found["sources"].state == "note"
    assert str(tmp_path / "no") in found["sources"].answer
