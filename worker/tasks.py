"""The tasks, by name; importing them loads neither TensorFlow, Keras nor OpenCV."""

from typing import TYPE_CHECKING, Any

from celery import Task

from worker import delivery
from worker.batch import Batch
from worker.correcting import Correcting
from worker.kind import Kind
from worker.recognition import Recognition
from worker.training import Training

if TYPE_CHECKING:
    from worker.factory import InkApp

KINDS: tuple[Kind[Any], ...] = (Recognition(), Batch(), Correcting(), Training())


class JobTask(Task):
    """A task whose body is the delivery of a job of its kind."""

    abstract = True
    # A wrong number of arguments is answered in the body, with a result.
    typing = False
    Request = "worker.request:JobRequest"
    Strategy = "worker.request:strategy"
    # The worker's log and Flower show how a job ended, not what somebody wrote.
    resultrepr_maxsize = 160
    # A second message of a job looks until there is a result. Celery's 3 would end it as FAILURE,
    # and `retry(max_retries=None)` means this value, not "no limit".
    max_retries = None

    app: "InkApp"
    kind: Kind[Any]

    def progress(self, meta: dict[str, Any]) -> None:
        """Publish the PROGRESS state."""
        self.update_state(state="PROGRESS", meta=meta)


def register(app: "InkApp") -> None:
    """Give the app one task a kind."""

    def run(task: JobTask, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return delivery.answer(task, args, kwargs)

    for kind in KINDS:
        app.task(run, name=kind.name, bind=True, base=JobTask, kind=kind, shared=False, lazy=False)
