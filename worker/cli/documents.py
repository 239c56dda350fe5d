"""Readings as documents of one format: on stdout, or a file an image in a folder."""

import sys
from collections.abc import Iterable
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

    def __init__(self, form: Format, folder: Path | None) -> None:
        """The folder is made. Raises OSError where that cannot be done."""
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        self.failed = False
        self._form: Format = form
        self._folder = folder
        self._names = Names(SUFFIXES[form])
        self._written = 0

    def write(self, results: Iterable[Result], references: Iterable[str]) -> bool:
        """A document a result, as they come; a failure is a line on stderr. Whether any failed."""
        for reference, result in zip(references, results, strict=True):
            if result.error is not None and self._form != "json":
                self._tell(f"{printable(reference)}: {told(result.error)}")
            else:
                self._put(reference, self._document(reference, result), result)
            self.failed |= result.error is not None
        return self.failed

    def _document(self, reference: str, result: Result) -> str:
        if self._form == "json":
            return result.model_dump_json() + "\n"
        source = Source(image=printable(reference), model=result.model or "")
        return render(result.reading(), self._form, source)

    def _put(self, reference: str, document: str, result: Result) -> None:
        page = result.page or PageSize(width=0, height=0)
        if self._form == "text" and page.pages > 1:
            said = f"page {page.number} of 0 to {page.pages - 1}: --page reads another"
            errors.print(f"inkqueue: {printable(reference)}: {said}", markup=False)
        if self._folder is None:
            parted = PAGE_END if self._written and self._form == "text" else ""
            sys.stdout.write(parted + document)
            sys.stdout.flush()
            self._written += 1
            return
        try:
            path = self._folder / self._names.name(reference, page.number)
            path.write_text(document, encoding="utf-8")
        except (OSError, ValueError) as error:
            self._tell(f"no document of {printable(reference)}: {error}")

    def _tell(self, message: str) -> None:
        self.failed = True
        errors.print(f"inkqueue: {message}", style="red", markup=False)
