"""The sentences under the title of the Value page, computed from the draws its chart shows."""

from planner.analysis.spread import Spread, better_share, spread
from planner.charts.figures import MoneyScale, chance, error, error_decimals, money_scale
from planner.charts.value_words import NAMES, NEVER_BELOW_ZERO
from planner.charts.words import word
from planner.engine.result import Result
from planner.units.message import QT_TRANSLATE_NOOP, Message, sentence

MEAN = sentence(
    "value-mean-finding",
    QT_TRANSLATE_NOOP("planner", "{name} is <b>{mean}</b> {error} on average."),
)
CHANCE = sentence(
    "value-chance-finding", QT_TRANSLATE_NOOP("planner", "<b>{chance}</b> of draws are below zero.")
)
NO_LOSS = sentence(
    "value-no-loss-finding", QT_TRANSLATE_NOOP("planner", "<b>No draw</b> is below zero.")
)
ONE_IN_TEN = sentence(
    "value-one-in-ten",
    QT_TRANSLATE_NOOP("planner", "One in ten is below <b>{p10}</b>, one in ten above {p90}."),
)
BEATS_PINNED = sentence(
    "value-beats-pinned",
    QT_TRANSLATE_NOOP("planner", "It beats the pinned case in <b>{share}</b> of the same draws."),
)
AS_PLANNED = sentence(
    "value-as-planned-finding",
    QT_TRANSLATE_NOOP("planner", "{name} is <b>{value}</b> as planned."),
)
NEEDS_DRAWS = sentence(
    "value-needs-draws", QT_TRANSLATE_NOOP("planner", "How sure that is needs draws.")
)
NO_NUMBER = sentence("value-no-number", QT_TRANSLATE_NOOP("planner", "{name} has no number."))


def money_of_value(of: Spread) -> MoneyScale:
    """The scale of the page: that of its largest figure."""
    return money_scale((of.certain, of.mean, of.p5, of.p90, of.tail_mean))


def value_findings(result: Result, pinned: Result | None, name: str) -> tuple[Message, ...]:
    """The mean with its error, the chance of a loss, the ends, and the pinned case."""
    measure, called = result.measures.get(name), word(NAMES[name])
    if measure is None:
        return (NO_NUMBER(name=called),)
    shown = spread(measure)
    money = money_of_value(shown)
    if shown.mean is None or shown.chance_below_zero is None:
        if shown.certain is None:
            return (NO_NUMBER(name=called),)
        return (AS_PLANNED(name=called, value=money.amount(shown.certain)), NEEDS_DRAWS())
    scaled = None if shown.standard_error is None else shown.standard_error / money.divisor
    decimals = error_decimals(scaled, money.decimals)
    mean = money.amount(shown.mean, decimals)
    found = [MEAN(name=called, mean=mean, error=error(scaled, decimals))]
    losing = shown.chance_below_zero
    if name not in NEVER_BELOW_ZERO:
        found.append(CHANCE(chance=chance(losing)) if losing > 0.0 else NO_LOSS())
    found.append(ONE_IN_TEN(p10=money.amount(shown.p10), p90=money.amount(shown.p90)))
    other = None if pinned is None else pinned.measures.get(name)
    if other is not None and pinned is not None and pinned.seed == result.seed:
        share = better_share(measure, other)
        if share is not None:
            found.insert(-1, BEATS_PINNED(share=chance(share)))
    return tuple(found)
