"""The scheduled refresh."""

import math
from datetime import timedelta

import pytest

from pipeline.errors import InkError
from worker.lessons import TrainJob
from worker.parsing import parse
from worker.settings import Settings, SettingsError, load
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


@pytest.mark.parametrize("hours", ["inf", "nan", "1e12", "-1"])
def test_hours_that_beat_cannot_count_are_refused(
    hours: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INKQUEUE_REFRESH_HOURS", hours)
    with pytest.raises(SettingsError, match="INKQUEUE_REFRESH_HOURS"):
        load()


@pytest.mark.parametrize("minutes", [math.inf, math.nan, True, "5", 0])
def test_minutes_that_are_no_number_are_refused(minutes: object) -> None:
    with pytest.raises(InkError) as caught:
        parse(TrainJob, {"data": ["/a.npz"], "budget_minutes": minutes})
    assert caught.value.field == "budget_minutes"
