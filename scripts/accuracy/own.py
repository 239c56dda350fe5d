"""Our own reading behind the same pipe as `rival.py`: paths in, a JSON line with the text out.

usage: own.py [MODEL], one process of one thread; the decoding of the file is in its time.
"""

import json
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from accuracy import ours  # noqa: E402
from pipeline.options import Options  # noqa: E402


def main(model: str | None = None) -> None:
    """Read the files that stdin names until it ends."""
    engine, options = ours.load(model, threads=1), Options()
    print(json.dumps({"ready": "inkqueue"}), flush=True)
    for line in sys.stdin:
        began, spent = time.perf_counter(), time.process_time()
        path = line.rstrip("\n")
        answer = {"image": path, "text": engine.read(Path(path), options).text}
        took = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - spent}
        print(json.dumps(answer | took), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
