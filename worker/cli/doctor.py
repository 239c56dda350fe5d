"""`inkqueue doctor`: is this machine ready to serve?"""

from typing import Annotated

import typer
from rich.markup import escape

from worker import settings
from worker.cli import quiet
from worker.cli.exits import Exit
from worker.cli.show import output

MARKS = {"ok": "[green]ok    [/]", "note": "[yellow]note  [/]", "broken": "[red]broken[/]"}


def doctor(
    json: Annotated[bool, typer.Option("--json", help="One JSON object a finding.")] = False,
) -> None:
    """Check Redis, the allowed sources, the threads and the model.

    Exit code 3 if something is broken, so that no job could be read.
    """
    configured = settings.load()
    from worker.doctor import examine

    broken = False
    with quiet.libraries():
        for finding in examine(configured):
            broken |= finding.state == "broken"
            if json:
                print(finding.model_dump_json(), flush=True)
            else:
                line = f"{MARKS[finding.state]} {finding.question:<9}{escape(finding.answer)}"
                output.print(line, soft_wrap=True)
    if broken:
        raise typer.Exit(Exit.UNAVAILABLE)
