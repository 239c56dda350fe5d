"""Record the whole cycle: correct, train, gate, promote, hot swap, roll back.

usage: python scripts/record_cycle.py

A Redis, a worker and the trainer are started, and a writer's numbers are read, corrected, learnt
and read again, all of it by `inkqueue` as a person types it. What was seen becomes docs/cycle.md,
or, where something did not go as the page says, an exit code of 1 and a line for each such thing.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer
from cycle import checks, page
from cycle.service import running
from cycle.shell import CycleError
from cycle.story import Story
from cycle.writer import Writer

from worker.demo.fleet import ProcessEndedError

DOCS = Path(__file__).parents[1] / "docs"


def main(
    out: Annotated[Path, typer.Option(help="Folder of the page and its pictures.")] = DOCS,
    numbers: Annotated[int, typer.Option(min=4, help="Pictures a day.")] = 12,
    bar: Annotated[int, typer.Option(help="Length of a seven's bar; a seven is 100 high.")] = 16,
) -> None:
    """Run the cycle, check it, and write the page."""
    folder = Path(tempfile.mkdtemp(prefix="inkqueue-cycle-")).resolve()
    try:
        complaints = record(folder, Writer(bar), numbers, out)
    except (CycleError, ProcessEndedError) as error:
        complaints = [str(error)]
    for complaint in complaints:
        print(f"cycle: {complaint}", file=sys.stderr)
    if complaints:
        print(f"cycle: the logs are in {folder}", file=sys.stderr)
        raise typer.Exit(1)
    shutil.rmtree(folder)


def record(folder: Path, writer: Writer, numbers: int, out: Path) -> list[str]:
    """What did not go as it should; the page is written if nothing did."""
    days = ("monday", "tuesday")
    truths = {day: writer.write(folder / day, at, numbers) for at, day in enumerate(days)}
    with running(folder) as service:
        found = Story(service, truths).tell()
    complaints = checks.failures(found)
    if not complaints:
        page.write(found, folder, out)
    return complaints


if __name__ == "__main__":
    typer.run(main)
