"""The sentences under the title of the Backlog page, computed from the result it shows."""

from collections.abc import Sequence

from planner.charts.backlog_lines import EXPECTED, FIRM, HEADLINE, backlog
from planner.charts.figures import money_scale, percent
from planner.charts.months import MonthScale
from planner.charts.notice_marks import NoticeMark
from planner.engine.result import Result
from planner.units.message import QT_TRANSLATE_NOOP, Message, sentence

ALL_OF_IT = 0.9995
MUCH = 0.5
YEAR = 12

ONLY_FIRM = sentence(
    "backlog-only-firm",
    QT_TRANSLATE_NOOP(
        "planner",
        "Of <b>{headline}</b> announced, only <b>{firm}</b> is firm {moment}.",
    ),
)
SOME_FIRM = sentence(
    "backlog-some-firm",
    QT_TRANSLATE_NOOP("planner", "Of <b>{headline}</b> announced, <b>{firm}</b> is firm {moment}."),
)
ALL_FIRM = sentence(
    "backlog-all-firm",
    QT_TRANSLATE_NOOP("planner", "All of <b>{headline}</b> announced is firm {moment}."),
)
LIKELY = sentence(
    "backlog-likely", QT_TRANSLATE_NOOP("planner", "<b>{expected}</b> is expected to be billed.")
)
AT_MOST = sentence(
    "backlog-at-most",
    QT_TRANSLATE_NOOP("planner", "From {month} it is never more than <b>{most}</b>."),
)
ONE_CUSTOMER = sentence(
    "backlog-one-customer",
    QT_TRANSLATE_NOOP("planner", "<b>{share}</b> of a year's revenue is one customer's."),
)
AT_START = sentence("backlog-moment-start", QT_TRANSLATE_NOOP("planner", "at the start"))
AFTER = sentence("backlog-moment-after", QT_TRANSLATE_NOOP("planner", "after {month}"))


def backlog_findings(
    result: Result, path: str, marks: Sequence[NoticeMark], expected: bool
) -> tuple[Message, ...]:
    """How much of what is announced is firm, what it falls to, what is likely, who it hangs on."""
    found = backlog(result, path, expected)
    if found is None:
        return ()
    scale, money = MonthScale.starting(result.start), money_scale([found.peak])
    begun = found.begins
    headline, firm, expect = (found.after(name, begun) for name in (HEADLINE, FIRM, EXPECTED))
    moment: Message = AT_START() if begun < 0 else AFTER(month=scale.long(begun))
    said = ALL_FIRM if firm >= ALL_OF_IT * headline else SOME_FIRM
    said = ONLY_FIRM if firm < MUCH * headline else said
    told = [
        said(
            headline=money.amount(headline),
            firm=money.amount(firm),
            moment=moment,
        )
    ]
    if len(marks) == 1 and marks[0].is_alone and 0 < marks[0].month < found.months:
        most = float(found.lines[FIRM][marks[0].month - 1 :].max())
        if most < firm:
            month = scale.long(marks[0].month)
            told.append(AT_MOST(month=month, most=money.amount(most)))
    if expect < ALL_OF_IT * headline:
        told.append(LIKELY(expected=money.amount(expect)))
    return (*told, *_customer(result, path))


def _customer(result: Result, path: str) -> tuple[Message, ...]:
    """Of the plan's first whole year, if half or more hangs on one of several customers."""
    bands = result.series.get(("", "top_share"))
    if path or bands is None or len(result.months) < YEAR:
        return ()
    share = float(bands.deterministic[YEAR - 1])
    return (ONE_CUSTOMER(share=percent(share)),) if share >= MUCH else ()
