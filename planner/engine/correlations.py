"""Which ranges and market paths of a plan move together. MODEL.md B9."""

from collections.abc import Iterable, Mapping

from planner.domain.case import Applied, Case, of_outcome, of_strategy, with_overrides
from planner.domain.checks import Problem, blocking
from planner.domain.checks.problem import inconsistent
from planner.domain.path import Path
from planner.domain.project import Project
from planner.engine.copula import (
    Copula,
    NotPositiveDefinite,
    Pair,
    copula_of,
    pearson_of_rank,
)
from planner.engine.market import CONTRACT_PRICE, DEMAND, PATHS, SPOT_PRICE

_OF_THE_MARKET = (
    "market/spot_correlation",
    "market/demand_correlation",
    "market/demand_volatility",
)


def copula_of_plan(plan: Project) -> Copula | None:
    """The copula of the plan's correlations and of its market's; None if nothing is correlated.

    Raises
    ------
    NotPositiveDefinite
        If they contradict each other; the pairs are named.
    """
    return copula_of(PATHS, _pairs(plan))


def correlation_problems(plan: Project) -> tuple[Problem, ...]:
    """The correlations that cannot all hold at once: of the plan, else by each choice of its own.

    A strategy, or an outcome, is tried on the plan as written. Only for a plan whose references
    lead to ranges and whose overrides apply: see `planner.domain.checks`.
    """
    choices = [list(of_strategy(strategy)) for strategy in plan.strategies]
    for uncertainty in plan.uncertainties:
        choices += [list(of_outcome(uncertainty, outcome)) for outcome in uncertainty.outcomes]
    return _problems(plan, choices)


def problems_of_case(case: Case) -> tuple[Problem, ...]:
    """What keeps a case from being computed: what the domain finds, or else its correlations.

    Of drawn outcomes each is tried alone; those that contradict only each other are found by
    `simulate`.
    """
    drawn = [list(of_outcome(each, outcome)) for each in case.drawn for outcome in each.outcomes]
    return blocking(case) or _problems(case.plan, drawn)


def _problems(plan: Project, choices: Iterable[list[Applied]]) -> tuple[Problem, ...]:
    found = _problem(plan, "correlations")
    if found is not None:
        return (found,)
    made = (
        _problem(with_overrides(plan, overrides)[0], f"{overrides[0].place}/overrides")
        for overrides in choices
        if any(_correlates(this.override.path) for this in overrides)
    )
    return tuple(problem for problem in made if problem is not None)


def _problem(plan: Project, place: Path) -> Problem | None:
    try:
        copula_of_plan(plan)
    except NotPositiveDefinite as refusal:
        return inconsistent(place, refusal.message)
    return None


def _correlates(path: Path) -> bool:
    return path.startswith("correlations/") or path in _OF_THE_MARKET


def same_correlations(first: Project, second: Project) -> bool:
    """Whether two plans share a copula."""
    return _pairs(first) == _pairs(second)


def _pairs(plan: Project) -> Mapping[Pair, float]:
    market = plan.market
    pairs: dict[Pair, float] = {}
    if market.spot_correlation:
        pairs[CONTRACT_PRICE, SPOT_PRICE] = market.spot_correlation
    if market.demand_correlation and market.demand_volatility:
        pairs[CONTRACT_PRICE, DEMAND] = market.demand_correlation
    for correlation in plan.correlations:
        pair = (correlation.a, correlation.b)
        pairs.pop(pair[::-1], None)
        pairs[pair] = pearson_of_rank(correlation.rank)
    return pairs
