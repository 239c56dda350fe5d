"""`inkqueue read`: read images here and now, without a queue."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from pipeline.exports.document import FORMATS, Format
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
    forms: Annotated[
        # Typer knows no list of literals.
        list[str] | None,
        typer.Option(
            "--format",
            help="A document an image instead of a table; may be repeated.",
            metavar="|".join(FORMATS),
        ),
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
    asked = _forms([_form(name) for name in forms or []], json, out, len(references))
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
        for reference in track(references, "reading", len(references), bool(asked)):
            yield reader.read(reference)

    failed = (
        Documents(asked, out).write(results(), references) if asked else present(results(), False)
    )
    if failed or (pictures and pictures.failed):
        raise typer.Exit(Exit.FAILED)


def _form(name: str) -> Format:
    for form in FORMATS:
        if form == name:
            return form
    raise typer.BadParameter(f"{name!r} is none of {', '.join(FORMATS)}", param_hint="--format")


def _forms(forms: list[Format], json: bool, out: Path | None, images: int) -> list[Format]:
    """What to write; `--json` is short for `--format json`. Raises typer.BadParameter."""
    forms = list(dict.fromkeys(forms))
    if json and forms not in ([], ["json"]):
        raise typer.BadParameter("--json and --format say different things")
    forms = ["json"] if json else forms
    if out is not None and not forms:
        raise typer.BadParameter("--out needs --format", param_hint="--out")
    if out is None and len(forms) > 1:
        raise typer.BadParameter("several formats need --out", param_hint="--format")
    if out is None and images > 1 and set(forms) & {"hocr", "alto"}:
        raise typer.BadParameter(f"several images need --out: one {forms[0]} document holds one")
    return forms
