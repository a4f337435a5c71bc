"""The words of the charts, each a sentence that can be translated."""

from planner.units.message import QT_TRANSLATE_NOOP, Sentence, sentence

COPY_PICTURE = sentence("chart-copy-picture", QT_TRANSLATE_NOOP("planner", "Copy picture"))
SAVE_PICTURE = sentence("chart-save-picture", QT_TRANSLATE_NOOP("planner", "Save picture…"))
SAVE_NUMBERS = sentence("chart-save-numbers", QT_TRANSLATE_NOOP("planner", "Save numbers…"))
SHOW_NUMBERS = sentence(
    "chart-show-numbers", QT_TRANSLATE_NOOP("planner", "Show numbers as a table")
)
COPY_NUMBERS = sentence("chart-copy-numbers", QT_TRANSLATE_NOOP("planner", "Copy numbers"))
WHOLE_PERIOD = sentence("chart-whole-period", QT_TRANSLATE_NOOP("planner", "Show the whole period"))
NUMBERS_OF = sentence("chart-numbers-of", QT_TRANSLATE_NOOP("planner", "Numbers: {chart}"))
PNG_FILES = sentence("chart-png-files", QT_TRANSLATE_NOOP("planner", "PNG picture (*.png)"))
SVG_FILES = sentence("chart-svg-files", QT_TRANSLATE_NOOP("planner", "SVG drawing (*.svg)"))
CSV_FILES = sentence("chart-csv-files", QT_TRANSLATE_NOOP("planner", "CSV table (*.csv)"))
NOT_SAVED = sentence(
    "chart-not-saved", QT_TRANSLATE_NOOP("planner", "{file} was not saved: {reason}.")
)
CLOSE = sentence("chart-close", QT_TRANSLATE_NOOP("planner", "Close"))
RECOMPUTING = sentence(
    "chart-recomputing", QT_TRANSLATE_NOOP("planner", "Plan changed · recomputing")
)
NOT_COMPUTED = sentence("chart-not-computed", QT_TRANSLATE_NOOP("planner", "Not computed."))
SHOW_PROBLEM = sentence("chart-show-problem", QT_TRANSLATE_NOOP("planner", "Show the problem"))
CHART_HELP = sentence(
    "chart-help",
    QT_TRANSLATE_NOOP(
        "planner",
        "Arrow keys read the months; drag, wheel, + and − zoom; Escape shows the whole period.",
    ),
)

MONTH = sentence("chart-month", QT_TRANSLATE_NOOP("planner", "Month"))
PERIOD = sentence("chart-period", QT_TRANSLATE_NOOP("planner", "Period"))
START = sentence("chart-start", QT_TRANSLATE_NOOP("planner", "Start"))
TOTAL = sentence("chart-total", QT_TRANSLATE_NOOP("planner", "Total"))

CAPACITY = sentence("chart-capacity", QT_TRANSLATE_NOOP("planner", "Power by tenant"))
AVAILABLE = sentence("chart-available", QT_TRANSLATE_NOOP("planner", "Available"))
AVAILABLE_P10 = sentence("chart-available-p10", QT_TRANSLATE_NOOP("planner", "Available, P10"))
AVAILABLE_P90 = sentence("chart-available-p90", QT_TRANSLATE_NOOP("planner", "Available, P90"))
UNMET_DEMAND = sentence("chart-unmet-demand", QT_TRANSLATE_NOOP("planner", "Unmet demand"))
UNMET = sentence("chart-unmet", QT_TRANSLATE_NOOP("planner", "Unmet"))
NOT_PLACED = sentence(
    "chart-not-placed",
    QT_TRANSLATE_NOOP("planner", "tenants are not placed at single sites"),
)
SERVED = sentence("chart-served", QT_TRANSLATE_NOOP("planner", "Served"))
OTHER_TENANTS = sentence(
    "chart-other-tenants", QT_TRANSLATE_NOOP("planner", "{count} other tenants")
)
AND_MORE = sentence("chart-and-more", QT_TRANSLATE_NOOP("planner", "and {count} more"))
MEANS_OF = sentence("chart-means-of", QT_TRANSLATE_NOOP("planner", "means of {count} draws"))
AVAILABLE_P10_P90 = sentence(
    "chart-available-p10-p90", QT_TRANSLATE_NOOP("planner", "Available, P10–P90")
)
AVAILABLE_IN = sentence(
    "chart-available-in", QT_TRANSLATE_NOOP("planner", "{month} · {mw} available")
)
IF_RENEWED = sentence("chart-if-renewed", QT_TRANSLATE_NOOP("planner", "{tenant}, renewed"))
PINNED_SERVED = sentence("chart-pinned-served", QT_TRANSLATE_NOOP("planner", "Pinned, served"))
UTILISATION = sentence("chart-utilisation", QT_TRANSLATE_NOOP("planner", "Utilisation"))
WORTH = sentence("chart-worth", QT_TRANSLATE_NOOP("planner", "Worth of one more MW"))
WORTH_AT = sentence("chart-worth-at", QT_TRANSLATE_NOOP("planner", "One more MW at {facility}"))
WORTH_IN = sentence(
    "chart-worth-in", QT_TRANSLATE_NOOP("planner", "1 MW more at {facility}, $m/month")
)
WORTH_FIGURE = sentence("chart-worth-figure", QT_TRANSLATE_NOOP("planner", "${amount}m/month"))
WORTH_SMALL = sentence("chart-worth-small", QT_TRANSLATE_NOOP("planner", "${amount}k/month"))
SERVED_OF = sentence("chart-served-of", QT_TRANSLATE_NOOP("planner", "{served} of {demand}"))

