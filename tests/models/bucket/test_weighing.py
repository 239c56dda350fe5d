"""Versions that are weighed while the store at a URL answers badly."""

from pathlib import Path

import pytest

from models.errors import StoreAwayError
from models.promotion import weighed
from models.remote import Remote
from models.store import MODEL, Store
from pipeline.errors import ErrorCode, InkError
from tests import tiny
from tests.buckets import MakeStore, tamper


@pytest.fixture
def networks(tmp_path: Path) -> list[bytes]:
    """Files of two networks that load."""
    versions = tiny.fill(tmp_path / "tiny", 2)
    return [(tmp_path / "tiny" / version / MODEL).read_bytes() for version in versions]


@pytest.fixture
def add_plain(tmp_path: Path, make_draft):
    """Register a network with nothing beside it."""

    def register(store: Store, content: bytes) -> str:
        (tmp_path / "m.keras").write_bytes(content)
        return store.register(tmp_path / "m.keras", make_draft())

    return register


def test_a_champion_that_could_not_be_fetched_is_no_missing_champion(
    machine: MakeStore, add_plain, networks: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = machine()
    before, champion = add_plain(one, b"before"), add_plain(one, networks[0])
    one.promote(before, "ann", "the first")
    one.promote(champion, "ann", "better")
    two = machine("two")
    version = add_plain(two, networks[1])

    def away(self: Remote, path: str, target: Path) -> None:
        raise self.away("a hiccup")

    with monkeypatch.context() as patch, pytest.raises(StoreAwayError):
        patch.setattr(Remote, "fetch", away)
        weighed(two, version)
    verdict = weighed(two, version)
    assert verdict is not None
    assert verdict.champion.version == champion


def test_a_champion_that_is_not_whole_is_weighed_against_by_nobody(
    machine: MakeStore, add_plain, networks: list[bytes], url: str
) -> None:
    one = machine()
    champion = add_plain(one, networks[0])
    one.promote(champion, "ann", "the first")
    tamper(url, f"{champion}/{MODEL}", None)
    two = machine("two")
    assert weighed(two, add_plain(two, networks[1])) is None
    with pytest.raises(InkError, match="lacks a file") as caught:
        two.folder(champion)
    assert caught.value.code == ErrorCode.MODEL_UNAVAILABLE
    assert not isinstance(caught.value, StoreAwayError)
