from pathlib import Path
from typing import Any

import pytest
import redis

from worker import delivery, factory, supplies
from worker.factory import InkApp
from worker.holder import Holder
from worker.recognition import Recognition
from worker.services import Services
from worker.settings import Settings


@pytest.fixture
def app(settings: Settings, server: "redis.Redis") -> InkApp:
    return factory.create(("interactive",), {}, reads=False, settings=settings)


def answer(app: InkApp, name: str, job: Any) -> dict[str, Any]:
    """What the task's body returns, here and now."""
    task = app.tasks[f"inkqueue.{name}"]
    return task.apply([job], routing_key=task.kind.queue).get()


def test_what_nobody_foresaw_is_a_result(
    app: InkApp, server: "redis.Redis", monkeypatch: pytest.MonkeyPatch
) -> None:
    def mistake(*_: object) -> None:
        raise ZeroDivisionError("the secret")

    monkeypatch.setattr(Recognition, "parse", mistake)
    job = {"image": "/a", "job_id": "j", "reply_to": "inkqueue:reply:mine"}
    result = answer(app, "recognize", job)
    assert (result["job_id"], result["error"]["code"]) == ("j", "internal")
    assert "secret" not in str(result)
    assert server.xlen("inkqueue:reply:mine") == 1


def test_a_name_belongs_to_one_kind_of_job(app: InkApp, server: "redis.Redis") -> None:
    jobs: dict[str, Any] = {
        "recognize": {"image": "/etc/x"},
        "recognize_many": {"images": ["/etc/x"]},
        "train": {"data": ["/etc/x.npz"]},
    }
    for first, job in jobs.items():
        whole = answer(app, first, {**job, "job_id": first})
        for second, other in jobs.items():
            result = answer(app, second, {**other, "job_id": first})
            if first == second:
                assert result == whole
            else:
                error = result["error"]
                assert (error["code"], error["field"]) == ("invalid_job", "job_id")


def test_an_invalid_twin_leaves_the_data_of_a_running_training(
    app: InkApp, server: "redis.Redis", settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "a.npz").write_bytes(b"x")
    services = Services(settings.model_copy(update={"source_roots": (tmp_path,)}), server)
    with supplies.fetched((f"{tmp_path}/a.npz",), "j", services) as data:
        (path,) = data.paths
        assert answer(app, "train", {"job_id": "j"})["error"]["code"] == "invalid_job"
        assert Path(path).exists()


def test_the_claim_of_a_child_that_died_is_given_up_for_workers_elsewhere(
    server: "redis.Redis", settings: Settings
) -> None:
    services, job = Services(settings, server), [{"image": "/a", "job_id": "j"}]
    mine = Holder.here("t", "w")
    services.claims.take("j", mine, 60)
    for task_id, pid in (("other", mine.pid), ("t", mine.pid + 1)):
        delivery.give_up(Recognition(), services, task_id, job, {}, pid)
        assert services.claims.holder("j") == mine
    delivery.give_up(Recognition(), services, "t", job, {}, mine.pid)
    assert services.claims.holder("j") is None
    delivery.give_up(Recognition(), services, "t", [{}], {}, mine.pid)
