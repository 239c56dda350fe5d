"""What a machine keeps of a store at a URL."""

import hashlib
import os
import shutil
import time
from pathlib import Path

import fsspec
import pytest

from models.errors import unavailable
from pipeline.errors import ErrorCode, InkError
from tests.buckets import MakeStore, tamper


def test_what_was_fetched_is_not_fetched_again(machine: MakeStore, add, url: str) -> None:
    version = add(machine())
    two = machine("two")
    two.folder(version)
    tamper(url, f"{version}/model.keras", None)
    assert two.card(version).version == version
    with pytest.raises(InkError) as caught:
        machine("three").folder(version)
    assert caught.value.code is ErrorCode.MODEL_UNAVAILABLE


@pytest.mark.parametrize("name", ["model.keras", "words.json", "card.json"])
def test_a_cached_file_that_broke_is_fetched_anew(machine: MakeStore, add, name: str) -> None:
    version = add(machine())
    two = machine("two")
    path = two.folder(version) / name
    path.chmod(0o644)
    path.write_bytes(b"broken")
    assert two.card(version).version == version
    assert path.read_bytes() != b"broken"


def test_what_is_removed_goes_everywhere(machine: MakeStore, add, url: str) -> None:
    one, two = machine(), machine("two")
    gone, kept = add(one, b"gone"), add(one, b"kept")
    two.folder(gone)
    one.remove(gone)
    assert not (one.root / gone).exists()
    aged(two.root / gone)
    two.folder(kept)
    assert not (two.root / gone).exists()
    assert two.versions() == (kept,)
    files, base = fsspec.url_to_fs(url)
    files.invalidate_cache()
    assert not files.exists(f"{base}/{gone}/model.keras")


def aged(folder: Path) -> None:
    """As if it had lain in the cache for a day."""
    os.utime(folder, (time.time() - 86_400,) * 2)


def test_what_is_young_or_cannot_be_swept_stays(
    machine: MakeStore, add, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = machine(), machine("two")
    gone, kept = add(one, b"gone"), add(one, b"kept")
    two.folder(gone)
    one.remove(gone)
    two.folder(kept)
    assert (two.root / gone).exists()  # another process may have it in hand
    aged(two.root / gone)
    shutil.rmtree(two.root / kept)

    def refuse(version: str) -> None:
        raise PermissionError(version)

    monkeypatch.setattr(two._place._cache, "drop", refuse)  # type: ignore[attr-defined]
    assert two.folder(kept).exists()


def test_nothing_is_fetched_to_be_removed(machine: MakeStore, add, url: str) -> None:
    version = add(machine())
    tamper(url, f"{version}/model.keras", b"something else")
    two = machine("two")
    two.remove(version)
    two.remove(version)
    assert two.versions() == ()
    assert not two.root.exists()


@pytest.mark.parametrize("error", [unavailable("away", "store", ""), OSError, KeyboardInterrupt])
def test_an_upload_that_is_cut_off_leaves_no_version(
    machine: MakeStore, add, error: BaseException
) -> None:
    store = machine()
    remote = store._place._remote  # type: ignore[attr-defined]
    write = remote.write

    def cut(path: str, content: bytes) -> None:
        if path.endswith("card.json"):
            raise error
        write(path, content)

    remote.write = cut
    with pytest.raises((InkError, OSError, KeyboardInterrupt)):
        add(store)
    assert list(store.root.iterdir()) == []
    assert store.versions() == ()
    with pytest.raises(InkError, match="no version"):
        store.card("tiny-20260301T123045-" + hashlib.sha256(b"network").hexdigest()[:8])
    remote.write = write
    assert store.card(add(store)).version in machine("two").versions()


def test_a_version_is_cached_only_once_its_card_is_at_the_url(machine: MakeStore, add) -> None:
    store = machine()
    remote = store._place._remote  # type: ignore[attr-defined]
    write, seen = remote.write, []

    def watched(path: str, content: bytes) -> None:
        seen.append(store._place._cache.names())  # type: ignore[attr-defined]
        write(path, content)

    remote.write = watched
    version = add(store)
    assert seen == [set()] * 4
    assert store._place._cache.names() == {version}  # type: ignore[attr-defined]
