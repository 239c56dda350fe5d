"""`inkqueue train`: make a new model version, here or by the trainer's worker."""

import tempfile
from typing import TYPE_CHECKING, Annotated, Any

import typer

from worker.cli import quiet
from worker.cli.models import open_store
from worker.cli.show import output, progress
from worker.cli.submit import connect
from worker.messages import TrainJob
from worker.parsing import parse

if TYPE_CHECKING:
    from models.fitting import Progress


def train(
    data: Annotated[list[str], typer.Option(help="npz or official EMNIST file; may be repeated.")],
    network: Annotated[str, typer.Option(help="Network by name.")] = "compact",
    epochs: Annotated[int | None, typer.Option(min=1, help="Default: the network's own.")] = None,
    seed: Annotated[int, typer.Option(min=0)] = 0,
    start: Annotated[str | None, typer.Option(help="Version whose weights to start from.")] = None,
    budget_minutes: Annotated[
        float | None, typer.Option(min=0.01, help="End after the epoch in which it is spent.")
    ] = None,
    queue: Annotated[
        bool, typer.Option("--queue", help="Send it to the trainer's worker instead.")
    ] = False,
) -> None:
    """Train a network and register it as a version. It serves once it is promoted.

    Runs in this process, with a progress bar, unless --queue is given.
    """
    if queue:
        given = {"epochs": epochs, "start": start, "budget_minutes": budget_minutes}
        job = {"data": tuple(data), "network": network, "seed": seed, **given}
        print(connect().submit(parse(TrainJob, job)).id)
        return
    plan = {"data": tuple(data), "network": network, "epochs": epochs, "seed": seed}
    version = _here(plan | {"start": start, "budget_minutes": budget_minutes})
    output.print(version, soft_wrap=True)
    dev = open_store().card(version).figures["dev"]
    typer.echo(f"dev accuracy {dev.accuracy:.4f} on {dev.images} characters", err=True)
    typer.echo(f"promote it with: inkqueue models promote {version}", err=True)


def _here(plan: dict[str, Any]) -> str:
    store = open_store()
    # Better refused now than after hours of training.
    store.root.mkdir(parents=True, exist_ok=True)
    tempfile.TemporaryFile(dir=store.root).close()
    with quiet.libraries(), progress() as bar:
        from models.training import TrainPlan, train

        task = bar.add_task("loading", total=None)

        def show(now: "Progress") -> None:
            done = (now.epoch - 1) * now.steps + now.step
            text = f"epoch {now.epoch}/{now.epochs}, loss {now.loss:.3f}, acc {now.accuracy:.3f}"
            bar.update(task, completed=done, total=now.epochs * now.steps, description=text)

        return train(TrainPlan(**plan), store, show)
