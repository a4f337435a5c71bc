"""The key figures of a result as they are printed. LOOK.md, "Numbers"; EXPERIENCE.md."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.analysis.spread import middle_payback
from planner.charts.cash_lines import month_of
from planner.charts.figures import (
    NO_BREAK,
    NONE,
    MoneyScale,
    chance,
    change,
    error,
    error_decimals,
    money_scale,
    number,
    percent,
    percent_range,
    spread,
)
from planner.charts.months import MonthScale
from planner.engine.result import Measure, Result
from planner.units.message import QT_TRANSLATE_NOOP, sentence

VALUE_TO_OWNER = sentence(
    "kpi-value-to-owner", QT_TRANSLATE_NOOP("planner", "Value to owner, {unit}")
)
NPV = sentence("kpi-npv", QT_TRANSLATE_NOOP("planner", "NPV, {unit}"))
NPV_AT = sentence("kpi-npv-at", QT_TRANSLATE_NOOP("planner", "NPV at {rate}, {unit}"))
CHANCE = sentence("kpi-chance-of-loss", QT_TRANSLATE_NOOP("planner", "Chance NPV < 0"))
IRR = sentence("kpi-irr", QT_TRANSLATE_NOOP("planner", "IRR"))
IRR_P50 = sentence("kpi-irr-p50", QT_TRANSLATE_NOOP("planner", "IRR, P50"))
PEAK = sentence("kpi-peak-funding", QT_TRANSLATE_NOOP("planner", "Peak funding, {unit}"))
PEAK_P50 = sentence(
    "kpi-peak-funding-p50", QT_TRANSLATE_NOOP("planner", "Peak funding, P50, {unit}")
)
PAYBACK = sentence("kpi-payback", QT_TRANSLATE_NOOP("planner", "Payback"))
PAYBACK_P50 = sentence("kpi-payback-p50", QT_TRANSLATE_NOOP("planner", "Payback, P50"))
BACKLOG = sentence("kpi-backlog", QT_TRANSLATE_NOOP("planner", "Backlog at signing, {unit}"))
BACKLOG_MEAN = sentence("kpi-backlog-mean", QT_TRANSLATE_NOOP("planner", "Backlog, mean, {unit}"))
HEADLINE = sentence("kpi-headline", QT_TRANSLATE_NOOP("planner", "headline"))
FIRM_EXPECTED = sentence(
    "kpi-firm-expected", QT_TRANSLATE_NOOP("planner", "Firm {firm} · expected {expected}")
)
BACKLOG_MEANS = sentence(
    "kpi-backlog-means",
    QT_TRANSLATE_NOOP(
        "planner",
        "Headline is what all contracts would bill to their stated ends, firm what is left if "
        "every right to leave is used, expected what is billed on average. All at the plan's "
        "start.",
    ),
)
UTILISATION = sentence("kpi-utilisation", QT_TRANSLATE_NOOP("planner", "Utilisation"))
MONTHS = sentence("kpi-months", QT_TRANSLATE_NOOP("planner", "{count} mo"))
POINTS = sentence("kpi-points", QT_TRANSLATE_NOOP("planner", " pts"))
POINT = sentence("kpi-point", QT_TRANSLATE_NOOP("planner", " pt"))
P10_P90 = sentence("kpi-p10-p90", QT_TRANSLATE_NOOP("planner", "P10–P90 {ends}"))
AS_PLANNED = sentence("kpi-as-planned", QT_TRANSLATE_NOOP("planner", "As planned"))
IN_ALL_DRAWS = sentence("kpi-in-all-draws", QT_TRANSLATE_NOOP("planner", "Same in all draws"))
OF_DRAWS = sentence("kpi-of-draws", QT_TRANSLATE_NOOP("planner", "Of {count} draws"))
NEEDS_DRAWS = sentence("kpi-needs-draws", QT_TRANSLATE_NOOP("planner", "Needs draws"))
NEVER = sentence("kpi-never", QT_TRANSLATE_NOOP("planner", "Never in {share} of draws"))
NEVER_PAID = sentence("kpi-never-paid", QT_TRANSLATE_NOOP("planner", "Not within the plan"))
NO_RATE = sentence("kpi-no-rate", QT_TRANSLATE_NOOP("planner", "No rate: see NPV"))
SEE_NPV = sentence("kpi-see-npv", QT_TRANSLATE_NOOP("planner", "see NPV"))
NO_NUMBER = sentence("kpi-no-number", QT_TRANSLATE_NOOP("planner", "None in {share} of draws"))
OF_AVAILABLE = sentence("kpi-of-available", QT_TRANSLATE_NOOP("planner", "Of MW available"))
MEAN_OF_DRAWS = sentence("kpi-mean-of-draws", QT_TRANSLATE_NOOP("planner", "Mean of draws"))


@dataclass(frozen=True)
class KeyFigure:
    """One figure: what it is, how much, how sure, and the change from the pinned case.

    `beside` stands small after the figure. `better` is None where a change is no news.
    """

    caption: str
    figure: str
    beside: str = ""
    note: str = ""
    change: str = ""
    better: bool | None = None
    explanation: str = ""

    @property
    def is_better(self) -> bool | None:
        """Whether what is seen to have changed is good news; None where nothing is."""
        return self.better if any(digit in self.change for digit in "123456789") else None

    def spoken(self) -> str:
        """All of it for a screen reader."""
        parts = (self.caption, f"{self.figure} {self.beside}".strip(), self.note, self.change)
        return "; ".join(part for part in parts if part)


@dataclass(frozen=True)
class _Case:
    result: Result
    pinned: Result | None
    money: MoneyScale
    rate: float | None

    def measure(self, name: str) -> Measure | None:
        return self.result.measures.get(name)

    def difference(self, name: str, of: Callable[[Measure], float | None]) -> float | None:
        """What the figure gained over the pinned case; None where either has no number."""
        here = self.measure(name)
        there = None if self.pinned is None else self.pinned.measures.get(name)
        if here is None or there is None:
            return None
        new, old = of(here), of(there)
        return None if new is None or old is None else new - old


def key_figures(
    result: Result, pinned: Result | None = None, discount_rate: float | None = None
) -> tuple[KeyFigure, ...]:
    """The figures in the strip's order; value to owner leads. One money scale for all of them."""
    case = _Case(result, pinned, _scale(result), discount_rate)
    builders: Sequence[Callable[[_Case], KeyFigure | None]] = (
        _value_to_owner,
        _npv,
        _chance,
        _irr,
        _peak,
        _payback,
        _backlog,
        _utilisation,
    )
    return tuple(made for made in (build(case) for build in builders) if made is not None)


