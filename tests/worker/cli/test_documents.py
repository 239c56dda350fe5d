"""`inkqueue read --format`: documents on stdout or in a folder, and what is refused."""

import json
from pathlib import Path

from PIL import Image

from pipeline.exports import alto, hocr
from pipeline.reading import Reading
from tests.worker.cli.conftest import Run
from worker.cli.exits import Exit
from worker.cli.naming import Names


def test_every_format_holds_the_same_reading(inkqueue: Run, pages: Path) -> None:
    out = pages.parent / "out"
    forms = [part for form in ("json", "text", "hocr", "alto") for part in ("--format", form)]
    done = inkqueue("read", "pages", "none.png", *forms, "--out", "out")
    assert (done.returncode, done.stdout) == (Exit.FAILED, "")
    assert done.stderr.count("none.png: image_not_found") == 1
    found = {path.name for path in out.iterdir()}
    assert {"a.json", "a.txt", "a.hocr", "a.alto.xml", "b.alto.xml", "none.json"} <= found
    assert "none.txt" not in found
    result = json.loads((out / "a.json").read_text())
    tree = Reading.model_validate({name: result[name] for name in Reading.model_fields})
    assert tree.lines
    assert hocr.read((out / "a.hocr").read_text()) == tree
    assert alto.read((out / "a.alto.xml").read_text()).lines == tree.lines
    assert (out / "a.txt").read_text() == f"{tree.text}\n"


def test_a_page_has_a_file_of_its_own_and_text_tells_of_the_others(
    inkqueue: Run, tmp_path: Path
) -> None:
    first, second = (Image.new("L", (40, height), 255) for height in (20, 30))
    first.save(tmp_path / "scan.tif", save_all=True, append_images=[second])
    for page in ("0", "1"):
        done = inkqueue("read", "scan.tif", "--page", page, "--format", "text", "--out", "out")
        assert f"scan.tif: page {page} of 0 to 1" in done.stderr
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"scan.txt", "scan.1.txt"}


def test_documents_go_to_stdout_and_failures_to_stderr(inkqueue: Run, pages: Path) -> None:
    assert inkqueue("read", "pages/a.png", "--format", "hocr").stdout.startswith("<?xml")
    lines = inkqueue("read", "pages", "--format", "json").stdout.splitlines()
    assert [json.loads(line)["image"] for line in lines] == ["pages/a.png", "pages/b.JPG"]
    done = inkqueue("read", "pages", "none.png", "--format", "text")
    assert done.returncode == Exit.FAILED
    assert len(done.stdout.split("\f")) == 2
    assert "none.png: image_not_found" in done.stderr


def test_what_cannot_be_written_is_told_and_costs_no_other(inkqueue: Run, pages: Path) -> None:
    (pages.parent / "out" / "a.txt").mkdir(parents=True)
    done = inkqueue("read", "pages", "--format", "text", "--out", "out")
    assert done.returncode == Exit.FAILED
    assert "no document of pages/a.png" in done.stderr
    assert (pages.parent / "out" / "b.txt").is_file()


def test_wrong_usage_is_refused(inkqueue: Run, pages: Path) -> None:
    for arguments in (
        ["--format", "alto"],
        ["--out", "out"],
        ["--json", "--format", "text"],
        ["--format", "json", "--format", "text"],
        ["--format", "pdf"],
    ):
        done = inkqueue("read", "pages", *arguments)
        assert (done.returncode, done.stdout) == (Exit.USAGE, "")


def test_no_two_images_share_a_name() -> None:
    names = Names(".hocr")
    assert [names.name(each) for each in ("x/a.png", "y/a.jpg", "https://h/a.png?b=c")] == [
        "a.hocr",
        "a-2.hocr",
        "a-3.hocr",
    ]
    assert names.name("data:image/png;base64,AAAA").startswith("image")
