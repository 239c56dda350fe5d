"""Composed fields: of their patterns, the same for a seed, with separators that look like some."""

import re
from pathlib import Path

import numpy as np
import pytest
from accuracy import marks
from accuracy.composing import asked
from accuracy.fields import FIELDS
from accuracy.sets import LabelledSet
from accuracy.writers import Writers

from pipeline.options import Options


@pytest.mark.parametrize("kind", FIELDS)
def test_what_is_written_is_of_the_pattern(kind: str) -> None:
    field = FIELDS[kind]
    texts = [field.text(np.random.default_rng(seed)) for seed in range(40)]
    assert all(re.fullmatch(field.pattern, text) for text in texts)
    assert len(set(texts)) > 20


def test_a_field_is_the_same_for_a_seed(writers: Writers) -> None:
    one, same = (FIELDS["dates"](writers, np.random.default_rng(3)) for _ in range(2))
    assert one.text == same.text
    assert np.array_equal(one.picture, same.picture)


def test_marks_have_the_shape_and_place_of_separators(writers: Writers) -> None:
    hand = writers.hand(np.random.default_rng(5), 40, 0.1)
    drawn = {char: marks.draw(char, hand) for char in "/,.-"}
    tall = {char: ink.shape[0] for char, (ink, _) in drawn.items()}
    wide = {char: ink.shape[1] for char, (ink, _) in drawn.items()}
    assert tall["/"] > 40 > wide["/"] > wide[","]
    assert tall["."] < tall[","] < 20
    assert wide["-"] > 2 * tall["-"]
    assert drawn["-"][1] < 0 < drawn["/"][1]
    assert all(0 < ink.max() <= 1 for ink, _ in drawn.values())
    assert not marks.is_mark("1")


def test_each_set_is_asked_for_as_what_it_holds(tmp_path: Path) -> None:
    made = [LabelledSet(tmp_path / name, composed=True) for name in ("pages-dev", "dates-dev")]
    assert asked(made[0]) == {}
    assert asked(made[1]) == {"pattern": FIELDS["dates"].pattern}
    assert asked(LabelledSet(tmp_path / "digits-dev", composed=True)) == {"charset": "digits"}
    assert asked(LabelledSet(tmp_path / "names")) == {}
    for field in FIELDS.values():
        Options(pattern=field.pattern)
