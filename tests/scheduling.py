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

SLOW = (*TOGETHER, "tests/worker/demo/")
"""What begins first, so that no process is left alone with it at the end."""


def together(nodeid: str) -> str:
    """What a test shares a process with: its folder, if that shares workers, else its file."""
    file = nodeid.partition("::")[0]
    return next((folder for folder in TOGETHER if file.startswith(folder)), file)


def slowest_first(items: list[pytest.Item]) -> None:
    """Put what is slow at the beginning; the rest stays in its order."""
    items.sort(key=lambda item: [not item.nodeid.startswith(folder) for folder in SLOW])


class Scheduling(LoadFileScheduling):
    """As `--dist loadfile`, where a folder that shares workers counts as one file."""

    def _split_scope(self, nodeid: str) -> str:
        return together(nodeid)
