"""Which tests run in one process, and which begin first, when pytest-xdist runs several."""

import pytest
from xdist.scheduler import LoadFileScheduling

TOGETHER = (
    "tests/integration/refresh/",
    "tests/integration/",
    "tests/producer_examples/web/",
    "tests/worker/cli/",
)
"""Folders whose files share workers that take long to start, the slowest first, inner first."""


def together(nodeid: str) -> str:
    """What a test shares a process with: its folder, if that shares workers, else its file."""
    file = nodeid.partition("::")[0]
    return next((folder for folder in TOGETHER if file.startswith(folder)), file)


def slowest_first(items: list[pytest.Item]) -> None:
    """Put what takes longest at the beginning, so that no process is left alone with it."""
    order = {folder: place for place, folder in enumerate(TOGETHER)}
    items.sort(key=lambda item: order.get(together(item.nodeid), len(order)))


class Scheduling(LoadFileScheduling):
    """As `--dist loadfile`, where a folder that shares workers counts as one file."""

    def _split_scope(self, nodeid: str) -> str:
        return together(nodeid)
