"""The measures of a run, from its flows. MODEL.md B8."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from planner.domain.settings import Settings
from planner.engine.arrays import Floats, Whole
from planner.engine.block import Flows
from planner.engine.calendar import Calendar
from planner.engine.chunks import each
from planner.engine.draw_statistics import (
    chance_below,
    conditional_value_at_risk,
    estimate,
    percentiles,
    tail_error,
)
from planner.engine.drawn_internal_rate import drawn_dated_rates, drawn_internal_rates
from planner.engine.draws import CHUNK
from planner.engine.internal_rate import internal_rates
from planner.engine.levelised import levelised
from planner.engine.measures import (
    discounted_payback,
    mirr,
    npv,
    payback,
    peak_funding,
    with_start,
    xnpv,
)
from planner.engine.own_use import own_use_worth
from planner.engine.rates import annual_rate, monthly_rate
from planner.engine.result import Measure
from planner.engine.wanted import EVERYTHING, LEVELISED_PRICE, Wanted
from planner.units.message import QT_TRANSLATE_NOOP, Message, sentence
from planner.units.notation import print_number

PREVIEW_DRAWS = 2 * CHUNK
NO_DRAWS: Floats = np.zeros(0)
NO_DRAWS.flags.writeable = False
PORTION = 8 * CHUNK
DAYS_PER_YEAR = 365.0
"""Of XIRR, whatever the year."""

NO_RATE = sentence(
    "no-internal-rate",
    QT_TRANSLATE_NOOP("planner", "No rate makes this cash flow worth zero, so it has no IRR."),
)
SEVERAL_RATES = sentence(
    "several-internal-rates",
    QT_TRANSLATE_NOOP("planner", "{count} rates solve this cash flow ({rates}); read NPV."),
)
DRAWS_WITH_SEVERAL = sentence(
    "draws-with-several-rates",
    QT_TRANSLATE_NOOP(
        "planner", "In {share} % of draws several rates solve the cash flow; read NPV."
    ),
)
NEVER_PAID_BACK = sentence(
    "never-paid-back", QT_TRANSLATE_NOOP("planner", "The cumulative cash flow ends below zero.")
)
NO_MODIFIED_RATE = sentence(
    "no-modified-rate",
    QT_TRANSLATE_NOOP("planner", "Without both payments and receipts there is no MIRR."),
)
NOTHING_SERVED = sentence(
    "nothing-served", QT_TRANSLATE_NOOP("planner", "No MW are served, so nothing has a unit cost.")
)
NO_CUSTOMER = sentence(
    "no-customer",
    QT_TRANSLATE_NOOP("planner", "No customer brings in revenue, so nothing is concentrated."),
)
AT_HEIGHT = sentence(
    "concentration-at-height",
    QT_TRANSLATE_NOOP(
        "planner", "Of the twelve months to {month}, in which customers bring in most."
    ),
)
NOTHING_TO_PAY_BACK = sentence(
    "nothing-to-pay-back",
    QT_TRANSLATE_NOOP("planner", "The cumulative cash flow is never below zero."),
)


def figures(
    flows: Flows, settings: Settings, calendar: Calendar, wanted: Wanted = EVERYTHING
) -> dict[str, Floats]:
    """Every measure that is wanted of each draw but its IRR, (P,) each; NaN is no number."""
    stream = with_start(flows.at_start, flows.fcff)

    def value() -> Floats:
        return npv(stream, settings.discount_rate)

    def own() -> Floats:
        rate, tax_rate = settings.discount_rate, settings.tax_rate
        return own_use_worth(flows.own_use_value, tax_rate, rate, calendar)

    equity = with_start(flows.equity_at_start, flows.fcfe)
    monthly = monthly_rate(settings.discount_rate)
    finance, reinvest = (monthly_rate(r) for r in (settings.finance_rate, settings.reinvest_rate))
    days = _days(calendar)
    factors = calendar.discount_factors(settings.discount_rate)
    known: dict[str, Callable[[], Floats]] = {
        "npv": value,
        "own_use_worth": own,
        "value_to_owner": lambda: value() + own(),
        "payback": lambda: payback(stream),
        "discounted_payback": lambda: discounted_payback(stream, monthly),
        "peak_funding": lambda: peak_funding(stream),
        "mirr": lambda: annual_rate(mirr(stream, finance, reinvest)),
        "xnpv": lambda: xnpv(stream, days, settings.discount_rate),
        "npv_equity": lambda: npv(equity, settings.equity_rate),
        "peak_funding_equity": lambda: peak_funding(equity),
        "levelised_cost": lambda: levelised(
            flows.costs, flows.served, factors, flows.costs_at_start
        ),
        "hhi": lambda: flows.concentration.hhi,
        "top_share": lambda: flows.concentration.top_share,
    }
    found = {name: figure() for name, figure in known.items() if wanted.measure(name)}
    backlogs = flows.backlog_at_start.items()
    return found | {name: amount for name, amount in backlogs if wanted.measure(name)}


@dataclass(frozen=True)
class Rates:
    """Internal rates of return of the draws, (P,) each."""

    annual: Floats
    """The leading one, a year; NaN where there is none."""
    dated: Floats
    """The same by days instead of months: XIRR."""
    count: Whole
    """How many solve the flows of the draw."""


def internal_rates_of_draws(
    streams: Floats, calendar: Calendar, threads: int, wanted: Wanted = EVERYTHING
) -> Rates:
    """IRR of every draw from its flows (M+1, P), in portions that do not depend on the threads.

    The first portion is the preview, so that its rates are those of the full run to the last bit.
    XIRR takes most of the time; it stays NaN where it is not wanted.
    """
    annual, dated = np.empty(streams.shape[1]), np.full(streams.shape[1], np.nan)
    count = np.empty(streams.shape[1], dtype=np.int64)
    days = _days(calendar)

    def solve(portion: slice) -> None:
        flows = np.ascontiguousarray(streams[:, portion])
        found = drawn_internal_rates(flows)
        annual[portion], count[portion] = annual_rate(found.leading), found.count
        if wanted.measure("xirr"):
            dated[portion] = drawn_dated_rates(flows, days, found.leading)

    each(_portions(streams.shape[1]), solve, threads)
    return Rates(annual, dated, count)


def _days(calendar: Calendar) -> Floats:
    """(M+1,): days from the start to t = 0 and to each month's end."""
    return np.concatenate([np.zeros(1), calendar.days_from_start.astype(np.float64)])


