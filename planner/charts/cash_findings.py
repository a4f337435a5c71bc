"""The sentences under the title of the Cash page, computed from the result it shows."""

from planner.charts.cash_lines import FCFF, fan, month_of, months_until_positive
from planner.charts.figures import MoneyScale, money_scale, percent
from planner.charts.months import MonthScale
from planner.engine.result import Result
from planner.units.message import QT_TRANSLATE_NOOP, Message, sentence

PAID_BACK_MEDIAN = sentence(
    "cash-paid-back-median",
    QT_TRANSLATE_NOOP("planner", "Paid back by <b>{month}</b> in the middle case."),
)
PAID_BACK = sentence(
    "cash-paid-back", QT_TRANSLATE_NOOP("planner", "Paid back by <b>{month}</b> as planned.")
)
NOTHING_TO_PAY_BACK = sentence(
    "cash-nothing-to-pay-back",
    QT_TRANSLATE_NOOP("planner", "Cumulative cash is <b>never negative</b>."),
)
NOT_PAID_BACK = sentence(
    "cash-not-paid-back",
    QT_TRANSLATE_NOOP("planner", "<b>Not paid back</b> by {month}: {amount} is missing."),
)
PAID_BACK_BY_HALF = sentence(
    "cash-paid-back-by-half",
    QT_TRANSLATE_NOOP(
        "planner",
        "<b>{never}</b> of draws never pay back; of the others half do by <b>{month}</b>.",
    ),
)
ONE_IN_TEN = sentence(
    "cash-one-in-ten",
    QT_TRANSLATE_NOOP("planner", "One draw in ten ends {year} below <b>{figure}</b>."),
)
EQUITY_BACK = sentence(
    "cash-equity-back",
    QT_TRANSLATE_NOOP("planner", "Equity is paid back for good by <b>{month}</b>."),
)
EQUITY_NOT_BACK = sentence(
    "cash-equity-not-back",
    QT_TRANSLATE_NOOP("planner", "Equity is <b>not paid back</b> by {month}: {amount} is missing."),
)
EQUITY_NEVER_NEEDED = sentence(
    "cash-equity-never-needed",
    QT_TRANSLATE_NOOP("planner", "Cumulative cash to equity is <b>never negative</b>."),
)
ENDS_AT = sentence(
    "cash-ends-at",
    QT_TRANSLATE_NOOP("planner", "The plan ends in {month} at <b>{amount}</b>."),
)


def money_of(result: Result, flow: str = FCFF) -> MoneyScale:
    """The scale of the page: that of its largest cumulative figure."""
    bands = result.series["", f"cumulative_{flow}"]
    known = [result.at_start.get(flow, 0.0)]
    for values in (bands.deterministic, bands.p10, bands.p90):
        if values is not None and values.size:
            known += [float(values.min()), float(values.max())]
    return money_scale(known)


def cash_findings(result: Result, flow: str = FCFF) -> tuple[Message, ...]:
    """When the money is back, and how the plan's last month may end."""
    back = _payback(result) if flow == FCFF else _equity_back(result, flow)
    return (*back, *_end(result, flow))


def _equity_back(result: Result, flow: str) -> tuple[Message, ...]:
    """Of the middle line: the engine measures the payback of the firm alone."""
    middle = fan(result, flow).middle
    scale, money = MonthScale.starting(result.start), money_of(result, flow)
    final = float(middle[-1])
    if final < 0.0:
        month = scale.long(len(result.months) - 1)
        return (EQUITY_NOT_BACK(month=month, amount=money.amount(-final)),)
    months = months_until_positive(middle)
    if months is None:
        return (EQUITY_NEVER_NEEDED(),)
    return (EQUITY_BACK(month=scale.long(month_of(months))),)


def _payback(result: Result) -> tuple[Message, ...]:
    bands = result.series["", "cumulative_fcff"]
    middle = bands.deterministic if bands.p50 is None else bands.p50
    scale, money = MonthScale.starting(result.start), money_of(result)
    last = len(result.months) - 1
    measure = result.measures.get("payback")
    months = None
    if measure is not None:
        months = measure.deterministic if measure.p50 is None else measure.p50
    if float(middle[-1]) < 0.0 or months is None:
        missing = money.amount(max(-float(middle[-1]), 0.0))
        return (NOT_PAID_BACK(month=scale.long(last), amount=missing),)
    if months <= 0.0:
        return (NOTHING_TO_PAY_BACK(),)
    month = scale.long(month_of(months))
    if bands.p50 is None:
        return (PAID_BACK(month=month),)
    if measure is not None and measure.missing > 0:
        never = percent(measure.missing / result.draws)
        return (PAID_BACK_BY_HALF(month=month, never=never),)
    return (PAID_BACK_MEDIAN(month=month),)


def _end(result: Result, flow: str) -> tuple[Message, ...]:
    bands = result.series["", f"cumulative_{flow}"]
    scale, money = MonthScale.starting(result.start), money_of(result, flow)
    last = len(result.months) - 1
    if bands.p10 is not None and bands.p90 is not None and bands.p10[-1] < bands.p90[-1]:
        year, _month = scale.calendar(last)
        return (ONE_IN_TEN(year=year, figure=money.figure(float(bands.p10[-1]))),)
    final = money.amount(float(bands.deterministic[-1]))
    return (ENDS_AT(month=scale.long(last), amount=final),)
