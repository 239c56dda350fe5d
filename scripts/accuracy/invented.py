"""Five thousand names that Faker makes up: what a lexicon holds beside the right entries.

usage: invented.py COUNT SEED, in the environment that has the package `faker`.
"""

import json
import sys

from faker import Faker

LOCALES = ["fr_FR", "en_GB", "de_DE", "es_ES", "it_IT", "nl_NL", "pl_PL", "pt_PT"]


def main(count: int, seed: int) -> None:
    """Print that many different names, capitals, as one JSON list."""
    fake = Faker(LOCALES)
    fake.seed_instance(seed)
    names: dict[str, None] = {}
    while len(names) < count:
        names[fake.last_name().upper()] = None
        names[fake.first_name().upper()] = None
    print(json.dumps(list(names)[:count]))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
