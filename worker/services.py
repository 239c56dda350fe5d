"""What a task works with, one a process."""

from dataclasses import dataclass
from functools import cached_property

import redis

from worker import broker
from worker.attempts import Attempts
from worker.cancellations import Cancellations
from worker.claims import Claims
from worker.corrections import Corrections
from worker.events import Events
from worker.results import Results
from worker.settings import Settings


@dataclass(frozen=True)
class Services:
    """The settings, a Redis client, and the policies that keep their state in Redis."""

    settings: Settings
    server: "redis.Redis"

    @classmethod
    def patient(cls, settings: Settings) -> "Services":
        """For a child, which waits for Redis as long as its time limits let it."""
        return cls(settings, broker.connect(settings.redis_url))

    @classmethod
    def impatient(cls, settings: Settings) -> "Services":
        """For a process that must not wait."""
        return cls(settings, broker.impatient(settings.redis_url))

    def forget(self) -> None:
        """Give up what Redis was asked and has not answered.

        A time limit may interrupt a call after its question: its answer would be taken for that of
        the next, since the client looks only whether something has come already.
        """
        self.server.connection_pool.disconnect(inuse_connections=False)

    @cached_property
    def results(self) -> Results:
        """Results and replies."""
        return Results(self.server, self.settings)

    @cached_property
    def claims(self) -> Claims:
        """Who works at what."""
        return Claims(self.server)

    @cached_property
    def attempts(self) -> Attempts:
        """How often a job was begun."""
        return Attempts(self.server)

    @cached_property
    def cancellations(self) -> Cancellations:
        """What nobody wants any more."""
        return Cancellations(self.server, self.settings.result_ttl)

    @cached_property
    def events(self) -> Events:
        """What happens, for all who listen."""
        return Events(self.server, self.settings)

    @cached_property
    def corrections(self) -> Corrections:
        """What people corrected, and the glyphs that they may correct."""
        return Corrections(self.server, self.settings)
