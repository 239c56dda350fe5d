"""The recognition worker: `celery -A worker worker -Q interactive,bulk`."""

from worker.factory import create
from worker.settings import load_or_exit

_settings = load_or_exit()

app = create(
    queues=("interactive", "bulk"),
    transport={
        "visibility_timeout": _settings.visibility_timeout,
        # Look every 10 s for messages to restore, not every 100.
        "unacked_restore_throttle": 1,
    },
    reads=True,
    settings=_settings,
)
