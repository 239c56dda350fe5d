"""`inkqueue models`: list, show, promote, roll back, history."""

import json
import shutil
from pathlib import Path

import pytest

from models.store import SHIPPED, Store
from tests.worker.cli.conftest import Run
from worker.cli.exits import Exit


@pytest.fixture
def store(models: Path, tmp_path: Path) -> Store:
    """A copy that a test may change."""
    return Store(shutil.copytree(models, tmp_path / "store"))


def test_list_marks_the_champion_and_survives_a_corrupt_version(
    inkqueue: Run, store: Store
) -> None:
    first, second = (name for name in store.versions() if name.startswith("tiny"))
    folder = store.folder(second)
    (folder / "card.json").chmod(0o644)
    (folder / "card.json").write_text("{")
    done = inkqueue("models", "list", "--json", store=store.root)
    rows = {row["version"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert rows[first]["champion"] is True
    assert rows[first]["parameters"] == 784 * 62 + 62
    assert "corrupt" in rows[second]["error"]
    assert "corrupt" in inkqueue("models", "list", store=store.root).stdout


def test_the_gate_decides_unless_forced_and_all_is_remembered(inkqueue: Run, store: Store) -> None:
    first, second = (name for name in store.versions() if name.startswith("tiny"))
    able = Store(SHIPPED).champion().version
    promote = ("models", "promote")
    done = inkqueue(*promote, able, store=store.root)
    assert done.returncode == Exit.OK, done.stderr
    assert "better on the holdout" in done.stdout
    assert "weighing" in done.stderr
    assert store.champion().version == able
    refused = inkqueue(*promote, second, store=store.root)
    assert refused.returncode == Exit.FAILED
    assert "accuracy" in refused.stdout
    assert "--force promotes it" in refused.stderr
    assert store.champion().version == able
    forced = inkqueue(*promote, second, "--force", "--why", "a drill", store=store.root)
    assert (forced.returncode, store.champion().version) == (Exit.OK, second)
    assert inkqueue("models", "rollback", "--why", "over", store=store.root).returncode == Exit.OK
    assert store.champion().version == able
    done = inkqueue("models", "history", "--json", store=store.root)
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(e["action"], e["forced"]) for e in events] == [
        ("promoted", False), ("promoted", True), ("rolled_back", False),
    ]  # fmt: skip
    assert [e["verdict"] and e["verdict"]["better"] for e in events] == [True, False, None]
    assert [e["why"] for e in events[1:]] == ["a drill", "over"]
    assert first in json.dumps(events[0])
    assert "promoted (forced)" in inkqueue("models", "history", store=store.root).stdout


def test_who_serves_already_is_told_so_and_nothing_is_recorded(inkqueue: Run, store: Store) -> None:
    version = store.champion().version
    done = inkqueue("models", "promote", version, "--force", "--why", "so", store=store.root)
    assert done.returncode == Exit.OK
    assert done.stdout == f"{version} serves already: nothing was changed, and nothing recorded\n"
    assert not store.history()


def test_an_unknown_version_is_refused(inkqueue: Run, store: Store) -> None:
    for command in ("show", "promote"):
        done = inkqueue("models", command, "tiny-20200101T000000-00000000", store=store.root)
        assert done.returncode == Exit.UNAVAILABLE
        assert "tiny-20200101T000000-00000000" in done.stderr


def test_no_option_is_blamed_for_a_version_that_is_an_argument(inkqueue: Run) -> None:
    for command in (
        ("show", "--json", "nix"),
        ("promote", "--force", "nix"),
        ("promote", "--why", "nix", "nix"),
    ):
        done = inkqueue("models", *command)
        assert (done.returncode, done.stdout) == (Exit.UNAVAILABLE, "")
        assert done.stderr == "inkqueue: there is no version 'nix' (model_unavailable)\n"


def test_a_corrupt_pointer_hides_no_version_and_a_promotion_mends_it(
    inkqueue: Run, store: Store
) -> None:
    (store.root / "champion.json").write_text("{")
    listed = inkqueue("models", "list", store=store.root)
    assert listed.returncode == Exit.OK
    assert "promote a version to mend it" in listed.stderr
    version = store.versions()[-1]
    assert version in listed.stdout
    assert inkqueue("models", "promote", version, store=store.root).returncode == Exit.OK
    assert store.champion().version == version
