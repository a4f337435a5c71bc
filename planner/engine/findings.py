"""The measures of a run, from its flows. MODEL.md B8."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from planner.domain.settings import Settings
from planner.engine.arrays import Floats, Whole
from planner.engine.block import Flows
from planner.engine.calendar import Calendar
from planner.engine.chunks import each
from planner.engine.draw_statistics import chance_below, estimate, percentiles
from planner.engine.drawn_internal_rate import drawn_internal_rates
from planner.engine.draws import CHUNK
from planner.engine.internal_rate import internal_rates
from planner.engine.measures import npv, payback, peak_funding, with_start
from planner.engine.own_use import own_use_worth
from planner.engine.rates import annual_rate
from planner.engine.result import Measure
from planner.units.message import QT_TRANSLATE_NOOP, Message, sentence
from planner.units.notation import print_number

NAMES = ("npv", "own_use_worth", "value_to_owner", "payback", "peak_funding")
"""Measures that are worked out draw by draw; the IRR takes many draws at once."""

PREVIEW_DRAWS = 2 * CHUNK
PORTION = 8 * CHUNK

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
NOTHING_TO_PAY_BACK = sentence(
    "nothing-to-pay-back",
    QT_TRANSLATE_NOOP("planner", "The cumulative cash flow is never below zero."),
)


def figures(flows: Flows, settings: Settings, calendar: Calendar) -> dict[str, Floats]:
    """Every measure of each draw but its IRR, (P,) each; NaN is no number."""
    stream = with_start(flows.at_start, flows.fcff)
    value = npv(stream, settings.discount_rate)
    own = own_use_worth(flows.own_use_value, settings.tax_rate, settings.discount_rate, calendar)
    return {
        "npv": value,
        "own_use_worth": own,
        "value_to_owner": value + own,
        "payback": payback(stream),
        "peak_funding": peak_funding(stream),
    }


@dataclass(frozen=True)
class Rates:
    """Internal rates of return of the draws, (P,) each."""

    annual: Floats
    """The leading one, a year; NaN where there is none."""
    count: Whole
    """How many solve the flows of the draw."""


def internal_rates_of_draws(streams: Floats, threads: int) -> Rates:
    """IRR of every draw from its flows (M+1, P), in portions that do not depend on the threads.

    The first portion is the preview, so that its rates are those of the full run to the last bit.
    """
    annual = np.empty(streams.shape[1])
    count = np.empty(streams.shape[1], dtype=np.int64)

    def solve(portion: slice) -> None:
        found = drawn_internal_rates(np.ascontiguousarray(streams[:, portion]))
        annual[portion], count[portion] = annual_rate(found.leading), found.count

    each(_portions(streams.shape[1]), solve, threads)
    return Rates(annual, count)


def _portions(draws: int) -> list[slice]:
    bounds = [0, *range(PREVIEW_DRAWS, draws, PORTION), draws]
    return [slice(first, last) for first, last in pairwise(bounds)]


def measures(
    deterministic: Mapping[str, Floats],
    flows: Flows,
    samples: Mapping[str, Floats],
    rates: Rates | None,
) -> dict[str, Measure]:
    """Deterministic figures beside what the draws say, whose arrays may be empty."""
    stream = with_start(flows.at_start, flows.fcff)[:, 0]
    found: dict[str, Measure] = {}
    nothing = np.zeros(0)
    for name, value in deterministic.items():
        status = _payback_status(float(value[0])) if name == "payback" else None
        found[name] = _measure(name, float(value[0]), samples.get(name, nothing), status)
    rate, status = _internal_rate(stream, rates)
    found["irr"] = _measure("irr", rate, nothing if rates is None else rates.annual, status)
    found["chance_of_loss"] = _chance_of_loss(samples.get("npv", np.zeros(0)))
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


def _chance_of_loss(npvs: Floats) -> Measure:
    """P(NPV < 0); it has no deterministic value."""
    if not npvs.size:
        return Measure(
            "chance_of_loss", None, None, None, None, None, None, None, 0, np.zeros(0), None
        )
    found = chance_below(npvs, 0.0)
    return Measure(
        "chance_of_loss",
        None,
        found.mean,
        found.standard_error,
        None,
        None,
        None,
        None,
        0,
        np.zeros(0),
        None,
    )


def _internal_rate(stream: Floats, rates: Rates | None) -> tuple[float, Message | None]:
    """The leading yearly rate, and what must be said beside it."""
    roots = [float(annual_rate(np.array((root,)))[0]) for root in internal_rates(stream)]
    if not roots:
        return float("nan"), NO_RATE()
    if len(roots) > 1:
        shown = "; ".join(f"{print_number(root * 100, decimals=1)} %" for root in roots)
        return roots[0], SEVERAL_RATES(count=len(roots), rates=shown)
    several = 0.0 if rates is None else float((rates.count > 1).mean())
    if several:
        return roots[0], DRAWS_WITH_SEVERAL(share=print_number(several * 100, decimals=1))
    return roots[0], None


def _payback_status(months: float) -> Message | None:
    if np.isnan(months):
        return NEVER_PAID_BACK()
    return NOTHING_TO_PAY_BACK() if months == 0 else None
