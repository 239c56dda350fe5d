"""Versions and further files at a URL."""

import pytest

from pipeline.errors import InkError
from tests.buckets import FILES, MakeStore, tamper


def test_what_one_machine_registers_another_has_whole(machine: MakeStore, add) -> None:
    version = add(machine())
    other = machine("two")
    assert other.versions() == (version,)
    folder = other.folder(version)
    assert "two" in folder.parts[len(folder.parts) - 4 :]
    assert (folder / "model.keras").read_bytes() == b"network"
    assert other.beside(version) == FILES
    assert set(other.card(version).files) == set(FILES)


@pytest.mark.parametrize("name", ["model.keras", "words.json"])
def test_a_file_that_is_not_as_its_card_says_is_refused(
    machine: MakeStore, add, url: str, name: str
) -> None:
    version = add(machine())
    tamper(url, f"{version}/{name}", b"something else")
    two = machine("two")
    with pytest.raises(InkError, match=f"{name} of {version} is corrupt"):
        two.folder(version)
    assert not any(two.root.glob("*"))


def test_a_version_without_its_card_is_none_yet(machine: MakeStore, add, url: str) -> None:
    version = add(machine())
    tamper(url, f"{version}/card.json", None)
    two = machine("two")
    assert two.versions() == ()
    with pytest.raises(InkError, match="no version"):
        two.folder(version)


def test_a_version_is_never_registered_twice(machine: MakeStore, add) -> None:
    add(machine())
    with pytest.raises(InkError, match="already registered"):
        add(machine("two"))


def test_a_file_of_the_operators_is_fetched(machine: MakeStore, url: str) -> None:
    assert machine().file("regressions.npz") is None
    tamper(url, "regressions.npz", b"mine")
    path = machine("two").file("regressions.npz")
    assert path is not None
    assert path.read_bytes() == b"mine"
    assert [each.name for each in path.parent.iterdir()] == ["regressions.npz"]


def test_a_file_that_is_being_read_stays_whole(machine: MakeStore, url: str) -> None:
    """Another process may have it open while it is fetched anew."""
    tamper(url, "regressions.npz", b"the first")
    store = machine()
    path = store.file("regressions.npz")
    assert path is not None
    with path.open("rb") as file:
        tamper(url, "regressions.npz", b"2nd")
        assert store.file("regressions.npz") == path
        assert file.read() == b"the first"
    assert path.read_bytes() == b"2nd"
