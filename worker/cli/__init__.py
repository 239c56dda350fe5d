"""The command line, `inkqueue`. Heavy imports wait until a command needs them."""

from importlib import metadata
from typing import Annotated

import typer

from worker.cli import models, promoting
from worker.cli.correct import cancel, correct
from worker.cli.doctor import doctor
from worker.cli.evaluate import evaluate
from worker.cli.exits import Reporting
from worker.cli.read import read
from worker.cli.result import result
from worker.cli.submit import submit
from worker.cli.train import train

app = typer.Typer(
    cls=Reporting,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    epilog="Exit codes: 0 done, 1 a reading failed, 2 wrong usage or settings, "
    "3 a service is unavailable, 4 no result yet, 130 interrupted.",
)


@app.callback(invoke_without_command=True)
def main(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    """Read handwriting: here and now, or through a queue of workers."""
    if version:
        print(metadata.version("inkqueue"))
        raise typer.Exit


app.command()(read)
app.command()(submit)
app.command()(result)
app.command()(correct)
app.command()(cancel)
for _command in (promoting.weigh, promoting.promote, promoting.rollback, promoting.history):
    models.app.command()(_command)
app.add_typer(models.app, name="models")
app.command()(train)
app.command()(evaluate)
app.command()(doctor)
