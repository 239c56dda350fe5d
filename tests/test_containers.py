"""Dockerfile and docker-compose.yml, read as data: no Docker engine is needed, and none is run."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from worker.settings import Settings

ROOT = Path(__file__).parent.parent
OURS = ("worker", "trainer", "flower")


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """The services, anchors merged."""
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return loaded["services"]


def _stages() -> tuple[str, str]:
    """The Dockerfile's two stages: the one that installs and the one that runs."""
    _, build, final = (ROOT / "Dockerfile").read_text().split("\nFROM ")
    return build, final


def _copied() -> list[str]:
    lines = re.findall(r"^COPY (.+) \S+$", _stages()[0], re.MULTILINE)
    return [name for line in lines for name in line.split()]


def test_redis_keeps_what_it_was_given_and_asks_for_a_password(services: dict[str, Any]) -> None:
    redis = services["redis"]
    script = redis["command"][2]
    assert "--appendonly yes" in script
    assert 'requirepass "$$REDISCLI_AUTH"' in script
    assert redis["environment"]["REDISCLI_AUTH"].startswith("${INKQUEUE_REDIS_PASSWORD:?")
    assert redis["volumes"] == ["redis:/data"]
    assert "ports" not in redis


def test_secrets_must_be_given_and_none_is_written_down() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    asked = set(re.findall(r"\$\{(\w*PASSWORD)(.)", text.replace(":?", "?")))
    assert asked == {("INKQUEUE_REDIS_PASSWORD", "?"), ("INKQUEUE_FLOWER_PASSWORD", "?")}
    example = (ROOT / ".env.example").read_text()
    assert re.findall(r"^(\w*PASSWORD)=(.*)$", example, re.MULTILINE) == [
        ("INKQUEUE_REDIS_PASSWORD", ""),
        ("INKQUEUE_FLOWER_PASSWORD", ""),
    ]


def test_flower_is_published_on_loopback_and_asks_for_a_password(services: dict[str, Any]) -> None:
    flower = services["flower"]
    assert flower["ports"] == ["127.0.0.1:5555:5555"]
    assert "FLOWER_BASIC_AUTH" in flower["environment"]
    assert any(argument.startswith("--max_tasks=") for argument in flower["command"])
    assert [name for name, service in services.items() if "ports" in service] == ["flower"]


def test_worker_and_trainer_take_their_own_queues(services: dict[str, Any]) -> None:
    queues = {
        name: services[name]["command"][services[name]["command"].index("-Q") + 1]
        for name in ("worker", "trainer")
    }
    assert queues == {"worker": "interactive,bulk", "trainer": "training"}


def test_a_stop_gives_back_what_does_not_fit(services: dict[str, Any]) -> None:
    assert "REMAP_SIGTERM=SIGQUIT" in _stages()[1]
    for name in ("worker", "trainer"):
        assert services[name]["environment"]["REMAP_SIGTERM"] == "SIGQUIT"
        grace = int(services[name]["stop_grace_period"].removesuffix("s"))
        assert grace > Settings.model_fields["time_limit"].default


@pytest.mark.parametrize("name", OURS)
def test_ours_run_without_privileges_once_redis_is_healthy(
    services: dict[str, Any], name: str
) -> None:
    service = services[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["depends_on"] == {"redis": {"condition": "service_healthy"}}


def test_only_the_trainer_writes_models_and_nobody_writes_images(services: dict[str, Any]) -> None:
    volumes = {name: services[name].get("volumes", []) for name in OURS}
    assert "store:/var/lib/inkqueue:ro" in volumes["worker"]
    assert "store:/var/lib/inkqueue" in volumes["trainer"]
    assert all(v.endswith(":ro") for name in OURS for v in volumes[name] if "/images" in v)


def test_image_is_installed_from_the_lock_runs_unprivileged_and_checks_itself() -> None:
    build, final = _stages()
    assert "--require-hashes --only-binary=:all: -r requirements/run.txt" in build
    assert re.search(r"^USER 10001$", final, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK .*\\\n\s+CMD \[", final, re.MULTILINE)
    assert [name for name in _copied() if not (ROOT / name).exists()] == []


def test_build_context_holds_what_is_copied_and_no_secret() -> None:
    lines = (ROOT / ".dockerignore").read_text().split()
    assert lines[0] == "*"
    kept = {line.removeprefix("!") for line in lines[1:] if line.startswith("!")}
    assert kept == set(_copied())
