"""A result as JSON: every measure with its error, every monthly series with its percentiles."""

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

from planner.analysis.measure_words import measure_unit
from planner.domain.case import AS_WRITTEN, DRAWN, Choice
from planner.domain.path import Path
from planner.domain.project import Project
from planner.engine.result import Bands, Floats, Measure, Opening, Result
from planner.exchange.statement_tree import market_name, statements_tree

_SERIES_UNITS: Mapping[str, str] = {
    "utilisation": "fraction",
    "top_share": "fraction",
    "hhi": "points",
    "shadow_price": "$m/MW-month",
}
_MEGAWATTS = frozenset(
    "available contracted delivered used served spot own_use demand unmet branch_contracted".split()
)
BEFORE_COMPETITION: Mapping[str, str] = {
    "branch_contracted": "contracted",
    "branch_billed": "billed",
}
_STATISTICS = ("mean", "p10", "p50", "p90")

Node = dict[str, Any]


def result_text(
    result: Result,
    project: Project,
    choice: Choice,
    hurdles: Mapping[Path, float | None] | None = None,
) -> str:
    """The whole result as one JSON object with a newline at its end.

    `hurdles` are the internal hurdle prices by contract, where they were asked for.

    Money in $m, power in MW, rates and shares as fractions; what is not a number is null. Arrays
    have one entry a month. Nothing in it depends on the clock, so equal runs give equal text.
    """
    tree = result_tree(result, project, choice)
    if hurdles is not None:
        tree["hurdle_prices"] = _hurdles(hurdles)
    return json.dumps(tree, ensure_ascii=False, allow_nan=False) + "\n"


def result_tree(result: Result, project: Project, choice: Choice) -> Node:
    """The object that `result_text` writes."""
    return {
        "plan": project.name,
        "case": case_tree(project, choice),
        "case_key": result.case_key,
        "start": result.start,
        "months": list(result.months),
        "draws": result.draws,
        "seed": result.seed,
        "assumptions": [str(message) for message in result.assumptions],
        "notices": [
            {"path": problem.path, "message": str(problem.message)} for problem in result.notices
        ],
        "measures": {name: _measure(measure) for name, measure in result.measures.items()},
        "at_start": {name: number(flow) for name, flow in result.at_start.items()}
        | _openings(result),
        "series": _series(result),
        "before_competition": _branches(result),
        "statements": statements_tree(result, project.settings.fiscal_year_end),
    }


def case_tree(project: Project, choice: Choice) -> Node:
    """The strategy and the state of every uncertainty: an outcome's id, "as written" or "drawn"."""
    words = {AS_WRITTEN: "as written", DRAWN: "drawn"}
    states = {one.id: choice.state(one.id) for one in project.uncertainties}
    return {
        "strategy": choice.strategy,
        "uncertainties": {name: words.get(state, state) for name, state in states.items()},
    }


def number(value: float | None) -> float | None:
    """The number, or None where there is none: JSON knows neither NaN nor infinity."""
    # Adding 0 turns a negative zero into a plain one.
    return None if value is None or not math.isfinite(value) else float(value) + 0.0


def series_unit(name: str) -> str:
    """The unit of a monthly series."""
    if name in _MEGAWATTS:
        return "MW"
    return _SERIES_UNITS.get(name, "$m")


def _measure(measure: Measure) -> Node:
    return {
        "unit": measure_unit(measure.name),
        "deterministic": number(measure.deterministic),
        "mean": number(measure.mean),
        "standard_error": number(measure.standard_error),
        "p5": number(measure.p5),
        "p10": number(measure.p10),
        "p50": number(measure.p50),
        "p90": number(measure.p90),
        "draws_without_a_number": measure.missing,
        "status": None if measure.status is None else str(measure.status),
    }


def _openings(result: Result) -> Node:
    """Amounts at t = 0: flows then, and balances and backlogs after them."""
    groups = _no_groups()
    market = market_name(result)
    for (path, name), opening in result.openings.items():
        _group(groups, path, market)[name] = _opening(opening)
    return groups


def _no_groups() -> Node:
    return {"all": {}, "by_facility": {}, "by_tenant": {}, "by_contract": {}}


def _opening(opening: Opening) -> Node:
    return {
        "unit": "$m",
        "deterministic": number(opening.deterministic),
        "mean": number(opening.mean),
    }


def _series(result: Result) -> Node:
    """Series by the entity they are of: in all, by facility, by tenant, by contract."""
    groups = _no_groups()
    market = market_name(result)
    for (path, name), bands in result.series.items():
        if name not in BEFORE_COMPETITION:
            _group(groups, path, market)[name] = _bands(name, bands)
    return groups


def _hurdles(hurdles: Mapping[Path, float | None]) -> Node:
    """What own use of each lease's MW must be worth."""
    return {
        contract_name(path): {"unit": "$m/MW-month", "deterministic": number(price)}
        for path, price in hurdles.items()
    }


def contract_name(path: Path) -> str:
    """ "tenant/contract" of a contract's path."""
    _tenants, tenant, _contracts, contract = path.split("/")
    return f"{tenant}/{contract}"


def _branches(result: Result) -> Node:
    """Both branches after a contract's end, whatever their chance: MW promised and their bill."""
    found: Node = {}
    for (path, name), bands in result.series.items():
        if name in BEFORE_COMPETITION:
            contract, _slash, follower = path.rpartition("/")
            branch = found.setdefault(contract_name(contract), {}).setdefault(follower, {})
            branch[BEFORE_COMPETITION[name]] = {
                "unit": series_unit(name),
                "deterministic": _numbers(bands.deterministic),
            }
    return found


def _group(groups: Node, path: str, market: str) -> Node:
    """The place of an entity's series: a contract is named "tenant/contract" as in its path.

    Its renewal and what is re-let after it are "tenant/contract/renewal" and "…/relet"; whoever
    takes MW that are re-let is a tenant by the name given.
    """
    match path.split("/"):
        case [""]:
            place: Node = groups["all"]
        case ["facilities", facility]:
            place = groups["by_facility"].setdefault(facility, {})
        case ["tenants", tenant]:
            place = groups["by_tenant"].setdefault(tenant, {})
        case ["tenants", tenant, "contracts", contract, *follower]:
            name = "/".join((tenant, contract, *follower))
            place = groups["by_contract"].setdefault(name, {})
        case ["market"]:
            place = groups["by_tenant"].setdefault(market, {})
        case _:
            raise ValueError(f"no series are kept of {path}")
    return place


def _bands(name: str, bands: Bands) -> Node:
    node: Node = {"unit": series_unit(name), "deterministic": _numbers(bands.deterministic)}
    for statistic in _STATISTICS:
        values: Floats | None = getattr(bands, statistic)
        node[statistic] = None if values is None else _numbers(values)
    return node


def _numbers(values: Floats) -> list[float | None]:
    listed: Iterable[float] = values.tolist()
    return [number(value) for value in listed]
