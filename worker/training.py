"""`inkqueue.train`: a network trained on referenced data, weighed against the champion."""

import functools
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, cast

from celery.utils.log import get_task_logger

from pipeline.errors import ErrorCode, InkError
from worker import supplies
from worker.holder import Holder
from worker.kind import Kind, Progress
from worker.lessons import TrainJob, TrainResult
from worker.messages import Failure
from worker.services import Services
from worker.settings import Settings
from worker.slot import Slot
from worker.stages import Stages
from worker.supplies import Supplies
from worker.tidings import Tidings

if TYPE_CHECKING:
    from models.verdict import Verdict


_log = get_task_logger(__name__)


class Training(Kind[TrainJob]):
    """One training, one version, one verdict; one at a time in the fleet."""

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

    def place(self, services: Services, holder: Holder) -> AbstractContextManager[bool]:
        """The fleet's one place for a training."""
        return Slot(services.server).held(holder)

    def perform(
        self, job: TrainJob, job_id: str, services: Services, progress: Progress
    ) -> TrainResult:
        """Fetch the data, train, register, weigh, promote or reject."""
        tidings = Tidings(job, job_id, services, progress)
        stages = Stages(job.deadline, lambda name: progress({"stage": name}))
        asked = job.model_dump(mode="json", exclude={"job_id", "deadline", "reply_to"})
        tidings.tell("start", **asked)
        _check(job, services)
        stages("fetch")
        with supplies.fetched(job.data, job_id, services, job.holdout) as data:
            stages("train")
            version = _version(job, job_id, data, services, tidings)
            stages("weigh")
            result = _weighed(job, job_id, version, data, services, tidings)
        return result.model_copy(update={"milliseconds": stages.end()})

    def failed(self, raw: object, job_id: str, error: InkError, services: Services) -> TrainResult:
        """The failed result. What a killed child left goes; a twin that is refused left nothing."""
        if error.code in (ErrorCode.TIME_LIMIT, ErrorCode.ATTEMPTS_EXHAUSTED):
            supplies.discard(job_id, services)
        services.events.tell("training:error", job_id, code=error.code, message=error.message)
        return TrainResult(job_id=job_id, status="failed", error=Failure.of(error))


def _check(job: TrainJob, services: Services) -> None:
    """Refuse a network and a start that there are not, before anything is fetched."""
    from models import networks
    from models.plan import DEFAULT, TrainPlan, resolved
    from models.store import Store

    plan = TrainPlan(job.data, job.network, start=job.start)
    networks.recipe(resolved(plan, Store(services.settings.store)).network or DEFAULT)


def _version(
    job: TrainJob, job_id: str, data: Supplies, services: Services, tidings: Tidings
) -> str:
    """The version that this job trained, before it was cut off or now."""
    from models.plan import TrainPlan
    from models.store import Store
    from models.training import train

    key = f"inkqueue:trained:{job_id}"
    if found := cast("bytes | None", services.server.get(key)):
        return found.decode()
    plan = TrainPlan(
        data.paths, job.network, job.epochs, job.seed, job.start, job.budget_minutes,
        data.corrections,
    )  # fmt: skip
    remember = functools.partial(services.server.set, key, ex=services.settings.result_ttl)
    return train(plan, Store(services.settings.store), tidings, remember)


def _weighed(
    job: TrainJob,
    job_id: str,
    version: str,
    data: Supplies,
    services: Services,
    tidings: Tidings,
) -> TrainResult:
    from models.promotion import decided, last_verdict, serves, weighed
    from models.pruning import prune
    from models.store import Store

    store, promoted = Store(services.settings.store), None
    if serves(store, version):
        # It was cut off after it was promoted, and has yet to be answered.
        return _result(job_id, version, True, last_verdict(store, version))

    def weigh_up() -> "Verdict | None":
        found = weighed(store, version, data.holdout, data.corrections, data.paths)
        tidings.tell("evaluated", version=version, **(found.model_dump() if found else {}))
        return found

    if job.promote:
        verdict, promoted = decided(store, f"job {job_id}", weigh_up, version)
        why = verdict.why if verdict else "there is no champion that loads"
        tidings.tell("promoted" if promoted else "rejected", version=version, why=why)
        for gone in prune(store, services.settings.rejected_kept):
            _log.info("%s, rejected long ago, is removed", gone)
    else:
        verdict = weigh_up()
    return _result(job_id, version, promoted, verdict)


def _result(
    job_id: str, version: str, promoted: bool | None, verdict: "Verdict | None"
) -> TrainResult:
    return TrainResult(
        job_id=job_id, status="done", version=version, promoted=promoted, verdict=verdict
    )
