"""Folders of pictures, fetched whole and by the same rules as files."""

from pathlib import Path

import pytest

from pipeline.errors import ErrorCode, InkError
from worker import supplies
from worker.services import Services


def test_a_folder_comes_with_its_labels(services: Services, root: Path) -> None:
    for name in ("set/7/a.png", "set/Oo/b.PNG", "set/7/notes.txt", "set/stray.png"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(name.encode())
    (root / "set" / "1").symlink_to("/etc")
    (root / "set" / "7" / "link.png").symlink_to("/etc/passwd")
    with supplies.fetched((f"{root}/set/",), "j", services) as data:
        (path,) = data.paths
        copies = {str(p.relative_to(path)) for p in Path(path).rglob("*") if p.is_file()}
        assert copies == {"7/a.png", "Oo/b.PNG"}
        assert (Path(path) / "7" / "a.png").read_bytes() == b"set/7/a.png"
        assert Path(path).name == "set"
    assert not Path(path).exists()


def test_a_folders_url_names_its_pictures_whatever_they_are_called(
    services: Services, root: Path
) -> None:
    (root / "set" / "7").mkdir(parents=True)
    (root / "set" / "7" / "a#1%20?.png").write_bytes(b"x")
    with supplies.fetched((f"file://{root}/set/",), "j", services) as data:
        assert (Path(data.paths[0]) / "7" / "a#1%20?.png").read_bytes() == b"x"


@pytest.mark.parametrize(
    ("reference", "code"),
    [("/etc/", "source_not_allowed"), ("{}/none/", "image_not_found")],
)
def test_a_folder_follows_the_same_rules(
    services: Services, root: Path, reference: str, code: str
) -> None:
    fetched = supplies.fetched((reference.format(root),), "j", services)
    with pytest.raises(InkError) as caught, fetched:
        pytest.fail("fetched")
    assert (caught.value.code, caught.value.field) == (code, "data")


def test_a_folder_has_the_limit_of_a_file(services: Services, root: Path) -> None:
    (root / "set" / "7").mkdir(parents=True)
    for name in ("a.png", "b.png"):
        (root / "set" / "7" / name).write_bytes(b"x" * 60)
    settings = services.settings.model_copy(update={"data_bytes_limit": 100})
    fetched = supplies.fetched((f"{root}/set/",), "j", Services(settings, services.server))
    with pytest.raises(InkError) as caught, fetched:
        pytest.fail("fetched")
    assert caught.value.code == ErrorCode.IMAGE_TOO_LARGE
