from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.reading import PageSize, Reading
from worker.cli.overlays import Overlays

PAGE = np.full((40, 60, 3), 255, np.uint8)
READING = Reading(
    text="", confidence=0.0, needs_review=True, page=PageSize(width=60, height=40), lines=()
)


def test_a_picture_is_named_after_its_image(tmp_path: Path) -> None:
    pictures = Overlays(tmp_path / "boxed")
    pictures.draw(str(tmp_path / "scan.jpg"), PAGE, READING)
    assert [path.name for path in (tmp_path / "boxed").iterdir()] == ["scan.png"]
    assert not pictures.failed


def test_no_picture_replaces_an_image(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scan = tmp_path / "scan.png"
    Image.fromarray(PAGE).save(scan)
    before = scan.read_bytes()
    pictures = Overlays(tmp_path)
    pictures.draw(str(scan), PAGE, READING)
    assert scan.read_bytes() == before
    assert pictures.failed
    assert "--overlay" in capsys.readouterr().err
