"""What the gate found when it weighed a challenger against the champion: numbers and words."""

from pydantic import Field

from models.card import Frozen, VersionName
from models.figures import Fraction


class Scores(Frozen):
    """One side of the scales, on the same held-out glyphs as the other."""

    version: VersionName
    accuracy: Fraction
    macro_recall: Fraction
    ece: Fraction
    milliseconds: float = Field(ge=0.0, description="Fastest of several calls with 64 glyphs.")
    bytes: int = Field(ge=1, description="Of model.keras.")


class Pairs(Frozen):
    """Glyph by glyph: what the challenger gained and lost, and whether that may be chance."""

    images: int
    gained: int = Field(description="Read right by the challenger alone.")
    lost: int = Field(description="Read right by the champion alone.")
    p: float = Field(description="McNemar's exact test, two-sided.")

    def __str__(self) -> str:
        return f"+{self.gained} -{self.lost} of {self.images} (p = {self.p:.2g})"


class Regression(Frozen):
    """A glyph that must stay right, and is not."""

    index: int = Field(description="Its row in the regression list.")
    expected: str
    read: str


class Verdict(Frozen):
    """Whether the challenger is better, and why."""

    champion: Scores
    challenger: Scores
    holdout: Pairs
    corrections: Pairs | None = Field(
        default=None, description="On people's corrections, which the challenger was trained on."
    )
    must_stay_right: int = Field(description="Glyphs of the regression list.")
    regressions: tuple[Regression, ...] = ()
    better: bool
    why: str

    def table(self) -> list[tuple[str, str, str]]:
        """Rows of name, champion and challenger, as a person reads them."""
        sides = self.champion, self.challenger
        rows = []
        for name, field, form in _ROWS:
            old, new = (format(getattr(side, field), form) for side in sides)
            rows.append((name, old, new))
        rows.append(("holdout, pairwise", "", str(self.holdout)))
        if self.corrections:
            rows.append(("corrections, pairwise", "", str(self.corrections)))
        lost = f"{len(self.regressions)} of {self.must_stay_right} lost"
        return [*rows, ("must stay right", "", lost)]


_ROWS = (
    ("accuracy", "accuracy", ".4f"),
    ("macro recall", "macro_recall", ".4f"),
    ("calibration error", "ece", ".4f"),
    ("ms for 64 glyphs", "milliseconds", ".1f"),
    ("bytes", "bytes", ",d"),
)
