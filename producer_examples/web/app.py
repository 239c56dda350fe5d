"""The service: `create(Config(...))` is an ASGI application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles
from starlette.middleware.trustedhost import TrustedHostMiddleware

from .config import Config
from .desk import Desk
from .guard import Guard
from .messages import About, Sample
from .problems import HANDLERS
from .routes import api

STATIC = Path(__file__).parent / "static"


def create(config: Config) -> FastAPI:
    """The page, its files and the API."""
    desk = Desk.of(config)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        yield
        await desk.server.aclose()

    # The usual pages of documentation load scripts from elsewhere; the document itself does not.
    app = FastAPI(title="inkqueue on the web", docs_url=None, redoc_url=None, lifespan=life)
    app.state.desk = desk
    for kind, handler in HANDLERS.items():
        app.add_exception_handler(kind, handler)
    app.add_middleware(Guard, image_bytes=config.image_bytes)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(config.hosts))
    app.include_router(api)
    _pages(app, config)
    return app


def _pages(app: FastAPI, config: Config) -> None:
    @app.get("/", include_in_schema=False)
    async def page() -> FileResponse:
        return FileResponse(STATIC / "index.html")

    @app.get("/api/about")
    async def about() -> About:
        """What the page has to know beforehand."""
        found = sorted(config.samples.glob("*.png")) if config.samples else []
        return About(
            image_bytes=config.image_bytes,
            samples=[Sample(name=path.stem, url=f"/samples/{quote(path.name)}") for path in found],
        )

    if config.samples:
        app.mount("/samples", StaticFiles(directory=config.samples))
    app.mount("/static", StaticFiles(directory=STATIC))
