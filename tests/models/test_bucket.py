"""Stores at URLs: in memory, and on a real server that speaks S3."""

import hashlib
import multiprocessing
import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import fsspec
import pytest

from models.errors import ChampionChangedError, unavailable
from models.moves import Moves
from models.store import Store
from models.verdict import Pairs, Scores, Verdict
from pipeline.errors import ErrorCode, InkError
from tests import buckets

MakeStore = Callable[..., Store]
FILES = {"words.json": b"{}", "curve.svg": b"<svg/>"}


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    with buckets.serving() as address:
        yield address


@pytest.fixture(params=["memory", "s3"])
def url(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "memory":
        return f"memory://{uuid.uuid4().hex}/models"
    return buckets.use(request.getfixturevalue("s3"), monkeypatch)


@pytest.fixture
def machine(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeStore:
    """The store as a machine of this name sees it: each has a cache of its own."""

    def make(name: str = "one") -> Store:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / name))
        return Store(url, shipped=tmp_path / "nothing")

    return make


@pytest.fixture
def add(tmp_path: Path, make_draft) -> Callable[..., str]:
    def register(store: Store, content: bytes = b"network") -> str:
        (tmp_path / "m.keras").write_bytes(content)
        return store.register(tmp_path / "m.keras", make_draft(), FILES)

    return register


def tamper(url: str, path: str, content: bytes | None) -> None:
    files, base = fsspec.url_to_fs(url)
    if content is None:
        files.rm_file(f"{base}/{path}")
    else:
        files.pipe_file(f"{base}/{path}", content)


def test_what_one_machine_registers_another_has_whole(machine: MakeStore, add) -> None:
    version = add(machine())
    other = machine("two")
    assert other.versions() == (version,)
    folder = other.folder(version)
    assert "two" in folder.parts[len(folder.parts) - 4 :]
    assert (folder / "model.keras").read_bytes() == b"network"
    assert other.beside(version) == FILES
    assert set(other.card(version).files) == set(FILES)


def test_the_champion_moves_for_all_machines(machine: MakeStore, add) -> None:
    one, two = machine(), machine("two")
    first, second = add(one, b"first"), add(one, b"second")
    with pytest.raises(InkError, match="champion is missing"):
        two.champion()
    one.promote(first, "ann", "the first")
    one.promote(second, "bob", "better")
    fresh = machine("three")
    assert (fresh.champion().version, fresh.champion().previous) == (second, first)
    assert fresh.rollback("eve", "worse").version == first
    assert machine("four").champion().version == first
    fresh.reject(second, "loses", "gate")
    events = machine("five").history()
    assert [event.action for event in events] == ["promoted", "promoted", "rolled_back", "rejected"]
    assert [event.previous for event in events] == [None, first, second, None]


