"""The trainer's worker: `celery -A worker.trainer worker -Q training -c 1`.

Kombu keeps what is not acknowledged in one place for all queues of a database, so that the
smallest visibility timeout rules everywhere. The trainer's hours need a place of their own.
"""

from worker.factory import create
from worker.settings import load_or_exit

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
