"""What the network is compared with: scikit-learn's classifiers, on pixels in 0..1."""

from collections.abc import Callable
from typing import Any

from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeClassifier

ESTIMATORS: dict[str, Callable[[int, int], Any]] = {
    "tree": lambda seed, epochs: DecisionTreeClassifier(random_state=seed),
    "forest": lambda seed, epochs: RandomForestClassifier(n_jobs=-1, random_state=seed),
    "neighbours": lambda seed, epochs: KNeighborsClassifier(n_neighbors=5, n_jobs=-1),
    # Primal: more images than pixels. A loose tolerance costs a tenth of a point, not an hour.
    "svm": lambda seed, epochs: LinearSVC(dual=False, tol=1e-2, C=0.1, random_state=seed),
    "logistic": lambda seed, epochs: LogisticRegression(max_iter=100),
    "mlp": lambda seed, epochs: MLPClassifier((128,), max_iter=epochs, random_state=seed),
    # A tree for each of 62 classes a round: few rounds, few bins, or it takes the day.
    "boosting": lambda seed, epochs: HistGradientBoostingClassifier(
        learning_rate=0.1, max_iter=10, max_bins=16, max_leaf_nodes=15, early_stopping=False,
        random_state=seed,
    ),
}  # fmt: skip
"""By name: of a seed and a number of epochs, which only the multilayer perceptron counts."""
