"""The champion's last training, in small: a version comes of it, three tenths of the way."""

import shutil
import sys
from pathlib import Path

import keras
import numpy as np
import pytest
import train_further

from models.store import MODEL, SHIPPED, Store
from tests.models.characters import characters, saved


def test_a_version_comes_of_it_that_is_no_other_but_near(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in (("EPOCHS", 1), ("GLYPHS", 320), ("WORDS", 20)):
        monkeypatch.setattr(train_further, name, value)
    start = Store(SHIPPED).champion().version
    shutil.copytree(SHIPPED / start, tmp_path / "store" / start)
    data = saved(characters(2000), tmp_path / "glyphs.npz")
    asked = ["train_further.py", data, start, "--to", str(tmp_path / "store")]
    monkeypatch.setattr(sys, "argv", asked)
    train_further.main()
    version = capsys.readouterr().out.split()[-1]
    store = Store(tmp_path / "store")
    assert store.card(version).start == start
    old, new = (
        keras.models.load_model(store.folder(each) / MODEL, compile=False).get_weights()
        for each in (start, version)
    )
    apart = [np.abs(a - b).max() for a, b in zip(old, new, strict=True)]
    assert max(apart) > 0
    assert np.median(apart) < 0.1
