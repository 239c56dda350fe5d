import numpy as np

from pipeline.classes import ALIKE, CHARS, COUNT, INDEX, MERGED, MERGED_COUNT

# The classes of EMNIST ByMerge as published: the digits, the capitals, and these small letters.
BY_MERGE = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt"


def test_the_columns_are_digits_capitals_small_letters() -> None:
    assert (CHARS[0], CHARS[9], CHARS[10], CHARS[35], CHARS[36], CHARS[61]) == tuple("09AZaz")
    assert len(set(CHARS)) == COUNT == 62
    assert [CHARS[INDEX[char]] for char in CHARS] == list(CHARS)


def test_merging_gives_the_published_47() -> None:
    assert len(BY_MERGE) == MERGED_COUNT == 47
    kept = [BY_MERGE[column] for column in MERGED]
    assert kept == [c.upper() if c.upper() in ALIKE and c.islower() else c for c in CHARS]


def test_every_merged_class_is_used() -> None:
    counts = np.bincount(MERGED, minlength=MERGED_COUNT)
    assert sorted(set(counts)) == [1, 2]
    assert (counts == 2).sum() == len(ALIKE) == 15
