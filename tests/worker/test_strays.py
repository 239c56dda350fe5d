"""Variables that look like settings are told of, once, with what they may have meant."""

import re
from pathlib import Path

import pytest

from worker import settings, strays

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _untold() -> None:
    strays._tell.cache_clear()


@pytest.mark.parametrize(
    ("variable", "meant"),
    [
        ("INKQUEUE_TIMELIMIT", "did you mean INKQUEUE_TIME_LIMIT?"),
        ("INKQUEUE_REDIS", "did you mean INKQUEUE_REDIS_URL?"),
        ("inkqueue_sourceroots", "did you mean INKQUEUE_SOURCE_ROOTS?"),
        ("INKQUEUE_QQQ", "is ignored"),
    ],
)
def test_a_name_that_is_no_setting_is_told_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, variable: str, meant: str
) -> None:
    monkeypatch.setenv(variable, "3")
    settings.load()
    settings.load()
    (line,) = caplog.messages
    assert line.startswith(f"inkqueue: {variable} is no setting")
    assert line.endswith(meant)


def test_settings_and_what_compose_takes_are_known(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    example = re.findall(r"^INKQUEUE_(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert set(example) - {name.upper() for name in settings.Settings.model_fields} == set(
        strays.COMPOSE
    )
    for name in (*strays.COMPOSE, "THREADS", "store"):
        monkeypatch.setenv(f"INKQUEUE_{name}", "1")
    settings.load()
    assert caplog.messages == []
