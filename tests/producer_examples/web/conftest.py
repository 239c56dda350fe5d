"""One Redis, one worker with the shipped network, one page and one browser for all of these."""

import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from tests.conftest import started
from tests.producer_examples.web.service import House
from worker.embedded import EmbeddedRedis

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WAIT_MS = 60_000
"""A model takes long to load where two cores do everything."""


@pytest.fixture(scope="package")
def web_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedRedis]:
    server = started(tmp_path_factory.mktemp("redis"))
    yield server
    server.stop()


@pytest.fixture(scope="package")
def house(web_redis: EmbeddedRedis, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(web_redis, tmp_path_factory.mktemp("web"))
    house.start_worker()
    house.web.start()
    assert house.worker is not None
    house.worker.ready()
    yield house
    house.web.stop()
    house.worker.stop()


@pytest.fixture
def http(house: House) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=house.web.url, timeout=60) as client:
        yield client


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        missing = f"no {CHROMIUM}: install Debian's `chromium`, or name another by CHROMIUM="
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    expect.set_options(timeout=WAIT_MS)
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


class Visit:
    """A browser at the page, and what it asked for and complained of meanwhile."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        context.set_default_timeout(WAIT_MS)
        self.url, self.complaints, self.foreign = url, list[str](), list[str]()
        self.page: Page = context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._note)
        self.page.goto(url)
        self.page.locator("[data-queue=waiting]", has_text="0").wait_for()

    def _note(self, request: Request) -> None:
        if not request.url.startswith((self.url, "data:", "blob:")):
            self.foreign.append(request.url)


Options = dict[str, object]


@pytest.fixture
def options() -> Options:
    """Of the browser; a test may override them."""
    return {"viewport": {"width": 1360, "height": 900}}


@pytest.fixture
def page(browser: Browser, house: House, options: Options) -> Iterator[Page]:
    """A new visitor at the page. Nothing is loaded from elsewhere, and no script fails."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    visit = Visit(context, house.web.url)
    yield visit.page
    context.close()
    assert visit.complaints == []
    assert visit.foreign == []
