import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ErrorCode, InkError
from worker.sources import inline


@given(st.binary())
def test_what_goes_in_comes_out(data: bytes) -> None:
    encoded = base64.b64encode(data).decode()
    assert inline.read(f"data:image/png;base64,{encoded}", 10_000) == data


def test_percent_encoding_is_understood() -> None:
    assert inline.read("data:,a%20b", 100) == b"a b"
    assert inline.read("data:;BASE64,YQ%3D%3D", 100) == b"a"


@pytest.mark.parametrize(
    "reference", ["data:", "data:image/png", "data:;base64,!!!", "data:;base64,YQ", "data:,ä"]
)
def test_what_does_not_decode_is_invalid(reference: str) -> None:
    with pytest.raises(InkError) as caught:
        inline.read(reference, 100)
    assert caught.value.code == ErrorCode.INVALID_JOB


def test_the_limit_is_exact() -> None:
    reference = "data:," + "a" * 94
    assert len(inline.read(reference, 100)) == 94
    with pytest.raises(InkError) as caught:
        inline.read(reference + "a", 100)
    assert caught.value.code == ErrorCode.IMAGE_TOO_LARGE
    assert caught.value.value is not None
    assert len(caught.value.value) < 100


def test_only_data_uris_are_shortened() -> None:
    assert inline.shorten("/a" * 500) == "/a" * 500
    assert inline.shorten("DATA:," + "a" * 500).endswith("… (506 characters)")
