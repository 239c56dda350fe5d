"""The nearest entry of a list."""

from accuracy.lexicon import Nearest
from accuracy.scoring import distance
from hypothesis import given, settings
from hypothesis import strategies as st

texts = st.text("ABC", min_size=1, max_size=6)


@settings(max_examples=50)
@given(st.lists(texts, min_size=1, max_size=8), texts)
def test_no_entry_is_nearer(listed: list[str], text: str) -> None:
    found = Nearest(listed)(text)
    assert found in listed
    assert distance(found, text) == min(distance(entry, text) for entry in listed)


def test_entries_are_given_back_as_listed() -> None:
    assert Nearest(["Élodie", "Jean-Luc"])("JEANLUK") == "Jean-Luc"
