"""`inkqueue read`: one JSON line an image and nothing else, pictures, and exit codes."""

import json
from pathlib import Path

from PIL import Image

from tests.worker.cli.conftest import Run
from worker.cli.exits import Exit
from worker.messages import Result


def test_json_is_one_result_an_image_as_given_and_nothing_else(inkqueue: Run, pages: Path) -> None:
    (pages / "c.png").write_text("no picture")
    done = inkqueue("read", "--json", "pages", "./pages/[ab].*", "none.png", "--overlay", "boxed")
    assert done.returncode == Exit.FAILED
    assert done.stderr == ""
    results = [Result.model_validate_json(line) for line in done.stdout.splitlines()]
    assert [result.image for result in results] == [
        "pages/a.png", "pages/b.JPG", "pages/c.png", "./pages/a.png", "./pages/b.JPG", "none.png",
    ]  # fmt: skip
    codes = [result.error.code.value if result.error else "" for result in results]
    assert codes == ["", "", "not_an_image", "", "", "image_not_found"]
    assert results[0].model is not None
    assert results[0].page is not None
    assert results[0].page.width == 160
    assert set(results[0].milliseconds) >= {"fetch", "decode", "classify"}

    pictures = sorted(path.name for path in (pages.parent / "boxed").iterdir())
    assert pictures == ["a-2.png", "a.png", "b-2.png", "b.png"]
    with Image.open(pages.parent / "boxed" / "a.png") as picture:
        assert picture.width >= 160
        assert len(picture.convert("RGB").getcolors(1 << 20)) > 3


def test_a_picture_that_cannot_be_written_costs_no_reading(inkqueue: Run, pages: Path) -> None:
    (pages.parent / "boxed" / "a.png").mkdir(parents=True)
    done = inkqueue("read", "--json", "pages", "--overlay", "boxed")
    assert done.returncode == Exit.FAILED
    assert [json.loads(line)["status"] for line in done.stdout.splitlines()] == ["done"] * 2
    (line,) = done.stderr.splitlines()
    assert "no picture of pages/a.png" in line
    assert (pages.parent / "boxed" / "b.png").is_file()


def test_an_upload_without_redis_is_unavailable(inkqueue: Run) -> None:
    done = inkqueue("read", "--json", "redis://inkqueue:upload:1")
    assert json.loads(done.stdout)["error"]["code"] == "source_unavailable"


def test_options_reach_the_pipeline(inkqueue: Run, pages: Path, models: Path) -> None:
    other = next(iter(sorted(models.glob("tiny-*"), reverse=True))).name
    chosen = ("--preset", "paper", "--alternatives", "5", "--model", other)
    done = inkqueue("read", "--json", "pages/a.png", *chosen)
    result = json.loads(done.stdout)
    assert result["model"] == other
    characters = [c for n in result["lines"] for w in n["words"] for c in w["characters"]]
    assert characters
    assert all(len(c["alternatives"]) == 5 for c in characters)


def test_a_page_of_a_file_is_read(inkqueue: Run, tmp_path: Path) -> None:
    first, second = (Image.new("L", (40, height), 255) for height in (20, 30))
    first.save(tmp_path / "scan.tif", save_all=True, append_images=[second])
    result = json.loads(inkqueue("read", "--json", "scan.tif", "--page", "1").stdout)
    assert result["page"] == {"width": 40, "height": 30, "pages": 2, "number": 1}
    done = inkqueue("read", "scan.tif", "--page", "2")
    assert done.returncode == Exit.FAILED
    assert "invalid_job: there is no page 2: the file has 2 pages, 0 to 1" in done.stderr


def test_a_person_gets_a_table(inkqueue: Run, pages: Path) -> None:
    done = inkqueue("read", "pages")
    assert done.returncode == Exit.OK
    head, *rows = done.stdout.splitlines()
    assert head.split() == ["image", "text", "confidence", "ms", "model"]
    assert [row.split()[0] for row in rows if row.startswith("pages")] == [
        "pages/a.png",
        "pages/b.JPG",
    ]


