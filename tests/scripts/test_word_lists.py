"""How entries of word lists are weighed; the lists themselves come with packages of their own."""

import sys
from types import ModuleType

import pytest
from train_language import weighed
from word_lists import alike, counted, french, provided


def test_what_is_frequent_does_not_hide_the_rest() -> None:
    found = dict(counted(100.0, [("MARTIN", 300), ("GUEGUEN", 4), ("Martin", 1), ("MARTIN", 100)]))
    assert found == {"MARTIN": 100.0, "GUEGUEN": 10.0, "Martin": 5.0}


def test_names_that_few_bear_are_left_out() -> None:
    assert dict(counted(1.0, [("A", 100), ("B", 39)], least=40)) == {"A": 1.0}


def test_a_list_without_counts_weighs_each_entry_once() -> None:
    assert list(alike(6.0, ["Rome", "Bern", "Rome"])) == [("Bern", 6.0), ("Rome", 6.0)]


def test_words_lose_their_accents_and_gather_their_weight() -> None:
    found = weighed([("Zoé Le-Gall", 2.0), ("le", 1.0), ("№ 5", 9.0)])
    assert found == {"zoe": 2.0, "le": 3.0, "gall": 2.0, "no": 9.0}


def test_the_order_of_french_names_says_about_how_many_bear_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "2 4 6 8\nMartin,Bernard,Petit,Durand,Roux,Blanc,Faure,Roy,"
    monkeypatch.setattr("word_lists.text", lambda package, path: text)
    names, borne = zip(*french("dist.all", 9000.0), strict=True)
    assert (names[0], names[-1], len(names)) == ("Martin", "Roy", 8)
    assert [round(borne[rank]) for rank in (0, 1, 3, 5, 7)] == [9000, 500, 100, 50, 20]
    assert sorted(borne, reverse=True) == list(borne)


def test_a_locale_may_lack_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("faker.providers.person.fr_FR")
    module.Provider = type("Provider", (), {"last_names": ("Roux",)})  # type: ignore[attr-defined]
    for name in ("faker", "faker.providers", "faker.providers.person"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setitem(sys.modules, module.__name__, module)
    assert list(provided("person", "fr_FR", ("first_names", "last_names"))) == ["Roux"]
    assert list(provided("person", "xx_XX", ("last_names",))) == []
