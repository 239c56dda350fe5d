"""`inkqueue models weigh`, `promote`, `rollback`, `history`: who serves, and who decided so."""

import getpass
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.errors import ErrorCode, InkError
from worker.cli import quiet
from worker.cli.exits import Exit, errors
from worker.cli.models import Json, open_store
from worker.cli.show import output

if TYPE_CHECKING:
    from models.store import Store
    from models.verdict import Verdict

Why = Annotated[str, typer.Option(help="Reason, kept in the store's history.")]
Holdout = Annotated[
    str | None, typer.Option(help="Data to weigh on. Default: the shipped held-out characters.")
]


def weigh(version: str, holdout: Holdout = None, json: Json = False) -> None:
    """Weigh a version against the champion on the same glyphs; change nothing."""
    verdict = weighed(open_store(), version, holdout)
    if verdict is None:
        raise InkError(ErrorCode.MODEL_UNAVAILABLE, "there is no champion that loads")
    if json:
        print(verdict.model_dump_json())
    else:
        present(verdict)


def promote(
    version: str,
    why: Why | None = None,
    force: Annotated[
        bool, typer.Option("--force", help="Promote it whatever the gate finds.")
    ] = False,
    holdout: Holdout = None,
) -> None:
    """Make a version the champion, if the gate finds it better; workers take it up between jobs."""
    store = open_store()
    if _serves(store, version):
        output.print(f"{version} serves already: nothing was changed, and nothing recorded")
        return
    verdict = weighed(store, version, holdout)
    if verdict:
        present(verdict)
    better = verdict is None or verdict.better
    if not better and not force:
        assert verdict is not None
        message = f"{version} is not promoted: {verdict.why}; --force promotes it all the same"
        errors.print(f"inkqueue: {message}", style="red", markup=False)
        raise typer.Exit(Exit.FAILED)
    reason = why or (verdict.why if verdict and verdict.better else "by hand")
    pointer = store.promote(version, getpass.getuser(), reason, verdict, forced=not better)
    output.print(f"champion: {pointer.version}")
    if pointer.previous:
        output.print(f"before:   {pointer.previous}")


def rollback(why: Why = "by hand") -> None:
    """Go back to the champion before this one: one step; `promote` takes any version by name."""
    pointer = open_store().rollback(getpass.getuser(), why)
    output.print(f"champion: {pointer.version}")


def history(json: Json = False) -> None:
    """Print what was promoted, rejected and rolled back, when, by whom and why; oldest first."""
    grid = Table("when", "what", "version", "who", "why", box=None, pad_edge=False)
    for event in open_store().history():
        if json:
            print(event.model_dump_json())
            continue
        action = f"{event.action}{' (forced)' if event.forced else ''}"
        when = f"{event.at:%Y-%m-%d %H:%M}"
        grid.add_row(when, action, event.version, escape(event.who), escape(event.why))
    if not json:
        output.print(grid)


def weighed(store: "Store", version: str, holdout: str | None) -> "Verdict | None":
    """The gate's verdict; None where no champion loads."""
    store.folder(version)
    errors.print("loading both versions and weighing them: up to a minute")
    with quiet.libraries():
        from models.promotion import weighed as weigh_up

        return weigh_up(store, version, holdout)


def present(verdict: "Verdict", console: Console = output) -> None:
    """Print the gate's table, and what follows from it."""
    grid = Table("", "champion", "challenger", box=None, pad_edge=False)
    grid.add_row("version", verdict.champion.version, verdict.challenger.version)
    for row in verdict.table():
        grid.add_row(*row)
    console.print(grid)
    colour, word = ("green", "better") if verdict.better else ("red", "not better")
    console.print(f"[{colour}]{word}[/]: {escape(verdict.why)}", soft_wrap=True)


def _serves(store: "Store", version: str) -> bool:
    try:
        return store.champion().version == store.card(version).version
    except InkError:
        return False
