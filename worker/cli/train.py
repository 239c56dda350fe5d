"""`inkqueue train`: make a new model version, here or by the trainer's worker."""

import functools
import getpass
import tempfile
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.errors import ErrorCode, InkError
from worker.cli import quiet
from worker.cli.exits import Exit, blamed, errors
from worker.cli.models import open_store
from worker.cli.promoting import present
from worker.cli.show import output
from worker.cli.submit import connect
from worker.cli.watch import Curve, watch
from worker.lessons import CORRECTIONS, TrainJob, TrainResult
from worker.parsing import parse

if TYPE_CHECKING:
    from models.fitting import Progress
    from models.store import Store


def train(
    data: Annotated[
        list[str],
        typer.Option(
            help="npz or official EMNIST file, folder/ of LABEL/*.png, or (by the trainer's "
            "worker) corrections: for what people corrected; may be repeated."
        ),
    ],
    network: Annotated[
        str | None, typer.Option(help="Network by name. Default: compact, or the start's.")
    ] = None,
    epochs: Annotated[int | None, typer.Option(min=1, help="Default: the network's own.")] = None,
    seed: Annotated[int, typer.Option(min=0)] = 0,
    start: Annotated[
        str | None, typer.Option(help="Version whose weights to start from, or champion.")
    ] = None,
    budget_minutes: Annotated[
        float | None, typer.Option(min=0.01, help="End after the epoch in which it is spent.")
    ] = None,
    holdout: Annotated[
        str | None, typer.Option(help="Data to weigh it on. Default: the shipped characters.")
    ] = None,
    promote: Annotated[
        bool, typer.Option(help="Have it serve if the gate finds it better than the champion.")
    ] = True,
    queue: Annotated[
        bool, typer.Option("--queue", help="Send it to the trainer's worker instead.")
    ] = False,
    watching: Annotated[
        bool, typer.Option("--watch", help="Send it there, and show how it goes until it ends.")
    ] = False,
) -> None:
    """Train a network, register it as a version, weigh it against the champion, promote a better.

    Runs in this process unless --queue or --watch is given.
    """
    given = {"epochs": epochs, "start": start, "budget_minutes": budget_minutes}
    job: dict[str, Any] = {"data": tuple(data), "network": network, "seed": seed, **given}
    job |= {"holdout": holdout, "promote": promote}
    if queue or watching:
        _send(parse(TrainJob, job), watching)
    else:
        _here(TrainJob.model_construct(**job))


def _send(job: TrainJob, watching: bool) -> None:
    client = connect()
    last = client.services.events.last() if watching else ""
    sent = client.submit(job)
    if not watching:
        print(sent.id)
        return
    errors.print(f"job {sent.id}; to stop it: inkqueue cancel {sent.id}", markup=False)
    result = TrainResult.model_validate(watch(client, sent.id, last))
    if result.error:
        message = blamed(result.error.message, result.error.field, result.error.value)
        errors.print(f"inkqueue: {message} ({result.error.code})", markup=False)
        raise typer.Exit(Exit.FAILED)
    _tell(result)


def _here(job: TrainJob) -> None:
    if CORRECTIONS in job.data:
        message = "corrections are in Redis, where the trainer's worker reads them: add --queue"
        raise InkError(ErrorCode.INVALID_JOB, message, "data", CORRECTIONS)
    store = open_store()
    # Better refused now than after hours of training.
    store.root.mkdir(parents=True, exist_ok=True)
    tempfile.TemporaryFile(dir=store.root).close()
    version = _trained(job, store)
    with quiet.libraries():
        from models.promotion import decided, weighed

        promoted = None
        weigh_up = functools.partial(weighed, store, version, job.holdout, learnt=job.data)
        if job.promote:
            verdict, promoted = decided(store, getpass.getuser(), weigh_up, version)
        else:
            verdict = weigh_up()
    done: dict[str, Any] = {"version": version, "promoted": promoted, "verdict": verdict}
    _tell(TrainResult(job_id="here", status="done", **done))


def _trained(job: TrainJob, store: "Store") -> str:
    with quiet.libraries(), Curve() as curve:
        from models.plan import TrainPlan
        from models.training import train

        def show(now: "Progress") -> None:
            curve.show(now.as_dict())

        plan = TrainPlan(job.data, job.network, job.epochs, job.seed, job.start, job.budget_minutes)
        return train(plan, store, show)


def _tell(result: TrainResult) -> None:
    """The version on stdout, for scripts; what became of it on stderr."""
    output.print(result.version, soft_wrap=True)
    if result.verdict:
        present(result.verdict, errors)
    if result.promoted is None:
        errors.print(f"not promoted; to do so: inkqueue models promote {result.version}")
    else:
        errors.print("promoted: it serves now" if result.promoted else "rejected")
