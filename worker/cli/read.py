"""`inkqueue read`: read images here and now, without a queue."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from worker import settings
from worker.cli import quiet
from worker.cli.asking import (
    Alternatives,
    Charset,
    Language,
    Lexicon,
    MatchesOption,
    Pattern,
    PresetOption,
    Readings,
    options_of,
)
from worker.cli.exits import Exit
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
    preset: PresetOption = "default",
    alternatives: Alternatives = 3,
    readings: Readings = 3,
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
        preset=preset, alternatives=alternatives, readings=readings, charset=charset,
        pattern=pattern, lexicon=lexicon, matches=matches, language=language,
    )  # fmt: skip
    references = expand(images)
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
        for reference in track(references, "reading", len(references), json):
            yield reader.read(reference)

    if present(results(), json) or (pictures and pictures.failed):
        raise typer.Exit(Exit.FAILED)
