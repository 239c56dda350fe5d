"""Which version serves: the pointer of a store, and a move of it."""

from datetime import UTC, datetime
from typing import Any

from pydantic import AwareDatetime, Field

from models.card import Frozen, VersionName
from models.history import Action, Event


class Champion(Frozen):
    """champion.json: the version that serves, and the one to go back to."""

    version: VersionName
    previous: VersionName | None = None
    at: AwareDatetime = Field(default_factory=lambda: datetime.now(UTC))


class Move(Frozen):
    """The pointer as it is to be, and what the history says of it."""

    champion: Champion
    event: Event

    @classmethod
    def of(
        cls,
        after: Champion,
        before: Champion | None,
        action: Action,
        who: str,
        why: str,
        **gate: Any,
    ) -> "Move":
        """From one champion to another; gate: what the event says of a verdict."""
        previous = before and before.version
        moved = {"at": after.at, "version": after.version, "previous": previous}
        event = Event(action=action, who=who, why=why, **moved, **gate)
        return cls(champion=after, event=event)
