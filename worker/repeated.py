"""A step of a worker's consumer that does one thing again and again."""

from abc import abstractmethod
from typing import Any, ClassVar

from celery import bootsteps


class Repeated(bootsteps.StartStopStep):
    """It stops with the connection and starts with the next; in the worker's own event loop."""

    requires = ("celery.worker.consumer.tasks:Tasks",)
    interval_s: ClassVar[float]

    def __init__(self, parent: Any, **kwargs: Any) -> None:
        self._timer: Any = None
        super().__init__(parent, **kwargs)

    @abstractmethod
    def once(self, parent: Any) -> None:
        """What is done; it must not wait."""

    def start(self, parent: Any) -> None:
        """Do it now and from now on."""
        self.once(parent)
        self._timer = parent.timer.call_repeatedly(self.interval_s, self.once, (parent,))

    def stop(self, parent: Any) -> None:
        """Do it no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    shutdown = stop
