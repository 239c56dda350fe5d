"""The paper's comparisons as data: what is trained, and on what."""

from dataclasses import dataclass, field, replace
from typing import Any, Literal

Group = Literal["optimiser", "classifier", "architecture", "split", "everything"]


@dataclass(frozen=True)
class Experiment:
    """One row of the tables.

    optimiser: its class in Keras, and what is not its default. network: what `shapes.network`
    builds differently. estimator: of `estimators.ESTIMATORS`, instead of a network. share: of the
    images, which is trained on; the rest of them is tested on too.
    """

    name: str
    group: Group
    title: str
    optimiser: tuple[str, dict[str, Any]] = ("Adam", {})
    network: dict[str, Any] = field(default_factory=dict)
    estimator: str | None = None
    share: float | None = None

    def on_everything(self) -> "Experiment":
        """The same, on all images that there are."""
        return replace(self, name=f"everything-{self.name}", group="everything")


PAPER = "optimiser-adam"
"""The network as published, with the optimiser that the others are compared with."""

_OPTIMISERS: dict[str, tuple[str, dict[str, Any]]] = {
    "SGD": ("SGD", {}),
    "momentum": ("SGD", {"momentum": 0.9}),
    **{
        name: (name, {})
        for name in (
            "RMSprop", "Adagrad", "Adadelta", "Adam", "AdamW", "Nadam", "Adamax", "Lion",
        )
    },
}  # fmt: skip
_ESTIMATORS = {
    "tree": "decision tree",
    "forest": "random forest",
    "neighbours": "k nearest neighbours",
    "svm": "linear SVM",
    "logistic": "logistic regression",
    "mlp": "multilayer perceptron",
    "boosting": "gradient boosting",
}
_SHAPES: dict[str, tuple[str, dict[str, Any]]] = {
    "conv3": ("one more convolution", {"convolutions": 3}),
    "conv4": ("two more convolutions", {"convolutions": 4}),
    "dense2": ("dense layer x 2", {"units": 256}),
    "dense4": ("dense layer x 4", {"units": 512}),
    "normalised": ("batch normalisation", {"normalised": True}),
}
_SPLITS = {"half": ("half for training", 0.5), "most": ("most for training (85%)", 0.85)}

EXPERIMENTS: tuple[Experiment, ...] = (
    *(
        Experiment(f"optimiser-{name.lower()}", "optimiser", name, optimiser=optimiser)
        for name, optimiser in _OPTIMISERS.items()
    ),
    *(
        Experiment(f"classifier-{name}", "classifier", title, estimator=name)
        for name, title in _ESTIMATORS.items()
    ),
    *(
        Experiment(f"architecture-{name}", "architecture", title, network=shape)
        for name, (title, shape) in _SHAPES.items()
    ),
    *(
        Experiment(f"split-{name}", "split", title, share=share)
        for name, (title, share) in _SPLITS.items()
    ),
)
