import numpy as np

from models.wording import Wording
from pipeline.classes import CHARS


def test_words_are_of_every_kind() -> None:
    wording = Wording(np.random.default_rng(1))
    words = ["".join(CHARS[label] for label in wording.draw()) for _ in range(300)]
    assert all(2 <= len(word) <= 9 for word in words)
    for kind in (str.isdigit, str.isupper, str.islower, str.istitle):
        assert sum(map(kind, words)) > 20
