"""What scheduled refreshes leave behind goes; what anybody may go back to stays."""

from datetime import timedelta
from pathlib import Path

import pytest

from models import pruning
from models.errors import unavailable
from models.pruning import prune
from models.store import CHAMPION, HISTORY, Store


@pytest.fixture
def versions(store: Store, tmp_path: Path, make_draft) -> list[str]:
    """Six versions, an hour apart, the oldest first."""
    made = []
    for number in range(6):
        (tmp_path / "m.keras").write_bytes(f"network {number}".encode())
        draft = make_draft()
        later = draft.model_copy(update={"created": draft.created + timedelta(hours=number)})
        made.append(store.register(tmp_path / "m.keras", later))
    return made


def test_the_newest_rejected_stay(store: Store, versions: list[str]) -> None:
    for version in versions[::-1]:
        store.reject(version, "worse")
    assert prune(store, 2) == tuple(versions[:4])
    assert set(versions) & set(store.versions()) == set(versions[4:])
    assert len(store.history()) == 6
    assert prune(store, 2) == ()
    assert not [path for path in store.root.iterdir() if path.name.startswith(".old")]


def test_what_ever_served_stays(store: Store, versions: list[str]) -> None:
    for version in versions:
        store.reject(version, "worse")
    store.promote(versions[0], "ann", "all the same", forced=True)
    store.promote(versions[1], "ann", "all the same", forced=True)
    store.promote(versions[2], "ann", "all the same", forced=True)
    store.rollback("ann", "back")
    assert prune(store, 1) == (versions[3], versions[4])
    assert store.champion().version == versions[1]
    assert store.promote(versions[0], "bob", "further back").version == versions[0]


def test_what_nobody_weighed_stays(store: Store, versions: list[str]) -> None:
    store.reject(versions[3], "worse")
    store.reject(versions[5], "worse")
    assert prune(store, 1) == (versions[3],)


def test_the_shipped_stay(store: Store, versions: list[str]) -> None:
    shipped = store.champion().version
    store.promote(versions[5], "ann", "better")
    store.reject(shipped, "old")
    store.reject(versions[4], "worse")
    assert prune(store, 1) == ()
    assert store.card(shipped).version == shipped


def test_nothing_goes_where_the_pointer_cannot_be_read(store: Store, versions: list[str]) -> None:
    for version in versions:
        store.reject(version, "worse")
    (store.root / CHAMPION).write_text("{")
    assert prune(store, 1) == ()


def test_what_only_the_pointer_names_stays(store: Store, versions: list[str]) -> None:
    """Set by hand, without a line in the history."""
    for version in versions:
        store.reject(version, "worse")
    pointer = f'{{"version": "{versions[0]}", "previous": "{versions[1]}"}}'
    (store.root / CHAMPION).write_text(pointer)
    assert prune(store, 1) == tuple(versions[2:5])


def test_what_cannot_be_removed_is_logged_and_ends_nothing(
    store: Store,
    versions: list[str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    for version in versions:
        store.reject(version, "worse")
    remove = Store.remove

    def away(self: Store, version: str) -> None:
        if version == versions[1]:
            raise unavailable("the store does not answer", "store", "s3://models")
        remove(self, version)

    monkeypatch.setattr(pruning.Store, "remove", away)
    assert prune(store, 3) == (versions[0], versions[2])
    assert f"{versions[1]}, rejected long ago, cannot be removed" in caplog.text


def test_a_corrupt_history_ends_no_training(store: Store, versions: list[str]) -> None:
    store.reject(versions[0], "worse")
    (store.root / HISTORY).write_text("{")
    assert prune(store, 1) == ()


def test_a_version_that_another_removed_is_removed(store: Store, versions: list[str]) -> None:
    store.remove(versions[0])
    store.remove(versions[0])
    assert versions[0] not in store.versions()
    store.remove("../shipped")
    assert store.card(store.champion().version)
