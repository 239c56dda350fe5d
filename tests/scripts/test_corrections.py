"""The clerk on a real Redis, and what the page says of a row."""

from pathlib import Path

import pytest
from corrections import trial
from corrections.clerk import at_work
from corrections.row import Row
from corrections.section import section
from PIL import Image, ImageDraw

from models.store import Store
from pipeline.classes import INDEX
from tests import tiny

ROW = Row(
    version="paper-1", strips=False, forms=2, recorded=1234, changed=56, left_out=7, files=3,
    cer=(0.2, 0.1), exact=(0.5, 0.75), accuracy=(0.86, 0.8585), better=True, why="",
)  # fmt: skip


@pytest.mark.parametrize(
    ("cer", "accuracy", "met"),
    [
        ((0.2, 0.119), (0.86, 0.8581), True),
        ((0.2, 0.121), (0.86, 0.86), False),
        ((0.2, 0.1), (0.86, 0.8579), False),
    ],
    ids=["just", "too few", "too much forgotten"],
)
def test_the_target_asks_for_both(
    cer: tuple[float, float], accuracy: tuple[float, float], met: bool
) -> None:
    assert ROW.model_copy(update={"cer": cer, "accuracy": accuracy}).met == met


def test_the_section_has_a_line_a_champion() -> None:
    text = section([ROW, ROW.model_copy(update={"strips": True, "better": False})])
    assert "The 2 files of even number" in text
    first, second = text.splitlines()[-2:]
    assert first.startswith("| `paper-1` | without | 1,234, 56 | 0.2000 | 0.1000 | 50%, met |")
    assert "| beside it |" in second
    shipped = section([ROW.model_copy(update={"version": "compact-1"})])
    assert "| 0.1000 | 50% |" in shipped  # no target there
    assert second.endswith("| not better |")


def test_the_clerk_corrects_what_was_read(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    tiny.fill(store.root)
    image = Image.new("L", (300, 90), 235)
    pen = ImageDraw.Draw(image)
    for x in (40, 120, 200):
        pen.line((x, 20, x, 70), fill=30, width=6)
        pen.line((x, 70, x + 30, 70), fill=30, width=6)
    image.save(tmp_path / "form.png")
    with at_work(tmp_path, store, strips=False) as clerk:
        assert len(clerk.texts(["form.png"])["form.png"]) == 3
        found = clerk.correct({"form.png": "LLL"})
        x, y = clerk.samples()
    assert (found.forms, found.recorded, found.left_out) == (1, 3, 0)
    assert set(y.tolist()) == {INDEX["L"]}
    assert x.shape[1:] == (28, 28)


def test_a_stage_is_done_once(tmp_path: Path) -> None:
    tried = trial.Trial("paper-1", False, tmp_path, tmp_path / "stages")
    assert tried._stage("before", lambda: {"a": "b"}) == {"a": "b"}
    assert tried._stage("before", lambda: pytest.fail("made twice")) == {"a": "b"}
