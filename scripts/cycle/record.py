"""All that one run of the cycle showed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cycle.day import Day
from cycle.load import Span


@dataclass(frozen=True)
class Event:
    """Of the training: when, in seconds since the epoch, what happened, and what was told of it."""

    at: float
    name: str
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Record:
    """Figures to check and to print.

    said: transcripts by step; monday: the numbers that were corrected; before, after, again: the
    others, read before the training, after it, and after the roll-back; families: process ids of
    the worker and its child at those three times; swapped: seconds from the promotion to the first
    reading by the new version; curves: those of the challenger and of the champion, as SVG.
    """

    said: Mapping[str, str]
    monday: Day
    before: Day
    after: Day
    again: Day
    corrected: int
    changed: int
    events: tuple[Event, ...]
    promoted: str
    families: tuple[tuple[int, ...], ...]
    load: tuple[Span, ...]
    swapped: float
    actions: tuple[str, ...]
    curves: Mapping[str, bytes]

    @property
    def champion(self) -> str:
        """The version that served before."""
        return next(iter(self.before.models)) or ""

    @property
    def verdict(self) -> Mapping[str, Any]:
        """The gate's, as the event tells it."""
        return next(event.data for event in self.events if event.name == "training:evaluated")

    @property
    def holdout(self) -> tuple[float, float]:
        """Accuracy on the shipped holdout, before and after."""
        return self.verdict["champion"]["accuracy"], self.verdict["challenger"]["accuracy"]
