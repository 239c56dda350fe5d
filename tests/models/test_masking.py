"""No password in what people see."""

import pytest

from models.masking import masked


@pytest.mark.parametrize("password", ["hunter2", "pa/ss", "p@ss", ":/@"])
def test_a_password_is_not_shown(password: str) -> None:
    shown = masked(f"no redis://user:{password}@host:1/0 here")
    assert shown == "no redis://user:***@host:1/0 here"
    assert masked(f"redis://:{password}@host:1/0") == "redis://:***@host:1/0"


def test_what_has_none_is_shown_whole() -> None:
    assert masked("redis://host:1/0") == "redis://host:1/0"
