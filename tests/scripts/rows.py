"""A row of the comparison of classifiers, in part as asked."""

from classifiers.row import Row


def row(name: str, **changes: object) -> Row:
    fields = {
        "name": name, "group": "optimiser", "title": name, "images": 9, "epochs": 1,
        "learning_rate": 0.1, "accuracy": 0.5, "dev": 0.5, "rest": None, "seconds": 1.0,
        "milliseconds": 1.0, "bytes": 9, "parameters": 9, "curve": [], "read": [],
    }  # fmt: skip
    return Row(**{**fields, **changes})  # type: ignore[arg-type]
