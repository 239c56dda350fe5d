"""`make demo`: start everything, read the sample images, stay up until Ctrl-C."""

import shutil
import signal
import tempfile
import time
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from worker.cli.show import progress, table
from worker.demo import samples
from worker.demo.fleet import ProcessEndedError
from worker.demo.house import FLOWER_USER, House, house
from worker.embedded import EmbeddedRedisError
from worker.messages import Result

READ_SECONDS = 300.0
console = Console(highlight=False)


def main(
    once: Annotated[bool, typer.Option("--once", help="End after the samples.")] = False,
    boxed: Annotated[Path, typer.Option(help="Where the boxed pictures go.")] = Path("runs/demo"),
) -> None:
    """Start Redis, a worker, the trainer and Flower, and read the sample images."""
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, _leave)
    boxed.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="inkqueue-demo-"))
    try:
        failed = _live(folder, boxed.absolute(), once)
    except (ProcessEndedError, EmbeddedRedisError, TimeoutError) as error:
        console.print(f"inkqueue demo: {error}", style="red", markup=False, soft_wrap=True)
        failed = True
    except (KeyboardInterrupt, SystemExit):
        shutil.rmtree(folder, ignore_errors=True)
        raise
    if failed:
        console.print(f"The logs are in {folder}", soft_wrap=True)
    else:
        shutil.rmtree(folder, ignore_errors=True)
    raise typer.Exit(int(failed))


def _live(folder: Path, boxed: Path, once: bool) -> bool:
    """Whether a reading failed."""
    console.print("Starting Redis, a worker, the trainer and Flower ...")
    with house(folder) as running:
        failed = _show(running, boxed)
        if not once:
            _tell(running)
            _stay(running)
    return failed


def _show(running: House, boxed: Path) -> bool:
    results = _read(running)
    console.print(table(_named(result) for result in results))
    for result in results:
        samples.draw(result, boxed)
    truths = list(samples.truths().values())
    exact = sum(result.text == truth for result, truth in zip(results, truths, strict=True))
    console.print(f"\n{exact} of {len(results)} read exactly as written")
    console.print(f"Pictures with boxes and readings: {boxed}", soft_wrap=True)
    flower = f"Flower: {running.flower_url} (user {FLOWER_USER}, password "
    console.print(f"{flower}{running.flower_password})", soft_wrap=True, markup=False)
    return any(result.status == "failed" for result in results)


def _read(running: House) -> list[Result]:
    images = list(samples.truths())
    results = []
    with progress() as bar:
        task = bar.add_task("reading the samples", total=len(images))
        for result in samples.read(running.redis_url, images, READ_SECONDS, running.fleet.check):
            results.append(result)
            bar.advance(task)
    return results


def _named(result: Result) -> Result:
    return result.model_copy(update={"image": Path(result.image or "").name})


def _tell(running: House) -> None:
    console.print("\nFrom another shell:")
    for line in (
        f"export INKQUEUE_REDIS_URL={running.redis_url}",
        ".venv/bin/inkqueue submit --wait YOUR_IMAGE",
        f".venv/bin/python producer_examples/first_producer.py $INKQUEUE_REDIS_URL"
        f" {next(iter(samples.truths()))}",
    ):
        console.print(f"  {line}", markup=False, soft_wrap=True)
    console.print("\nCtrl-C ends it all.")


def _stay(running: House) -> None:
    try:
        while True:
            running.fleet.check()
            time.sleep(1.0)
    except KeyboardInterrupt:
        console.print("\nEnding ...")


def _leave(signum: int, frame: object) -> NoReturn:
    raise SystemExit(128 + signum)


if __name__ == "__main__":
    typer.run(main)
