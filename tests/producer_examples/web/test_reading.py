"""What a visitor does first: write, hand in, click, and look at what was read."""

import csv
import io
from difflib import SequenceMatcher

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.pipeline.lettering import Written
from tests.pipeline.lettering import page as lettered
from tests.producer_examples.web import hand
from tests.producer_examples.web.service import SAMPLES


def said(page: Page) -> str:
    """The text in view, once there is one."""
    page.locator("#said").wait_for()
    return "\n".join(page.locator("#said p").all_inner_texts())


def test_a_drawn_seven_is_read_and_its_box_lies_on_the_ink(page: Page) -> None:
    expect(page.get_by_role("button", name="Read it")).to_be_disabled()
    hand.write(page, "7")
    page.get_by_role("button", name="Read it").click()
    assert said(page) == "7"
    dark, ((left, top, right, bottom),) = hand.ink(page), hand.boxes(page)
    inside = dark[top:bottom, left:right]
    assert inside.sum() >= 0.97 * dark.sum() > 100
    rows, columns = inside.any(axis=1).nonzero()[0], inside.any(axis=0).nonzero()[0]
    assert rows[-1] - rows[0] >= 0.8 * (bottom - top)
    assert columns[-1] - columns[0] >= 0.8 * (right - left)


def test_a_stroke_can_be_taken_back_and_the_sheet_cleared(page: Page) -> None:
    hand.write(page, "7N")
    page.locator("#canvas").press("Control+z")
    page.locator("#canvas").press("Enter")
    assert said(page) == "7"
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_role("button", name="Read it")).to_be_disabled()


def test_every_sample_is_read_and_shown_with_its_boxes_and_facts(page: Page) -> None:
    with (SAMPLES / "samples.tsv").open(encoding="utf-8", newline="") as file:
        truths = {
            name: text.replace("\\n", "\n")
            for name, text in list(csv.reader(file, delimiter="\t"))[1:]
        }
    page.get_by_role("tab", name="Picture").click()
    page.locator("#files").set_input_files([SAMPLES / name for name in truths])
    exact = 0
    for name, truth in truths.items():
        card = page.locator("#recent button", has=page.get_by_text(name, exact=True))
        expect(card.locator(".text.none")).to_have_count(0)
        card.click()
        expect(page.locator("#state")).to_have_text(f"Read: {name}")
        text = said(page)
        exact += text == truth
        assert SequenceMatcher(None, text, truth).ratio() >= 0.8, (text, truth)
        assert page.locator(".box.char").count() == len("".join(text.split()))
        expect(page.locator(".facts")).to_contain_text("compact-")
        expect(page.locator(".times")).to_contain_text("in the queue")
    assert exact >= 0.7 * len(truths)


def test_a_sample_is_read_by_a_click_with_the_preset_that_was_chosen(page: Page) -> None:
    page.get_by_text("Options").click()
    page.get_by_label("Preset").select_option("paper")
    page.get_by_role("button", name="Read the sample “name”").click()
    said(page)
    expect(page.locator(".facts")).to_contain_text("paper")


def test_boxes_are_switched_and_a_letter_shows_its_rivals(page: Page) -> None:
    page.get_by_role("button", name="Read the sample “name”").click()
    said(page)
    for label, box in (("Lines", ".box.line"), ("Words", ".box.word"), ("Characters", ".box.char")):
        for shown in (False, True):
            page.get_by_role("checkbox", name=label).set_checked(shown)
            expect(page.locator(box).first).to_be_visible(visible=shown)
    page.locator(".box.char").first.hover()
    letter = page.get_by_label("The letter looked at")
    expect(letter.locator("output")).to_have_text("R")
    expect(letter.locator(".rivals li").first).to_contain_text("R")


@pytest.mark.parametrize("options", [{"permissions": ["clipboard-read", "clipboard-write"]}])
def test_the_text_is_copied(page: Page) -> None:
    page.get_by_role("button", name="Read the sample “name”").click()
    text = said(page)
    page.get_by_role("button", name="Copy text").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == text


def test_a_dropped_and_a_pasted_picture_are_read(page: Page) -> None:
    for event, carrier in (("drop", "dataTransfer"), ("paste", "clipboardData")):
        page.evaluate(
            """async ([kind, carrier]) => {
                const blob = await (await fetch("/samples/name.png")).blob();
                const data = new DataTransfer();
                data.items.add(new File([blob], `${kind}.png`, { type: "image/png" }));
                const event = new Event(kind, { bubbles: true, cancelable: true });
                Object.defineProperty(event, carrier, { value: data });
                document.body.dispatchEvent(event);
            }""",
            [event, carrier],
        )
        expect(page.locator("#state")).to_have_text(f"Read: {event}.png")


def test_what_was_read_is_still_there_after_a_reload(page: Page) -> None:
    page.get_by_role("button", name="Read the sample “name”").click()
    text = said(page)
    page.reload()
    page.locator("#recent button").click()
    assert said(page) == text
    expect(page.locator(".picture img")).to_have_js_property("complete", True)
    assert page.locator(".picture img").evaluate("image => image.naturalWidth") > 0
    page.get_by_role("button", name="Forget all").click()
    expect(page.locator("#recent button")).to_have_count(0)


def test_fifty_pictures_at_once_all_come_back(page: Page) -> None:
    picture = (SAMPLES / "name.png").read_bytes()
    page.locator("#files").set_input_files(
        [{"name": f"{n}.png", "mimeType": "image/png", "buffer": picture} for n in range(50)]
    )
    expect(page.locator("#recent .text", has_text="Robert")).to_have_count(50)


def test_print_that_was_left_out_is_told_and_shown(page: Page) -> None:
    prompt, hand = Written("PRENOM:", "arimo", 18, 0.08), Written("DUPONT", "kalam", 40, 0.35, 0.05)
    file = io.BytesIO()
    Image.fromarray(lettered([[prompt, hand]])).save(file, "PNG")
    picture = {"name": "form.png", "mimeType": "image/png", "buffer": file.getvalue()}
    page.get_by_text("Options").click()
    page.locator("[name=style]").select_option("auto")
    page.locator("#files").set_input_files([picture])
    said(page)
    expect(page.locator(".facts")).to_contain_text("Left out as print1 word")
    expect(page.locator(".box.out")).to_have_count(1)
