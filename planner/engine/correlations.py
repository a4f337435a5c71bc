"""Which ranges and market paths of a plan move together. MODEL.md B9."""

from collections.abc import Mapping

from planner.domain.checks.problem import Problem, inconsistent
from planner.domain.project import Project
from planner.engine.copula import (
    Copula,
    NotPositiveDefinite,
    Pair,
    copula_of,
    pearson_of_rank,
)
from planner.engine.market import CONTRACT_PRICE, DEMAND, PATHS, SPOT_PRICE


def copula_of_plan(plan: Project) -> Copula | None:
    """The copula of the plan's correlations and of its market's; None if nothing is correlated.

    Raises
    ------
    NotPositiveDefinite
        If they contradict each other; the pairs are named.
    """
    return copula_of(PATHS, _pairs(plan))


def correlation_problems(plan: Project) -> tuple[Problem, ...]:
    """The correlations that cannot all hold at once, if they cannot; else nothing.

    Only for a plan whose references lead to ranges: see `planner.domain.checks`.
    """
    try:
        copula_of_plan(plan)
    except NotPositiveDefinite as refusal:
        return (inconsistent("correlations", refusal.message),)
    return ()


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
