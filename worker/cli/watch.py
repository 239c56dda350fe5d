"""A training as it goes, in a terminal: a bar, and the curve of its epochs."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.live import Live
from rich.text import Text

from worker.cli.exits import errors
from worker.cli.show import progress

if TYPE_CHECKING:
    from worker.client import Client

POLL_SECONDS = 0.2
_BARS = "▁▂▃▄▅▆▇█"


class Curve:
    """What a bar and a line of text show of a training: `inkqueue train`, here or watched."""

    def __init__(self) -> None:
        self._bar = progress()
        self._task = self._bar.add_task("waiting", total=None)
        self._epochs: list[dict[str, Any]] = []
        self._live = Live(get_renderable=self._drawn, console=errors, transient=True)

    def __enter__(self) -> "Curve":
        if errors.is_terminal:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def show(self, at: dict[str, Any]) -> None:
        """Take in a report: a stage, a place in an epoch, or the end of one."""
        stage = at["stage"]
        if stage == "epoch":
            self._epochs.append(at)
            if not errors.is_terminal:
                errors.print(self._figures(), markup=False)
        elif stage == "fit":
            done, total = (at["epoch"] - 1) * at["steps"] + at["step"], at["epochs"] * at["steps"]
            text = f"epoch {at['epoch']}/{at['epochs']}, loss {at['loss']:.3f}"
            self._bar.update(self._task, completed=done, total=total, description=text)
        else:
            total = at.get("steps") or None
            self._bar.update(
                self._task, completed=at.get("step", 0), total=total, description=stage
            )

    def _drawn(self) -> Group:
        return Group(self._bar, Text(self._figures()))

    def _figures(self) -> str:
        if not self._epochs:
            return ""
        losses, accuracies = (
            [each[name] for each in self._epochs] for name in ("loss", "accuracy")
        )
        return (
            f"epoch {len(self._epochs)}: dev loss {spark(losses)} {losses[-1]:.3f}, "
            f"dev accuracy {spark(accuracies)} {accuracies[-1]:.4f}"
        )


def spark(values: Sequence[float]) -> str:
    """Numbers as bars, the least the lowest."""
    low, high = min(values), max(values)
    return "".join(
        _BARS[round((value - low) / (high - low) * (len(_BARS) - 1)) if high > low else 0]
        for value in values
    )


def watch(client: "Client", job_id: str, last: str) -> dict[str, Any]:
    """Show a training on the queue until it ends; its result.

    last: the id of the newest event before it was sent.
    """
    with Curve() as curve:
        while (found := client.result(job_id)) is None:
            for entry_id, entry in client.services.events.since(last):
                last = entry_id
                if entry["event"] == "training:epoch" and entry["job_id"] == job_id:
                    curve.show(entry["data"])
            meta = client.app.AsyncResult(job_id)
            state, info = meta.state, meta.info
            if state == "PROGRESS" and isinstance(info, dict) and info.get("stage") != "epoch":
                curve.show(info)
            time.sleep(POLL_SECONDS)
    return found


def awaited(client: "Client", job_id: str, timeout: float) -> dict[str, Any] | None:
    """A job's result, if it comes in time."""
    until = time.monotonic() + timeout
    while (found := client.result(job_id)) is None and time.monotonic() < until:
        time.sleep(POLL_SECONDS)
    return found