def _scale(result: Result) -> MoneyScale:
    names = ("value_to_owner", "npv", "peak_funding")
    known = [result.measures[name] for name in names if name in result.measures]
    return money_scale([_mean(measure) for measure in known])


def _mean(measure: Measure) -> float | None:
    return measure.deterministic if measure.mean is None else measure.mean


def _median(measure: Measure) -> float | None:
    return measure.deterministic if measure.p50 is None else measure.p50


def _drawn(case: _Case, measure: Measure) -> bool:
    return case.result.draws > 0 and measure.p50 is not None


def _ends(measure: Measure, ends: str) -> str:
    """How far the draws go; that they do not, where none differs from another."""
    if measure.standard_error == 0.0 and measure.p10 == measure.p90:
        return str(IN_ALL_DRAWS())
    return str(P10_P90(ends=ends))


def _worth(case: _Case, name: str, caption: str) -> KeyFigure | None:
    measure = case.measure(name)
    if measure is None:
        return None
    money = case.money
    spread_of_mean = (
        (measure.standard_error or 0.0) / money.divisor if measure.mean is not None else None
    )
    decimals = error_decimals(spread_of_mean, money.decimals)
    note = str(AS_PLANNED())
    if _drawn(case, measure) and measure.p10 is not None and measure.p90 is not None:
        ends = spread(measure.p10 / money.divisor, measure.p90 / money.divisor, money.decimals)
        note = _ends(measure, ends)
    gained = case.difference(name, _mean)
    return KeyFigure(
        caption=caption,
        figure=money.figure(_mean(measure), decimals),
        beside=error(spread_of_mean or None, decimals),
        note=note,
        change="" if gained is None else change(gained / money.divisor, money.decimals),
        better=_better(gained, larger=True),
        explanation=_status(measure),
    )


def _value_to_owner(case: _Case) -> KeyFigure | None:
    return _worth(case, "value_to_owner", str(VALUE_TO_OWNER(unit=case.money.symbol)))


def _npv(case: _Case) -> KeyFigure | None:
    unit = case.money.symbol
    if case.rate is None:
        return _worth(case, "npv", str(NPV(unit=unit)))
    return _worth(case, "npv", str(NPV_AT(rate=_rate(case.rate), unit=unit)))


def _rate(rate: float) -> str:
    value = rate * 100.0
    whole = abs(value - round(value)) < 1e-9
    return f"{number(value, 0 if whole else 1)}{NO_BREAK}%"


def _chance(case: _Case) -> KeyFigure | None:
    measure = case.measure("chance_of_loss")
    if measure is None:
        return None
    if case.result.draws == 0 or measure.mean is None:
        return KeyFigure(str(CHANCE()), NONE, note=str(NEEDS_DRAWS()))
    gained = case.difference("chance_of_loss", _mean_only)
    return KeyFigure(
        caption=str(CHANCE()),
        figure=chance(measure.mean),
        note=str(OF_DRAWS(count=number(case.result.draws))),
        change=_points(gained, 1),
        better=_better(gained, larger=False),
        explanation=_status(measure),
    )


def _mean_only(measure: Measure) -> float | None:
    return measure.mean


