import pytest

from pipeline.constraints.lexicon import LONGEST, compile_lexicon, folded


@pytest.mark.parametrize(
    ("entry", "plain"),
    [
        ("Hélène", "HELENE"),
        ("d’Arc", "D'ARC"),
        ("  Jean   Pierre ", "JEAN PIERRE"),
        ("Jean–Pierre", "JEAN-PIERRE"),
        ("A4", "A4"),
        ("E\u0301va", "EVA"),
    ],
)
def test_entries_are_looked_for_without_case_and_accents(entry: str, plain: str) -> None:
    assert folded(entry) == plain
    assert compile_lexicon([entry]).automaton.accepts(plain)


@pytest.mark.parametrize(
    "wrong", ["", "  ", "x" * (LONGEST + 1), "a&b", "日本", "½", "ﬁn", "Straße", "A¨B", "ﬁ x̌"]
)
def test_what_cannot_be_read_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"entry|cannot be read|stands for several"):
        folded(wrong)


def test_what_is_wrong_is_told_in_few_words() -> None:
    with pytest.raises(ValueError, match="cannot be read") as caught:
        folded("A" + "\u00a0" * 100_000 + "&")
    assert len(str(caught.value)) < 600


def test_nothing_but_entries_is_accepted() -> None:
    machine = compile_lexicon(["Ann", "Anna", "Bo"]).automaton
    assert [machine.accepts(t) for t in ("ANN", "ANNA", "BO")] == [True] * 3
    assert not any(machine.accepts(t) for t in ("", "AN", "ANNAB", "B", "ann"))


def test_words_are_returned_as_they_are_listed_first() -> None:
    listed = compile_lexicon(["Éva Maria", "EVA", "mc Adam"]).listed
    assert listed == {"EVA": "Éva", "MARIA": "Maria", "MC": "mc", "ADAM": "Adam"}