def _portions(draws: int) -> list[slice]:
    bounds = [0, *range(PREVIEW_DRAWS, draws, PORTION), draws]
    return [slice(first, last) for first, last in pairwise(bounds)]


def measures(
    deterministic: Mapping[str, Floats],
    flows: Flows,
    samples: Mapping[str, Floats],
    rates: Rates | None,
    calendar: Calendar,
    wanted: Wanted = EVERYTHING,
) -> dict[str, Measure]:
    """The wanted deterministic figures beside what the draws say, whose arrays may be empty."""
    found: dict[str, Measure] = {}
    for name, value in deterministic.items():
        if not wanted.measure(name):
            continue
        status = _status(name, float(value[0]))
        found[name] = _measure(name, float(value[0]), samples.get(name, NO_DRAWS), status)
    for name in ("hhi", "top_share"):
        if name in found and found[name].deterministic is not None:
            month = calendar.labels[int(flows.concentration.month[0])]
            found[name] = replace(found[name], status=AT_HEIGHT(month=month))
    npvs = samples.get("npv", NO_DRAWS)
    if wanted.measure("chance_of_loss"):
        found["chance_of_loss"] = _chance_of_loss(npvs)
    if wanted.measure("conditional_value_at_risk"):
        tail, error = conditional_value_at_risk(npvs), tail_error(npvs)
        found["conditional_value_at_risk"] = _mean_only("conditional_value_at_risk", tail, error)
    return found | _rates(flows, rates, calendar, wanted)


