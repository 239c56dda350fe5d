"""The Celery instances: what the recognition worker and the trainer's have in common."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from celery import Celery
from celery.signals import celeryd_after_setup, worker_init, worker_process_init
from kombu.entity import Exchange, Queue

from worker import broker, child, tasks
from worker.heartbeat import Heartbeat
from worker.settings import Settings, load
from worker.steering import DEFAULT_QUEUE

LOST_WAIT_S = 2.0
"""Seconds the main process waits for a result from a child that died."""


class InkApp(Celery):
    """A Celery instance that carries our settings."""

    settings: Settings


def create(
    queues: tuple[str, ...],
    transport: Mapping[str, Any],
    reads: bool,
    settings: Settings | None = None,
) -> InkApp:
    """An app with all tasks.

    Args:
        queues: what its worker consumes.
        transport: options of the broker connection, the visibility timeout among them.
        reads: whether its children hold a model.
        settings: default: the environment's. Raises SettingsError then.
    """
    app = InkApp("inkqueue", set_as_current=False)
    app.settings = settings = settings or load()
    app.conf.update(_configuration(settings, queues, transport, reads))
    app.steps["consumer"].add(Heartbeat)
    tasks.register(app)
    _connect(app, reads)
    return app


def queue(name: str) -> Queue:
    """A queue as plain Celery makes it for a producer that names it."""
    return Queue(name, Exchange(name, type="direct"), routing_key=name)  # type: ignore[no-untyped-call]


def _configuration(
    settings: Settings, queues: tuple[str, ...], transport: Mapping[str, Any], reads: bool
) -> dict[str, Any]:
    url = _verified(settings.redis_url)
    return {
        "broker_url": url,
        "result_backend": url,
        "broker_transport_options": {"socket_keepalive": True, **transport},
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        "task_queues": [queue(name) for name in queues],
        "task_routes": {kind.name: {"queue": kind.queue} for kind in tasks.KINDS},
        "task_annotations": {
            kind.name: {"time_limit": kind.hard_limit(settings)} for kind in tasks.KINDS
        },
        **_FORMATS,
        **_RELIABILITY,
        "result_expires": settings.result_ttl,
        # Readings finish; a training would not, and begins anew.
        "worker_soft_shutdown_timeout": float(settings.time_limit) if reads else 0.0,
    }


_FORMATS: dict[str, Any] = {
    "task_serializer": "json",
    "result_serializer": "json",
    "accept_content": ["json"],
    "result_accept_content": ["json"],
    "enable_utc": True,
    # For Flower; a custom PROGRESS state it cannot show, STARTED it can.
    "worker_send_task_events": True,
    "task_track_started": True,
}

_RELIABILITY: dict[str, Any] = {
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "task_acks_on_failure_or_timeout": True,
    "worker_prefetch_multiplier": 1,
    # While Redis restarts, finished jobs would end as FAILURE.
    "result_backend_always_retry": True,
    # A job goes on while the connection is away: its result is kept once, whoever brings it.
    "worker_cancel_long_running_tasks_on_connection_loss": False,
    # A replacement child loads a model before it says that it is up; at 4 s it is killed for ever.
    "worker_proc_alive_timeout": 120.0,
    "worker_lost_wait": LOST_WAIT_S,
    "redis_socket_keepalive": True,
    "redis_retry_on_timeout": True,
    "redis_backend_health_check_interval": 30,
}


def _verified(url: str) -> str:
    """Celery wants to be told that TLS certificates are checked; everyone else does it unasked."""
    if not url.startswith("rediss://") or "ssl_cert_reqs" in url:
        return url
    return f"{url}{'&' if urlsplit(url).query else '?'}ssl_cert_reqs=required"


def _connect(app: InkApp, reads: bool) -> None:
    settings = app.settings

    def refuse_cluster(sender: Any, **_: Any) -> None:
        if sender.app is app and (complaint := broker.cluster_complaint(settings)):
            raise SystemExit(complaint)

    def prepare(instance: Any, **_: Any) -> None:
        if instance.app is not app:
            return
        child.share_cores(instance.max_concurrency or instance.concurrency, settings.threads)
        queues = app.amqp.queues
        if reads and "interactive" in queues.consume_from:
            # Producers that name no queue are served too.
            queues.select_add(queue(DEFAULT_QUEUE))

    def begin_child(**_: Any) -> None:
        from celery import current_app

        if reads and current_app._get_current_object() is app:
            child.warm_up(settings.store)

    worker_init.connect(refuse_cluster, weak=False)
    celeryd_after_setup.connect(prepare, weak=False)
    worker_process_init.connect(begin_child, weak=False)
