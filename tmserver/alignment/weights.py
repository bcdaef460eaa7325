"""The coefficients of the alignment: how much each feature speaks for two blocks belonging together.

A log-linear model of whole alignments: the logarithm of an alignment's probability is, but for a constant,
the sum of its steps' weighted features. Fitted by maximum likelihood (L-BFGS, a quarter of each squared
coefficient taken off) on pages of LibreOffice's help in ru–es, ru–en and en–es, with 4 of 100 paragraphs
missing and 8 of 100 merged on each side, as in ``scripts/bench alignment``, which measures on others (one of
its 150 was among them). "2-1" shares its coefficient with "1-2", "3-2" with "2-3".
"""

from __future__ import annotations

# Set by hand: the pages have no paragraphs besides their segments.
_PARAGRAPHS = {"paragraphs": 1.0}

WITH_MEANING: dict[str, float] = _PARAGRAPHS | {
    "1-1": -0.57,
    "1-2": -0.09,
    "2-2": -0.23,
    "1-3": -0.29,
    "2-3": 0.74,
    "length": -1.78,
    "length of merged": -4.82,
    "traces": 2.02,
    "same last mark": 2.47,
    "same beginning": 1.75,
    "numbers": 1.05,
    "sentences": 0.1,
    "marks": -0.36,
    "meaning": -0.74,
    "meaning of each": 2.5,
    "meaning of long ones": 1.86,
    "meaning of all": -2.51,
    "heads": 5.93,
    "tails": 2.49,
    "only one": 1.89,
    "gain of 1-2": 6.79,
    "gain of 2-2": 2.27,
    "gain of 1-3": 1.51,
    "gain of 2-3": 0.15,
    "gap": -0.19,
    "gap length": 0.18,
    "gap nearest": 1.21,
}

WITHOUT_MEANING: dict[str, float] = _PARAGRAPHS | {
    "1-1": 1.06,
    "1-2": 1.03,
    "2-2": 0.04,
    "1-3": -0.16,
    "2-3": -0.79,
    "length": -6.41,
    "length of merged": -3.5,
    "traces": 5.49,
    "same last mark": 2.92,
    "same beginning": 2.59,
    "numbers": 1.51,
    "sentences": -0.53,
    "marks": -0.32,
    "gap": -0.79,
    "gap length": -0.23,
    "gap nearest": 1.86,
}
