from pathlib import Path

import numpy as np
import pytest
import redis
from redis.exceptions import LockNotOwnedError

from pipeline.errors import ErrorCode, InkError
from worker import supplies
from worker.services import Services
from worker.settings import Settings


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    return folder


@pytest.fixture
def services(server: "redis.Redis", settings: Settings, root: Path) -> Services:
    return Services(settings.model_copy(update={"source_roots": (root,)}), server)


def test_data_is_copied_in_order_and_removed(services: Services, root: Path) -> None:
    for name in ("one", "two"):
        (root / name).mkdir()
        (root / name / "train.npz").write_bytes(name.encode())
    references = tuple(f"{root}/{name}/train.npz" for name in ("two", "one"))
    with supplies.fetched(references, "j", services) as data:
        assert [Path(path).read_bytes() for path in data.paths] == [b"two", b"one"]
        assert all(path.endswith("/train.npz") for path in data.paths)
        assert (data.corrections, data.holdout) == (None, None)
    assert not any(Path(path).exists() for path in data.paths)


def test_a_training_that_was_cut_off_finds_the_same_paths(services: Services, root: Path) -> None:
    (root / "a.npz").write_bytes(b"x")
    seen = []
    for job_id in ("j", "j", "k"):
        with supplies.fetched((f"{root}/a.npz",), job_id, services) as data:
            seen.append(data.paths)
    assert seen[0] == seen[1] != seen[2]


def test_labels_come_with_their_images(services: Services, root: Path) -> None:
    images, labels = (
        "emnist-digits-train-images-idx3-ubyte.gz",
        "emnist-digits-train-labels-idx1-ubyte.gz",
    )
    (root / images).write_bytes(b"images")
    (root / labels).write_bytes(b"labels")
    with supplies.fetched((f"{root}/{images}",), "j", services) as data:
        (path,) = data.paths
        assert Path(path).with_name(labels).read_bytes() == b"labels"


def test_a_subset_stays_with_its_file(services: Services, root: Path) -> None:
    (root / "emnist-digits.mat").write_bytes(b"x")
    with supplies.fetched((f"{root}/emnist-digits.mat#test",), "j", services) as data:
        (path,) = data.paths
        assert path.endswith("/emnist-digits.mat#test")
        assert Path(path.removesuffix("#test")).exists()


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("/etc/passwd", ErrorCode.SOURCE_NOT_ALLOWED),
        ("{}/none.npz", ErrorCode.IMAGE_NOT_FOUND),
        ("{}/", ErrorCode.SOURCE_NOT_ALLOWED),
        ("https://host/", ErrorCode.INVALID_JOB),
    ],
)
def test_what_may_not_be_opened_is_refused(
    services: Services, root: Path, reference: str, code: ErrorCode
) -> None:
    data = supplies.fetched((reference.format(root),), "j", services)
    with pytest.raises(InkError) as caught, data:
        pytest.fail("fetched")
    assert (caught.value.code, caught.value.field) == (code, "data")
    assert not any(services.settings.store.glob("fetched/*"))


def test_errors_name_the_reference_and_not_its_copy(services: Services, root: Path) -> None:
    (root / "a.npz").write_bytes(b"x")
    fetched = supplies.fetched((f"{root}/a.npz",), "j", services)
    with pytest.raises(InkError) as caught, fetched as data:
        (path,) = data.paths
        raise InkError(ErrorCode.INVALID_JOB, f"{path} is broken", "data", path)
    assert caught.value.message == f"{root}/a.npz is broken"
    assert caught.value.value == f"{root}/a.npz"


def test_data_has_a_limit_of_its_own(services: Services, root: Path) -> None:
    (root / "a.npz").write_bytes(b"x" * 100)
    settings = services.settings.model_copy(update={"image_bytes_limit": 1})
    with supplies.fetched((f"{root}/a.npz",), "j", Services(settings, services.server)):
        pass
    settings = services.settings.model_copy(update={"data_bytes_limit": 99})
    data = supplies.fetched((f"{root}/a.npz",), "j", Services(settings, services.server))
    with pytest.raises(InkError) as caught, data:
        pytest.fail("fetched")
    assert caught.value.code == ErrorCode.IMAGE_TOO_LARGE


def test_data_has_time_as_its_size_wants_it(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Settings] = []

    def fetch(reference: str, settings: Settings, *_: object) -> bytes:
        seen.append(settings)
        return b""

    monkeypatch.setattr("worker.sources.fetch", fetch)
    with supplies.fetched(("https://host/a.npz",), "j", services):
        pass
    own = services.settings
    assert seen[0].time_limit == own.train_time_limit
    assert seen[0].source_timeout == 32 * own.source_timeout


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


def test_whoever_lost_the_place_leaves_the_copies_to_the_other(
    services: Services, root: Path
) -> None:
    (root / "a.npz").write_bytes(b"x")
    fetched = supplies.fetched((f"{root}/a.npz",), "j", services)
    with pytest.raises(LockNotOwnedError), fetched as data:
        raise LockNotOwnedError("another has it")
    assert Path(data.paths[0]).exists()


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


def test_corrections_are_those_of_now_and_stay_so_when_cut_off(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    glyphs = np.random.default_rng(0).integers(0, 255, (2, 28, 28), dtype=np.uint8)
    services.corrections.add([(glyphs[0], "7")])
    monkeypatch.setattr(supplies, "discard", lambda *_: None)
    for _ in range(2):
        with supplies.fetched(("corrections:",), "j", services) as data:
            assert data.paths == ()
            assert data.corrections is not None
            with np.load(data.corrections) as found:
                np.testing.assert_array_equal(found["x"], glyphs[:1])
                assert found["y"].tolist() == [7]
        services.corrections.add([(glyphs[1], "a")])


def test_without_corrections_there_is_nothing_to_learn(services: Services) -> None:
    fetched = supplies.fetched(("corrections:",), "j", services)
    with pytest.raises(InkError, match="no corrections") as caught, fetched:
        pytest.fail("fetched")
    assert (caught.value.code, caught.value.field) == (ErrorCode.INVALID_JOB, "data")


def test_the_holdout_is_fetched_too_and_named(services: Services, root: Path) -> None:
    for name in ("a.npz", "b.npz"):
        (root / name).write_bytes(name.encode())
    fetched = supplies.fetched((f"{root}/a.npz",), "j", services, f"{root}/b.npz")
    with fetched as data:
        assert data.holdout is not None
        assert Path(data.holdout).read_bytes() == b"b.npz"
    fetched = supplies.fetched((f"{root}/a.npz",), "j", services, f"{root}/none.npz")
    with pytest.raises(InkError) as caught, fetched:
        pytest.fail("fetched")
    assert (caught.value.code, caught.value.field) == (ErrorCode.IMAGE_NOT_FOUND, "holdout")
