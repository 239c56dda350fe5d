"""What a refresh did for one champion, as a row of the page."""

from pydantic import BaseModel, ConfigDict

FALL, LOSS = 0.4, 0.002
"""The target: the error rate falls by this share at least, accuracy by so much at most."""

Pair = tuple[float, float]
"""Before and after."""


class Row(BaseModel):
    """forms, recorded, changed, left_out: of the corrections; files: read before and after.

    cer, exact: of those files; accuracy: of 62 classes on EMNIST's validation part; better: what
    the gate says of the refreshed version, and why.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    strips: bool
    forms: int
    recorded: int
    changed: int
    left_out: int
    files: int
    cer: Pair
    exact: Pair
    accuracy: Pair
    better: bool
    why: str

    @property
    def fall(self) -> float:
        """The share of the error rate that went."""
        return 1 - self.cer[1] / self.cer[0] if self.cer[0] else 0.0

    @property
    def promised(self) -> bool:
        """Whether there is a target: of the network that was trained on EMNIST alone."""
        return self.version.startswith("paper-")

    @property
    def met(self) -> bool:
        """Whether it did what was hoped for."""
        return self.fall >= FALL and self.accuracy[0] - self.accuracy[1] <= LOSS
