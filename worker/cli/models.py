"""`inkqueue models list` and `show`: which versions there are, and which of them serves."""

import json as jsonlib
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from models.card import Card
from models.store import Store
from pipeline.errors import InkError
from worker import settings
from worker.cli.exits import errors
from worker.cli.show import output

app = typer.Typer(
    no_args_is_help=True, help="Versions of the model: list, show, weigh, promote, roll back."
)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def open_store() -> Store:
    """The store that the settings name."""
    return Store(settings.load().store)


@app.command("list")
def list_versions(json: Json = False) -> None:
    """List every version, the newest last; the champion is marked."""
    store = open_store()
    champion = _champion(store)
    rows = [_row(store, version, champion) for version in store.versions()]
    if json:
        for row in rows:
            print(jsonlib.dumps(row))
        return
    grid = Table(
        "", "version", "dev accuracy", "parameters", "kB", "note", box=None, pad_edge=False
    )
    for row in rows:
        grid.add_row(*_cells(row))
    output.print(grid)


@app.command()
def show(
    version: Annotated[str | None, typer.Argument(help="Default: the champion.")] = None,
    json: Json = False,
) -> None:
    """Print a version's card, after checking its file against it."""
    store = open_store()
    card = store.card(version or store.champion().version)
    if json:
        print(card.model_dump_json())
    else:
        output.print_json(card.model_dump_json())


def _champion(store: Store) -> str | None:
    """The champion's name; a pointer that leads nowhere hides no version."""
    try:
        version = store.champion().version
        store.folder(version)
    except InkError as error:
        errors.print(f"inkqueue: {error.message}", style="yellow", markup=False)
        return None
    return version


def _row(store: Store, version: str, champion: str | None) -> dict[str, object]:
    row: dict[str, object] = {"version": version, "champion": version == champion}
    try:
        return row | _facts(store.card(version))
    except InkError as error:
        # One corrupt version must not hide the others.
        return row | {"error": error.message}


def _facts(card: Card) -> dict[str, object]:
    figures = next(iter(card.figures.values()), None)
    return {
        "accuracy": figures.accuracy if figures else None,
        "parameters": card.parameters,
        "bytes": card.bytes,
        "notes": card.notes,
    }


def _cells(row: dict[str, object]) -> tuple[str, ...]:
    mark = "[bold green]*[/]" if row["champion"] else ""
    if "error" in row:
        return mark, str(row["version"]), "", "", "", f"[red]{escape(str(row['error']))}[/]"
    accuracy, size = row["accuracy"], row["bytes"]
    return (
        mark,
        str(row["version"]),
        f"{accuracy:.4f}" if isinstance(accuracy, float) else "",
        str(row["parameters"]),
        f"{size // 1000}" if isinstance(size, int) else "",
        escape(str(row["notes"])),
    )
