import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.store import Store
from pipeline.errors import ErrorCode, InkError


def unavailable(caught: pytest.ExceptionInfo[InkError], field: str, value: object) -> None:
    assert caught.value.code is ErrorCode.MODEL_UNAVAILABLE
    assert (caught.value.field, caught.value.value) == (field, str(value))


def test_a_new_store_serves_the_shipped_champion(store):
    (version,) = store.versions()
    assert store.champion().version == version
    assert store.card(version).version == version
    assert not store.root.exists()


def test_a_registered_version_lies_in_the_store_and_is_found_again(store, add, make_draft):
    version = add(b"better")
    assert store.folder(version) == store.root / version
    assert store.card(version).parameters == make_draft().parameters
    assert set(store.versions()) > {version}
    assert os.listdir(store.root) == [version]


def test_versions_come_oldest_first_whatever_the_network(store, tmp_path, make_draft):
    model_file = tmp_path / "any.keras"
    model_file.write_bytes(b"any")
    drafts = [make_draft(network=name) for name in ("zebra", "ant")]
    early, late = (
        draft.model_copy(update={"created": draft.created.replace(year=year)})
        for draft, year in zip(drafts, (2020, 2030), strict=True)
    )
    names = [store.register(model_file, draft) for draft in (late, early)]
    assert [store.versions()[0], store.versions()[-1]] == names[::-1]


def test_the_same_version_is_never_registered_twice(store, add):
    version = add(b"better")
    for content in (b"better", b"shipped"):
        with pytest.raises(InkError, match="already registered") as caught:
            add(content)
        assert caught.value.code is ErrorCode.INVALID_JOB
    assert store.card(version).version == version


def test_promoting_moves_the_pointer_and_is_remembered(store, add):
    shipped, version = store.champion().version, add(b"better")
    moved = store.promote(version, "ann", "reads sevens")
    assert (moved.version, moved.previous) == (version, shipped)
    assert store.champion() == moved
    (event,) = store.history()
    assert (event.action, event.version, event.previous) == ("promoted", version, shipped)
    assert (event.who, event.why, event.at) == ("ann", "reads sevens", moved.at)


def test_promoting_the_champion_changes_nothing(store, add):
    moved = store.promote(add(b"better"), "ann", "once")
    assert store.promote(moved.version, "bob", "twice") == moved
    assert len(store.history()) == 1


def test_rolling_back_goes_one_step_and_no_further(store, add):
    shipped = store.champion().version
    bad = store.promote(add(b"worse"), "ann", "hope").version
    assert store.rollback("bob", "reads nonsense").version == shipped
    with pytest.raises(InkError, match="no previous"):
        store.rollback("eve", "pressed twice")
    assert store.champion().version == shipped
    assert [event.action for event in store.history()] == ["promoted", "rolled_back"]
    assert store.history()[-1].previous == bad


def test_a_rejection_is_remembered_and_moves_nothing(store, add):
    before, version = store.champion(), add(b"worse")
    store.reject(version, "loses 2 points")
    assert store.champion() == before
    assert [(e.action, e.version) for e in store.history()] == [("rejected", version)]


def test_a_version_that_changed_on_disk_is_refused_and_the_champion_stays(store, add):
    before, version = store.champion(), add(b"better")
    model_file = store.folder(version) / "model.keras"
    model_file.chmod(0o644)
    model_file.write_bytes(b"bitter")
    with pytest.raises(InkError, match="corrupt") as caught:
        store.promote(version, "ann", "unaware")
    unavailable(caught, "version", version)
    assert store.champion() == before
    assert store.history() == ()


@pytest.mark.parametrize(("name", "field"), [("model.keras", "model"), ("card.json", "card")])
def test_a_missing_file_is_named(store, add, name, field):
    path = store.folder(add(b"better")) / name
    path.unlink()
    with pytest.raises(InkError, match="missing") as caught:
        store.card(path.parent.name)
    unavailable(caught, field, path)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"version": 1}', "null", "\udcff"])
def test_a_corrupt_card_is_named(store, add, content):
    path = store.folder(add(b"better")) / "card.json"
    path.chmod(0o644)
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(InkError, match="card is corrupt") as caught:
        store.card(path.parent.name)
    unavailable(caught, "card", path)


def test_a_card_that_belongs_to_another_version_is_refused(store, add):
    one, two = (store.folder(add(content)) for content in (b"one", b"two"))
    (two / "card.json").unlink()
    (two / "card.json").write_bytes((one / "card.json").read_bytes())
    with pytest.raises(InkError, match="says") as caught:
        store.card(two.name)
    unavailable(caught, "version", two.name)


@pytest.mark.parametrize(
    "version", ["", "..", "/etc", "../shipped", "tiny-20260301T123045-0123abcd", "champion.json"]
)
def test_an_unknown_version_is_named(store, version):
    for ask in (store.folder, store.card, lambda v: store.promote(v, "ann", "typo")):
        with pytest.raises(InkError, match="no version") as caught:
            ask(version)
        unavailable(caught, "version", version)


@pytest.mark.parametrize("content", ["", "{", '{"version": "../x", "at": "2026-01-01T00:00:00Z"}'])
def test_a_corrupt_pointer_is_named_until_a_promotion_mends_it(store, add, content):
    version = add(b"better")
    path = store.root / "champion.json"
    path.write_text(content)
    for act in (store.champion, lambda: store.rollback("ann", "away from it")):
        with pytest.raises(InkError, match=r"champion is corrupt.*promote a version") as caught:
            act()
        unavailable(caught, "champion", path)
    assert path.read_text() == content
    assert store.history() == ()
    assert store.promote(version, "ann", "mended").previous is None
    assert store.champion().version == version
    assert [event.previous for event in store.history()] == [None]


def test_no_pointer_anywhere_is_an_error(tmp_path):
    with pytest.raises(InkError, match="champion is missing") as caught:
        Store(tmp_path / "a", shipped=tmp_path / "b").champion()
    unavailable(caught, "champion", tmp_path / "b" / "champion.json")


def test_rolling_back_to_a_version_that_is_gone_is_refused(store, add, tmp_path):
    moved = store.promote(add(b"better"), "ann", "fine")
    (tmp_path / "shipped" / moved.previous / "model.keras").unlink()
    with pytest.raises(InkError, match="missing"):
        store.rollback("ann", "back")
    assert store.champion() == moved


def _promote_all(root: Path, shipped: Path, names: list[str]) -> None:
    for name in names:
        Store(root, shipped).promote(name, f"process {os.getpid()}", "race")


def test_promoters_at_once_lose_no_history(store, add, tmp_path):
    names = [add(f"model {n}".encode()) for n in range(12)]
    context = multiprocessing.get_context("spawn")
    promoters = [
        context.Process(target=_promote_all, args=(store.root, tmp_path / "shipped", part))
        for part in (names[:6], names[6:])
    ]
    for promoter in promoters:
        promoter.start()
    for promoter in promoters:
        promoter.join(60)
    assert [promoter.exitcode for promoter in promoters] == [0, 0]
    events = store.history()
    assert sorted(event.version for event in events) == sorted(names)
    assert [event.previous for event in events[1:]] == [event.version for event in events[:-1]]
    assert store.champion().version == events[-1].version


def test_importing_the_store_stays_light():
    heavy = "{'tensorflow', 'keras', 'cv2'} & set(__import__('sys').modules)"
    code = f"import models.store, models.card; print({heavy} or 'light')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.stdout.strip(), done.returncode) == ("light", 0)
