"""The scheduled refresh."""

from datetime import timedelta

from worker.lessons import TrainJob
from worker.parsing import parse
from worker.settings import Settings
from worker.trainer import app, schedule


def test_there_is_none_unless_it_is_asked_for() -> None:
    assert schedule(Settings()) == {}
    assert app.conf.beat_schedule == {}


def test_it_sends_what_the_trainer_takes() -> None:
    settings = Settings(refresh_hours=12.5, refresh_data=("corrections:", "/sets/a.npz"))
    (entry,) = schedule(settings).values()
    assert entry["schedule"] == timedelta(hours=12, minutes=30)
    assert (entry["task"], entry["options"]) == ("inkqueue.train", {"queue": "training"})
    job = parse(TrainJob, entry["args"][0])
    assert (job.start, job.data) == ("champion", ("corrections:", "/sets/a.npz"))
