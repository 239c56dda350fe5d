from pathlib import Path

import numpy as np
import pytest

from models.language import SHIPPED, load, save, shipped
from pipeline.language import count


def test_a_model_survives_its_file(tmp_path: Path) -> None:
    model = count({"anna": 5.0, "hanna": 3.0}, order=4, least=0.0)
    save(model, tmp_path / "model.npz")
    same = load(tmp_path / "model.npz")
    assert same.order == model.order
    contexts = np.arange(0, 27**3, 97)
    np.testing.assert_allclose(same.probabilities(contexts), model.probabilities(contexts))


def test_what_the_file_cannot_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="7 letters"):
        save(count({"zzzzzzzz": 9.0}, order=7, least=0.0), tmp_path / "model.npz")


def test_the_shipped_model_is_small_and_knows_names() -> None:
    assert SHIPPED.stat().st_size < 3_000_000
    assert score("martin") > score("mqrtin") + 2
    assert score("gueguen") > score("gusgusn") + 2
    assert score("house") > score("hxuse") + 2


def score(word: str) -> float:
    model, context, total = shipped(), np.zeros(1, np.int64), 0.0
    for letter in [ord(char) - 96 for char in word]:
        total += float(np.log(model.factors(context)[0, letter]))
        context = model.advance(context, np.array([letter]))
    return total
