"""What an operator may set, all of it through INKQUEUE_… variables of the environment."""

import json
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import platformdirs
from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from models.masking import masked
from worker import strays
from worker.sources import rules
from worker.trainer_settings import TrainerSettings

PREFIX = "INKQUEUE_"
GRACE_S = 10
"""Seconds between the soft time limit, which a job can answer, and the hard one, which kills."""
FOLLOW_S = 1
"""Seconds a second message of one job waits before it looks again: the longest countdown."""

Listed = Annotated[tuple[str, ...], NoDecode]
Seconds = Annotated[int, Field(ge=1)]


class SettingsError(ValueError):
    """A setting is wrong; the message is one line that names key and value."""


class Settings(TrainerSettings):
    """One field a setting; docs/settings.md is made from the descriptions."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True)

    redis_url: str = Field(
        "redis://localhost:6379/0",
        description="Broker and result store: `redis://[:PASSWORD@]HOST[:PORT]/DB`, or `rediss://` "
        "for TLS (`?ssl_ca_certs=FILE` for a CA of your own). Redis Cluster is refused.",
    )
    source_roots: Annotated[tuple[Path, ...], NoDecode] = Field(
        (),
        description="Folders under which an absolute path or `file://` image may lie, separated "
        "by commas (or a JSON list). Empty: none.",
    )
    source_prefixes: Listed = Field(
        (),
        description="Prefixes of the URLs that may be opened, such as `s3://scans/2026` or "
        "`https://files.example.com/in`, separated by commas (or a JSON list). A prefix ends at a "
        "path segment. Empty: none.",
    )
    store: Path | str = Field(
        default_factory=lambda: platformdirs.user_data_path("inkqueue") / "models",
        description="Folder of the model versions trained here, or a URL that a fleet shares, "
        "such as `s3://models/inkqueue`. Default: `models` in the user's data folder.",
    )
    lexicons: Path | None = Field(
        None,
        description="Folder of registered lexicons, each `NAME.txt` with an entry a line. Empty: "
        "none.",
    )
    threads: int = Field(
        0, ge=0, description="Threads of one child's model; 0 shares the cores among the children."
    )
    time_limit: Seconds = Field(
        60,
        description="Seconds the work on one image may take, in a batch as well. What does not end "
        f"then is killed {GRACE_S} s later. A producer may ask for less.",
    )
    bulk_time_limit: Seconds = Field(900, description="Seconds a `recognize_many` job may take.")
    visibility_timeout: Seconds = Field(
        1200,
        description="Seconds after which the messages of a worker that vanished are given to "
        "another. Must exceed the longest recognition job, or jobs run twice: "
        f"`bulk_time_limit` and `time_limit`, each plus {GRACE_S} s, plus the longest countdown "
        f"({FOLLOW_S} s). The trainer derives a longer one of its own from `train_time_limit`.",
    )
    attempts: int = Field(
        3, ge=1, le=10, description="How often a job is tried whose child was killed at it."
    )
    result_ttl: Seconds = Field(86_400, description="Seconds a result is kept in Redis.")
    reply_maxlen: int = Field(1000, ge=1, description="Entries kept in a `reply_to` stream.")
    reply_ttl: Seconds = Field(86_400, description="Seconds a `reply_to` stream lives unused.")
    upload_ttl: Seconds = Field(3600, description="Seconds an uploaded image waits in Redis.")
    data_uri_limit: int = Field(65_536, ge=0, description="Characters a `data:` URI may have.")
    image_bytes_limit: int = Field(33_554_432, ge=1, description="Bytes of one image file.")
    image_pixels_limit: int = Field(50_000_000, ge=1, description="Pixels of one image.")
    data_bytes_limit: int = Field(
        1_073_741_824, ge=1, description="Bytes of one file of training data."
    )
    source_timeout: Seconds = Field(
        20,
        description="Seconds one try at reading an image over the network may take; all together "
        "up to 3/4 of `time_limit`. Training data get more, as their limit in bytes is larger.",
    )
    queue_limit: int = Field(
        10_000, ge=1, description="Depth of a queue from which our own client sends no more."
    )
    bulk_limit: int = Field(200, ge=1, description="Images in one `recognize_many` job.")

    @field_validator("source_roots", "source_prefixes", "refresh_data", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if value.lstrip().startswith("["):
            return json.loads(value)
        return [part.strip() for part in value.split(",") if part.strip()]

    @field_validator("store")
    @classmethod
    def _store_is_a_folder_or_a_url(cls, store: Path | str) -> Path | str:
        return str(store) if "://" in str(store) else Path(store)

    @field_validator("source_roots")
    @classmethod
    def _roots_are_absolute(cls, roots: tuple[Path, ...]) -> tuple[Path, ...]:
        for root in roots:
            if not root.is_absolute() or ".." in root.parts:
                raise ValueError(f"{str(root)!r} is not an absolute path without '..'")
        return roots

    @field_validator("source_prefixes")
    @classmethod
    def _prefixes_are_sound(cls, prefixes: tuple[str, ...]) -> tuple[str, ...]:
        for prefix in prefixes:
            rules.Prefix.parse(prefix)
        return prefixes

    @field_validator("redis_url")
    @classmethod
    def _redis_is_one_server(cls, url: str) -> str:
        if urlsplit(url).scheme not in ("redis", "rediss"):
            raise ValueError("must start with redis:// or rediss://")
        return url

    @model_validator(mode="after")
    def _visibility_outlasts_jobs(self) -> "Settings":
        longest = max(self.time_limit, self.bulk_time_limit) + GRACE_S + FOLLOW_S
        if self.visibility_timeout <= longest:
            raise ValueError(
                f"{PREFIX}VISIBILITY_TIMEOUT={self.visibility_timeout} must exceed {longest}: the "
                f"larger of {PREFIX}TIME_LIMIT={self.time_limit} and "
                f"{PREFIX}BULK_TIME_LIMIT={self.bulk_time_limit}, + {GRACE_S} s, + {FOLLOW_S} s"
            )
        return self

    @property
    def train_visibility_timeout(self) -> int:
        """Seconds after which the trainings of a worker that vanished are given to another."""
        return self.train_time_limit + GRACE_S + 3600


def load() -> Settings:
    """Read the environment; a variable that looks like a setting and is none is told of.

    Raises:
        SettingsError: with one line that names each wrong key and its value.
    """
    strays.warn(PREFIX, Settings.model_fields)
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError("; ".join(_complaint(item) for item in error.errors())) from None


def load_or_exit() -> Settings:
    """Read the environment; end the process with that one line if it is wrong.

    For modules that Celery imports, which shows all else with a traceback.
    """
    try:
        return load()
    except SettingsError as error:
        raise SystemExit(str(error)) from None


def _complaint(item: Any) -> str:
    message = str(item["msg"]).removeprefix("Value error, ")
    if not item["loc"]:
        return message
    key = PREFIX + str(item["loc"][0]).upper()
    value = item["input"]
    shown = masked(value) if isinstance(value, str) else value
    return f"{key}={shown!r}: {message}"
