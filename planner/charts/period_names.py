"""What periods are called at the heads of columns and in read-outs."""

from planner.analysis.periods import Period, Span
from planner.charts.months import MonthScale
from planner.units.message import QT_TRANSLATE_NOOP, sentence

QUARTER = sentence("period-quarter", QT_TRANSLATE_NOOP("planner", "Q{number} {year}"))
FISCAL_YEAR = sentence("period-fiscal-year", QT_TRANSLATE_NOOP("planner", "FY{year}"))
MONTHS_FROM_TO = sentence(
    "period-from-to", QT_TRANSLATE_NOOP("planner", "{first} to {last}, {count} months")
)


def period_name(span: Span, scale: MonthScale) -> str:
    """`May 2026`, `Q2 2026`, `FY2027` or `2026`."""
    if span.period is Period.MONTH:
        return scale.short(span.first)
    if span.period is Period.QUARTER:
        return str(QUARTER(number=span.number, year=span.year))
    if span.period is Period.FISCAL_YEAR:
        return str(FISCAL_YEAR(year=span.year))
    return str(span.year)


def period_extent(span: Span, scale: MonthScale) -> str:
    """`May 2026 to December 2026, 8 months`: which months of the plan lie in it."""
    if span.months == 1:
        return scale.long(span.first)
    last = scale.long(span.after - 1)
    return str(MONTHS_FROM_TO(first=scale.long(span.first), last=last, count=span.months))
