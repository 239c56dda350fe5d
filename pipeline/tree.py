"""Lattices and probabilities → the result tree."""

import numpy as np

from pipeline.classes import CHARS, INDEX
from pipeline.codes import CodePrior
from pipeline.confidence import DEFAULT, Calibration, How, Judge, product
from pipeline.constraints.constraint import Constraint, constraint_of
from pipeline.dates import parted_dates
from pipeline.matching import matches
from pipeline.options import Options
from pipeline.page import Page, Print, around, in_file, polygon
from pipeline.prior import LetterPrior, Letters, Prior
from pipeline.reading import (
    Alternative,
    Character,
    LeftOut,
    Line,
    PageSize,
    Reading,
    Word,
    WordReading,
)
from pipeline.scored import Scored, line_of
from pipeline.spaces import Spacing
from pipeline.spelling import Letter, Spelling, prior_of, spell_word

REVIEW_BELOW = 0.9
"""A page with a word under this confidence should be seen by a person."""
LEGIBLE = 0.925
"""Of lines at the border, one under this share of the best one's mean confidence is debris."""


def build(
    page: Page,
    probabilities: np.ndarray,
    options: Options,
    language: Letters | None = None,
    calibration: Calibration = DEFAULT,
) -> Reading:
    """Choose each word's best spelling and compose the tree.

    Args:
        page: the lattices, whose candidates are in the order of `probabilities`.
        probabilities: float32 [candidates of the page,62].
        language: what is known of the order of letters.
        calibration: what makes probabilities of words of it all.

    Raises:
        InkError: no_match, where a pattern or a lexicon matches nothing.
    """
    constraint = constraint_of(options)
    rows = probabilities if constraint.whole_lines else constraint.restrict(probabilities)
    rest = iter(np.split(rows, np.cumsum(_sizes(page))[:-1]) if page.lines else [])
    scored = [line_of(words, [next(rest) for _ in words], page.plain) for words in page.lines]
    if constraint.whole_lines:
        prior = _prior(constraint, language, page.plain)
        spelled = matches(scored, constraint, options.matches == "each", prior)
        judge = calibration.judge(_how_matched(options, prior))
        lines = [_line(words, page, options, judge) for words in spelled]
    else:
        spelled = _spelled(scored, page.plain, constraint, language)
        judge = product if page.plain else calibration.judge(_how(options, language))
        lines = [_line(words, page, options, judge) for words in spelled]
        lines = _legible(lines, page.border)
    confidences = [word.confidence for line in lines for word in line.words]
    return Reading(
        text="\n".join(line.text for line in lines),
        confidence=_mean(lines),
        needs_review=(
            min(confidences, default=0.0) < REVIEW_BELOW or any(p.doubtful for p in page.left_out)
        ),
        page=PageSize(width=page.width, height=page.height),
        lines=tuple(lines),
        left_out=tuple(_left_out(each, page) for each in page.left_out),
    )


def _prior(constraint: Constraint, language: Letters | None, plain: bool) -> Prior:
    """What is known of what a pattern or a lexicon finds."""
    if plain:
        return Prior()
    if constraint.words and language is not None:
        return LetterPrior(language)
    return CodePrior() if constraint.open else Prior()


def _spelled(
    scored: list[list[Scored]], plain: bool, constraint: Constraint, language: Letters | None
) -> list[list[Spelling]]:
    """Each line word by word, as nothing is asked of the whole of it."""
    prior = prior_of(plain, language)
    pairs = [[(w, spell_word(w, constraint, prior)) for w in words] for words in scored]
    if plain:
        return [[spelling for _, spelling in line] for line in pairs]
    if language is not None:
        pairs = [Spacing(constraint, prior).of(line) for line in pairs]
    return [parted_dates(line, constraint, prior) for line in pairs]


def _how(options: Options, language: Letters | None) -> How:
    return "digits" if options.digits_only else "language" if language else "plain"


def _how_matched(options: Options, prior: Prior) -> How:
    return "language" if prior.spells else "coded" if options.pattern else "matched"


def _legible(lines: list[Line], border: tuple[bool, ...]) -> list[Line]:
    """Without the lines at the border that read like debris."""
    if not any(border):
        return lines
    least = LEGIBLE * max(_legibility(line) for line in lines)
    flagged = zip(lines, border, strict=True)
    return [line for line, at in flagged if not at or _legibility(line) >= least]


def _legibility(line: Line) -> float:
    return float(np.mean([c.confidence for word in line.words for c in word.characters]))


def _sizes(page: Page) -> list[int]:
    return [len(word.candidates) for line in page.lines for word in line]


def _line(words: list[Spelling], page: Page, options: Options, judge: Judge) -> Line:
    read = tuple(_word(word, page, options, judge(word)) for word in words)
    return Line(
        text=" ".join(word.text for word in read),
        confidence=_mean(read),
        box=around([word.box for word in read]),
        polygon=polygon([c.glyph.box for word in words for c in word.letters], page),
        style=read[0].style if len({word.style for word in read}) == 1 else None,
        words=read,
    )


def _word(word: Spelling, page: Page, options: Options, confidence: float) -> Word:
    characters = tuple(_character(letter, page, options.alternatives) for letter in word.letters)
    return Word(
        text="".join(c.char for c in characters),
        confidence=_unit(confidence),
        box=around([c.box for c in characters]),
        polygon=polygon([letter.glyph.box for letter in word.letters], page),
        style=word.style,
        characters=characters,
        readings=_readings(word, confidence)[: options.readings],
    )


def _readings(word: Spelling, confidence: float) -> tuple[WordReading, ...]:
    """The first is the word, as likely as it is right; the others share what is left."""
    (text, share), *rest = word.readings
    scale = (1 - confidence) / max(1 - share, 1e-9)
    others = [(other, min(confidence, scale * part)) for other, part in rest]
    return tuple(WordReading(text=t, confidence=_unit(p)) for t, p in [(text, confidence), *others])


def _character(letter: Letter, page: Page, count: int) -> Character:
    ranked = _ranked(letter, max(count, 1))
    return Character(
        char=letter.char,
        confidence=ranked[0].confidence,
        box=in_file(letter.glyph.box, page),
        alternatives=tuple(ranked[:count]),
    )


def _ranked(letter: Letter, count: int) -> list[Alternative]:
    """The chosen first: nothing else is believed more, once the whole word has spoken."""
    if letter.row is None:
        return [Alternative(char=letter.char, confidence=1.0)]
    chosen = INDEX[letter.symbol]
    row = np.minimum(letter.row, letter.row[chosen])
    row[chosen] += 1e-9
    order = np.argsort(-row, kind="stable")[:count]
    others = [Alternative(char=CHARS[i], confidence=_unit(row[i])) for i in order[1:]]
    return [Alternative(char=letter.char, confidence=_unit(row[chosen])), *others]


def _left_out(print_: Print, page: Page) -> LeftOut:
    return LeftOut(
        box=in_file(print_.box, page),
        polygon=polygon([print_.box], page),
        confidence=_unit(print_.sure),
    )


def _mean(parts: "tuple[Word, ...] | list[Line]") -> float:
    """The parts' confidence, each weighing as many characters as it has; 0 where there is none."""
    weights = [len(part.text) for part in parts]
    return _unit(np.average([p.confidence for p in parts], weights=weights)) if parts else 0.0


def _unit(value: float) -> float:
    return round(min(1.0, max(0.0, float(value))), 4)
