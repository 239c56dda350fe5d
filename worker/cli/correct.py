"""`inkqueue correct` and `inkqueue cancel`: what a person has to say about a job."""

import json as jsonlib
from difflib import SequenceMatcher
from typing import Annotated, Any

import typer

from pipeline.errors import ErrorCode, InkError
from worker.cli.exits import Exit, blamed, errors
from worker.cli.models import Json
from worker.cli.show import output
from worker.cli.submit import Timeout, connect
from worker.cli.watch import awaited
from worker.lessons import CorrectJob
from worker.messages import Result
from worker.parsing import parse

SHORT, ALIKE = 3, 0.4
"""Letters from which on a text is compared with the reading, and the least that they share."""
JobName = Annotated[str, typer.Argument(help="JOB, or JOB/N for one image of many.")]


def correct(
    job_id: JobName,
    text: Annotated[str, typer.Option(help="What stands there; lines separated by newlines.")],
    line: Annotated[
        int | None, typer.Option(min=0, help="The line that the text replaces, from 0.")
    ] = None,
    word: Annotated[int | None, typer.Option(min=0, help="Its word, from 0.")] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Record it however little it is like the reading.")
    ] = False,
    json: Json = False,
    timeout: Timeout = 60.0,
) -> None:
    """Say what a job should have read; the next refresh trains on the difference.

    A worker records it, from the glyphs that it kept of that job. A text that has little in common
    with what was read there is refused: it may be meant for another job, line or word.
    """
    if word is not None and line is None:
        raise typer.BadParameter("--word needs --line")
    at = None if line is None else {"line": line, "word": word}
    job = parse(CorrectJob, {"corrects": job_id, "text": text, "at": at})
    client = connect()
    read = None if force else _read(client.result(job_id), line, word)
    if read is not None and is_far(read, text):
        message = f"it reads {read!r} there, which {text!r} is not much like; --force records it"
        raise InkError(ErrorCode.INVALID_JOB, message, "text", text)
    sent = client.submit(job)
    found = awaited(client, sent.id, timeout)
    if found is None:
        errors.print(f"inkqueue: no answer yet; later: inkqueue result {sent.id}", markup=False)
        raise typer.Exit(Exit.PENDING)
    if json:
        print(jsonlib.dumps(found))
    elif found["error"]:
        message = blamed(*(found["error"][name] for name in ("message", "field", "value")))
        errors.print(f"inkqueue: {message} ({found['error']['code']})", markup=False)
    else:
        output.print(
            f"{found['recorded']} characters recorded, {found['changed']} of them had been "
            f"misread; {found['left_out']} left out"
        )
    raise typer.Exit(Exit.OK if found["status"] == "done" else Exit.FAILED)


def is_far(read: str, text: str) -> bool:
    """Whether a text of three letters or more is hardly a correction of what was read."""
    one, other = ("".join(each.split()).casefold() for each in (read, text))
    alike = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return len(other) >= SHORT and alike < ALIKE


def _read(found: dict[str, Any] | None, line: int | None, word: int | None) -> str | None:
    """What a result has at a place; None where it has no such place, which a worker will tell."""
    if not found or not found.get("lines"):
        return None
    result = Result.model_validate(found)
    if line is None:
        return result.text
    lines = (result.lines or ())[line : line + 1]
    if word is None:
        return next((each.text for each in lines), None)
    return next(
        (each.text for found_line in lines for each in found_line.words[word : word + 1]), None
    )


def cancel(job_id: JobName) -> None:
    """Have a job end as `cancelled`: at once if it is queued, else at its next step."""
    connect().services.cancellations.cancel(job_id)
    output.print(f"{job_id}: cancelled, unless it is done already", markup=False)