def _irr(case: _Case) -> KeyFigure | None:
    measure = case.measure("irr")
    if measure is None:
        return None
    drawn = _drawn(case, measure)
    note = _ends(measure, percent_range(measure.p10, measure.p90)) if drawn else str(AS_PLANNED())
    if drawn and measure.missing:
        note = str(NO_NUMBER(share=percent(measure.missing / case.result.draws)))
    rate = _median(measure)
    if rate is None:
        return KeyFigure(str(IRR()), NONE, note=str(NO_RATE()), explanation=_status(measure))
    gained = case.difference("irr", _median)
    return KeyFigure(
        caption=str(IRR_P50() if drawn else IRR()),
        figure=percent(rate),
        beside="" if measure.status is None else str(SEE_NPV()),
        note=note,
        change=_points(gained, 0),
        better=_better(gained, larger=True),
        explanation=_status(measure),
    )


def _peak(case: _Case) -> KeyFigure | None:
    measure = case.measure("peak_funding")
    if measure is None:
        return None
    money, drawn = case.money, _drawn(case, measure)
    note = str(AS_PLANNED())
    if drawn and measure.p10 is not None and measure.p90 is not None:
        ends = spread(measure.p10 / money.divisor, measure.p90 / money.divisor, money.decimals)
        note = _ends(measure, ends)
    gained = case.difference("peak_funding", _median)
    return KeyFigure(
        caption=str((PEAK_P50 if drawn else PEAK)(unit=money.symbol)),
        figure=money.figure(_median(measure)),
        note=note,
        change="" if gained is None else change(gained / money.divisor, money.decimals),
        better=_better(gained, larger=False),
        explanation=_status(measure),
    )


def _payback(case: _Case) -> KeyFigure | None:
    measure = case.measure("payback")
    if measure is None:
        return None
    drawn, months = _drawn(case, measure), middle_payback(measure)
    note = str(AS_PLANNED() if months is not None else NEVER_PAID())
    if drawn and measure.missing:
        note = str(NEVER(share=percent(measure.missing / case.result.draws)))
    elif drawn:
        note = _ends(measure, spread(measure.p10, measure.p90, 0))
    if months is None:
        return KeyFigure(str(PAYBACK()), NONE, note=note, explanation=_status(measure))
    gained = case.difference("payback", middle_payback)
    scale = MonthScale.starting(case.result.start)
    return KeyFigure(
        caption=str(PAYBACK_P50() if drawn else PAYBACK()),
        figure=str(MONTHS(count=number(months))).replace(" ", NO_BREAK),
        beside=scale.short(month_of(months)),
        note=note,
        change="" if gained is None else str(MONTHS(count=change(gained, 0))),
        better=_better(gained, larger=False),
        explanation=_status(measure),
    )


def _backlog(case: _Case) -> KeyFigure | None:
    """Headline, firm and expected in one: the three differ by what may still be taken back."""
    headline = case.measure("backlog_headline")
    firm, expected = case.measure("backlog_firm"), case.measure("backlog_expected")
    if headline is None or firm is None or expected is None:
        return None
    money = case.money
    gained = case.difference("backlog_headline", _mean)
    return KeyFigure(
        caption=str((BACKLOG if headline.mean is None else BACKLOG_MEAN)(unit=money.symbol)),
        figure=money.figure(_mean(headline)),
        beside=str(HEADLINE()),
        note=str(
            FIRM_EXPECTED(firm=money.figure(_mean(firm)), expected=money.figure(_mean(expected)))
        ),
        change="" if gained is None else change(gained / money.divisor, money.decimals),
        better=_better(gained, larger=True),
        explanation=str(BACKLOG_MEANS()),
    )


def _utilisation(case: _Case) -> KeyFigure | None:
    share = _used_share(case.result)
    if share is None:
        return None
    before = None if case.pinned is None else _used_share(case.pinned)
    gained = None if before is None else share - before
    drawn = case.result.draws > 0
    return KeyFigure(
        caption=str(UTILISATION()),
        figure=percent(share),
        note=str(MEAN_OF_DRAWS() if drawn else OF_AVAILABLE()),
        change=_points(gained, 0),
        better=_better(gained, larger=True),
    )


def _used_share(result: Result) -> float | None:
    """MW-months served of those available; None without any."""
    served, available = result.series.get(("", "served")), result.series.get(("", "available"))
    if served is None or available is None:
        return None
    if served.mean is not None and available.mean is not None:
        used, offered = float(served.mean.sum()), float(available.mean.sum())
    else:
        used, offered = float(served.deterministic.sum()), float(available.deterministic.sum())
    return used / offered if offered > 0.0 else None


def _points(gained: float | None, decimals: int) -> str:
    if gained is None:
        return ""
    gained *= 100.0
    one = round(abs(gained), decimals) == 1.0
    return change(gained, decimals, str((POINT if one else POINTS)()))


def _better(gained: float | None, *, larger: bool) -> bool | None:
    if gained is None or abs(gained) < 1e-12:
        return None
    return (gained > 0.0) == larger


def _status(measure: Measure) -> str:
    return "" if measure.status is None else str(measure.status)
