"""Constraints on the command line: what is asked, and what is wrong with it."""

import json
from pathlib import Path

import pytest
import typer

from pipeline.options import Options
from tests.worker.cli.conftest import Run
from worker.cli.asking import options_of
from worker.cli.exits import Exit


def test_a_lexicon_is_a_file_or_a_name(tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("# ours\nAnna\nBo\n")
    assert options_of(str(tmp_path / "names.txt")) == Options(lexicon=("Anna", "Bo"))
    assert options_of("cities", alternatives=1) == Options(lexicon="cities", alternatives=1)
    assert options_of(None, charset="digits") == Options(charset="digits")


@pytest.mark.parametrize(
    ("lexicon", "fields", "hint"),
    [
        (None, {"pattern": "[a-"}, "--pattern"),
        (None, {"charset": "1.5"}, "--charset"),
        ("broken.txt", {}, "--lexicon"),
        ("missing.txt", {}, "--lexicon"),
        ("lists/missing", {}, "--lexicon"),
        ("cities", {"pattern": "A"}, None),
    ],
)
def test_what_is_wrong_is_named(
    lexicon: str | None, fields: dict[str, str], hint: str | None, tmp_path: Path
) -> None:
    (tmp_path / "broken.txt").write_text("A & B\n")
    if lexicon == "broken.txt":
        lexicon = str(tmp_path / lexicon)
    with pytest.raises(typer.BadParameter) as caught:
        options_of(lexicon, **fields)
    assert caught.value.param_hint == hint


def test_constraints_reach_the_pipeline(inkqueue: Run, pages: Path, tmp_path: Path) -> None:
    page = "pages/a.png"
    done = inkqueue("read", "--json", page, "--charset", "7", "--readings", "1")
    (line,) = json.loads(done.stdout)["lines"]
    assert set(line["text"]) <= {"7", " "}
    assert {len(word["readings"]) for word in line["words"]} == {1}
    done = inkqueue("read", "--json", page, "--pattern", r"\d{9}")
    error = json.loads(done.stdout)["error"]
    assert (error["code"], error["field"], error["value"]) == (
        "no_match", "options.pattern", r"\d{9}",
    )  # fmt: skip
    (tmp_path / "lexicons").mkdir()
    done = inkqueue("read", "--json", page, "--lexicon", "towns", lexicons=tmp_path / "lexicons")
    assert done.returncode == Exit.USAGE
    assert "options.lexicon" in done.stderr or "no such lexicon" in done.stderr
