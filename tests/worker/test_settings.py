import os
import subprocess
import sys
from pathlib import Path

import pytest

from worker import schemas, settings
from worker.settings import Settings, SettingsError


def complaint(monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
    for key, value in environment.items():
        monkeypatch.setenv(f"INKQUEUE_{key}", value)
    with pytest.raises(SettingsError) as caught:
        settings.load()
    return str(caught.value)


def test_lists_come_with_commas_or_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INKQUEUE_SOURCE_ROOTS", "/scans, /more scans")
    monkeypatch.setenv("INKQUEUE_SOURCE_PREFIXES", '["s3://a/b", "https://c"]')
    loaded = settings.load()
    assert loaded.source_roots == (Path("/scans"), Path("/more scans"))
    assert loaded.source_prefixes == ("s3://a/b", "https://c")


def test_nothing_may_be_opened_unless_it_is_said() -> None:
    assert Settings.model_fields["source_roots"].default == ()
    assert Settings.model_fields["source_prefixes"].default == ()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("TIME_LIMIT", "soon"),
        ("ATTEMPTS", "0"),
        ("REDIS_URL", "http://localhost"),
        ("SOURCE_ROOTS", "scans"),
        ("SOURCE_ROOTS", "/scans/../etc"),
        ("SOURCE_ROOTS", "[broken"),
        ("SOURCE_PREFIXES", "scans"),
        ("SOURCE_PREFIXES", "s3://bucket/a/../b"),
        ("SOURCE_PREFIXES", "file://host/x"),
        ("SOURCE_PREFIXES", "redis://host/x"),
        ("SOURCE_PREFIXES", "https://host/x?y=z"),
        ("SOURCE_PREFIXES", "simplecache::s3://bucket"),
    ],
)
def test_a_wrong_setting_is_one_line_with_key_and_value(
    monkeypatch: pytest.MonkeyPatch, key: str, value: str
) -> None:
    said = complaint(monkeypatch, **{key: value})
    assert said.startswith(f"INKQUEUE_{key}={value!r}: ")
    assert "\n" not in said


def test_every_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    said = complaint(monkeypatch, ATTEMPTS="none", THREADS="-1")
    assert "INKQUEUE_ATTEMPTS='none'" in said
    assert "INKQUEUE_THREADS='-1'" in said


def test_a_password_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    said = complaint(monkeypatch, REDIS_URL="https://user:hunter2@host")
    assert "hunter2" not in said


def test_the_visibility_timeout_outlasts_every_job(monkeypatch: pytest.MonkeyPatch) -> None:
    said = complaint(monkeypatch, BULK_TIME_LIMIT="300", VISIBILITY_TIMEOUT="311")
    assert "INKQUEUE_VISIBILITY_TIMEOUT=311 must exceed 311" in said
    monkeypatch.setenv("INKQUEUE_VISIBILITY_TIMEOUT", "312")
    assert settings.load().visibility_timeout == 312
    monkeypatch.setenv("INKQUEUE_TIME_LIMIT", "302")
    assert "must exceed 313" in complaint(monkeypatch)


@pytest.mark.parametrize("app", ["worker", "worker.trainer"])
def test_a_worker_ends_with_that_line(app: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "celery", "-A", app, "worker"],
        env={**os.environ, "INKQUEUE_TIME_LIMIT": "soon"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert run.stderr.startswith("INKQUEUE_TIME_LIMIT='soon': ")
    assert run.stderr.count("\n") == 1


def test_every_setting_is_documented() -> None:
    page = schemas.markdown()
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert f"`INKQUEUE_{name.upper()}`" in page
