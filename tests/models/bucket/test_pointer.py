"""The champion of a store at a URL, and who moves it."""

import multiprocessing
import os
from pathlib import Path

import pytest

from models.errors import ChampionChangedError
from models.moves import Moves
from models.store import Store
from models.verdict import Pairs, Scores, Verdict
from pipeline.errors import ErrorCode, InkError
from tests import buckets
from tests.buckets import MakeStore, tamper


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
