"""`make demo`: start everything, read the sample images, stay up until Ctrl-C."""

import shutil
import signal
import tempfile
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from worker.cli.show import output, progress, table
from worker.demo import samples
from worker.demo.fleet import ProcessEndedError
from worker.demo.house import FLOWER_USER, House, house
from worker.embedded import EmbeddedRedisError
from worker.messages import Result
from worker.ports import NoPortError

PAGE_SECONDS = 60.0
READ_SECONDS = 300.0


def main(
    once: Annotated[bool, typer.Option("--once", help="End after the samples.")] = False,
    boxed: Annotated[Path, typer.Option(help="Where the boxed pictures go.")] = Path("runs/demo"),
    pictures: Annotated[
        Path, typer.Option("--samples", help="Folder of pictures with a samples.tsv.")
    ] = samples.FOLDER,
) -> None:
    """Serve a page to try, start a worker, the trainer and Flower, and read the sample images.

    Exit code 1 if a reading failed or something did not start.
    """
    # A shell's background job starts with SIGINT ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, _leave)
    boxed.mkdir(parents=True, exist_ok=True)
    raise typer.Exit(int(_demonstrate(Demo(pictures.resolve(), boxed.resolve(), once))))


def _demonstrate(demo: "Demo") -> bool:
    """Whether anything failed; then the logs stay."""
    run = Path(tempfile.mkdtemp(prefix="inkqueue-demo-"))
    failed = True
    try:
        failed = demo.live(run)
    except (KeyboardInterrupt, SystemExit):
        failed = False
        raise
    except (ProcessEndedError, EmbeddedRedisError, NoPortError, TimeoutError) as error:
        output.print(f"inkqueue demo: {error}", style="red", markup=False, soft_wrap=True)
    finally:
        if failed:
            output.print(f"The logs are in {run}", soft_wrap=True)
        else:
            shutil.rmtree(run, ignore_errors=True)
    return failed


@dataclass(frozen=True)
class Demo:
    """One demonstration: which pictures, where their boxed copies go, and whether it stays up."""

    pictures: Path
    boxed: Path
    once: bool

    def live(self, run: Path) -> bool:
        """Start everything, read, stay. Whether a reading failed."""
        with house(run, self.pictures) as running:
            _await(running)
            output.print(f"Try it: {running.page_url}", markup=False, soft_wrap=True)
            output.print("\nStarting a worker, the trainer and Flower ...")
            failed = self._show(running)
            if not self.once:
                self._tell(running, run)
                _stay(running)
        return failed

    def _show(self, running: House) -> bool:
        truths = samples.truths(self.pictures)
        results = _read(running, list(truths))
        output.print(table(_named(result) for result in results))
        for result in results:
            samples.draw(result, self.boxed)
        exact = sum(r.text == truth for r, truth in zip(results, truths.values(), strict=True))
        pairs = zip(results, truths.values(), strict=True)
        flower = f"{running.flower_url} (user {FLOWER_USER}, password {running.flower_password})"
        for line in (
            f"\n{exact} of {len(results)} read exactly as written",
            *(_misread(result, truth) for result, truth in pairs if result.text != truth),
            f"Pictures with boxes and readings: {self.boxed}",
            f"Flower{' was' if self.once else ''}: {flower}",
        ):
            output.print(line, markup=False, soft_wrap=True)
        return any(result.status == "failed" for result in results)

    def _tell(self, running: House, run: Path) -> None:
        picture = next(iter(samples.truths(self.pictures)))
        for line in (
            "\nFrom another shell:",
            f"  export INKQUEUE_REDIS_URL={running.redis_url}",
            f"  export INKQUEUE_STORE={run / 'models'}   # its models; they end with it",
            "  .venv/bin/inkqueue submit --wait YOUR_IMAGE",
            f"  .venv/bin/python producer_examples/first_producer.py $INKQUEUE_REDIS_URL {picture}",
            f"\nThe workers may open {self.pictures}; `inkqueue submit` uploads anything else.",
            f"\nThe page is {running.page_url}; Ctrl-C ends it all.",
        ):
            output.print(line, markup=False, soft_wrap=True)


def _await(running: House) -> None:
    """Wait until the page can be opened."""
    until = time.monotonic() + PAGE_SECONDS
    while time.monotonic() < until:
        running.fleet.check()
        with suppress(OSError), urllib.request.urlopen(running.page_url, timeout=1.0):
            return
        time.sleep(0.1)
    raise TimeoutError("the page did not answer in time")


def _read(running: House, images: list[Path]) -> list[Result]:
    results = []
    with progress() as bar:
        task = bar.add_task("reading the samples", total=len(images))
        for result in samples.read(running.redis_url, images, READ_SECONDS, running.fleet.check):
            results.append(result)
            bar.advance(task)
    return results


def _misread(result: Result, truth: str) -> str:
    return f"  {Path(result.image or '').name} says {truth!r}, was read as {result.text!r}"


def _named(result: Result) -> Result:
    return result.model_copy(update={"image": Path(result.image or "").name})


def _stay(running: House) -> None:
    try:
        while True:
            running.fleet.check()
            time.sleep(1.0)
    except KeyboardInterrupt:
        output.print("\nEnding ...")


def _leave(signum: int, frame: object) -> NoReturn:
    raise SystemExit(128 + signum)


if __name__ == "__main__":
    typer.run(main)
