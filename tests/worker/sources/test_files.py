import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pipeline.errors import ErrorCode, InkError
from worker.sources import files

SECRET = b"secret"
LIMIT = 1000


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """shelf/ with files and links, and beside it what nobody may read."""
    place = tmp_path_factory.mktemp("files").resolve()
    root = place / "shelf"
    (root / "inner" / "deep").mkdir(parents=True)
    (place / "shelfed").mkdir()
    for path in (root / "a.png", root / "inner" / "b c.png", root / "inner" / "deep" / "100%.png"):
        path.write_bytes(b"open:" + path.name.encode())
    (root / "large.png").write_bytes(b"x" * (LIMIT + 1))
    (root / "full.png").write_bytes(b"x" * LIMIT)
    for path in (place / "secret.png", place / "shelfed" / "secret.png"):
        path.write_bytes(SECRET)
    (root / "out.png").symlink_to(place / "secret.png")
    (root / "up").symlink_to(place)
    (root / "inner" / "in.png").symlink_to(root / "a.png")
    (root / "loop").symlink_to(root / "loop")
    (root / "gone.png").symlink_to(place / "nowhere")
    os.mkfifo(root / "pipe")
    return place


def code(reference: str, place: Path) -> ErrorCode:
    with pytest.raises(InkError) as caught:
        files.read(reference, [place / "shelf"], LIMIT)
    return caught.value.code


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.png", b"open:a.png"),
        ("./inner//b c.png", b"open:b c.png"),
        ("inner/in.png", b"open:a.png"),
        ("inner/deep/100%.png", b"open:100%.png"),
    ],
)
def test_files_under_the_root_are_read(place: Path, path: str, content: bytes) -> None:
    assert files.read(f"{place}/shelf/{path}", [place / "shelf"], LIMIT) == content


def test_a_file_url_is_decoded_once(place: Path) -> None:
    assert files.read(f"file://{place}/shelf/inner/b%20c.png", [place / "shelf"], LIMIT)
    assert files.read(f"FILE://{place}/shelf/inner/deep/100%25.png", [place / "shelf"], LIMIT)


def test_a_root_may_itself_be_a_link(place: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(place / "shelf")
    assert files.read(f"{tmp_path}/link/a.png", [tmp_path / "link"], LIMIT) == b"open:a.png"
    assert files.read(f"{place}/shelf/a.png", [tmp_path / "link"], LIMIT) == b"open:a.png"


@pytest.mark.parametrize(
    "reference",
    [
        "{}/secret.png",
        "{}/shelf/../secret.png",
        "{}/shelf/inner/../a.png",
        "{}/shelf/out.png",
        "{}/shelf/up/secret.png",
        "{}/shelf/gone.png",
        "{}/shelfed/secret.png",
        "{}/nowhere/at/all.png",
        "{}/shelf",
        "{}/shelf/",
        "{}/shelf/inner",
        "{}/shelf/inner/deep",
        "{}/shelf/pipe",
        "{}/shelf/a.png\0",
        "file://host{}/shelf/a.png",
        "file://localhost{}/shelf/a.png",
        "file:{}/shelf/a.png",
        "file:root/a.png",
        "file://{}/shelf/%2e%2e/secret.png",
        "file://{}/shelf/..%2fsecret.png",
        "file://{}/shelf/a.png?x",
        "file://{}/shelf/a.png#x",
        "file://{}/shelf/%ff.png",
        "file:////etc/passwd",
        "/dev/null",
        "/proc/self/environ",
    ],
)
def test_all_else_is_refused(place: Path, reference: str) -> None:
    assert code(reference.format(place), place) == ErrorCode.SOURCE_NOT_ALLOWED


@pytest.mark.parametrize("reference", ["a.png", "./a.png", "../a.png", "~/a.png", ""])
def test_relative_paths_are_refused(place: Path, reference: str) -> None:
    assert code(reference, place) == ErrorCode.SOURCE_NOT_ALLOWED


def test_without_roots_nothing_is_read(place: Path) -> None:
    with pytest.raises(InkError) as caught:
        files.read(f"{place}/shelf/a.png", [], LIMIT)
    assert caught.value.code == ErrorCode.SOURCE_NOT_ALLOWED


@pytest.mark.parametrize("path", ["none.png", "none/a.png", "a.png/b.png", "n" * 300])
def test_what_is_missing_is_called_that(place: Path, path: str) -> None:
    assert code(f"{place}/shelf/{path}", place) == ErrorCode.IMAGE_NOT_FOUND


def test_a_link_to_itself_is_no_image(place: Path) -> None:
    assert code(f"{place}/shelf/loop", place) == ErrorCode.SOURCE_NOT_ALLOWED


def test_the_limit_is_exact(place: Path) -> None:
    assert len(files.read(f"{place}/shelf/full.png", [place / "shelf"], LIMIT)) == LIMIT
    assert code(f"{place}/shelf/large.png", place) == ErrorCode.IMAGE_TOO_LARGE


def test_a_link_swapped_in_after_the_check_is_not_followed(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path.resolve() / "shelf"
    (root / "folder").mkdir(parents=True)
    (root / "folder" / "secret.png").write_bytes(b"harmless")
    walk = files._walk

    def swapped(base: str, parts: list[str]) -> int:
        (root / "folder").rename(root / "moved")
        (root / "folder").symlink_to(place)
        return walk(base, parts)

    monkeypatch.setattr(files, "_walk", swapped)
    with pytest.raises(InkError) as caught:
        files.read(f"{root}/folder/secret.png", [root], LIMIT)
    assert caught.value.code == ErrorCode.IMAGE_NOT_FOUND


opened: list[str] | None = None


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if opened is not None and event == "open":
        opened.append(os.fsdecode(arguments[0]) if isinstance(arguments[0], str | bytes) else "")


sys.addaudithook(_hear)


@contextmanager
def openings() -> Iterator[list[str]]:
    """Every name that is opened meanwhile, as the interpreter itself reports it."""
    global opened
    opened = []
    try:
        yield opened
    finally:
        opened = None


PIECES = st.sampled_from(
    ["/", "//", "..", ".", "shelf", "shelfed", "up", "inner", "deep", "out.png", "secret.png",
     "a.png", "gone.png", "pipe", "loop", "file:", "file://", "%2e%2e", "%2f", "\0", "~", "host"]
)  # fmt: skip


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(PIECES, max_size=10).map("".join), st.sampled_from(["{}{}", "{}/shelf/{}", "{1}"]))
def test_nothing_outside_the_root_is_ever_opened(place: Path, tail: str, form: str) -> None:
    reference = form.format(place, tail)
    with openings() as names, suppress(InkError):
        assert files.read(reference, [place / "shelf"], LIMIT) != SECRET
    # Only the root is opened by its path; from there on it is one name at a time, no link.
    for name in names:
        assert name == f"{place}/shelf" or "/" not in name
        assert name not in ("..", "up", "out.png")
