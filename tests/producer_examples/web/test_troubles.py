"""What goes wrong is said, with what to do about it; and the page goes on when it is over."""

import json

import httpx
from playwright.sync_api import Page, Route, expect

from tests.producer_examples.web.service import House

SAMPLE = "Read the sample “name”"


def test_a_text_file_with_a_pictures_name_is_told_as_such(page: Page) -> None:
    file = {"name": "note.png", "mimeType": "image/png", "buffer": b"no picture at all"}
    page.locator("#files").set_input_files([file])
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("This is not a picture")
    expect(alert).to_contain_text("note.png")


def test_a_picture_that_breaks_off_is_told_as_such(page: Page) -> None:
    file = {"name": "torn.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + b"x" * 99}
    page.locator("#files").set_input_files([file])
    expect(page.get_by_role("alert")).to_contain_text("This is not a picture")


def test_a_picture_that_is_too_large_is_not_sent(page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(10 * 2 ** 20 + 1)], "a.png"));
            const event = new Event("drop", { bubbles: true, cancelable: true });
            Object.defineProperty(event, "dataTransfer", { value: data });
            document.body.dispatchEvent(event);
        }"""
    )
    expect(page.get_by_role("alert")).to_contain_text("The picture is too large")
    assert "POST" not in sent


def _late(page: Page) -> None:
    """Hand in what is given up after a second."""
    page.get_by_text("Options").click()
    page.evaluate("document.querySelector('[name=deadline] option').value = '1'")
    page.get_by_label("Give up after").select_option("1")
    page.get_by_role("button", name=SAMPLE).click()
    expect(page.get_by_role("alert")).to_contain_text("It waited too long")
    page.get_by_label("Give up after").select_option("600")


def _unwanted(page: Page) -> dict[str, str]:
    """Hand in what is cancelled at once; its ticket."""
    with page.expect_response("**/api/jobs") as answer:
        page.get_by_role("button", name=SAMPLE).click()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("alert")).to_contain_text("Cancelled")
    ticket: dict[str, str] = answer.value.json()
    return ticket


def _code_in_stream(http: httpx.Client, ticket: dict[str, str]) -> str:
    """What the worker says of a job, on the stream."""
    with http.stream("GET", f"{ticket['events_url']}?after=0-0") as stream:
        data = next(line for line in stream.iter_lines() if ticket["job_id"] in line)
    code: str = json.loads(data.removeprefix("data: "))["result"]["error"]["code"]
    return code


def test_without_a_worker_it_says_so_and_the_result_comes_once_there_is_one(
    page: Page, house: House, http: httpx.Client
) -> None:
    house.stop_worker()
    expect(page.locator("[data-queue=workers]")).to_have_text("0 (0 children)")
    _late(page)
    unwanted = _unwanted(page)
    assert http.get(unwanted["status_url"]).json()["result"]["error"]["code"] == "cancelled"
    page.get_by_role("button", name=SAMPLE).click()
    expect(page.locator(".advice")).to_contain_text("no worker is running: start one with")
    expect(page.locator(".advice code")).to_have_text("celery -A worker worker -Q interactive,bulk")
    expect(page.locator("#state")).to_have_text("Queued")
    page.evaluate("window.stayed = true")

    house.start_worker()
    expect(page.locator("#said")).to_have_text("Robert")
    assert page.evaluate("window.stayed"), "it was loaded anew"
    assert _code_in_stream(http, unwanted) == "cancelled"
    page.locator("#recent button", has_text="It waited too long").click()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#said")).to_have_text("Robert")


def test_without_redis_it_says_so_and_goes_on_when_it_is_back(page: Page, house: House) -> None:
    house.broker.stop()
    try:
        expect(page.locator("#notice")).to_contain_text("Redis does not answer")
        page.get_by_role("button", name=SAMPLE).click()
        expect(page.get_by_role("alert")).to_contain_text("Redis does not answer")
    finally:
        house.broker.start()
    expect(page.locator("#notice")).to_be_hidden()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#said")).to_have_text("Robert")


def test_without_its_service_it_says_so_and_goes_on_when_it_is_back(
    page: Page, house: House
) -> None:
    house.web.stop()
    try:
        expect(page.locator("#notice")).to_contain_text("lost its service")
        hand_in = {"name": "a.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n"}
        page.locator("#files").set_input_files([hand_in])
        expect(page.get_by_role("alert")).to_contain_text("lost its service")
    finally:
        house.web.start()
    expect(page.locator("#notice")).to_be_hidden()
    page.get_by_role("button", name=SAMPLE).click()
    expect(page.locator("#said")).to_have_text("Robert")


def test_what_is_cancelled_while_it_is_sent_stays_so(page: Page) -> None:
    held: list[Route] = []
    page.route("**/api/jobs", lambda route: held.append(route))
    page.get_by_role("button", name=SAMPLE).click()
    with page.expect_request(lambda request: request.method == "DELETE") as before:
        page.get_by_role("button", name="Cancel").click()
    with page.expect_request(lambda request: request.method == "DELETE") as after:
        held[0].continue_()
    assert after.value.url != before.value.url
    expect(page.get_by_role("alert")).to_contain_text("Cancelled")


def test_results_come_by_asking_where_events_do_not(page: Page) -> None:
    page.route("**/events*", lambda route: route.abort())
    page.reload()
    page.get_by_role("button", name=SAMPLE).click()
    expect(page.locator("#said")).to_have_text("Robert")
    expect(page.locator("[data-queue=workers]")).to_have_text("1 (1 child)")
    expect(page.locator("#notice")).to_be_hidden()
