"""How a client counts: scale, bands and weights of a match analysis, as people write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import isfinite
from typing import Any

from tmserver.errors import InvalidInput
from tmserver.services.analyse import AnalysisRequest, Scale


def split_list(text: str) -> list[str]:
    """The parts of a list such as 100,95,85."""
    return text.split(",")


def split_weights(text: str) -> dict[str, str]:
    """The factors by row of a list such as 101=0,repetitions=0.1."""
    return dict(pair.partition("=")[::2] for pair in text.split(","))


def with_profile(request: AnalysisRequest, said: Mapping[str, Any]) -> AnalysisRequest:
    """The request with scale, bands and weights as said; InvalidInput for what they cannot be."""
    try:
        return replace(
            request,
            scale=Scale(said.get("scale", request.scale)),
            bands=tuple(map(int, said.get("bands", request.bands))),
            weights={
                str(name).strip(): _factor(factor)
                for name, factor in dict(said.get("weights", request.weights)).items()
            },
        )
    except (TypeError, ValueError) as error:
        reason = f"Scale, bands or weights cannot be read ({error}); see docs/exchange.md."
        raise InvalidInput(reason, field="weights") from error


def _factor(given: Any) -> float:
    factor = float(given)
    if not isfinite(factor):
        raise ValueError(f"{factor} is no factor")
    return factor
