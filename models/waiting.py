"""Work that is waited for no longer than so many seconds, whatever it hangs on."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


def at_most(seconds: float, work: Callable[[], T]) -> T:
    """What the work returns or raises; TimeoutError if it takes longer.

    It is then left to itself, in a thread that keeps no process from ending.
    """
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return future.result(seconds)
