"""What a watched training shows."""

import io
from typing import Any

import pytest
from rich.console import Console

from worker.cli import watch
from worker.cli.watch import Curve, spark


def report(stage: str, epoch: int, step: int, loss: float, accuracy: float) -> dict[str, Any]:
    return {
        "stage": stage, "epoch": epoch, "epochs": 3, "step": step, "steps": 10, "loss": loss,
        "accuracy": accuracy, "eta_seconds": 1.0,
    }  # fmt: skip


def test_numbers_are_bars_from_the_least_to_the_most() -> None:
    assert spark([0.0, 0.5, 1.0]) == "▁▅█"
    assert spark([3.0]) == spark([3.0, 3.0])[:1] == "▁"


@pytest.mark.parametrize("terminal", [True, False])
def test_the_curve_grows_with_every_epoch(monkeypatch: pytest.MonkeyPatch, terminal: bool) -> None:
    file = io.StringIO()
    console = Console(file=file, force_terminal=terminal, width=120)
    monkeypatch.setattr(watch, "errors", console)
    monkeypatch.setattr("worker.cli.show._bars", console)
    with Curve() as curve:
        curve.show({"stage": "fetch"})
        for epoch in (1, 2):
            curve.show(report("fit", epoch, 10, 1.0, 0.5))
            curve.show(report("epoch", epoch, 10, 1.0 / epoch, 0.4 * epoch))
        if terminal:
            curve._live.refresh()
    shown = file.getvalue()
    assert "epoch 2: dev loss █▁ 0.500, dev accuracy ▁█ 0.8000" in shown
    # The bar is for terminals; a log has a line an epoch.
    assert ("epoch 2/3" in shown) is terminal
    assert ("epoch 1: dev loss ▁ 1.000" in shown) is not terminal or terminal
