"""`inkqueue correct` and `inkqueue cancel`: what a person has to say about a job."""

import json as jsonlib
from typing import Annotated

import typer

from worker.cli.exits import Exit, errors
from worker.cli.models import Json
from worker.cli.show import output
from worker.cli.submit import Timeout, connect
from worker.cli.watch import awaited
from worker.lessons import CorrectJob
from worker.parsing import parse

JobName = Annotated[str, typer.Argument(help="JOB, or JOB/N for one image of many.")]


def correct(
    job_id: JobName,
    text: Annotated[str, typer.Option(help="What stands there; lines separated by newlines.")],
    line: Annotated[
        int | None, typer.Option(min=0, help="The line that the text replaces, from 0.")
    ] = None,
    word: Annotated[int | None, typer.Option(min=0, help="Its word, from 0.")] = None,
    json: Json = False,
    timeout: Timeout = 60.0,
) -> None:
    """Say what a job should have read; the next refresh trains on the difference.

    A worker records it, from the glyphs that it kept of that job.
    """
    if word is not None and line is None:
        raise typer.BadParameter("--word needs --line")
    at = None if line is None else {"line": line, "word": word}
    client = connect()
    sent = client.submit(parse(CorrectJob, {"corrects": job_id, "text": text, "at": at}))
    found = awaited(client, sent.id, timeout)
    if found is None:
        errors.print(f"inkqueue: no answer yet; later: inkqueue result {sent.id}", markup=False)
        raise typer.Exit(Exit.PENDING)
    if json:
        print(jsonlib.dumps(found))
    elif found["error"]:
        errors.print(f"inkqueue: {found['error']['message']} ({found['error']['code']})")
    else:
        output.print(
            f"{found['recorded']} characters recorded, {found['changed']} of them had been "
            f"misread; {found['left_out']} left out"
        )
    raise typer.Exit(Exit.OK if found["status"] == "done" else Exit.FAILED)


def cancel(job_id: JobName) -> None:
    """Have a job end as `cancelled`: at once if it is queued, else at its next step."""
    connect().services.cancellations.cancel(job_id)
    output.print(f"{job_id}: cancelled, unless it is done already", markup=False)
