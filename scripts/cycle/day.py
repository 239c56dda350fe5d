"""A day's numbers, and how they were read."""

from collections.abc import Mapping
from dataclasses import dataclass

from worker.messages import Result

OPTIONS = {"pattern": r"\d{5}"}
"""As a form's field of a number is read that always has five digits."""


@dataclass(frozen=True)
class Day:
    """Results in the order of the truths, both by the picture's name."""

    truths: Mapping[str, str]
    results: Mapping[str, Result]

    @property
    def texts(self) -> dict[str, str]:
        """What was read on each picture."""
        return {name: self.results[name].text or "" for name in self.truths}

    @property
    def models(self) -> set[str | None]:
        """The versions that read."""
        return {result.model for result in self.results.values()}

    @property
    def exact(self) -> int:
        """Numbers that are right as a whole."""
        return sum(self.texts[name] == truth for name, truth in self.truths.items())

    def right(self, digits: str) -> tuple[int, int]:
        """Of these digits, how many are read right, and how many there are.

        Of a number that was read with more digits or fewer, none is.
        """
        pairs = [
            (true, read)
            for name, truth in self.truths.items()
            for true, read in zip(truth, self._aligned(name), strict=True)
            if true in digits
        ]
        return sum(true == read for true, read in pairs), len(pairs)

    def _aligned(self, name: str) -> str:
        text = self.texts[name].replace(" ", "")
        return text if len(text) == len(self.truths[name]) else " " * len(self.truths[name])
