from pathlib import Path

import pytest

from models import language
from pipeline.errors import ErrorCode, InkError
from pipeline.options import Options
from worker.equipment import equip
from worker.settings import Settings


@pytest.fixture
def lexicons(settings: Settings, tmp_path: Path) -> Settings:
    (tmp_path / "cities.txt").write_text("Paris\nLyon\n")
    return settings.model_copy(update={"lexicons": tmp_path})


def test_a_registered_lexicon_is_put_in_place_of_its_name(lexicons: Settings) -> None:
    options, _ = equip(Options(lexicon="cities", alternatives=1), lexicons)
    assert options == Options(lexicon=("Paris", "Lyon"), alternatives=1)


def test_a_list_stays_what_it_is(lexicons: Settings) -> None:
    asked = Options(lexicon=("cities",))
    assert equip(asked, lexicons)[0] is asked


def test_the_language_model_is_there_unless_it_is_not_wanted(settings: Settings) -> None:
    assert equip(Options(), settings)[1] is language.shipped()
    assert equip(Options(language=False), settings)[1] is None


def test_a_language_model_that_is_gone_is_unavailable(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    language.shipped.cache_clear()
    monkeypatch.setattr(language, "SHIPPED", tmp_path / "none.npz")
    with pytest.raises(InkError) as caught:
        equip(Options(), settings)
    assert caught.value.code == ErrorCode.MODEL_UNAVAILABLE
