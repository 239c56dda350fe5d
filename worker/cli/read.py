"""`inkqueue read`: read images here and now, without a queue."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from pipeline.exports.document import Format
from worker import settings
from worker.cli import quiet
from worker.cli.asking import (
    Alternatives,
    Charset,
    Language,
    Lexicon,
    MatchesOption,
    PageOption,
    Pattern,
    PresetOption,
    Readings,
    StyleOption,
    options_of,
)
from worker.cli.documents import Documents
from worker.cli.exits import Exit
from worker.cli.folders import ready
from worker.cli.images import expand
from worker.cli.models import open_store
from worker.cli.show import present, track
from worker.messages import Result

Images = Annotated[
    list[str],
    typer.Argument(help="Files, folders, patterns or allowed URLs.", show_default=False),
]
Json = Annotated[
    bool, typer.Option("--json", help="Print the result tree, one JSON object a line.")
]


def read(
    images: Images,
    json: Json = False,
    form: Annotated[
        Format | None, typer.Option("--format", help="A document an image instead of a table.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the documents; default: stdout.")
    ] = None,
    preset: PresetOption = "default",
    alternatives: Alternatives = 3,
    readings: Readings = 3,
    style: StyleOption = "auto",
    page: PageOption = None,
    charset: Charset = None,
    pattern: Pattern = None,
    lexicon: Lexicon = None,
    matches: MatchesOption = "one",
    language: Language = True,
    overlay: Annotated[
        Path | None, typer.Option(help="Folder for pictures with boxes and readings.")
    ] = None,
    model: Annotated[str | None, typer.Option(help="Version; default: the champion.")] = None,
) -> None:
    """Read images in this process. No queue and no Redis are needed.

    Exit code 1 if an image could not be read or a picture not written; the others are read all the
    same.
    """
    options = options_of(
        preset=preset, style=style, page=page, alternatives=alternatives, readings=readings,
        charset=charset, pattern=pattern, lexicon=lexicon, matches=matches, language=language,
    )  # fmt: skip
    references = expand(images)
    form = _form(form, json, out, len(references))
    # Better refused now than after all has been read.
    ready(out, "--out")
    ready(overlay, "--overlay")
    configured = settings.load()
    if model:
        open_store().card(model)
    from worker.child import share_cores

    share_cores(1, configured.threads)
    with quiet.libraries():
        from worker.cli.local import Reader
        from worker.cli.overlays import Overlays

        pictures = Overlays(overlay) if overlay else None
        reader = Reader(configured, model, options, pictures)

    def results() -> Iterator[Result]:
        for reference in track(references, "reading", len(references), form is not None):
            yield reader.read(reference)

    failed = (
        Documents(form, out).write(results(), references) if form else present(results(), False)
    )
    if failed or (pictures and pictures.failed):
        raise typer.Exit(Exit.FAILED)


def _form(form: Format | None, json: bool, out: Path | None, images: int) -> Format | None:
    """What to write; `--json` is short for `--format json`. Raises typer.BadParameter."""
    if json and form not in (None, "json"):
        raise typer.BadParameter("--json and --format say different things")
    form = "json" if json else form
    if out is not None and form is None:
        raise typer.BadParameter("--out needs --format", param_hint="--out")
    if form in ("hocr", "alto") and out is None and images > 1:
        raise typer.BadParameter(f"several images need --out: one {form} document holds one")
    return form
