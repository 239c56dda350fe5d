"""`inkqueue.train`: a network trained on referenced data, registered as a new version.

The data is fetched under the same rules as images, into a folder of its own: what trains sees
local copies, and nothing that the allow-list does not cover is opened.
"""

import tempfile
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from pipeline.errors import InkError
from worker import sources
from worker.kind import Kind, Progress
from worker.messages import Result, TrainJob, TrainResult
from worker.services import Services
from worker.settings import Settings
from worker.stages import Stages, check_deadline


class Training(Kind[TrainJob]):
    """One training, one version."""

    name = "inkqueue.train"
    queue = "training"
    job = TrainJob

    def soft_limit(self, settings: Settings) -> int:
        """Seconds a training may take."""
        return settings.train_time_limit

    def perform(
        self, job: TrainJob, job_id: str, services: Services, progress: Progress
    ) -> TrainResult:
        """Fetch the data, train, register."""
        raise NotImplementedError

    def failed(self, raw: object, job_id: str, error: InkError, services: Services) -> TrainResult:
        """The failed result."""
        return TrainResult(
            job_id=job_id, status="failed", error=Result.failed(job_id, None, error).error
        )
