"""`inkqueue models`: list, show, promote, roll back."""

import json
import shutil
from pathlib import Path

import pytest

from models.store import Store
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


def test_promote_and_roll_back_move_the_pointer_and_are_remembered(
    inkqueue: Run, store: Store
) -> None:
    first, second = (name for name in store.versions() if name.startswith("tiny"))
    done = inkqueue("models", "promote", second, "--why", "reads better", store=store.root)
    assert done.returncode == Exit.OK
    assert store.champion().version == second
    assert (
        json.loads(inkqueue("models", "show", "--json", store=store.root).stdout)["version"]
        == second
    )
    assert inkqueue("models", "rollback", store=store.root).returncode == Exit.OK
    assert store.champion().version == first
    promoted, rolled_back = store.history()
    assert (promoted.action, promoted.why) == ("promoted", "reads better")
    assert rolled_back.action == "rolled_back"


def test_an_unknown_version_is_refused(inkqueue: Run, store: Store) -> None:
    for command in ("show", "promote"):
        done = inkqueue("models", command, "tiny-20200101T000000-00000000", store=store.root)
        assert done.returncode == Exit.UNAVAILABLE
        assert "tiny-20200101T000000-00000000" in done.stderr


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
