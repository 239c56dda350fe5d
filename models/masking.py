"""URLs as messages and logs may show them."""

import re


def masked(url: str) -> str:
    """The text with no password in its URL, which may hold any of /:@, for messages and logs."""
    return re.sub(r"(://[^:@\s]*):\S*@", r"\1:***@", url)