def test_a_machine_sees_a_move_within_seconds(
    machine: MakeStore, add, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = machine(), machine("two")
    first, second = add(one, b"first"), add(one, b"second")
    one.promote(first, "ann", "the first")
    assert two.champion().version == first
    one.promote(second, "ann", "better")
    assert two.champion().version == first  # it asked a moment ago
    monkeypatch.setattr("models.moves.FRESH_S", 0.0)
    assert two.champion().version == second


def test_what_was_fetched_is_not_fetched_again(machine: MakeStore, add, url: str) -> None:
    version = add(machine())
    two = machine("two")
    two.folder(version)
    tamper(url, f"{version}/model.keras", None)
    assert two.card(version).version == version
    with pytest.raises(InkError) as caught:
        machine("three").folder(version)
    assert caught.value.code is ErrorCode.MODEL_UNAVAILABLE


@pytest.mark.parametrize("name", ["model.keras", "words.json"])
def test_a_file_that_is_not_as_its_card_says_is_refused(
    machine: MakeStore, add, url: str, name: str
) -> None:
    version = add(machine())
    tamper(url, f"{version}/{name}", b"something else")
    two = machine("two")
    with pytest.raises(InkError, match=f"{name} of {version} is corrupt"):
        two.folder(version)
    assert not any(two.root.glob("*"))


@pytest.mark.parametrize("name", ["model.keras", "words.json", "card.json"])
def test_a_cached_file_that_broke_is_fetched_anew(machine: MakeStore, add, name: str) -> None:
    version = add(machine())
    two = machine("two")
    path = two.folder(version) / name
    path.chmod(0o644)
    path.write_bytes(b"broken")
    assert two.card(version).version == version
    assert path.read_bytes() != b"broken"


def test_a_version_without_its_card_is_none_yet(machine: MakeStore, add, url: str) -> None:
    version = add(machine())
    tamper(url, f"{version}/card.json", None)
    two = machine("two")
    assert two.versions() == ()
    with pytest.raises(InkError, match="no version"):
        two.folder(version)


def test_a_version_is_never_registered_twice(machine: MakeStore, add) -> None:
    add(machine())
    with pytest.raises(InkError, match="already registered"):
        add(machine("two"))


def test_what_is_removed_goes_everywhere(machine: MakeStore, add, url: str) -> None:
    one, two = machine(), machine("two")
    gone, kept = add(one, b"gone"), add(one, b"kept")
    two.folder(gone)
    one.remove(gone)
    assert not (one.root / gone).exists()
    aged(two.root / gone)
    two.folder(kept)
    assert not (two.root / gone).exists()
    assert two.versions() == (kept,)
    files, base = fsspec.url_to_fs(url)
    files.invalidate_cache()
    assert not files.exists(f"{base}/{gone}/model.keras")


def aged(folder: Path) -> None:
    """As if it had lain in the cache for a day."""
    os.utime(folder, (time.time() - 86_400,) * 2)


def test_what_is_young_or_cannot_be_swept_stays(
    machine: MakeStore, add, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = machine(), machine("two")
    gone, kept = add(one, b"gone"), add(one, b"kept")
    two.folder(gone)
    one.remove(gone)
    two.folder(kept)
    assert (two.root / gone).exists()  # another process may have it in hand
    aged(two.root / gone)
    shutil.rmtree(two.root / kept)

    def refuse(version: str) -> None:
        raise PermissionError(version)

    monkeypatch.setattr(two._place._cache, "drop", refuse)  # type: ignore[attr-defined]
    assert two.folder(kept).exists()


def test_nothing_is_fetched_to_be_removed(machine: MakeStore, add, url: str) -> None:
    version = add(machine())
    tamper(url, f"{version}/model.keras", b"something else")
    two = machine("two")
    two.remove(version)
    two.remove(version)
    assert two.versions() == ()
    assert not two.root.exists()


@pytest.mark.parametrize("error", [unavailable("away", "store", ""), OSError, KeyboardInterrupt])
def test_an_upload_that_is_cut_off_leaves_no_version(
    machine: MakeStore, add, error: BaseException
) -> None:
    store = machine()
    remote = store._place._remote  # type: ignore[attr-defined]
    write = remote.write

    def cut(path: str, content: bytes) -> None:
        if path.endswith("card.json"):
            raise error
        write(path, content)

    remote.write = cut
    with pytest.raises((InkError, OSError, KeyboardInterrupt)):
        add(store)
    assert list(store.root.iterdir()) == []
    assert store.versions() == ()
    with pytest.raises(InkError, match="no version"):
        store.card("tiny-20260301T123045-" + hashlib.sha256(b"network").hexdigest()[:8])
    remote.write = write
    assert store.card(add(store)).version in machine("two").versions()


def test_a_version_is_cached_only_once_its_card_is_at_the_url(machine: MakeStore, add) -> None:
    store = machine()
    remote = store._place._remote  # type: ignore[attr-defined]
    write, seen = remote.write, []

    def watched(path: str, content: bytes) -> None:
        seen.append(store._place._cache.names())  # type: ignore[attr-defined]
        write(path, content)

    remote.write = watched
    version = add(store)
    assert seen == [set()] * 4
    assert store._place._cache.names() == {version}  # type: ignore[attr-defined]


def test_a_verdict_counts_only_against_its_champion(machine: MakeStore, add) -> None:
    store = machine()
    first, second, third = (add(store, content) for content in (b"1", b"2", b"3"))
    store.promote(first, "ann", "first")
    scores = {"accuracy": 0.9, "macro_recall": 0.9, "ece": 0.1, "milliseconds": 1.0, "bytes": 1}
    verdict = Verdict(
        champion=Scores(version=second, **scores),
        challenger=Scores(version=third, **scores),
        holdout=Pairs(images=1, gained=1, lost=0, p=0.01),
        must_stay_right=0,
        better=True,
        why="",
    )
    with pytest.raises(ChampionChangedError):
        store.promote(third, "gate", "better", verdict)
    assert store.champion().version == first


def test_a_corrupt_move_is_mended_by_a_promotion(machine: MakeStore, add, url: str) -> None:
    store = machine()
    first, second = add(store, b"1"), add(store, b"2")
    store.promote(first, "ann", "first")
    tamper(url, "champion/00000001.json", b"{")
    with pytest.raises(InkError, match="champion is corrupt"):
        machine("two").champion()
    assert machine("three").promote(second, "ann", "mended").previous is None
    assert machine("four").champion().version == second


def test_a_decision_is_made_anew_where_another_was_first(machine: MakeStore, add) -> None:
    """The other moves between this one's look and its move."""
    one, two = machine(), machine("two")
    versions = [add(one, content) for content in (b"1", b"2", b"3")]
    one.promote(versions[0], "ann", "first")
    moves = one._place._moves  # type: ignore[attr-defined]
    assert isinstance(moves, Moves)
    create, tries = moves._remote.create, []

    def contended(path: str, content: bytes) -> bool:
        if not tries:
            two.promote(versions[1], "bob", "in between")
        tries.append(path)
        return create(path, content)

    moves._remote.create = contended  # type: ignore[method-assign]
    assert one.promote(versions[2], "ann", "third").previous == versions[1]
    assert len(tries) == 2
    history = machine("three").history()
    assert [event.version for event in history] == [versions[0], versions[1], versions[2]]


def test_a_lost_answer_is_no_second_move(machine: MakeStore, add) -> None:
    """The server did as told, and the client, which never heard of it, asks again."""
    store = machine()
    version = add(store)
    remote = store._place._moves._remote  # type: ignore[attr-defined]
    create = remote.create
    remote.create = lambda path, content: create(path, content) and create(path, content)
    assert store.promote(version, "ann", "once").version == version
    assert len(machine("two").history()) == 1


def _promote_all(url: str, names: list[str]) -> None:
    for name in names:
        Store(url, Path("/nonexistent")).promote(name, f"process {os.getpid()}", "race")


def test_promoters_at_once_lose_no_move(
    s3: str, tmp_path: Path, add, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = buckets.use(s3, monkeypatch)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    store = Store(url, tmp_path / "nothing")
    names = [add(store, f"model {n}".encode()) for n in range(8)]
    context = multiprocessing.get_context("spawn")
    promoters = [
        context.Process(target=_promote_all, args=(url, part)) for part in (names[:4], names[4:])
    ]
    for promoter in promoters:
        promoter.start()
    for promoter in promoters:
        promoter.join(100)
    assert [promoter.exitcode for promoter in promoters] == [0, 0]
    events = store.history()
    assert sorted(event.version for event in events) == sorted(names)
    assert [event.previous for event in events[1:]] == [event.version for event in events[:-1]]
    monkeypatch.setattr("models.moves.FRESH_S", 0.0)
    assert store.champion().version == events[-1].version


def test_while_the_url_is_away_the_last_known_champion_serves(
    tmp_path: Path, add, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "one"))
    with buckets.serving() as address:
        url = buckets.use(address, monkeypatch)
        store = Store(url, tmp_path / "nothing")
        version = add(store)
        store.promote(version, "ann", "first")
        assert store.champion().version == version
    away = Store(url, tmp_path / "nothing")
    assert away.champion().version == version
    assert away.card(version).version == version
    with pytest.raises(InkError, match="does not answer") as caught:
        away.promote(version, "bob", "again")
    assert caught.value.code is ErrorCode.MODEL_UNAVAILABLE
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "two"))
    with pytest.raises(InkError, match="does not answer"):
        Store(url, tmp_path / "nothing").champion()