def _rates(
    flows: Flows, drawn: Rates | None, calendar: Calendar, wanted: Wanted
) -> dict[str, Measure]:
    """Internal rates of return: of the firm by months and by days, and of equity."""
    firm = with_start(flows.at_start, flows.fcff)[:, 0]
    equity = with_start(flows.equity_at_start, flows.fcfe)[:, 0]

    def by_days() -> list[float]:
        return list(internal_rates(firm, _days(calendar) / DAYS_PER_YEAR))

    kinds: tuple[tuple[str, Callable[[], list[float]], Floats], ...] = (
        ("irr", lambda: _annual(firm), NO_DRAWS if drawn is None else drawn.annual),
        ("xirr", by_days, NO_DRAWS if drawn is None else drawn.dated),
        ("irr_equity", lambda: _annual(equity), NO_DRAWS),
    )
    found: dict[str, Measure] = {}
    for name, solved, samples in kinds:
        if not wanted.measure(name):
            continue
        rate, status = _leading(solved())
        if samples.size:
            status = status or _several_in_draws(drawn)
        found[name] = _measure(name, rate, samples, status)
    return found


def _annual(flows: Floats) -> list[float]:
    """All yearly rates of monthly flows, the leading one first."""
    return [float(annual_rate(np.array(root))) for root in internal_rates(flows)]


def levelised_prices(
    certain: Mapping[str, float], samples: Mapping[str, Floats]
) -> dict[str, Measure]:
    """PV(billed)/PV(MW served) of each external tenant that is ever served, by its path."""
    found = {}
    for path in sorted({*certain, *samples}):
        name = f"{LEVELISED_PRICE}/{path}"
        value = certain.get(path, float("nan"))
        of_draws = samples.get(path, NO_DRAWS)
        status = NOTHING_SERVED() if np.isnan(value) else None
        if status is None or not np.isnan(of_draws).all():
            found[name] = _measure(name, value, of_draws, status)
    return found


def _measure(name: str, value: float, samples: Floats, status: Message | None) -> Measure:
    certain = None if np.isnan(value) else value
    if not samples.size:
        return Measure(name, certain, None, None, None, None, None, None, 0, samples, status)
    found = estimate(samples)
    p5, p10, p50, p90 = (
        None if np.isnan(p) else float(p) for p in percentiles(samples, (0.05, 0.10, 0.50, 0.90))
    )
    missing = int(np.isnan(samples).sum())
    samples.flags.writeable = False
    return Measure(
        name, certain, found.mean, found.standard_error, p5, p10, p50, p90, missing, samples, status
    )


def _mean_only(name: str, mean: float | None, error: float | None) -> Measure:
    """A figure that only draws have."""
    return Measure(name, None, mean, error, None, None, None, None, 0, np.zeros(0), None)


def _chance_of_loss(npvs: Floats) -> Measure:
    """P(NPV < 0)."""
    if not npvs.size:
        return _mean_only("chance_of_loss", None, None)
    found = chance_below(npvs, 0.0)
    return _mean_only("chance_of_loss", found.mean, found.standard_error)


def _leading(roots: list[float]) -> tuple[float, Message | None]:
    """The leading yearly rate, and what must be said beside it."""
    if not roots:
        return float("nan"), NO_RATE()
    if len(roots) > 1:
        shown = "; ".join(f"{print_number(root * 100, decimals=1)} %" for root in roots)
        return roots[0], SEVERAL_RATES(count=len(roots), rates=shown)
    return roots[0], None


def _several_in_draws(rates: Rates | None) -> Message | None:
    several = 0.0 if rates is None else float((rates.count > 1).mean())
    return DRAWS_WITH_SEVERAL(share=print_number(several * 100, decimals=1)) if several else None


def _status(name: str, value: float) -> Message | None:
    """What must be said of a figure that has no number, or a trivial one."""
    if name in ("payback", "discounted_payback"):
        if np.isnan(value):
            return NEVER_PAID_BACK()
        return NOTHING_TO_PAY_BACK() if value == 0 else None
    if not np.isnan(value):
        return None
    if name in ("hhi", "top_share"):
        return NO_CUSTOMER()
    return NO_MODIFIED_RATE() if name == "mirr" else NOTHING_SERVED()
