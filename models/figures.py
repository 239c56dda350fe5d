"""What a classifier scores on a set of labelled glyphs."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Fraction = Annotated[float, Field(ge=0.0, le=1.0)]


class Figures(BaseModel):
    """Fractions of the images with a certain label; None where the set holds none to judge by."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str | None = Field(default=None, description="Version measured; null before it has one.")
    images: int = Field(ge=1, description="Images judged: those whose label is certain.")
    accuracy: Fraction = Field(description="Of 62 classes.")
    accuracy_merged: Fraction = Field(description="Of ByMerge's 47, probabilities summed first.")
    top3: Fraction = Field(description="True class among the three likeliest of 62.")
    accuracy_digits: Fraction | None = Field(description="Of 62 classes, for true digits.")
    accuracy_upper: Fraction | None = Field(description="Of 62 classes, for true capitals.")
    accuracy_lower: Fraction | None = Field(description="Of 62 classes, for true small letters.")
    digits_only: Fraction | None = Field(description="True digits, told from digits alone.")
    macro_recall: Fraction = Field(description="Mean recall of the classes that are present.")
    ece: Fraction = Field(description="Expected calibration error, 15 equal-width bins.")
