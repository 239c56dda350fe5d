"""What a store keeps with a version: further files, and the gate's verdict in its history."""

import pytest

from models.store import MODEL
from models.verdict import Verdict
from pipeline.errors import InkError


def test_further_files_lie_beside_a_version(store, tmp_path, make_draft):
    (tmp_path / "m.keras").write_bytes(b"model")
    beside = {"pipeline.json": b"{}", "curve.svg": b"<svg/>"}
    version = store.register(tmp_path / "m.keras", make_draft(), beside)
    assert store.beside(version) == beside
    assert store.card(version).version == version


def _verdict(store, challenger):
    scores = {"accuracy": 0.9, "macro_recall": 0.8, "ece": 0.01, "milliseconds": 1.0, "bytes": 7}
    pairs = {"images": 10, "gained": 9, "lost": 0, "p": 0.004}
    return Verdict.model_validate(
        {
            "champion": {"version": store.champion().version, **scores},
            "challenger": {"version": challenger, **scores},
            "holdout": pairs, "must_stay_right": 0, "better": True, "why": "it reads sevens",
        }
    )  # fmt: skip


def test_the_gates_verdict_is_remembered_with_what_came_of_it(store, add):
    first, second = add(b"better"), add(b"worse")
    verdict = _verdict(store, first)
    store.promote(first, "ann", "weighed", verdict)
    rejected = _verdict(store, second)
    store.reject(second, "no better", "gate", rejected)
    store.promote(second, "ann", "all the same", rejected, forced=True)
    assert [(e.action, e.verdict, e.forced) for e in store.history()] == [
        ("promoted", verdict, False), ("rejected", rejected, False), ("promoted", rejected, True),
    ]  # fmt: skip


def test_a_verdict_on_another_champion_promotes_nothing(store, add):
    first, second = add(b"better"), add(b"other")
    verdict = _verdict(store, first)
    store.promote(second, "bob", "meanwhile")
    with pytest.raises(InkError, match="champion changed"):
        store.promote(first, "ann", "weighed", verdict)
    assert store.champion().version == second


def test_a_corrupt_champion_is_replaced_by_what_is_better_than_the_one_that_serves(store, add):
    serves, corrupt, better = add(b"serves"), add(b"corrupt"), add(b"better")
    store.promote(serves, "ann", "first")
    verdict = _verdict(store, better)
    store.promote(corrupt, "ann", "second")
    (store.folder(corrupt) / MODEL).unlink()
    assert store.promote(better, "job", "weighed", verdict).version == better
