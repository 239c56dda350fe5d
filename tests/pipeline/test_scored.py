import numpy as np
import pytest

from pipeline.classes import CHARS, COUNT, INDEX
from pipeline.lattice import Candidate, Lattice
from pipeline.scored import line_of
from tests.pipeline.drawing import solid

LOW, DEEP, TALL = (20, 40), (20, 50), (10, 40)


def word(*letters: tuple[int, int], x: int = 0, fall: float = 0.0) -> Lattice:
    """Solid letters of given tops and bottoms, on a line that falls so much a pixel."""
    glyphs = [
        solid(left, round(top + fall * left), 14, bottom - top)
        for left, (top, bottom) in zip(range(x, x + 20 * len(letters), 20), letters, strict=True)
    ]
    return Lattice(len(letters), [Candidate(k, k + 1, g) for k, g in enumerate(glyphs)], 30.0)


def rows(text: str) -> np.ndarray:
    found = np.full((len(text), COUNT), 1e-4)
    for row, char in zip(found, text, strict=True):
        row[[INDEX[char.lower()], INDEX[char.upper()]]] = 0.4, 0.6
    return found


def read(lattice: Lattice, text: str) -> str:
    (scored,) = line_of([lattice], [rows(text)], plain=False)
    return "".join(CHARS[k] for k in scored.rows.argmax(axis=1))


@pytest.mark.parametrize("fall", [0.0, 0.02, -0.02])
def test_a_p_hangs_below_the_line_and_a_capital_stands_on_it(fall: float) -> None:
    assert read(word(DEEP, LOW, LOW, TALL, LOW, LOW, fall=fall), "passes")[0] == "p"
    assert read(word(TALL, LOW, LOW, TALL, LOW, LOW, fall=fall), "passes")[0] == "P"


def test_half_of_a_word_may_hang() -> None:
    assert read(word(LOW, DEEP, DEEP, TALL, LOW, DEEP), "appkvy")[1:3] == "pp"


def test_few_letters_do_not_tell_where_the_line_is() -> None:
    assert read(word(DEEP, LOW, LOW), "pas")[0] == "P"
