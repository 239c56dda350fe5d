"""A champion that changes while another is weighed."""

import pytest

from models.errors import ChampionChangedError
from models.promotion import WEIGHINGS, decided
from models.store import Store
from models.verdict import Pairs, Scores, Verdict


def verdict(store: Store, version: str, better: bool = True) -> Verdict:
    """What the gate says of a version against whoever serves now."""
    scores = {"accuracy": 0.9, "macro_recall": 0.9, "ece": 0.1, "milliseconds": 1.0, "bytes": 1}
    return Verdict(
        champion=Scores(version=store.champion().version, **scores),
        challenger=Scores(version=version, **scores),
        holdout=Pairs(images=1, gained=1, lost=0, p=0.01),
        must_stay_right=0,
        better=better,
        why="so",
    )


def test_it_is_weighed_again_against_the_new_champion(store: Store, add) -> None:
    late, version = add(b"late"), add(b"version")
    seen = []

    def weigh_up() -> Verdict:
        found = verdict(store, version)
        seen.append(found.champion.version)
        if len(seen) == 1:
            store.promote(late, "ann", "by hand, meanwhile")
        return found

    found, serves = decided(store, "job", weigh_up, version)
    assert serves
    assert seen[1:] == [late]
    assert found is not None
    assert found.champion.version == late
    assert store.champion().version == version
    assert store.champion().previous == late


def test_it_may_be_rejected_the_second_time(store: Store, add) -> None:
    late, version = add(b"late"), add(b"version")
    seen = []

    def weigh_up() -> Verdict:
        found = verdict(store, version, better=not seen)
        seen.append(1)
        if len(seen) == 1:
            store.promote(late, "ann", "by hand, meanwhile")
        return found

    assert decided(store, "job", weigh_up, version)[1] is False
    assert store.champion().version == late
    assert store.history()[-1].action == "rejected"


def test_one_that_was_promoted_meanwhile_serves(store: Store, add) -> None:
    version = add(b"version")

    def weigh_up() -> Verdict:
        found = verdict(store, version)
        store.promote(version, "ann", "by hand")
        return found

    assert decided(store, "job", weigh_up, version)[1] is True
    assert [event.who for event in store.history()] == ["ann"]


def test_it_ends_where_others_never_stop(store: Store, add) -> None:
    others = [add(f"other {number}".encode()) for number in range(2)]
    version, seen = add(b"version"), []

    def weigh_up() -> Verdict:
        found = verdict(store, version)
        store.promote(others[len(seen) % 2], "ann", "by hand, meanwhile")
        seen.append(1)
        return found

    with pytest.raises(ChampionChangedError, match="weigh it again"):
        decided(store, "job", weigh_up, version)
    assert len(seen) == WEIGHINGS
