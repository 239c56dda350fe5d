"""How results look to a person: a table on stdout, progress on stderr."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from worker.cli.exits import errors, told
from worker.messages import Result

T = TypeVar("T")

output = Console(highlight=False, width=None if sys.stdout.isatty() else 160)
_bars = Console(stderr=True)


def progress(streaming: bool = False) -> Progress:
    """A progress bar on stderr, silent where stderr is no terminal.

    streaming: lines go to stdout meanwhile; no bar is drawn into them on one and the same terminal.
    """
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=_bars,
        transient=True,
        disable=not _bars.is_terminal or (streaming and sys.stdout.isatty()),
        # Otherwise whatever is printed meanwhile would go to stderr with the bar.
        redirect_stdout=False,
    )


def track(items: Iterable[T], what: str, total: int, streaming: bool = False) -> Iterator[T]:
    """The items, with a bar that counts those done."""
    with progress(streaming) as bar:
        task = bar.add_task(what, total=total)
        for item in items:
            yield item
            bar.advance(task)


def present(results: Iterable[Result], json: bool) -> bool:
    """Print results: one JSON line each as it comes, or a table of all. Whether any failed."""
    rows, failed = [], False
    for result in results:
        failed |= result.status == "failed"
        if json:
            print(result.model_dump_json(), flush=True)
        else:
            rows.append(result)
    if rows:
        tabulate(rows)
    return failed


def tabulate(results: Sequence[Result]) -> None:
    """Print a table on stdout, and why any of them failed on stderr, a line each."""
    output.print(table(results))
    for result in results:
        complain(result)


def complain(result: Result) -> None:
    """Why it failed, if it did, as a line on stderr."""
    if result.error is not None:
        said = f"inkqueue: {result.image or result.job_id}: {told(result.error)}"
        errors.print(said, style="red", markup=False)


def table(results: Iterable[Result]) -> Table:
    """Image, text, confidence (? where a person should look), milliseconds and model version."""
    grid = Table(box=None, pad_edge=False, header_style="bold", row_styles=("", "dim"))
    grid.add_column("image", overflow="fold")
    grid.add_column("text", overflow="fold")
    grid.add_column("confidence", justify="right")
    grid.add_column("ms", justify="right")
    grid.add_column("model", overflow="fold")
    for result in results:
        grid.add_row(*_row(result))
    return grid


def _row(result: Result) -> tuple[str, str, str, str, str]:
    image = escape(result.image or "")
    if result.error is not None:
        return image, f"[red]({result.error.code})[/red]", "", "", ""
    milliseconds = sum(result.milliseconds.values())
    return (
        image,
        _text(result),
        f"{'? ' if result.needs_review else ''}{result.confidence:.2f}",
        f"{milliseconds:.0f}",
        escape(result.model or ""),
    )


def _text(result: Result) -> str:
    text = escape(result.text or "") or "[dim](nothing found)[/dim]"
    return " ".join([text, *(f"[dim]({note})[/dim]" for note in _notes(result))])


def _notes(result: Result) -> Iterator[str]:
    """What else the image holds."""
    if result.page and result.page.pages > 1:
        yield f"page {result.page.number}, of 0 to {result.page.pages - 1}"
    if count := len(result.left_out):
        yield f"{count} printed {'word' if count == 1 else 'words'} left out"
