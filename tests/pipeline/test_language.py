from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from pipeline.language import LETTERS, Ngrams, count


def model() -> Ngrams:
    return count({"anna": 5.0, "hanna": 3.0, "bob": 1.0}, order=4, least=0.0)


def after(text: str) -> np.ndarray:
    found, context = model(), np.zeros(1, np.int64)
    for char in text:
        context = found.advance(context, np.array([ord(char) - 96]))
    return context


@pytest.mark.parametrize("text", ["", "a", "ann", "xyz", "hanna"])
def test_what_may_come_next_is_a_distribution(text: str) -> None:
    probabilities = model().probabilities(after(text))
    assert probabilities.shape == (1, LETTERS)
    assert (probabilities > 0).all()
    np.testing.assert_allclose(probabilities.sum(axis=1), 1)


def test_what_was_seen_is_likelier() -> None:
    after_ann = model().probabilities(after("ann"))[0]
    assert after_ann.argmax() == 1
    assert model().probabilities(after("anna"))[0].argmax() == 0


def test_factors_are_beside_chance() -> None:
    factors = model().factors(after("ann"))
    np.testing.assert_allclose(factors, LETTERS * model().probabilities(after("ann")), rtol=1e-6)
    assert factors[0, 1] > 5


def test_what_is_no_letter_begins_anew() -> None:
    found = model()
    assert found.advance(after("ann"), np.array([0])).tolist() == [0]


def test_contexts_asked_for_again_are_the_same() -> None:
    found = model()
    contexts = np.array([0, 5, 0, 31, 5])
    first, again = found.factors(contexts), found.factors(contexts[::-1])
    np.testing.assert_array_equal(first, again[::-1])


def test_rare_long_ngrams_are_left_out() -> None:
    words = {"anna": 5.0, "bob": 1.0}
    assert len(count(words, 4, 3.0).codes) < len(count(words, 4, 0.0).codes)


@pytest.mark.parametrize("order", [1, 2, 4])
def test_a_context_is_mended_by_the_shorter_ones_one_after_another(order: int) -> None:
    """Witten-Bell, from the counts: what is kept at hand changes nothing of it."""
    words = {"anna": 5.0, "bob": 1.0}
    expected = np.full(LETTERS, 1 / LETTERS)
    for length in range(order):
        seen = np.zeros(LETTERS)
        for word, weight in words.items():
            padded = "`" * (order - 1) + word + "`"
            for end in range(order - 1, len(padded)):
                if padded[end - length : end] == "nna"[-length:] * bool(length):
                    seen[ord(padded[end]) - 96] += weight
        if seen.any():
            kinds = (seen > 0).sum()
            expected = (seen + kinds * expected) / (seen.sum() + kinds)
    found, context = count(words, order, 0.0), np.zeros(1, np.int64)
    for char in "anna"[-(order - 1) :] if order > 1 else "":
        context = found.advance(context, np.array([ord(char) - 96]))
    np.testing.assert_allclose(found.probabilities(context)[0], expected)


def test_many_contexts_at_once_are_as_each_by_itself() -> None:
    contexts = np.random.default_rng(3).permutation(LETTERS**3)[:3000]
    found, other = model(), model()
    each = np.concatenate([other.factors(contexts[k : k + 700]) for k in range(0, 3000, 700)])
    np.testing.assert_array_equal(found.factors(contexts), each)


def test_threads_that_ask_at_once_are_answered_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.language._MOST_ROWS", 300)  # so that rows are forgotten too
    found, other = model(), model()
    contexts = np.random.default_rng(3).integers(0, LETTERS**3, (200, 20))
    with ThreadPoolExecutor(4) as pool:
        asked = list(pool.map(found.factors, contexts))
    for factors, own in zip(asked, contexts, strict=True):
        np.testing.assert_array_equal(factors, other.factors(own))
