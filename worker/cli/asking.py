"""What a user asks of a reading on the command line → the job's options."""

import os
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from pipeline.options import Matches, Options, Preset, Wanted
from pipeline.tiff import MOST_PAGES
from worker.lexicons import entries_of

PresetOption = Annotated[Preset, typer.Option(help="`paper` is the published pre-processing.")]
StyleOption = Annotated[
    Wanted, typer.Option(help="Which to read; `auto`: no print beside handwriting.")
]
PageOption = Annotated[
    int | None,
    typer.Option(
        "--page",
        min=0,
        max=MOST_PAGES - 1,
        help="The page of a TIFF to read, from 0; else the first.",
    ),
]
Alternatives = Annotated[int, typer.Option(min=0, max=10, help="Alternatives a character.")]
Readings = Annotated[int, typer.Option(min=0, max=10, help="N-best readings a word.")]
Charset = Annotated[
    str | None,
    typer.Option(help="digits, upper, lower, letters, alphanumeric, or the characters."),
]
Pattern = Annotated[str | None, typer.Option(help=r"What a field matches, such as \d{5}.")]
Lexicon = Annotated[
    str | None, typer.Option(help="A file with an entry a line, or a registered lexicon's name.")
]
MatchesOption = Annotated[Matches, typer.Option(help="One match an image, or each on it.")]
Language = Annotated[
    bool, typer.Option("--language/--no-language", help="Weigh letters by a language model.")
]


def options_of(lexicon: str | None, **fields: Any) -> Options:
    """The options, with the entries of a lexicon that is a file.

    Raises:
        typer.BadParameter: which option is wrong, and why.
    """
    try:
        return Options(lexicon=_entries(lexicon), **fields)
    except ValidationError as error:
        item = error.errors()[0]
    message = str(item["msg"]).removeprefix("Value error, ")
    raise typer.BadParameter(message, param_hint=f"--{item['loc'][0]}" if item["loc"] else None)


def _entries(lexicon: str | None) -> str | tuple[str, ...] | None:
    if lexicon is None or not Path(lexicon).is_file():
        if lexicon is not None and (os.sep in lexicon or lexicon.endswith(".txt")):
            raise typer.BadParameter(f"there is no file {lexicon}", param_hint="--lexicon")
        return lexicon
    try:
        return entries_of(Path(lexicon))
    except (OSError, ValueError) as error:
        raise typer.BadParameter(f"{lexicon}: {error}", param_hint="--lexicon") from None
