import numpy as np
import pytest

from pipeline.language import count
from pipeline.prior import KNOWN, TRUST, LetterPrior, Prior, WordPrior
from pipeline.symbols import INDEX


def score(prior: Prior, text: str) -> float:
    """Log odds of a spelling."""
    memory, total = prior.start(), 0.0
    for char in text:
        total += float(prior.bonus(memory)[0, INDEX[char]])
        memory = prior.extend(memory, np.array([INDEX[char]]))
    return total + float(prior.end(memory)[0])


@pytest.mark.parametrize(
    ("likely", "other"),
    [("MARIE", "MaRIE"), ("Marie", "mARIE"), ("MARIE", "MAR1E"), ("2026", "2O26"), ("six", "siX")],
)
def test_words_are_of_one_kind(likely: str, other: str) -> None:
    assert score(WordPrior(), likely) > score(WordPrior(), other) + 1


@pytest.mark.parametrize("code", ["KU1109", "AB1234", "EH207CE", "75056P"])
def test_letters_and_digits_of_a_code_come_in_runs(code: str) -> None:
    alternating = "".join(a + b for a, b in zip("ABCDE", "12345", strict=True))[: len(code)]
    assert score(WordPrior(), code) > score(WordPrior(), alternating) + 1


def test_a_digit_makes_no_code_of_a_name() -> None:
    assert score(WordPrior(), "MARIA") > score(WordPrior(), "MAR1A") + 4


def test_letters_that_follow_each_other_are_likelier_in_either_case() -> None:
    prior = WordPrior(count({"anna": 9.0, "hanna": 9.0}, 4, 0.0))
    for usual, strange in (("ANNA", "ANMA"), ("anna", "anma"), ("Anna", "Anma")):
        assert score(prior, usual) > score(prior, strange) + 1


@pytest.mark.parametrize("number", ["1984", "7", "77"])
def test_of_digits_a_language_model_says_nothing(number: str) -> None:
    assert said(number) == pytest.approx(0.0)


def test_of_where_a_word_ends_in_a_digit_it_says_nothing() -> None:
    assert said("ANNA7") == pytest.approx(said("ANNA77"))


def said(text: str) -> float:
    """What a language model that knows two names makes of a spelling, beside none at all."""
    letters = count({"anna": 9.0, "hanna": 9.0}, 4, 0.0)
    return score(WordPrior(letters), text) - score(WordPrior(), text)


@pytest.mark.parametrize("code", ["XQZVWK", "BRZTKW", "Q"])
def test_what_was_never_met_costs_little_as_a_whole(code: str) -> None:
    least = np.log(1 - KNOWN) + (len(code) + 1) * np.log(1 - TRUST)
    assert least <= said(code) < 0 < said("ANNA")


def test_a_letter_is_corrected_in_a_word_that_is_known_only() -> None:
    known, unknown = said("HANNA") - said("HANKA"), said("XQANWK") - said("XQAKWK")
    assert known > 2 * unknown > 0


def test_every_word_may_be_known_again() -> None:
    assert said("XQZ ANNA") - said("XQZ BQBQ") == pytest.approx(said("ANNA") - said("BQBQ"))


def test_passing_without_a_symbol_changes_nothing() -> None:
    prior = WordPrior(count({"anna": 9.0}, 4, 0.0))
    memory = prior.extend(prior.start(), np.array([INDEX["A"]]))
    same = prior.extend(memory, np.array([-1]))
    np.testing.assert_allclose(prior.bonus(same), prior.bonus(memory), atol=1e-12)


def test_nothing_known_is_nothing_said() -> None:
    assert score(Prior(), "xX1") == 0.0


def test_letters_alone_know_no_kinds_of_word() -> None:
    prior = LetterPrior(count({"anna": 9.0, "hanna": 9.0}, 4, 0.0))
    assert score(prior, "ANNA") == pytest.approx(score(prior, "aNnA"))
    assert score(prior, "ANNA") == pytest.approx(said("ANNA"))
    assert score(prior, "1984") == 0.0


def test_a_space_ends_a_word_as_the_end_does() -> None:
    prior = LetterPrior(count({"anna": 9.0, "hanna": 9.0}, 4, 0.0))
    assert score(prior, "ANNA ") == pytest.approx(score(prior, "ANNA"))
    assert score(prior, "ANN ") < score(prior, "ANNA ") - 1
