from pathlib import Path

from classifiers.page import table, write_section


def test_a_section_is_replaced_and_all_else_stays(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Title\n\nHead.\n")
    write_section(page, "one", "first")
    write_section(page, "two", "other")
    write_section(page, "one", "second\n")
    assert page.read_text() == (
        "# Title\n\nHead.\n\n<!-- one begins -->\n\nsecond\n\n<!-- one ends -->\n\n"
        "<!-- two begins -->\n\nother\n\n<!-- two ends -->\n"
    )


def test_a_page_that_is_not_there_begins_with_the_section(tmp_path: Path) -> None:
    write_section(tmp_path / "new.md", "one", "text")
    assert (tmp_path / "new.md").read_text().startswith("<!-- one begins -->")


def test_a_table_has_a_row_a_list() -> None:
    assert table(["", "a"], [["x", "1"]]) == "|  | a |\n| --- | ---: |\n| x | 1 |"
