from typing import Any

import pytest
import redis

from worker import factory
from worker.factory import InkApp
from worker.recognition import Recognition
from worker.settings import Settings


@pytest.fixture
def app(settings: Settings, server: "redis.Redis") -> InkApp:
    return factory.create(("interactive",), {}, reads=False, settings=settings)


def answer(app: InkApp, name: str, job: Any) -> dict[str, Any]:
    """What the task's body returns, here and now."""
    return app.tasks[f"inkqueue.{name}"].apply([job]).get()


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
