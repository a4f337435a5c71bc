"""The backlog at the start, at the ends of years and at its own, as its page tells it."""

import math
from collections.abc import Callable, Sequence

import numpy as np

from planner.charts import backlog_words as words
from planner.charts.backlog_lines import EXPECTED, FIRM, HEADLINE, RPO, Backlog, backlog
from planner.charts.figures import NONE, MoneyScale, money_scale, number, percent
from planner.charts.figures_table import NO_FIGURES, FigureRow, Figures
from planner.charts.months import MonthScale
from planner.charts.plot import Floats
from planner.charts.words import START, word
from planner.engine.result import Result
from planner.units.message import QT_TRANSLATE_NOOP, Sentence, sentence

DECEMBER = 12
MOST_COLUMNS = 6
AS_PLANNED = sentence("backlog-as-planned", QT_TRANSLATE_NOOP("planner", "{unit}, as planned"))
MEAN_OF = sentence("backlog-mean-of", QT_TRANSLATE_NOOP("planner", "{unit}, mean of {count} draws"))
HEADLINE_BACKLOG = sentence(
    "backlog-headline-row", QT_TRANSLATE_NOOP("planner", "Headline backlog")
)
EXPECTED_BACKLOG = sentence(
    "backlog-expected-row", QT_TRANSLATE_NOOP("planner", "Expected backlog")
)
FIRM_BACKLOG = sentence("backlog-firm-row", QT_TRANSLATE_NOOP("planner", "Firm backlog"))
RPO_ROW = sentence("backlog-rpo-row", QT_TRANSLATE_NOOP("planner", "RPO, not yet recognised"))
BILLED = sentence("backlog-billed-row", QT_TRANSLATE_NOOP("planner", "Billed to date"))
LARGEST = sentence("backlog-largest-row", QT_TRANSLATE_NOOP("planner", "Largest customer, 12 mo"))
HHI = sentence("backlog-hhi-row", QT_TRANSLATE_NOOP("planner", "Concentration, HHI"))
ROWS = {
    HEADLINE: HEADLINE_BACKLOG,
    EXPECTED: EXPECTED_BACKLOG,
    FIRM: FIRM_BACKLOG,
    RPO: RPO_ROW,
}
MEANINGS = {
    HEADLINE: words.HEADLINE_MEANS,
    EXPECTED: words.EXPECTED_MEANS,
    FIRM: words.FIRM_MEANS,
    RPO: words.RPO_MEANS,
    "top_share": words.LARGEST_MEANS,
    "hhi": words.HHI_MEANS,
}


def backlog_figures(
    result: Result | None, path: str, expected: bool, most: int = MOST_COLUMNS
) -> Figures:
    """All backlogs, firm as a share of headline, what was billed, and of the plan concentration.

    At no more than `most` moments, three at least.
    """
    found = None if result is None else backlog(result, path, expected)
    if result is None or found is None:
        return NO_FIGURES
    scale = MonthScale.starting(result.start)
    moments = moments_of(found, scale, most)
    money = money_scale([found.peak])
    rows = [_amounts(found, name, moments, money) for name in (HEADLINE, EXPECTED, FIRM)]
    shares = [percent(found.firm_share(month)) for month in moments]
    rows.append(_printed(word(words.FIRM_SHARE), shares, words.FIRM_SHARE_MEANS))
    rows.append(_amounts(found, RPO, moments, money))
    billed = _series(result, path, "billed", expected)
    if billed is not None:
        to_date = np.cumsum(billed)
        figures = [money.figure(_at(to_date, month), money.table_decimals) for month in moments]
        rows.append(_printed(word(BILLED), figures, words.BILLED_MEANS))
    rows += _concentration(result, path, expected, moments)
    heads = [word(START) if month < 0 else scale.short(month) for month in moments]
    means = expected and result.draws > 0
    corner = MEAN_OF if means else AS_PLANNED
    told = str(corner(unit=money.symbol, count=number(result.draws)))
    return Figures(told, tuple(heads), tuple(rows), money, total=False)


def moments_of(found: Backlog, scale: MonthScale, most: int = MOST_COLUMNS) -> list[int]:
    """Months to tell: −1 for the start where it is known, Decembers, and the last with a backlog.

    Every other December, or fewer, where they would be more than `most` moments.
    """
    left = np.flatnonzero(found.lines[HEADLINE] > 0.0)
    end = min(int(left[-1]) + 1, len(found.lines[HEADLINE]) - 1)
    years = [month for month in range(end) if scale.calendar(month)[1] == DECEMBER]
    step = -(-len(years) // max(most - 2, 1)) if years else 1
    first = [] if found.at_start is None else [-1]
    return [*first, *years[::step], end]


def _amounts(found: Backlog, name: str, moments: Sequence[int], money: MoneyScale) -> FigureRow:
    known = found.at_start is not None and name in found.at_start
    figures = [
        NONE
        if month < 0 and not known
        else money.figure(
            found.first(name) if month < 0 else float(found.lines[name][month]),
            money.table_decimals,
        )
        for month in moments
    ]
    return _printed(word(ROWS[name]), figures, MEANINGS[name], leading=name == FIRM)


def _printed(
    name: str, figures: Sequence[str], meaning: Sentence, leading: bool = False
) -> FigureRow:
    nothing = (math.nan,) * len(figures)
    return FigureRow(name, nothing, leading, tuple(figures), meaning=str(meaning()))


def _concentration(
    result: Result, path: str, expected: bool, moments: Sequence[int]
) -> list[FigureRow]:
    """How much of a year's revenue hangs on one customer; only the whole plan has several."""
    if path:
        return []
    rows = []
    told: tuple[tuple[str, str, Callable[[float | None], str]], ...] = (
        ("top_share", word(LARGEST), percent),
        ("hhi", word(HHI), number),
    )
    for name, called, printed in told:
        values = _series(result, "", name, expected)
        if values is not None:
            figures = [printed(_known(values, month)) for month in moments]
            rows.append(_printed(called, figures, MEANINGS[name]))
    return rows


def _known(values: Floats, month: int) -> float | None:
    """What a month holds; None at the start and where there is no number."""
    if month < 0 or math.isnan(values[month]):
        return None
    return float(values[month])


def _at(values: Floats, month: int) -> float:
    return 0.0 if month < 0 else float(values[month])


def _series(result: Result, path: str, name: str, expected: bool) -> Floats | None:
    bands = result.series.get((path, name))
    if bands is None:
        return None
    return bands.mean if expected and bands.mean is not None else bands.deterministic
