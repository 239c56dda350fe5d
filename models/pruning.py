"""Rejected versions that nobody comes back to, removed: what scheduled refreshes leave behind."""

import logging

from models.store import Store
from pipeline.errors import InkError

_log = logging.getLogger(__name__)


def prune(store: Store, keep: int) -> tuple[str, ...]:
    """Remove rejected versions but the newest `keep`; returns what went.

    Only what was rejected and never served goes: not the champion nor any version before it, to
    which a rollback or a promotion may lead and which a worker may still serve, and not what
    nobody has weighed yet. Where the pointer cannot be read, nothing goes. What cannot be removed
    is logged, and tried again the next time: nobody waits for it.
    """
    try:
        idle = _idle(store)
    except (InkError, OSError) as error:
        _log.warning("no rejected version is removed: %s", error)
        return ()
    return tuple(
        version for version in idle[: max(0, len(idle) - keep)] if _removed(store, version)
    )


def _idle(store: Store) -> list[str]:
    """Its own versions that were rejected and never served, the oldest first."""
    events = store.history()
    served = {event.version for event in events if event.action != "rejected"}
    served |= {event.previous for event in events if event.previous} | _pointed(store)
    rejected = {event.version for event in events if event.action == "rejected"}
    gone = (rejected - served) & store.own()
    return [version for version in store.versions() if version in gone]


def _removed(store: Store, version: str) -> bool:
    try:
        store.remove(version)
    except (InkError, OSError) as error:
        _log.warning("%s, rejected long ago, cannot be removed: %s", version, error)
        return False
    return True


def _pointed(store: Store) -> set[str]:
    """What the pointer names, which may have been set without a line in the history."""
    pointer = store.champion()
    return {version for version in (pointer.version, pointer.previous) if version}
