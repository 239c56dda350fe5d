"""Another OCR engine behind a pipe: paths in, a JSON line with its text out.

usage: rival.py tesseract PSM [WHITELIST] | rapidocr | versions

Runs in an environment of its own (scripts/rivals.sh), so that this project needs none of it.
"""

import importlib.metadata
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

Read = Callable[[str], str]

# One thread a process, as ours has in a worker, unless it is to be measured as it comes: set
# before any engine is loaded.
if os.environ.get("RIVAL_THREADS") != "as it comes":
    for _name in ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[_name] = "1"


def main(engine: str, *settings: str) -> None:
    """Say which engines there are, or read the files that stdin names until it ends."""
    if engine == "versions":
        print(json.dumps(versions()))
        return
    read = tesseract(*settings) if engine == "tesseract" else rapidocr()
    print(json.dumps({"ready": engine}), flush=True)
    for line in sys.stdin:
        began, spent = time.perf_counter(), time.process_time()
        path = line.rstrip("\n")
        answer = {"image": path, "text": read(path)}
        took = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - spent}
        print(json.dumps(answer | took), flush=True)


def versions() -> dict[str, str]:
    """The engines that can run here, with their versions."""
    found = {}
    if _has("tesserocr") and _tessdata():
        import tesserocr

        found["tesseract"] = tesserocr.tesseract_version().split()[1]
    elif shutil.which("tesseract"):
        found["tesseract"] = _ask("--version").split()[1]
    if _has("rapidocr_onnxruntime"):
        found["rapidocr"] = importlib.metadata.version("rapidocr-onnxruntime")
    return found


def tesseract(psm: str, whitelist: str = "") -> Read:
    """Tesseract by its API, loaded once; by its command where the API is not installed."""
    if not _has("tesserocr"):
        options = ["--psm", psm, "-c", f"tessedit_char_whitelist={whitelist}"]
        return lambda path: _ask(path, "-", *options)
    import tesserocr

    api = tesserocr.PyTessBaseAPI(path=_tessdata(), lang="eng", psm=int(psm))
    if whitelist:
        api.SetVariable("tessedit_char_whitelist", whitelist)

    def read(path: str) -> str:
        api.SetImage(_open(path))
        return str(api.GetUTF8Text()).strip()

    return read


def rapidocr() -> Read:
    """RapidOCR with the models that its package carries; one line of text a box."""
    import numpy as np
    from rapidocr_onnxruntime import RapidOCR

    engine = RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)

    def read(path: str) -> str:
        found, _ = engine(np.asarray(_open(path))[:, :, ::-1].copy())
        return "\n".join(text for _, text, _ in found or [])

    return read


def _open(path: str) -> Any:
    from PIL import Image, ImageOps

    with Image.open(path) as image:
        return ImageOps.exif_transpose(image).convert("RGB")


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _tessdata() -> str:
    """Where Tesseract's own models lie; empty where it is not installed."""
    if not shutil.which("tesseract"):
        return os.environ.get("TESSDATA_PREFIX", "")
    place = re.search(r'"(.+)"', _ask("--list-langs"))
    return place.group(1) if place else ""


def _ask(*arguments: str) -> str:
    done = subprocess.run(["tesseract", *arguments], capture_output=True, text=True, check=False)
    return done.stdout.strip() or done.stderr.strip()


if __name__ == "__main__":
    main(*sys.argv[1:])