CASH = sentence("chart-cash", QT_TRANSLATE_NOOP("planner", "Free cash flow to the firm"))
CUMULATIVE = sentence("chart-cumulative", QT_TRANSLATE_NOOP("planner", "Cumulative"))
CUMULATIVE_P50 = sentence("chart-cumulative-p50", QT_TRANSLATE_NOOP("planner", "Cumulative, P50"))
P25_P75 = sentence("chart-p25-p75", QT_TRANSLATE_NOOP("planner", "P25–P75"))
P10_P90 = sentence("chart-p10-p90", QT_TRANSLATE_NOOP("planner", "P10–P90"))
PINNED = sentence("chart-pinned", QT_TRANSLATE_NOOP("planner", "Pinned"))
PINNED_P50 = sentence("chart-pinned-p50", QT_TRANSLATE_NOOP("planner", "Pinned, P50"))
PINNED_ENDS = sentence("chart-pinned-ends", QT_TRANSLATE_NOOP("planner", "Pinned {figure}"))
PINNED_P50_ENDS = sentence(
    "chart-pinned-p50-ends", QT_TRANSLATE_NOOP("planner", "Pinned P50 {figure}")
)
RECEIPTS = sentence("chart-receipts", QT_TRANSLATE_NOOP("planner", "Receipts"))
OPERATIONS = sentence("chart-operations", QT_TRANSLATE_NOOP("planner", "Power and operations"))
TAX = sentence("chart-tax", QT_TRANSLATE_NOOP("planner", "Tax"))
CAPITAL = sentence("chart-capital", QT_TRANSLATE_NOOP("planner", "Capital"))
LOANS = sentence("chart-loans", QT_TRANSLATE_NOOP("planner", "Loans"))
NET = sentence("chart-net", QT_TRANSLATE_NOOP("planner", "Net"))
NET_MEAN = sentence("chart-net-mean", QT_TRANSLATE_NOOP("planner", "Net, mean"))
COSTS_AND_TAX = sentence("chart-costs-and-tax", QT_TRANSLATE_NOOP("planner", "Tax, costs"))
AT_THE_START = sentence("chart-at-the-start", QT_TRANSLATE_NOOP("planner", "{figure} at the start"))
WITH_HORIZON_VALUE = sentence(
    "chart-with-horizon-value",
    QT_TRANSLATE_NOOP("planner", "{figure} with value after the last month"),
)
AT_START = sentence("chart-at-start", QT_TRANSLATE_NOOP("planner", "At the start"))
PAYBACK_IN = sentence("chart-payback-in", QT_TRANSLATE_NOOP("planner", "Payback: {month}"))
POSITIVE_IN = sentence(
    "chart-positive-in", QT_TRANSLATE_NOOP("planner", "P50 positive from {month}")
)
PAYBACK_P50_IN = sentence(
    "chart-payback-p50-in", QT_TRANSLATE_NOOP("planner", "Payback, P50: {month}")
)

MONEY_LINES = {
    "receipts": RECEIPTS,
    "operations": OPERATIONS,
    "tax": TAX,
    "capital": CAPITAL,
    "loans": LOANS,
}


def word(sentence_: Sentence) -> str:
    """The words of a sentence without values, in the language in force."""
    return str(sentence_())
