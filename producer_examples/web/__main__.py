"""`python -m web REDIS_URL`: serve the page on this machine."""

import argparse
import contextlib
import os
from pathlib import Path
from types import FrameType
from typing import cast

import uvicorn
from fastapi import FastAPI

from .app import create
from .config import LOOPBACK, Config

SECONDS_TO_END = 5


class Server(uvicorn.Server):
    """Has the event streams end, which would keep it from ending."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """At the first signal."""
        cast(FastAPI, self.config.app).state.desk.closing = True
        super().handle_exit(sig, frame)


def main() -> None:
    """Serve until interrupted."""
    told = _arguments()
    config = Config(
        # By the environment, a password is not in the process list.
        redis_url=told.redis_url or os.environ["INKQUEUE_REDIS_URL"],
        samples=told.samples,
        flower_url=told.flower,
        hosts=(*LOOPBACK, told.host, *told.allow),
    )
    served = uvicorn.Config(
        create(config),
        host=told.host,
        port=told.port,
        log_level="warning",
        timeout_graceful_shutdown=SECONDS_TO_END,
    )
    print(f"http://{told.host}:{told.port}", flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        Server(served).run()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="web", description="Serve the page.")
    parser.add_argument("redis_url", nargs="?", help="default: $INKQUEUE_REDIS_URL")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    parser.add_argument("--allow", nargs="*", default=[], help="names that browsers may ask by")
    parser.add_argument("--samples", type=Path, help="folder of pictures to offer")
    parser.add_argument("--flower", help="address of Flower, to link to")
    told = parser.parse_args()
    if not (told.redis_url or os.environ.get("INKQUEUE_REDIS_URL")):
        parser.error("name the Redis to use, or set INKQUEUE_REDIS_URL")
    return told


if __name__ == "__main__":
    main()
