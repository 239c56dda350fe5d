"""`inkqueue.train`: a network trained on referenced data, registered as a new version."""

from pipeline.errors import ErrorCode, InkError
from worker import supplies
from worker.kind import Kind, Progress
from worker.messages import Failure, TrainJob, TrainResult
from worker.services import Services
from worker.settings import Settings
from worker.stages import Stages, check_deadline


class Training(Kind[TrainJob]):
    """One training, one version."""

    name = "inkqueue.train"
    queue = "training"
    job = TrainJob
    mark = "version"

    def soft_limit(self, settings: Settings) -> int:
        """Seconds a training may take."""
        return settings.train_time_limit

    def visibility(self, settings: Settings) -> int:
        """The trainer has a timeout of its own."""
        return settings.train_visibility_timeout

    def perform(
        self, job: TrainJob, job_id: str, services: Services, progress: Progress
    ) -> TrainResult:
        """Fetch the data, train, register."""
        stages = Stages(job.deadline)
        stages("fetch")
        progress({"stage": "fetch", "done": 0, "total": len(job.data)})
        with supplies.fetched(job.data, job_id, services) as paths:
            stages("train")
            version = _train(job, paths, services.settings, progress)
        return TrainResult(job_id=job_id, status="done", version=version, milliseconds=stages.end())

    def failed(self, raw: object, job_id: str, error: InkError, services: Services) -> TrainResult:
        """The failed result. What a killed child left goes; a twin that is refused left nothing."""
        if error.code in (ErrorCode.TIME_LIMIT, ErrorCode.ATTEMPTS_EXHAUSTED):
            supplies.discard(job_id, services)
        return TrainResult(job_id=job_id, status="failed", error=Failure.of(error))


def _train(job: TrainJob, paths: tuple[str, ...], settings: Settings, progress: Progress) -> str:
    from models.fitting import Progress as Fitting
    from models.store import Store
    from models.training import TrainPlan, train

    def report(at: Fitting) -> None:
        check_deadline(job.deadline)
        progress(at.as_dict())

    plan = TrainPlan(paths, job.network, job.epochs, job.seed, job.start, job.budget_minutes)
    return train(plan, Store(settings.store), report)
