"""What a plan's data come to: glyphs to learn from and to measure by."""

from dataclasses import dataclass

from models import networks, refreshing
from models.card import Source
from models.checks import invalid
from models.datasets import DataSet, read
from models.emnist import Glyphs, join, part
from models.letterforms import varied
from models.plan import DEFAULT, TrainPlan


@dataclass(frozen=True)
class Lessons:
    """What is learnt, the same without corrections, what it is measured by, and the files."""

    learnt: Glyphs
    plain: Glyphs
    held: Glyphs
    sources: tuple[Source, ...]


def load(plan: TrainPlan) -> Lessons:
    """The data to learn, what people corrected, and with it what is not to be forgotten."""
    references = (*plan.data, refreshing.REPLAY) if plan.corrections else plan.data
    if not references:
        raise invalid("there is nothing to train on", "data", "")
    sets: list[DataSet] = [read(reference) for reference in references]
    sources = [source for each in sets for source in each.sources]
    glyphs = join([each.glyphs for each in sets])
    for name in ("train", "dev"):
        if len(part(glyphs, name).known) == 0:
            raise invalid(
                f"none of the {len(glyphs)} glyphs falls into the {name} part (a glyph's part "
                "follows from its pixels: see docs/data.md)",
                "data",
                ", ".join(plan.data),
            )
    plain = learnt = _written(part(glyphs, "train"), plan)
    if plan.corrections:
        corrected = read(plan.corrections)
        plain = refreshing.drawn(plain, plan.seed)
        learnt = refreshing.weighted(plain, refreshing.either_case(corrected.glyphs))
        sources += corrected.sources
    return Lessons(learnt, plain, part(glyphs, "dev"), tuple(sources))


def _written(glyphs: Glyphs, plan: TrainPlan) -> Glyphs:
    """In the letterforms of more schools too, but for a network that learns glyphs as they are, and
    for a refresh: whether this 7 is a 1 with a flag is for those who corrected it to say.
    """
    recipe = networks.recipe(plan.network or DEFAULT)
    as_they_are = recipe.degraded is None or plan.corrections is not None
    return glyphs if as_they_are else varied(glyphs, plan.seed)
