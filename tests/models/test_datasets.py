import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import fsspec
import numpy as np
import pytest
from scipy.io import savemat

from models import datasets
from pipeline.errors import ErrorCode, InkError

PIXELS = np.random.default_rng(6).integers(0, 256, (2, 28, 28), np.uint8)
IMAGES = "emnist-byclass-train-images-idx3-ubyte"
LABELS = "emnist-byclass-train-labels-idx1-ubyte"


def write_npz(path: Path) -> str:
    np.savez(path, x=PIXELS, y=np.array([3, -1]))
    return str(path)


def write_idx(folder: Path) -> str:
    turned = PIXELS.transpose(0, 2, 1)
    header = b"\0\0\x08\x03\0\0\0\x02\0\0\0\x1c\0\0\0\x1c"
    (folder / IMAGES).write_bytes(header + turned.tobytes())
    (folder / LABELS).write_bytes(b"\0\0\x08\x01\0\0\0\x02\x03\x04")
    return str(folder / IMAGES)


def write_mat(path: Path) -> str:
    rows = PIXELS.transpose(0, 2, 1).reshape(2, 784)
    subsets = {
        "train": {"images": rows, "labels": np.array([[3], [4]], np.uint8)},
        "test": {"images": rows[1:], "labels": np.array([[4]], np.uint8)},
    }
    savemat(path, {"dataset": subsets})
    return str(path)


def test_every_format_gives_the_same_glyphs(tmp_path):
    references = [
        write_npz(tmp_path / "own.npz"),
        write_idx(tmp_path),
        write_mat(tmp_path / "emnist-byclass.mat"),
        write_mat(tmp_path / "emnist-byclass.mat") + "#train",
    ]
    for reference in references:
        glyphs = datasets.load(reference)
        np.testing.assert_array_equal(glyphs.x, PIXELS)
        assert glyphs.y[0] == 3


def test_a_mat_files_test_part_is_asked_for_by_fragment(tmp_path):
    reference = write_mat(tmp_path / "emnist-byclass.mat")
    assert datasets.load(reference + "#test").y.tolist() == [4]


def test_a_number_sign_in_a_path_is_a_path(tmp_path):
    folder = tmp_path / "set #1"
    folder.mkdir()
    assert len(datasets.load(write_npz(folder / "own.npz"))) == 2


def test_sources_carry_names_and_hashes_for_the_card(tmp_path):
    reference = write_idx(tmp_path)
    images, labels = datasets.read(reference).sources
    assert (images.name, images.images) == (IMAGES, 2)
    assert images.sha256 == hashlib.sha256(Path(reference).read_bytes()).hexdigest()
    assert labels.name == LABELS


def test_other_file_systems_are_read(tmp_path):
    content = Path(write_npz(tmp_path / "own.npz")).read_bytes()
    with fsspec.open("memory://bucket/own.npz", "wb") as file:
        file.write(content)
    for reference in ("memory://bucket/own.npz", f"file://{tmp_path}/own.npz"):
        np.testing.assert_array_equal(datasets.load(reference).x, PIXELS)
    assert datasets.read("memory://bucket/own.npz").sources[0].name == "own.npz"


@pytest.mark.parametrize("name", ["data.csv", "data", "emnist-byclass-train-labels-idx1-ubyte.gz"])
def test_an_unknown_suffix_is_refused(tmp_path, name):
    with pytest.raises(InkError, match="ends in none of") as caught:
        datasets.load(str(tmp_path / name))
    assert caught.value.code is ErrorCode.INVALID_JOB
    assert (caught.value.field, caught.value.value) == ("data", str(tmp_path / name))


@pytest.mark.parametrize("name", ["own.npz", "emnist-byclass.mat", IMAGES, f"{IMAGES}.gz"])
def test_a_missing_file_is_named(tmp_path, name):
    with pytest.raises(InkError, match="there is no file") as caught:
        datasets.load(str(tmp_path / name))
    assert caught.value.code is ErrorCode.INVALID_JOB
    assert caught.value.value == str(tmp_path / name)


def test_missing_labels_are_named(tmp_path):
    reference = write_idx(tmp_path)
    (tmp_path / LABELS).unlink()
    with pytest.raises(InkError, match="there is no file") as caught:
        datasets.load(reference)
    assert caught.value.value == str(tmp_path / LABELS)


@pytest.mark.parametrize("name", ["own.npz", "emnist-byclass.mat", f"{IMAGES}.gz"])
@pytest.mark.parametrize("content", [b"", b"\x1f\x8bbroken", b"PK\x03\x04broken", b"\x93NUMPY"])
def test_a_broken_file_is_named(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    (tmp_path / f"{LABELS}.gz").write_bytes(content)
    with pytest.raises(InkError, match=name) as caught:
        datasets.load(str(tmp_path / name))
    assert caught.value.code is ErrorCode.INVALID_JOB


def test_pickles_are_not_opened(tmp_path):
    np.savez(tmp_path / "own.npz", x=np.array([{}], object), y=np.array([1]))
    with pytest.raises(InkError, match="cannot be read"):
        datasets.load(str(tmp_path / "own.npz"))


def test_a_single_array_is_no_data_set(tmp_path):
    with (tmp_path / "own.npz").open("wb") as file:
        np.save(file, PIXELS)
    with pytest.raises(InkError) as caught:
        datasets.load(str(tmp_path / "own.npz"))
    assert caught.value.code is ErrorCode.INVALID_JOB


def test_the_array_at_fault_is_told_with_the_file(tmp_path):
    np.savez(tmp_path / "own.npz", x=PIXELS, y=np.array([1, 70]))
    with pytest.raises(InkError, match=r"own\.npz: y must lie") as caught:
        datasets.load(str(tmp_path / "own.npz"))
    assert (caught.value.field, caught.value.value) == ("y", "70")


def test_a_server_that_does_not_answer_is_unavailable():
    reference = "http://127.0.0.1:9/own.npz"
    with pytest.raises(InkError, match="could not be fetched") as caught:
        datasets.load(reference)
    assert caught.value.code is ErrorCode.SOURCE_UNAVAILABLE
    assert (caught.value.field, caught.value.value) == ("data", reference)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """Serves a good file at /own.npz without ranges, and any number as that status."""
    content = Path(write_npz(tmp_path / "own.npz")).read_bytes()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.strip("/").removesuffix(".npz").partition("?")[0]
            body = content if name.startswith("own") else b""
            self.send_response(200 if body else int(name))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()


def test_a_path_is_a_path_whatever_it_holds(tmp_path):
    path = write_npz(tmp_path / "a::b*.npz")
    np.testing.assert_array_equal(datasets.load(str(path)).x, PIXELS)


def test_http_is_read_even_without_ranges_and_with_a_query(server):
    data = datasets.read(f"{server}/own.npz?token=secret")
    np.testing.assert_array_equal(data.glyphs.x, PIXELS)
    assert data.sources[0].name == "own.npz"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (404, ErrorCode.INVALID_JOB),
        (403, ErrorCode.SOURCE_UNAVAILABLE),
        (503, ErrorCode.SOURCE_UNAVAILABLE),
    ],
)
def test_a_status_tells_missing_from_unavailable(server, status, code):
    with pytest.raises(InkError) as caught:
        datasets.load(f"{server}/{status}.npz")
    assert caught.value.code is code
