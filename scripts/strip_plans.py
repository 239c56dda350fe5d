"""What the strip networks are trained on, one phase after the other."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from models.strip_reader import DIGITS, SHIPPED
from models.strips import Kind
from pipeline.strip import FINE, STRIDE

BankKind = Kind | Literal["neat"]
"""How words are composed: as `models.strips` does, or as `neat_numbers` does."""


@dataclass(frozen=True)
class Phase:
    """What is trained on, and how: the rate falls over `planned` epochs, of which `epochs` run.

    banks: of each, its kind, its seed and how many words are composed; sequence: how much the loss
    of a row as a whole counts beside that of its frames; deeper: how many further convolutions the
    network has from here on (`models.strip_network`); bent: how far strips are warped, as a share;
    far: how far the weights go in the end from those before the phase to those after it.
    """

    epochs: int
    planned: int
    rate: float
    seed: int
    banks: tuple[tuple[BankKind, int, int], ...]
    sequence: float = 0.0
    deeper: int = 0
    bent: float = 1.0
    far: float = 1.0


Banked = tuple[tuple[BankKind, int, int], ...]
FORMS: Banked = (("forms", 201, 20_000), ("forms", 202, 20_000))
JOINED: Banked = (("joined", 203, 7_000), ("joined", 204, 7_000))
RUNNING: Banked = (
    ("numbers", 205, 13_000),
    ("numbers", 206, 13_000),
    ("script", 207, 13_000),
    ("script", 208, 13_000),
)
FRESH: Banked = (
    ("forms", 301, 20_000),
    ("forms", 302, 20_000),
    ("joined", 303, 8_000),
    ("script", 304, 12_000),
    ("numbers", 305, 10_000),
)
NEAT: Banked = (("neat", 231, 30_000), ("neat", 232, 30_000), ("digits", 224, 16_000))
MORE_NEAT: Banked = (("neat", 233, 30_000), ("neat", 234, 30_000))
SCHOOLED: Banked = (
    ("forms", 501, 18_000),
    ("forms", 502, 14_000),
    ("joined", 503, 6_000),
    ("script", 504, 10_000),
)
NEAT_SCHOOLED: Banked = (
    ("neat", 241, 28_000),
    ("digits", 225, 5_000),
)
LEANING: Banked = (
    ("script", 401, 12_000),
    ("script", 402, 12_000),
    ("joined", 403, 8_000),
    ("script", 404, 14_000),
    ("forms", 405, 16_000),
)


@dataclass(frozen=True)
class Plan:
    """A network: where its weights begin, what is done one after the other, and the words of the
    development part; to: where it is shipped; stride: pixels to each of its frames; further: its
    convolutions along the row beyond the usual three.
    """

    start: Path | None
    phases: tuple[Phase, ...]
    dev: tuple[BankKind, int, int]
    to: Path
    stride: int = STRIDE
    further: tuple[int, ...] = ()


ANY = Plan(
    None,
    (
        Phase(28, 40, 2e-3, 1, FORMS),
        Phase(24, 24, 1.2e-3, 2, FORMS + JOINED),
        Phase(20, 20, 1e-3, 3, FORMS + JOINED + RUNNING),
        Phase(25, 25, 1e-3, 4, FORMS + JOINED + RUNNING + FRESH),
        Phase(25, 25, 1e-3, 6, FORMS + JOINED + RUNNING + FRESH + LEANING),
        Phase(8, 8, 6e-4, 7, SCHOOLED),
    ),
    ("forms", 11, 1_200),
    SHIPPED,
)
NUMBERS = Plan(
    SHIPPED,
    (
        Phase(18, 18, 1e-3, 1, (("digits", 211, 20_000), ("digits", 212, 20_000))),
        Phase(
            10,
            10,
            1e-3,
            7,
            (("digits", 221, 14_000), ("digits", 222, 14_000), ("digits", 223, 16_000)),
            sequence=0.5,
        ),
        Phase(18, 18, 7e-4, 8, NEAT, sequence=1.0),
        Phase(12, 12, 7e-4, 9, NEAT, sequence=1.0, deeper=1, bent=0.4),
        Phase(16, 16, 7e-4, 31, NEAT + MORE_NEAT, sequence=1.0, deeper=2, bent=0.4),
        Phase(3, 3, 5e-4, 41, NEAT_SCHOOLED, sequence=1.0, deeper=2, bent=0.4, far=0.5),
    ),
    ("neat", 12, 1_200),
    DIGITS,
    FINE,
    (1, 2),
)
