"""`inkqueue:events`: a stream of what happens that nobody asked for by a job of their own."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

import redis

from worker.settings import Settings

KEY = "inkqueue:events"


@dataclass(frozen=True)
class Events:
    """The stream in one Redis database: capped, and gone when nothing happens for long."""

    server: "redis.Redis"
    settings: Settings

    def tell(self, event: str, job_id: str, /, **data: Any) -> None:
        """Add one entry: `event`, `job_id`, `at` (ISO 8601) and `data`, a JSON object."""
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        entry = {"event": event, "job_id": job_id, "at": at, "data": json.dumps(data)}
        pipe = self.server.pipeline(transaction=True)
        pipe.xadd(KEY, entry, maxlen=self.settings.events_maxlen, approximate=False)  # type: ignore[arg-type]
        pipe.expire(KEY, self.settings.events_ttl)
        pipe.execute()

    def last(self) -> str:
        """The id of the newest entry; `0` where there is none."""
        newest = cast(list[Any], self.server.xrevrange(KEY, count=1))
        return newest[0][0].decode() if newest else "0"

    def since(self, last: str = "0") -> Iterator[tuple[str, dict[str, Any]]]:
        """The entries after one, with their ids; `data` is parsed."""
        for entry_id, fields in cast(list[Any], self.server.xrange(KEY, f"({last}", "+")):
            entry = {name.decode(): value.decode() for name, value in fields.items()}
            yield entry_id.decode(), {**entry, "data": json.loads(entry["data"])}
