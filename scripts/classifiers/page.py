"""Sections of a Markdown page that commands write, each between marks of its own."""

from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "classifiers.md"


def write_section(page: Path, name: str, text: str) -> None:
    """Put the text in place of the section of that name; a new one comes last.

    What stands outside the marks is left as it is.
    """
    begin, end = f"<!-- {name} begins -->", f"<!-- {name} ends -->"
    section = f"{begin}\n\n{text.strip()}\n\n{end}"
    before = page.read_text(encoding="utf-8") if page.exists() else ""
    head, found, rest = before.partition(begin)
    if found:
        after = head + section + rest.partition(end)[2]
    else:
        after = f"{before.rstrip()}\n\n{section}\n".lstrip()
    page.write_text(after, encoding="utf-8")


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table; the first column is text, the others are numbers."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, rule, *rows])
