"""The recognition worker with sources that misbehave: `celery -A tests.integration.app worker`."""

import os
import time

from celery.signals import worker_process_init

from tests.integration import trial
from worker.celery import app

__all__ = ["app"]

trial.register()


@worker_process_init.connect
def load_slowly(**_: object) -> None:
    """As a child does whose model is large."""
    time.sleep(float(os.environ.get("TRIAL_SLOW_START", "0")))
