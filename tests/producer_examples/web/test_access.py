"""For everyone: by keyboard, by screen reader, in the dark, on a phone, without motion."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.producer_examples.web.conftest import Options

DESKTOP: Options = {"viewport": {"width": 1360, "height": 900}}
PHONE: Options = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
LOOKS = [DESKTOP, {**DESKTOP, "color_scheme": "dark"}, PHONE, {**PHONE, "color_scheme": "dark"}]
NAMES = ["desktop", "desktop-dark", "phone", "phone-dark"]


def violations(page: Page) -> list[str]:
    """What axe-core finds, in words."""
    # Colours that are still on their way to others would be measured.
    page.evaluate("Promise.all(document.getAnimations().map(each => each.finished))")
    found = Axe().run(page).response["violations"]
    return [f"{v['impact']}: {v['help']}: {[n['target'] for n in v['nodes'][:3]]}" for v in found]


@pytest.mark.parametrize("options", LOOKS, ids=NAMES)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(page: Page) -> None:
    page.get_by_text("Options").click()
    assert violations(page) == []
    page.get_by_role("button", name="Read the sample “address”").click()
    page.locator("#said").wait_for()
    page.get_by_role("checkbox", name="Lines").check()
    page.locator(".box.char").first.focus()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("tab", name="Picture").click()
    file = {"name": "note.png", "mimeType": "image/png", "buffer": b"none"}
    page.locator("#files").set_input_files([file])
    page.get_by_role("alert").wait_for()
    assert violations(page) == []


@pytest.mark.parametrize("options", [PHONE], ids=["phone"])
def test_a_finger_writes_and_the_reading_comes_into_view(page: Page) -> None:
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    x, y, w, h = box["x"], box["y"], box["width"], box["height"]
    finger = page.context.new_cdp_session(page)
    seven = [(0.4, 0.2), (0.5, 0.2), (0.6, 0.2), (0.55, 0.4), (0.5, 0.6), (0.46, 0.8)]
    for number, (across, down) in enumerate(seven):
        kind = "touchStart" if number == 0 else "touchMove"
        points = [{"x": x + across * w, "y": y + down * h}]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.get_by_role("button", name="Read it").tap()
    expect(page.locator("#said")).to_have_text("7")
    expect(page.locator("#said")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Take a photo")).to_be_hidden()
    page.get_by_role("tab", name="Picture").tap()
    expect(page.get_by_role("button", name="Take a photo")).to_be_visible()


def go_to(page: Page, name: str) -> None:
    """Press Tab until this has the focus."""
    focused = "(e => e.getAttribute('aria-label') ?? e.textContent)(document.activeElement)"
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(focused) == name:
            return
    raise AssertionError(f"Tab never comes to {name!r}")


def test_all_of_it_can_be_done_by_keyboard(page: Page) -> None:
    go_to(page, "Skip to the reading")
    go_to(page, "Draw")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Picture")).to_be_focused()
    with page.expect_file_chooser():
        go_to(page, "Choose pictures")
        page.keyboard.press("Enter")
    go_to(page, "Read the sample “name”")
    page.keyboard.press("Enter")
    page.locator("#said").wait_for()
    label = page.locator(".box.char").first.get_attribute("aria-label")
    assert label is not None
    assert label.startswith("R, ")
    go_to(page, label)
    letter = page.get_by_label("The letter looked at").locator("output")
    for key, char in (("ArrowRight", "o"), ("End", "t"), ("ArrowLeft", "r"), ("Home", "R")):
        page.keyboard.press(key)
        expect(letter).to_have_text(char)
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize("options", [{"reduced_motion": "reduce"}])
def test_nothing_moves_for_those_who_want_it_still(page: Page) -> None:
    page.get_by_role("button", name="Read the sample “name”").click()
    page.locator("#said").wait_for()
    moving = page.evaluate(
        """[...document.querySelectorAll("*")].filter(element => {
            const style = getComputedStyle(element);
            return style.transitionDuration !== "0s" || style.animationName !== "none";
        }).length"""
    )
    assert moving == 0
    assert page.evaluate("document.getAnimations().length") == 0


def test_the_theme_is_chosen_and_kept(page: Page) -> None:
    button = page.get_by_role("button", name="Theme")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    button.click()
    button.click()
    expect(button).to_have_text("Theme: dark")
    assert page.evaluate(ground) != light
    page.reload()
    expect(button).to_have_text("Theme: dark")
    assert page.evaluate(ground) != light
