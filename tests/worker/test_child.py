import math
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from models.errors import StoreAwayError
from models.store import MODEL, Store
from pipeline.errors import ErrorCode, InkError
from tests import tiny
from worker import child
from worker.child import Model
from worker.limits import TimeUp


@pytest.fixture
def versions(tmp_path: Path) -> list[str]:
    """Two versions in a store at `tmp_path`; the first is the champion."""
    return tiny.fill(tmp_path, 2)


def spoil(root: Path, version: str) -> None:
    file = root / version / MODEL
    file.chmod(0o644)
    file.write_bytes(b"rubbish")


def test_without_a_model_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store.__init__, "__defaults__", (tmp_path / "nothing shipped",))
    with pytest.raises(InkError) as caught:
        Model(tmp_path).current()
    assert caught.value.code == ErrorCode.MODEL_UNAVAILABLE
    child.warm_up(tmp_path)


def test_the_champion_is_loaded_once(tmp_path: Path, versions: list[str]) -> None:
    model = Model(tmp_path)
    serving = model.current()
    assert serving.version == versions[0]
    assert model.current() is serving


def test_it_follows_the_pointer(tmp_path: Path, versions: list[str]) -> None:
    model = Model(tmp_path)
    model.current()
    Store(tmp_path).promote(versions[1], "test", "better")
    assert model.current().version == versions[1]
    Store(tmp_path).rollback("test", "worse")
    assert model.current().version == versions[0]


def test_a_version_that_does_not_load_is_refused_until_the_pointer_moves(
    tmp_path: Path, versions: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    model = Model(tmp_path)
    before = model.current()
    Store(tmp_path).promote(versions[1], "test", "better")
    spoil(tmp_path, versions[1])
    assert model.current() is before
    assert model.current() is before
    assert len([r for r in caplog.records if "goes on serving" in r.message]) == 1


def test_a_version_that_could_not_be_had_is_tried_again_after_a_while(
    tmp_path: Path, versions: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def away(*_: object) -> None:
        tries.append(1)
        raise StoreAwayError("a hiccup", "s3://models")

    model = Model(tmp_path)
    before = model.current()
    Store(tmp_path).promote(versions[1], "test", "better")
    with monkeypatch.context() as patch:
        patch.setattr(child, "_warmed", away)
        assert model.current() is before
        assert model.current() is before
        assert len(tries) == 1
        patch.setattr(child, "AGAIN_S", 0.0)
        model._again_at = 0.0
        assert model.current() is before
    assert len(tries) == 2
    assert model.current().version == versions[1]


def test_a_swap_that_a_time_limit_cut_off_is_made_up_for(
    tmp_path: Path, versions: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_slow(*_: object) -> None:
        raise TimeUp

    model = Model(tmp_path)
    model.current()
    Store(tmp_path).promote(versions[1], "test", "better")
    with monkeypatch.context() as patch, pytest.raises(TimeUp):
        patch.setattr(child, "_warmed", too_slow)
        model.current()
    assert model.current().version == versions[1]


def test_a_fresh_child_takes_the_version_before_a_broken_champion(
    tmp_path: Path, versions: list[str]
) -> None:
    Store(tmp_path).promote(versions[1], "test", "better")
    spoil(tmp_path, versions[1])
    model = Model(tmp_path)
    assert model.current().version == versions[0]
    # Whether it was broken or only not to be had is seen when it is tried again.
    again_at = model._again_at
    assert time.monotonic() < again_at <= time.monotonic() + child.AGAIN_S
    model._again_at = 0.0
    assert model.current().version == versions[0]
    assert model._again_at == math.inf


def test_a_pointer_that_is_gone_costs_nothing(tmp_path: Path, versions: list[str]) -> None:
    model = Model(tmp_path)
    before = model.current()
    (tmp_path / "champion.json").write_text("{")
    assert model.current() is before


@pytest.fixture
def unset(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """An environment that says nothing about threads."""
    names = ("OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "OPENCV_FOR_THREADS_NUM")
    plain = {key: value for key, value in os.environ.items() if key not in names}
    monkeypatch.setattr(os, "environ", plain)
    return plain


@pytest.mark.parametrize(
    ("children", "threads", "share"), [(1, 0, None), (10_000, 0, 1), (2, 3, 3)]
)
def test_cores_are_shared(
    unset: dict[str, str], children: int, threads: int, share: int | None
) -> None:
    share = share or len(os.sched_getaffinity(0))
    assert child.share_cores(children, threads) == share
    assert unset["TF_NUM_INTRAOP_THREADS"] == str(share)


def test_what_the_operator_set_stays(unset: dict[str, str]) -> None:
    unset["TF_NUM_INTRAOP_THREADS"] = "7"
    child.share_cores(1, 3)
    assert unset["TF_NUM_INTRAOP_THREADS"] == "7"
    assert unset["OMP_NUM_THREADS"] == "3"


MULTIPLY = """
import os
from worker import child
child.share_cores(1, {})
import cv2, tensorflow
x = tensorflow.random.uniform((500, 500))
tensorflow.matmul(x, x).numpy()
print(cv2.getNumThreads(), len(os.listdir("/proc/self/task")))
"""


def test_the_libraries_take_their_share(unset: dict[str, str]) -> None:
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", MULTIPLY.format(n)], env=unset, stdout=-1, stderr=-3
        )
        for n in (1, 5)
    ]
    said = [[int(word) for word in run.communicate()[0].split()] for run in runs]
    assert [opencv for opencv, _ in said] == [1, 5]
    # TensorFlow does not tell its threads, but the kernel does.
    assert said[1][1] - said[0][1] >= 4
