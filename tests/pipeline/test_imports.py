"""Who may import whom, and what importing the light half costs."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = {"cv2", "PIL", "tensorflow", "keras"}
FORBIDDEN = {
    "pipeline": {"models", "worker", "celery", "kombu", "redis", *(HEAVY - {"cv2", "PIL"})},
    "models": {"worker", "celery", "kombu", "redis"},
}
GLYPH = {"pipeline.glyph", "pipeline.classes", "pipeline.errors"}
"""What any module of `models` may import of `pipeline`; docs/design.md says why some need more."""
MORE = {
    "candidates", "classifier", "confidence", "language", "sequence", "strip_batches",
    "strip_network", "strip_reader", "strips", "training", "wording",
}  # fmt: skip
SOURCES = [(room, path) for room in FORBIDDEN for path in sorted((ROOT / room).rglob("*.py"))]


@pytest.mark.parametrize(
    "module",
    ["pipeline", "pipeline.errors", "pipeline.options", "pipeline.reading", "pipeline.classes"],
)
def test_the_light_half_loads_no_image_or_network_library(module: str) -> None:
    code = f"import sys, {module}; print(*sorted({HEAVY} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("room", "path"), SOURCES, ids=[str(p.relative_to(ROOT)) for _, p in SOURCES]
)
def test_imports_point_down(room: str, path: Path) -> None:
    assert set(imported(path.read_text())) & FORBIDDEN[room] == set()


def test_only_decoding_loads_pillow() -> None:
    users = [path.name for room, path in SOURCES if "PIL" in set(imported(path.read_text()))]
    assert users == ["decoding.py"]


def test_few_models_know_more_of_the_pipeline_than_its_glyphs() -> None:
    paths = [path for room, path in SOURCES if room == "models"]
    knowing = {
        path.stem
        for path in paths
        for module in modules(path.read_text())
        if module.split(".")[0] == "pipeline" and module not in GLYPH
    }
    assert knowing == MORE


def test_an_import_is_found_wherever_it_stands() -> None:
    source = "import a.b, c\nfrom d.e import f\nfrom . import g\ndef h():\n    import i"
    assert list(imported(source)) == ["a", "c", "d", "i"]


def imported(source: str) -> Iterator[str]:
    """The top-level packages that a source imports, inside functions too."""
    return (module.split(".")[0] for module in modules(source))


def modules(source: str) -> Iterator[str]:
    """The modules that a source imports, by their whole names."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
