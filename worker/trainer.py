"""The trainer's worker: `celery -A worker.trainer worker -Q training -c 1`.

Kombu keeps what is not acknowledged in one place for all queues of a database, so that the
smallest visibility timeout rules everywhere. The trainer's hours need a place of their own.

`celery -A worker.trainer beat` starts a refresh every INKQUEUE_REFRESH_HOURS.
"""

from datetime import timedelta
from typing import Any

from worker.factory import create
from worker.reclaim import Reclaim
from worker.settings import Settings, load_or_exit

_settings = load_or_exit()

app = create(
    queues=("training",),
    transport={
        "visibility_timeout": _settings.train_visibility_timeout,
        "unacked_key": "unacked:training",
        "unacked_index_key": "unacked_index:training",
        "unacked_mutex_key": "unacked_mutex:training",
        "unacked_restore_throttle": 1,
    },
    reads=False,
    settings=_settings,
)
app.steps["consumer"].add(Reclaim)


def schedule(settings: Settings) -> dict[str, Any]:
    """What celery beat sends: nothing, unless an operator asked for refreshes."""
    if not settings.refresh_hours:
        return {}
    job = {"data": list(settings.refresh_data), "start": "champion"}
    every = timedelta(hours=settings.refresh_hours)
    entry = {"task": "inkqueue.train", "args": (job,), "options": {"queue": "training"}}
    return {"refresh": {"schedule": every, **entry}}


app.conf.beat_schedule = schedule(_settings)
