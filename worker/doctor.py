"""Is this machine ready to serve? One finding a question, in the order an operator would ask."""

import json
import os
import platform
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import Literal

import redis
from pydantic import BaseModel, ConfigDict

from models.masking import masked
from pipeline.errors import InkError
from worker import broker, child, heartbeat
from worker.settings import Settings

QUEUES = ("interactive", "bulk", "training")
State = Literal["ok", "note", "broken"]


class Finding(BaseModel):
    """The answer to one question; `broken` means that no job can be read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    state: State
    answer: str


def examine(settings: Settings) -> Iterator[Finding]:
    """Every finding, each as soon as it is known. The model is loaded and used once."""
    questions: list[tuple[str, Callable[[Settings], tuple[State, str]]]] = [
        ("packages", _packages),
        ("redis", _redis),
        ("workers", _workers),
        ("queues", _queues),
        ("sources", _sources),
        ("lexicons", _lexicons),
        ("threads", _threads),
        ("model", _model),
    ]
    for question, answer in questions:
        state, text = answer(settings)
        yield Finding(question=question, state=state, answer=text)


def _packages(settings: Settings) -> tuple[State, str]:
    names = ("celery", "kombu", "redis", "flower", "keras", "numpy")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    return "ok", f"Python {platform.python_version()}, {versions}"


def _redis(settings: Settings) -> tuple[State, str]:
    where = masked(settings.redis_url)
    try:
        info = broker.impatient(settings.redis_url).info()
    except redis.AuthenticationError as error:
        return "broken", f"{where} refuses the password, or wants one: {masked(str(error))}"
    except redis.RedisError as error:
        return "broken", f"{where} does not answer: {masked(str(error))}"
    complaint = broker.cluster_complaint(settings)
    if complaint:
        return "broken", complaint
    text = f"{where}, version {info['redis_version']}, {info['used_memory_human']} in use"
    if not info.get("aof_enabled"):
        return "note", f"{text}; no append-only file: a restart loses what is queued"
    return "ok", text


def _workers(settings: Settings) -> tuple[State, str]:
    server = broker.impatient(settings.redis_url)
    try:
        beats = {
            key.decode().removeprefix(heartbeat.key("")): json.loads(server.get(key) or "{}")
            for key in server.scan_iter(heartbeat.key("*"))
        }
    except redis.RedisError:
        return "note", "unknown without Redis"
    if not beats:
        return "note", "none is alive: jobs wait until one is started"
    shown = (
        f"{name} ({', '.join(beat.get('queues', []))}; {beat.get('children')} children)"
        for name, beat in sorted(beats.items())
    )
    return "ok", ", ".join(shown)


def _queues(settings: Settings) -> tuple[State, str]:
    server = broker.impatient(settings.redis_url)
    try:
        depths = [f"{queue} {server.llen(queue)}" for queue in QUEUES]
    except redis.RedisError:
        return "note", "unknown without Redis"
    return "ok", "waiting: " + ", ".join(depths)


def _sources(settings: Settings) -> tuple[State, str]:
    roots = [str(root) for root in settings.source_roots]
    missing = [root for root in roots if not os.path.isdir(root)]
    if missing:
        return "note", f"these roots are no folders here: {', '.join(missing)}"
    allowed = [*roots, *settings.source_prefixes]
    if not allowed:
        return "note", "no root and no prefix is allowed: only uploads and small data: URIs"
    return "ok", ", ".join([*allowed, "uploads", "small data: URIs"])


def _lexicons(settings: Settings) -> tuple[State, str]:
    folder = settings.lexicons
    if folder is None:
        return "ok", "none is registered"
    if not folder.is_dir():
        return "note", f"{folder} is no folder here"
    return "ok", f"{len(list(folder.glob('*.txt')))} in {folder}"


def _threads(settings: Settings) -> tuple[State, str]:
    cores = len(os.sched_getaffinity(0))
    threads = child.share_cores(cores, settings.threads)
    return "ok", f"{cores} cores; {threads} a child with {cores} children"


def _model(settings: Settings) -> tuple[State, str]:
    begun = time.perf_counter()
    try:
        serving = child.serving(settings.store)
    except InkError as error:
        return "broken", error.message
    seconds = time.perf_counter() - begun
    where = masked(str(settings.store))
    return "ok", f"{serving.version}, loaded and tried in {seconds:.1f} s, from {where}"
