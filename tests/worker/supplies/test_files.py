"""Files to train on: copied where a training finds them again, within limits, and removed."""

import os
from pathlib import Path

import pytest
from redis.exceptions import LockNotOwnedError

from pipeline.errors import ErrorCode, InkError
from worker import supplies
from worker.services import Services
from worker.settings import Settings


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


def test_whoever_lost_the_place_leaves_the_copies_to_the_other(
    services: Services, root: Path
) -> None:
    (root / "a.npz").write_bytes(b"x")
    fetched = supplies.fetched((f"{root}/a.npz",), "j", services)
    with pytest.raises(LockNotOwnedError), fetched as data:
        raise LockNotOwnedError("another has it")
    assert Path(data.paths[0]).exists()


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


def test_a_data_uri_is_refused(services: Services) -> None:
    reference = "data:application/x-npz;base64," + "A" * 5000
    with pytest.raises(InkError) as caught, supplies.fetched((reference,), "j", services):
        pass
    error = caught.value
    assert (error.code, error.field) == (ErrorCode.INVALID_JOB, "data")
    assert len(error.value or "") <= 200


def test_copies_that_nobody_came_back_for_are_removed(services: Services, root: Path) -> None:
    (root / "a.npz").write_bytes(b"x")
    with supplies.fetched((f"{root}/a.npz",), "j", services) as data:
        lost = Path(data.paths[0]).parents[2] / "lost"
        lost.mkdir()
        os.utime(lost, (1, 1))
    with supplies.fetched((f"{root}/a.npz",), "k", services):
        assert not lost.exists()
