"""The sentences under the title of the Capacity page, computed from the power its chart shows."""

from collections.abc import Callable, Sequence

import numpy as np

from planner.analysis.periods import Period, Span, span_of
from planner.charts.capacity_layers import Power
from planner.charts.capacity_worth import LEAST, worth_of
from planner.charts.figures import percent, power
from planner.charts.months import MonthScale
from planner.charts.period_names import period_name
from planner.units.message import QT_TRANSLATE_NOOP, Message, sentence

FULL = 0.9995
NOTICEABLE = 0.5  # MW; less than that is not worth a sentence

Naming = Callable[[int], str]  # what the month, or the period it lies in, is called

NO_POWER = sentence("capacity-no-power", QT_TRANSLATE_NOOP("planner", "No power is available."))
FULLY_USED = sentence(
    "capacity-fully-used", QT_TRANSLATE_NOOP("planner", "<b>Fully used</b> throughout.")
)
FULLY_USED_FROM = sentence(
    "capacity-fully-used-from", QT_TRANSLATE_NOOP("planner", "Fully used from <b>{month}</b>.")
)
SHARE_USED = sentence(
    "capacity-share-used",
    QT_TRANSLATE_NOOP("planner", "<b>{share}</b> of the power available is used."),
)
ALL_MET = sentence("capacity-all-met", QT_TRANSLATE_NOOP("planner", "No demand is left unmet."))
UNMET_GROWS = sentence(
    "capacity-unmet-grows",
    QT_TRANSLATE_NOOP(
        "planner",
        "Unmet demand grows from <b>{first}</b> in {first_month} to <b>{last}</b> in {last_month}.",
    ),
)
UNMET_PEAKS = sentence(
    "capacity-unmet-peaks",
    QT_TRANSLATE_NOOP("planner", "Unmet demand peaks at <b>{most}</b> in {month}."),
)

WORTH_MOST = sentence(
    "capacity-worth-most",
    QT_TRANSLATE_NOOP(
        "planner", "One more MW at {facility} is worth most in {month}: <b>{amount}</b>."
    ),
)
WORTH_NOTHING = sentence(
    "capacity-worth-nothing", QT_TRANSLATE_NOOP("planner", "One more MW would bring nothing.")
)


def capacity_findings(
    shown: Power, scale: MonthScale, one_site: bool, periods: Sequence[Span] = ()
) -> tuple[Message, ...]:
    """How much of the power is used, and what demand is left; one site alone knows no demand.

    `periods` are those whose means are shown, by default single months: a mean is told of all its
    months, not of one of them.
    """

    def name(month: int) -> str:
        if not periods or periods[0].period is Period.MONTH:
            return scale.long(month)
        return period_name(periods[span_of(month, periods)], scale)

    used = _use(shown, name)
    unmet = () if one_site else _unmet(shown, name)
    return (*used, *unmet, *_worth(shown, name))


def _worth(shown: Power, name: Naming) -> tuple[Message, ...]:
    """Where and when one more MW would bring most."""
    peaks = [
        (float(np.nanmax(values)), int(np.nanargmax(values)), thing.name)
        for thing, values in shown.worth
        if np.isfinite(values).any()
    ]
    if not peaks:
        return ()
    most, month, facility = max(peaks)
    if most < LEAST:
        return (WORTH_NOTHING(),)
    return (WORTH_MOST(facility=facility, amount=worth_of(most), month=name(month)),)


def _use(shown: Power, name: Naming) -> tuple[Message, ...]:
    available = shown.available
    served = shown.served
    if float(available.sum()) <= 0.0:
        return (NO_POWER(),)
    below = np.flatnonzero((available > 0.0) & (served < FULL * available))
    if not below.size:
        return (FULLY_USED(),)
    if below[-1] + 1 < available.size / 2:
        return (FULLY_USED_FROM(month=name(int(below[-1]) + 1)),)
    return (SHARE_USED(share=percent(float(served.sum() / available.sum()))),)


def _unmet(shown: Power, name: Naming) -> tuple[Message, ...]:
    months = np.flatnonzero(shown.unmet > NOTICEABLE)
    if not months.size:
        return (ALL_MET(),)
    first, last = int(months[0]), shown.unmet.size - 1
    if shown.unmet[last] > shown.unmet[first] + NOTICEABLE:
        return (
            UNMET_GROWS(
                first=power(float(shown.unmet[first])),
                first_month=name(first),
                last=power(float(shown.unmet[last])),
                last_month=name(last),
            ),
        )
    most = int(shown.unmet.argmax())
    return (UNMET_PEAKS(most=power(float(shown.unmet[most])), month=name(most)),)
