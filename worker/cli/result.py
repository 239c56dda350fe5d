"""`inkqueue result`: look a result up by its job's id."""

import json as jsonlib
import time
from typing import Annotated, Any

import typer

from worker.cli.exits import Exit, errors, told
from worker.cli.show import output, tabulate
from worker.cli.submit import Timeout, connect
from worker.messages import BatchResult, Result

POLL_SECONDS = 0.1


def result(
    job_id: Annotated[str, typer.Argument(help="JOB, or JOB/N for one image of many.")],
    wait: Annotated[bool, typer.Option("--wait", help="Wait for it.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the result, one JSON line.")] = False,
    timeout: Timeout = 600.0,
) -> None:
    """Print a job's result.

    Exit code 4 if there is none: not yet, not any more, or no such job.
    """
    client = connect()
    until = time.monotonic() + (timeout if wait else 0.0)
    while (found := client.result(job_id)) is None and time.monotonic() < until:
        time.sleep(POLL_SECONDS)
    if found is None:
        errors.print(f"inkqueue: no result of {job_id} (yet, or any more)", markup=False)
        raise typer.Exit(Exit.PENDING)
    if json:
        print(jsonlib.dumps(found))
    else:
        _show(found)
    items = found.get("results") or [found]
    if any(item["status"] == "failed" for item in [found, *items]):
        raise typer.Exit(Exit.FAILED)


def _show(found: dict[str, Any]) -> None:
    if "results" in found:
        batch = BatchResult.model_validate(found)
        if batch.results:
            tabulate(batch.results)
        elif batch.error:
            errors.print(f"inkqueue: {batch.job_id}: {told(batch.error)}", markup=False)
    elif "lines" in found:
        tabulate([Result.model_validate(found)])
    else:
        output.print_json(data=found)
