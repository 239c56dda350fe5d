"""What a visitor may ask for, and say of what was read."""

from playwright.sync_api import Page, expect


def ask(page: Page, constraint: str, field: str = "", value: str = "") -> None:
    """Choose what the writing is made of."""
    options = page.locator(".options")
    if options.get_attribute("open") is None:
        page.get_by_text("Options").click()
    page.get_by_label("It is made of").select_option(constraint)
    if field:
        page.get_by_role("textbox", name=field).fill(value)


def click(page: Page, sample: str) -> None:
    """Have a sample read."""
    page.get_by_role("button", name=f"Read the sample “{sample}”").click()


def test_only_what_is_asked_for_is_read(page: Page) -> None:
    ask(page, "charset:upper")
    click(page, "capitals")
    expect(page.locator("#said")).to_have_text("HANNAH")
    ask(page, "pattern", "Pattern", r"\d{8}")
    click(page, "digits")
    expect(page.locator("#said")).to_have_text("27593846")
    ask(page, "words", "Entries", "Herbert\nRobert\n\nRoberta\n")
    click(page, "name")
    expect(page.locator("#said")).to_have_text("Robert")


def test_what_cannot_be_asked_for_is_told(page: Page) -> None:
    ask(page, "pattern", "Pattern", "(")
    click(page, "name")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("The worker refused the options")
    expect(alert).to_contain_text("pattern")
    page.get_by_role("textbox", name="Pattern").fill(r"\d{8}")
    click(page, "name")
    expect(page.get_by_role("alert")).to_contain_text("Nothing fits what you asked for")


def test_a_word_is_corrected_in_place_and_learnt_from(page: Page) -> None:
    click(page, "full-name")
    words = page.locator("#said .word")
    words.last.click()
    page.keyboard.press("Escape")
    expect(words).to_have_text(["Martha", "Benson"])
    words.last.click()
    page.get_by_label("What “Benson” really says").fill("Bonson")
    page.keyboard.press("Enter")
    expect(words).to_have_text(["Martha", "Bonson"])
    expect(words.last).to_have_attribute("title", "corrected; click to correct")
    expect(page.locator(".facts")).to_contain_text("Confidence, corrected")
    expect(page.locator("#said + p")).to_contain_text("Kept for the next training: 6 letters")
    page.reload()
    page.locator("#recent button", has_text="Martha Bonson").click()
    expect(words).to_have_text(["Martha", "Bonson"])
    words.first.click()
    page.keyboard.press("Enter")
    expect(page.locator(".facts")).to_contain_text("Confidence, corrected100 %")
    expect(page.locator(".facts")).to_contain_text("A person should lookno")
    expect(page.get_by_role("button", name="Bonson, corrected; correct it")).to_be_visible()
