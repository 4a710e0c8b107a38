"""Logistic regression in numpy, for fits so small that nothing else is needed."""

from __future__ import annotations

import numpy as np

from companion.bench.figures import Array

STEPS = 50
CLOSE = 1e-8


def fit(x: Array, y: Array, penalty: float) -> tuple[Array, float]:
    """Weights (d,) and constant with an L2 penalty on the weights, by Newton's method.

    x: (n, d). y: (n,), 0..1; a share between stands for that much of a yes.
    """
    wide = np.column_stack([x, np.ones(len(x))])
    ridge = np.diag([penalty] * x.shape[1] + [1e-6])
    weights = np.zeros(wide.shape[1])
    for _ in range(STEPS):
        p = 1.0 / (1.0 + np.exp(-wide @ weights))
        curve = (wide * (p * (1 - p))[:, None]).T @ wide + ridge
        step = np.linalg.solve(curve, wide.T @ (p - y) + ridge @ weights)
        weights -= step
        if np.abs(step).max() < CLOSE:
            break
    return weights[:-1], float(weights[-1])
