"""The card of a version's folder, checked with what it names."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from models.store import Store
from models.version import further, read_card
from pipeline.errors import ErrorCode, InkError


@pytest.fixture
def folder(store: Store, add: Callable[[bytes], str]) -> Path:
    """Of a version that may be tampered with."""
    folder = store.folder(add(b"better"))
    for path in folder.iterdir():
        path.chmod(0o644)
    return folder


def name_further(folder: Path, files: dict[str, str]) -> None:
    card = json.loads((folder / "card.json").read_text())
    (folder / "card.json").write_text(json.dumps(card | {"files": files}))


@pytest.mark.parametrize("name", ["model.keras", "card.json", "Model.keras", "CARD.JSON"])
def test_no_further_file_takes_the_place_of_network_or_card(folder: Path, name: str) -> None:
    """Else another network would pass under the version's name."""
    files = {name: hashlib.sha256(b"bitter").hexdigest()}
    if name != "card.json":
        (folder / name).write_bytes(b"bitter")
    name_further(folder, files)
    with pytest.raises(InkError, match=f"names {name} among its further files") as caught:
        read_card(folder)
    assert caught.value.code is ErrorCode.MODEL_UNAVAILABLE
    assert caught.value.value == folder.name


def test_a_further_file_is_checked_by_its_hash(folder: Path) -> None:
    (folder / "words.json").write_bytes(b"{}")
    name_further(folder, {"words.json": "0" * 64})
    with pytest.raises(InkError, match=r"words\.json of .* is corrupt"):
        read_card(folder)
    assert further(folder) == {"words.json": b"{}"}
