"""Rejected versions that nobody comes back to, removed: what scheduled refreshes leave behind."""

from models.store import Store
from pipeline.errors import InkError


def prune(store: Store, keep: int) -> tuple[str, ...]:
    """Remove rejected versions but the newest `keep`; returns what went.

    Only what was rejected and never served goes: not the champion nor any version before it, to
    which a rollback or a promotion may lead and which a worker may still serve, and not what
    nobody has weighed yet. Where the pointer cannot be read, nothing goes.
    """
    events = store.history()
    served = {event.version for event in events if event.action != "rejected"}
    served |= {event.previous for event in events if event.previous}
    try:
        served |= _pointed(store)
    except InkError:
        return ()
    rejected = {event.version for event in events if event.action == "rejected"}
    idle = [version for version in store.versions() if version in (rejected - served) & store.own()]
    gone = tuple(idle[: max(0, len(idle) - keep)])
    for version in gone:
        store.remove(version)
    return gone


def _pointed(store: Store) -> set[str]:
    """What the pointer names, which may have been set without a line in the history."""
    pointer = store.champion()
    return {version for version in (pointer.version, pointer.previous) if version}
