"""One champion refreshed by what a clerk corrected, stage by stage; each is done once."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from accuracy.scoring import Figures, score
from accuracy.sets import Half, LabelledSet

from corrections.clerk import at_work
from corrections.row import Row
from models.classifier import load
from models.emnist import load_npz
from models.evaluation import evaluate
from models.files import write_atomically
from models.plan import TrainPlan
from models.promotion import weighed
from models.store import Store
from models.training import train


@dataclass(frozen=True)
class Trial:
    """A version of `shipped` that reads with the strip network or without it.

    data: holds emnist/ and words/names; folder: keeps the stages.
    """

    version: str
    strips: bool
    data: Path
    folder: Path

    def row(self) -> Row:
        """All of it: correct the even files, refresh, and read the odd ones before and after."""
        counts = self._stage("corrected", self._correct)
        before = self._stage("before", lambda: self._read(self.version))
        refreshed = self._stage("refreshed", self._refresh)
        after = self._stage("after", lambda: self._read(refreshed))
        verdict = self._stage("verdict", lambda: self._weigh(refreshed))
        found = self._stage(
            "validation", lambda: [self._valid(v) for v in (self.version, refreshed)]
        )
        old, new = (self._score(texts) for texts in (before, after))
        return Row(
            version=self.version, strips=self.strips, **counts, files=old.images,
            cer=(old.cer, new.cer), exact=(old.exact, new.exact), accuracy=tuple(found), **verdict,
        )  # fmt: skip

    @cached_property
    def _names(self) -> LabelledSet:
        return LabelledSet(self.data / "words" / "names")

    @property
    def _corrections(self) -> Path:
        return self.folder / "corrections.npz"

    def _labels(self, half: Half) -> dict[str, str]:
        labels = self._names.labels()
        return {name: labels[name] for name in self._names.files(half)}

    def _stage(self, name: str, make: Callable[[], Any]) -> Any:
        path = self.folder / f"{name}.json"
        if not path.exists():
            print(f"{self.folder.name}: {name}", flush=True)
            self.folder.mkdir(parents=True, exist_ok=True)
            write_atomically(path, json.dumps(make()))
        return json.loads(path.read_text())

    def _store(self, serves: str) -> Store:
        store = Store(self.folder / "store")
        store.root.mkdir(parents=True, exist_ok=True)
        store.promote(serves, "bench-corrections", "to be measured")
        return store

    def _correct(self) -> dict[str, int]:
        with at_work(self._names.folder, self._store(self.version), self.strips) as clerk:
            counts = clerk.correct(self._labels("even"))
            x, y = clerk.samples()
        np.savez(self._corrections, x=x, y=y)
        return asdict(counts)

    def _read(self, version: str) -> dict[str, str]:
        with at_work(self._names.folder, self._store(version), self.strips) as clerk:
            return clerk.texts(self._names.files("odd"))

    def _refresh(self) -> str:
        learnt = (str(self.data / "emnist" / "train.npz"),)
        plan = TrainPlan(learnt, start=self.version, corrections=str(self._corrections))
        return train(plan, self._store(self.version))

    def _weigh(self, refreshed: str) -> dict[str, Any]:
        store = self._store(self.version)
        verdict = weighed(store, refreshed, corrections=str(self._corrections))
        return {"better": bool(verdict and verdict.better), "why": verdict.why if verdict else ""}

    def _valid(self, version: str) -> float:
        held = load_npz(self.data / "emnist" / "validation.npz")
        classify = load(Store(self.folder / "store").folder(version))
        return evaluate(classify, held.x, held.y).accuracy

    def _score(self, texts: dict[str, str]) -> Figures:
        labels = self._labels("odd")
        return score(labels, texts, labels, prompted=self._names.prompted)
