import json
import subprocess
import sys

import pytest

from worker import factory
from worker.settings import Settings

LIGHT = """
import json, sys
import worker.celery, worker.trainer, worker.client, worker.request
for app in (worker.celery.app, worker.trainer.app):
    app.loader.import_default_modules()
    app.finalize()
names = sorted(name for name in worker.celery.app.tasks if name.startswith("inkqueue."))
heavy = [name for name in ("tensorflow", "keras", "cv2") if name in sys.modules]
conf = [dict(app.conf.broker_transport_options) for app in (worker.celery.app, worker.trainer.app)]
print(json.dumps([names, heavy, conf]))
"""


@pytest.fixture(scope="module")
def imported() -> list:
    """What importing both workers brings with it, seen in a process of its own."""
    run = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def test_the_parent_stays_light(imported: list) -> None:
    names, heavy, _ = imported
    assert names == [
        f"inkqueue.{name}" for name in ("correct", "recognize", "recognize_many", "train")
    ]
    assert heavy == []


def test_the_trainer_keeps_its_own_unacknowledged_messages(imported: list) -> None:
    reading, training = imported[2]
    for name in ("unacked_key", "unacked_index_key", "unacked_mutex_key"):
        assert training[name] != reading.get(name, name.removesuffix("_key"))
    assert training["visibility_timeout"] > 86_400 + 10


def test_both_speak_json_only_and_acknowledge_late(settings: Settings) -> None:
    app = factory.create(("interactive",), {}, reads=True, settings=settings)
    assert app.conf.accept_content == app.conf.result_accept_content == ["json"]
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.worker_prefetch_multiplier == 1
    assert app.conf.result_backend_always_retry
    assert app.conf.worker_proc_alive_timeout >= 60
    task = app.tasks["inkqueue.recognize"]
    assert task.time_limit == 70


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("redis://h/0", "redis://h/0"),
        ("rediss://h/0", "rediss://h/0?ssl_cert_reqs=required"),
        ("rediss://h/0?a=b", "rediss://h/0?a=b&ssl_cert_reqs=required"),
        ("rediss://h/0?ssl_cert_reqs=none", "rediss://h/0?ssl_cert_reqs=none"),
    ],
)
def test_tls_is_verified_unless_it_is_said(settings: Settings, given: str, used: str) -> None:
    named = settings.model_copy(update={"redis_url": given})
    app = factory.create(("interactive",), {}, reads=True, settings=named)
    assert app.conf.broker_url == app.conf.result_backend == used
