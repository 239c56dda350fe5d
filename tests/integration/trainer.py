"""The trainer with the same sources: `celery -A tests.integration.trainer worker`."""

from tests.integration import trial
from worker.trainer import app

__all__ = ["app"]

trial.register()
