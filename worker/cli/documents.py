"""Readings as documents: on stdout, or a file an image and format in a folder."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.exports import Source, render
from pipeline.exports.document import SUFFIXES, Format
from pipeline.reading import PageSize
from worker.cli.exits import errors, told
from worker.cli.images import printable
from worker.cli.naming import Names
from worker.messages import Result

PAGE_END = "\f"
"""Between the texts of several images, as other engines part pages."""


class Documents:
    """Where the documents go; `failed` if an image was not read or a file not written."""

    def __init__(self, forms: Sequence[Format], folder: Path | None) -> None:
        """The folder is made. Raises OSError where that cannot be done."""
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        self.failed = False
        self._folder = folder
        self._names = {form: Names(SUFFIXES[form]) for form in forms}
        self._written = 0

    def write(self, results: Iterable[Result], references: Iterable[str]) -> bool:
        """The documents of each result, as they come. A failure is a line on stderr, unless JSON
        alone is written, where it is a document. Whether any failed.
        """
        for reference, result in zip(references, results, strict=True):
            self.failed |= result.error is not None
            if result.error is not None and set(self._names) != {"json"}:
                self._tell(f"{printable(reference)}: {told(result.error)}")
            for form in self._names:
                if result.error is None or form == "json":
                    self._put(reference, form, result)
        return self.failed

    def _put(self, reference: str, form: Format, result: Result) -> None:
        page = result.page or PageSize(width=0, height=0)
        if form == "text" and page.pages > 1:
            said = f"page {page.number} of 0 to {page.pages - 1}: --page reads another"
            errors.print(f"inkqueue: {printable(reference)}: {said}", markup=False)
        document = _document(reference, form, result)
        if self._folder is None:
            self._print(document, PAGE_END if form == "text" else "")
            return
        try:
            path = self._folder / self._names[form].name(reference, page.number)
            path.write_text(document, encoding="utf-8")
        except (OSError, ValueError) as error:
            self._tell(f"no document of {printable(reference)}: {error}")

    def _print(self, document: str, parted: str) -> None:
        sys.stdout.write((parted if self._written else "") + document)
        sys.stdout.flush()
        self._written += 1

    def _tell(self, message: str) -> None:
        self.failed = True
        errors.print(f"inkqueue: {message}", style="red", markup=False)


def _document(reference: str, form: Format, result: Result) -> str:
    if form == "json":
        return result.model_dump_json() + "\n"
    source = Source(image=printable(reference), model=result.model or "")
    return render(result.reading(), form, source)
