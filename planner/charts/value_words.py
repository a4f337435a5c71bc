"""The words of the Value page."""

from planner.units.message import QT_TRANSLATE_NOOP, sentence

NAMES = {
    "npv": sentence("value-npv", QT_TRANSLATE_NOOP("planner", "NPV")),
    "value_to_owner": sentence(
        "value-value-to-owner", QT_TRANSLATE_NOOP("planner", "Value to owner")
    ),
    "peak_funding": sentence("value-peak-funding", QT_TRANSLATE_NOOP("planner", "Peak funding")),
}
NEVER_BELOW_ZERO = frozenset({"peak_funding"})
CHART_HELP = sentence(
    "value-chart-help",
    QT_TRANSLATE_NOOP(
        "planner", "Arrow keys read the classes, drag or + and − zoom, Escape shows all of them."
    ),
)
BELOW_ZERO = sentence("value-below-zero", QT_TRANSLATE_NOOP("planner", "Below zero"))
CUMULATIVE = sentence("value-cumulative", QT_TRANSLATE_NOOP("planner", "Cumulative"))
PINNED = sentence("value-pinned", QT_TRANSLATE_NOOP("planner", "Pinned"))
AS_PLANNED = sentence("value-as-planned", QT_TRANSLATE_NOOP("planner", "As planned"))
CLASSES_OF = sentence(
    "value-classes-of", QT_TRANSLATE_NOOP("planner", "{count} draws, in classes of {width}")
)
IN_CLASS = sentence("value-in-class", QT_TRANSLATE_NOOP("planner", "{low} to {high}, {unit}"))
FROM = sentence("value-from", QT_TRANSLATE_NOOP("planner", "From, $m"))
TO = sentence("value-to", QT_TRANSLATE_NOOP("planner", "To, $m"))
SHARE = sentence("value-share", QT_TRANSLATE_NOOP("planner", "Share of draws"))
AT_MOST = sentence("value-at-most", QT_TRANSLATE_NOOP("planner", "At most that"))
AT_MOST_OF = sentence("value-at-most-of", QT_TRANSLATE_NOOP("planner", "At most {amount}"))
ABOVE = sentence("value-above", QT_TRANSLATE_NOOP("planner", "Above {amount}"))
PINNED_SHARE = sentence("value-pinned-share", QT_TRANSLATE_NOOP("planner", "Pinned, share"))
PINNED_AT_MOST = sentence("value-pinned-at-most", QT_TRANSLATE_NOOP("planner", "Pinned, at most"))
SHARE_BELOW_ZERO = sentence(
    "value-share-below-zero", QT_TRANSLATE_NOOP("planner", "{share} below zero")
)
IN_PERCENT = sentence("value-in-percent", QT_TRANSLATE_NOOP("planner", "{share}, %"))
