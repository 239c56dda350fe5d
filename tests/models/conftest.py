"""Versions to test with: drafts, files that only look like networks, and tiny real ones."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from models.card import Draft, Source
from models.store import Store

MakeDraft = Callable[..., Draft]


@pytest.fixture
def make_draft() -> MakeDraft:
    """A draft with any field changed by keyword."""

    def make(**changes: Any) -> Draft:
        fields = {
            "network": "tiny",
            "created": datetime(2026, 3, 1, 12, 30, 45, tzinfo=UTC),
            "data": (Source(name="train.npz", sha256="0" * 64, images=7),),
            "optimiser": "adam",
            "epochs": 1,
            "seed": 5,
            "parameters": 62,
        }
        return Draft(**{**fields, **changes})

    return make


@pytest.fixture
def store(tmp_path: Path, make_draft: MakeDraft) -> Store:
    """A store with nothing of its own and one shipped version, the champion."""
    shipping = Store(tmp_path / "shipped", shipped=tmp_path / "nothing")
    version = shipping.register(_file(tmp_path, b"shipped"), make_draft())
    pointer = f'{{"version": "{version}", "previous": null, "at": "2026-03-01T00:00:00Z"}}'
    (tmp_path / "shipped" / "champion.json").write_text(pointer)
    return Store(tmp_path / "store", shipped=tmp_path / "shipped")


@pytest.fixture
def add(store: Store, tmp_path: Path, make_draft: MakeDraft) -> Callable[[bytes], str]:
    """Register a file of this content and return its version."""
    return lambda content: store.register(_file(tmp_path, content), make_draft())


def _file(folder: Path, content: bytes) -> Path:
    path = folder / "candidate.keras"
    path.write_bytes(content)
    return path
