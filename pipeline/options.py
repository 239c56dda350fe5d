"""What a job may ask of the pipeline."""

from string import digits
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictStr,
    field_validator,
    model_validator,
)

from pipeline.constraints.charset import NAMED, characters
from pipeline.constraints.lexicon import MOST_LISTED, folded
from pipeline.constraints.pattern import alphabet, parse
from pipeline.symbols import INDEX, SEPARATORS
from pipeline.tiff import MOST_PAGES

Preset = Literal["default", "paper"]
Wanted = Literal["auto", "any", "handwritten", "printed"]
CONSTRAINTS = ("charset", "pattern", "lexicon")
_DIGITS = frozenset(INDEX[char] for char in digits)
_BETWEEN = frozenset(INDEX[char] for char in SEPARATORS + " ")
Matches = Literal["one", "each"]


def _charset(value: str) -> str:
    characters(value)
    return value


def _pattern(value: str) -> str:
    parse(value)
    return value


class Options(BaseModel):
    """Options of one reading. Unknown fields are refused by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    preset: Preset = Field("default", description="`paper` is the published pre-processing.")
    style: Wanted = Field(
        "auto",
        description="`handwritten` or `printed` reads only that, `any` both; `auto` leaves print "
        "out where handwriting stands beside it.",
    )
    page: int | None = Field(
        None,
        ge=0,
        lt=MOST_PAGES,
        strict=True,
        description="Which page of a TIFF with several, from 0; null reads the first, and sets "
        "`needs_review`.",
    )
    alternatives: int = Field(3, ge=0, le=10, strict=True, description="Alternatives a character.")
    readings: int = Field(3, ge=0, le=10, strict=True, description="N-best readings a word.")
    charset: Annotated[StrictStr, AfterValidator(_charset)] | None = Field(
        None, description=f"{', '.join(f'`{name}`' for name in NAMED)}, or the characters."
    )
    pattern: Annotated[StrictStr, AfterValidator(_pattern)] | None = Field(
        None, description="What a field must match: a small subset of regular expressions."
    )
    lexicon: StrictStr | tuple[StrictStr, ...] | None = Field(
        None,
        description=f"Up to {MOST_LISTED} entries one of which is read, or the name of a lexicon "
        "registered on the worker.",
    )
    matches: Matches = Field(
        "one", description="Of a pattern or lexicon: `one` an image, or `each` that is on it."
    )
    language: StrictBool = Field(
        True, description="Weigh letters by a language model, blind to case."
    )

    @property
    def constrained(self) -> bool:
        """Whether a charset, a pattern or a lexicon says what can be read."""
        return any(getattr(self, name) is not None for name in CONSTRAINTS)

    @property
    def digits_only(self) -> bool:
        """Whether nothing but digits can be read."""
        return self.charset is not None and set(characters(self.charset)) <= set(digits)

    @property
    def digits_match(self) -> bool:
        """Whether what a pattern matches has digits, and else nothing but what separates them."""
        if self.pattern is None:
            return False
        symbols = alphabet(parse(self.pattern))
        return bool(symbols & _DIGITS) and symbols <= _DIGITS | _BETWEEN

    @field_validator("lexicon", mode="before")
    @classmethod
    def _entries(cls, value: object) -> object:
        # Before the union looks: its errors name types, not entries.
        if value is None or (isinstance(value, str) and value):
            return value
        if not isinstance(value, list | tuple) or not 0 < len(value) <= MOST_LISTED:
            raise ValueError(f"a lexicon is a name, or a list of 1 to {MOST_LISTED} entries")
        for number, entry in enumerate(value):
            _entry(number, entry)
        return tuple(value)

    @model_validator(mode="after")
    def _one_constraint(self) -> Self:
        given = [name for name in CONSTRAINTS if getattr(self, name) is not None]
        if len(given) > 1:
            raise ValueError(f"{' and '.join(given)}: give one of them, which says all")
        return self


def _entry(number: int, entry: object) -> None:
    if not isinstance(entry, str):
        raise ValueError(f"entry {number}: {entry!r:.80} is no text")
    try:
        folded(entry)
    except ValueError as error:
        raise ValueError(f"entry {number}: {error}") from None
