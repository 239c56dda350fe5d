"""`inkqueue.recognize`: the reading of one image."""

import contextlib
import functools
import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

import redis

from pipeline.errors import InkError
from pipeline.options import Options
from worker import sources
from worker.child import serving
from worker.equipment import equip
from worker.kind import Kind, Progress, told
from worker.messages import RecognizeJob, Result
from worker.services import Services
from worker.settings import Settings
from worker.stages import Stages, check_deadline

if TYPE_CHECKING:
    import numpy as np


class Recognition(Kind[RecognizeJob]):
    """One image, one result."""

    name = "inkqueue.recognize"
    queue = "interactive"
    job = RecognizeJob
    mark = "lines"

    def soft_limit(self, settings: Settings) -> int:
        """Seconds one image may take."""
        return settings.time_limit

    def perform(
        self, job: RecognizeJob, job_id: str, services: Services, progress: Progress
    ) -> Result:
        """Read the image."""
        return read(job_id, job.image, job.options, job.deadline, services, progress)

    def failed(self, raw: object, job_id: str, error: InkError, services: Services) -> Result:
        """The failed result."""
        return Result.failed(job_id, told(raw, "image"), error)


def read(
    job_id: str,
    reference: str,
    options: Options,
    deadline: datetime | None,
    services: Services,
    progress: Progress,
) -> Result:
    """Fetch, decode and read one image with the champion, telling each stage as it begins.

    Raises:
        InkError: of the source, the image, the model or the deadline, or what `progress` raises.
    """
    from pipeline.decoding import decode, pages
    from pipeline.reader import read as read_text

    check_deadline(deadline)
    options, language = equip(options, services.settings)
    classify = serving(services.settings.store)
    stages = Stages(deadline, lambda name: progress({"stage": name}))
    stages("fetch")
    data = sources.fetch(reference, services.settings, services.server, deadline=deadline)
    stages("decode")
    image = decode(data, services.settings.image_pixels_limit, options.page or 0)
    keep = functools.partial(_keep, job_id, services)
    reading = read_text(image, classify, options, language, stages, keep)
    return Result.done(
        job_id,
        reference,
        reading.of_pages(pages(data), options.page),
        image_sha256=hashlib.sha256(data).hexdigest(),
        model=classify.version,
        milliseconds=stages.end(),
    )


def _keep(job_id: str, services: Services, glyphs: "np.ndarray") -> None:
    """For corrections. A reading is a reading without them, so nobody waits for Redis here."""
    if services.settings.keep_glyphs and len(glyphs):
        with contextlib.suppress(redis.RedisError):
            Services.impatient(services.settings).corrections.keep(job_id, glyphs)
