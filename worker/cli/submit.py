"""`inkqueue submit`: send images to the workers."""

import json as jsonlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from worker import settings
from worker.cli.asking import (
    Alternatives,
    Charset,
    Language,
    Lexicon,
    MatchesOption,
    PageOption,
    Pattern,
    PresetOption,
    Readings,
    StyleOption,
    options_of,
)
from worker.cli.exits import Exit, errors
from worker.cli.images import expand
from worker.cli.read import Images
from worker.cli.show import complain, present, track
from worker.messages import Result

if TYPE_CHECKING:
    from worker.cli.tickets import Ticket
    from worker.client import Client

Timeout = Annotated[float, typer.Option(help="Seconds to wait in all.")]


def connect() -> "Client":
    """Our producer, as the settings say. Raises SettingsError."""
    loaded = settings.load()
    from worker.celery import app
    from worker.client import Client

    return Client(app, loaded)


def submit(
    images: Images,
    wait: Annotated[bool, typer.Option("--wait", help="Wait for the results.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object an image.")] = False,
    bulk: Annotated[
        bool, typer.Option("--bulk", help="Many images a job, behind the interactive ones.")
    ] = False,
    preset: PresetOption = "default",
    alternatives: Alternatives = 3,
    readings: Readings = 3,
    style: StyleOption = "auto",
    page: PageOption = None,
    charset: Charset = None,
    pattern: Pattern = None,
    lexicon: Lexicon = None,
    matches: MatchesOption = "one",
    language: Language = True,
    reply_to: Annotated[
        str | None, typer.Option(help="Redis Stream for the results: inkqueue:reply:NAME.")
    ] = None,
    timeout: Timeout = 600.0,
) -> None:
    """Send images to the workers; print their job ids or, with --wait, their results.

    A file that lies under none of the allowed roots is uploaded to Redis for a while.
    Exit code 1 if an image was not sent or not read, 4 if a result did not come in time.
    """
    options = options_of(
        preset=preset, style=style, page=page, alternatives=alternatives, readings=readings,
        charset=charset, pattern=pattern, lexicon=lexicon, matches=matches, language=language,
    )  # fmt: skip
    references = expand(images)
    from worker.cli.tickets import Counter, await_all

    client = connect()
    counter = Counter(client, options, reply_to)
    sending = counter.many(references) if bulk else counter.each(references)
    tickets = []
    for ticket in track(sending, "sending", len(references), not wait):
        tickets.append(ticket)
        if not wait:
            _announce(ticket, json)
    if not wait:
        raise typer.Exit(Exit.FAILED if any(ticket.failure for ticket in tickets) else Exit.OK)
    results = track(await_all(client, tickets, timeout), "reading", len(tickets), json)
    raise typer.Exit(_show(tickets, results, json))


def _show(tickets: "list[Ticket]", results: Iterable[Result | None], json: bool) -> Exit:
    late: list[Ticket] = []

    def arrived() -> Iterator[Result]:
        for ticket, result in zip(tickets, results, strict=True):
            if result is not None:
                yield result
                continue
            late.append(ticket)
            if json:
                _announce(ticket, json)

    failed = present(arrived(), json)
    if late:
        hint = f"{len(late)} without a result yet; later: inkqueue result {late[0].name}"
        errors.print(f"inkqueue: {hint}", markup=False)
        return Exit.PENDING
    return Exit.FAILED if failed else Exit.OK


def _announce(ticket: "Ticket", json: bool) -> None:
    if ticket.failure:
        if json:
            print(ticket.failure.model_dump_json(), flush=True)
        else:
            complain(ticket.failure)
    elif json:
        print(jsonlib.dumps({"image": ticket.image, "job_id": ticket.name}), flush=True)
    else:
        print(f"{ticket.name}  {ticket.image}", flush=True)
