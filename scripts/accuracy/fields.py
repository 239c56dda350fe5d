"""Fields of forms in one hand: dates, amounts, plates, codes and words, each with its pattern."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from handwriting import Hand
from stationery import Sheet

from accuracy import marks, prose
from accuracy.pages import Composed
from accuracy.writers import Writers

LETTERS = np.array(list("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
Text = Callable[[np.random.Generator], str]


@dataclass(frozen=True)
class Field:
    """A kind of field: what a job asks of it, and how one comes to be written in it."""

    pattern: str
    text: Text

    def __call__(self, writers: Writers, rng: np.random.Generator) -> Composed:
        """One field, in a hand of its own on a paper of its own."""
        height = int(rng.integers(24, 49))
        hand, text = writers.hand(rng, height, rng.uniform(0.08, 0.14)), self.text(rng)
        sheet = Sheet.scrap(rng)
        return Composed(sheet.write(_written(hand, text), rng), text)


def _written(hand: Hand, text: str) -> np.ndarray:
    """Ink of one line, float32 [H,W] 0..1, half a capital of paper around it."""
    tall, rng = hand.height, hand.rng
    ink = np.zeros((3 * tall, round((1.6 * len(text) + 2) * tall)), np.float32)
    x = tall / 2
    for char in text:
        if char == " ":
            x += tall * rng.uniform(0.6, 0.75)
            continue
        drawn = marks.is_mark(char)
        glyph, foot = marks.draw(char, hand) if drawn else (hand.character(char), 0.0)
        bottom = round((2 + foot + rng.normal(0, 0.012)) * tall)
        place = ink[bottom - len(glyph) : bottom, round(x) : round(x) + glyph.shape[1]]
        np.maximum(place, glyph, out=place)
        x += glyph.shape[1] + tall * rng.uniform(0.1, 0.19)
    return ink[tall // 2 : 3 * tall - tall // 2, : round(x + tall / 2)]


def _date(rng: np.random.Generator) -> str:
    return f"{rng.integers(1, 29):02d}/{rng.integers(1, 13):02d}/{rng.integers(1930, 2027)}"


def _amount(rng: np.random.Generator) -> str:
    return f"{10 ** rng.uniform(0, 5):,.2f}"


def _plate(rng: np.random.Generator) -> str:
    return f"{_letters(rng, 2)}-{rng.integers(1, 1000):03d}-{_letters(rng, 2)}"


def _postcode(rng: np.random.Generator) -> str:
    area, inward = _letters(rng, int(rng.integers(1, 3))), _letters(rng, 2)
    return f"{area}{rng.integers(1, 21)} {rng.integers(0, 10)}{inward}"


def _code(rng: np.random.Generator) -> str:
    return f"{_letters(rng, 3)}{rng.integers(0, 1000):03d}"


def _capitals(rng: np.random.Generator) -> str:
    return " ".join(rng.choice(prose.NAMES, rng.integers(1, 3), replace=False)).upper()


def _letters(rng: np.random.Generator, count: int) -> str:
    return "".join(rng.choice(LETTERS, count))


FIELDS = {
    "dates": Field(r"\d{2}/\d{2}/\d{4}", _date),
    "amounts": Field(r"\d{1,3}(,\d{3})*\.\d{2}", _amount),
    "plates": Field(r"[A-Z]{2}-\d{3}-[A-Z]{2}", _plate),
    "postcodes": Field(r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}", _postcode),
    "codes": Field(r"[A-Z]{3}\d{3}", _code),
    "capitals": Field("[A-Z]+( [A-Z]+)*", _capitals),
}
"""By the name of their sets."""
