"""Variables of the environment that look like settings and are none: most often a typing error."""

import functools
import logging
import os
from collections.abc import Iterable
from difflib import get_close_matches

COMPOSE = ("FLOWER_PASSWORD", "IMAGES", "REDIS_PASSWORD")
"""What docker-compose.yml takes, which may stand in a shell as well."""

_log = logging.getLogger(__name__)


def warn(prefix: str, names: Iterable[str]) -> None:
    """Tell of each variable with the prefix that is no setting, once a process.

    names: the settings, without their prefix, in any letter case.
    """
    known = [name.upper() for name in names]
    for variable in sorted(os.environ):
        name = variable.upper().removeprefix(prefix)
        if name != variable.upper() and name not in (*known, *COMPOSE):
            _tell(variable, prefix, *get_close_matches(name, known, 1))


@functools.cache
def _tell(variable: str, prefix: str, nearest: str = "") -> None:
    meant = f"; did you mean {prefix}{nearest}?" if nearest else ""
    _log.warning("inkqueue: %s is no setting and is ignored%s", variable, meant)
