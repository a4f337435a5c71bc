"""Which fields the case in view changes, to what, and by whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planner.domain.case import Applied, Case, of_outcome, of_strategy
from planner.domain.path import Path


@dataclass(frozen=True)
class Overridden:
    """A field's value in the case, and the strategy or outcomes that change it."""

    value: Any
    origin: str


def overridden_fields(case: Case | None) -> Mapping[Path, Overridden]:
    """Every field that the case's strategy or a held outcome sets or multiplies."""
    if case is None:
        return {}
    origins: dict[Path, list[str]] = {}
    for applied in _applied(case):
        origins.setdefault(applied.override.path, []).append(applied.origin)
    found: dict[Path, Overridden] = {}
    for path, names in origins.items():
        try:
            value = case.plan.at(path)
        except KeyError:
            continue  # a conflict of the case names it
        found[path] = Overridden(value, ", ".join(names))
    return found


def _applied(case: Case) -> list[Applied]:
    strategies = (s for s in case.project.strategies if s.id == case.choice.strategy)
    found = [applied for strategy in strategies for applied in of_strategy(strategy)]
    for uncertainty in case.project.uncertainties:
        for outcome in uncertainty.outcomes:
            if outcome.id == case.choice.state(uncertainty.id):
                found += of_outcome(uncertainty, outcome)
    return found