def test_what_is_wrong_as_a_whole_is_one_line_and_a_code(inkqueue: Run, pages: Path) -> None:
    for code, told, arguments, settings in (
        (Exit.USAGE, "INKQUEUE_THREADS='x'", ["pages"], {"threads": "x"}),
        (Exit.UNAVAILABLE, "model_unavailable", ["pages", "--model", "none"], {}),
    ):
        done = inkqueue("read", "--json", *arguments, **settings)
        assert (done.returncode, done.stdout) == (code, "")
        (line,) = done.stderr.splitlines()
        assert told in line


def test_wrong_usage_is_a_line_that_names_option_and_value(inkqueue: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for told, arguments in (
        ("images", []),
        ("--preset 'none': ", ["x.png", "--preset", "none"]),
        ("--alternatives '11': ", ["x.png", "--alternatives=11"]),
        ("--page '10000': ", ["x.tif", "--page=10000"]),
        ("--pattern '[a-': ", ["x.png", "--pattern", "[a-"]),
        ("--nothing", ["x.png", "--nothing"]),
        ("empty", ["empty"]),
    ):
        done = inkqueue("read", *arguments)
        assert (done.returncode, done.stdout) == (Exit.USAGE, "")
        (line,) = done.stderr.splitlines()
        assert line.startswith("inkqueue: ")
        assert told in line


def test_why_an_image_was_not_read_is_on_stderr(inkqueue: Run, pages: Path) -> None:
    done = inkqueue("read", "pages/a.png", "none.png", "--pattern", r"\d{9}")
    assert done.returncode == Exit.FAILED
    assert "(no_match)" in done.stdout
    assert "(image_not_found)" in done.stdout
    first, second = done.stderr.splitlines()
    assert first.startswith("inkqueue: pages/a.png: no_match: ")
    assert r"(--pattern \d{9})" in first
    assert second.startswith("inkqueue: none.png: image_not_found: ")


def test_addresses_are_opened_under_the_allow_list_only(inkqueue: Run) -> None:
    done = inkqueue("read", "--json", "https://nowhere.invalid/a.png")
    assert done.returncode == Exit.FAILED
    assert json.loads(done.stdout)["error"]["code"] == "source_not_allowed"


def test_a_folder_that_cannot_be_written_is_refused_before_anything_is_read(
    inkqueue: Run, pages: Path
) -> None:
    (pages.parent / "file").touch()
    # Nobody, not even root, can make a file in /proc.
    for folder in ("file/out", "/proc"):
        for option in (["--format", "text", "--out"], ["--overlay"]):
            done = inkqueue("read", "pages", *option, folder)
            assert (done.returncode, done.stdout) == (Exit.USAGE, "")
            (line,) = done.stderr.splitlines()
            assert line.startswith(f"inkqueue: {option[-1]} {folder!r}: no file can be written")


def test_a_version_that_is_none_is_told_with_its_option(inkqueue: Run, pages: Path) -> None:
    for option in (["--model", "nix"], ["--model=nix"]):
        done = inkqueue("read", "pages", *option)
        assert done.returncode == Exit.UNAVAILABLE
        assert done.stderr.startswith("inkqueue: --model: there is no version 'nix'")


def test_a_charset_that_is_nearly_a_name_is_refused(inkqueue: Run, pages: Path) -> None:
    done = inkqueue("read", "pages", "--charset", "digit")
    assert (done.returncode, done.stdout) == (Exit.USAGE, "")
    assert done.stderr.startswith("inkqueue: --charset 'digit': did you mean 'digits'?")


def test_a_variable_that_is_no_setting_is_told_once(inkqueue: Run, pages: Path) -> None:
    done = inkqueue("read", "pages/a.png", "--model", "nix", timelimit=3)
    told, _ = done.stderr.splitlines()
    assert "INKQUEUE_TIMELIMIT" in told
    assert told.endswith("did you mean INKQUEUE_TIME_LIMIT?")