def test_a_file_of_the_operators_is_fetched(machine: MakeStore, url: str) -> None:
    assert machine().file("regressions.npz") is None
    tamper(url, "regressions.npz", b"mine")
    path = machine("two").file("regressions.npz")
    assert path is not None
    assert path.read_bytes() == b"mine"
    assert [each.name for each in path.parent.iterdir()] == ["regressions.npz"]


def test_a_file_that_is_being_read_stays_whole(machine: MakeStore, url: str) -> None:
    """Another process may have it open while it is fetched anew."""
    tamper(url, "regressions.npz", b"the first")
    store = machine()
    path = store.file("regressions.npz")
    assert path is not None
    with path.open("rb") as file:
        tamper(url, "regressions.npz", b"2nd")
        assert store.file("regressions.npz") == path
        assert file.read() == b"the first"
    assert path.read_bytes() == b"2nd"


def test_a_promotion_is_decided_on_the_move_before_it(
    machine: MakeStore, add, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not on what the machine remembers, should the URL go away in between."""
    monkeypatch.setattr("models.moves.FRESH_S", 0.0)
    one, two = machine(), machine("two")
    first, second, third = (add(one, content) for content in (b"1", b"2", b"3"))
    one.promote(first, "ann", "first")
    assert one.champion().version == first
    two.promote(second, "bob", "second")
    moves = one._place._moves  # type: ignore[attr-defined]
    monkeypatch.setattr(moves, "_promptly", lambda: pytest.fail("it asks anew"))
    assert one.promote(third, "ann", "third").previous == second
