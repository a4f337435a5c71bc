"""The sentences under the title of the Statement page, computed from the statement it shows."""

import numpy as np

from planner.analysis.statement import Answer, Row
from planner.analysis.statement_lines import Section
from planner.charts.figures import MoneyScale, percent
from planner.charts.months import MonthScale
from planner.units.message import QT_TRANSLATE_NOOP, Message, sentence

BALANCED = 1e-6  # of the largest amount
HARDLY = 1e-9  # of a total; less is no line worth a sentence

REVENUE_AND_EBITDA = sentence(
    "statement-revenue-and-ebitda",
    QT_TRANSLATE_NOOP("planner", "EBITDA is <b>{ebitda}</b> of {revenue} revenue, {margin}."),
)
EBITDA_ONLY = sentence(
    "statement-ebitda-only", QT_TRANSLATE_NOOP("planner", "No revenue; EBITDA is <b>{ebitda}</b>.")
)
NET_INCOME = sentence(
    "statement-net-income-finding", QT_TRANSLATE_NOOP("planner", "Net income is <b>{net}</b>.")
)
OWN_USE = sentence(
    "statement-own-use-finding",
    QT_TRANSLATE_NOOP("planner", "Own use is worth <b>{own}</b> beside it."),
)
REVENUE = sentence(
    "statement-revenue-finding", QT_TRANSLATE_NOOP("planner", "Revenue is <b>{revenue}</b>.")
)
FREE_CASH = sentence(
    "statement-free-cash",
    QT_TRANSLATE_NOOP("planner", "Free cash flow is <b>{firm}</b>, to equity {equity}."),
)
SITE_CASH = sentence(
    "statement-site-cash-finding",
    QT_TRANSLATE_NOOP("planner", "The site brings <b>{cash}</b> before tax and loans."),
)
RECEIVED = sentence(
    "statement-received", QT_TRANSLATE_NOOP("planner", "<b>{received}</b> is received.")
)
HORIZON = sentence(
    "statement-horizon-finding",
    QT_TRANSLATE_NOOP("planner", "Of it {horizon} is value after the last month, not yet cash."),
)
AT_THE_END = sentence(
    "statement-at-the-end",
    QT_TRANSLATE_NOOP("planner", "In {month}: cash <b>{cash}</b>, debt {debt}."),
)
BALANCES = sentence(
    "statement-balances", QT_TRANSLATE_NOOP("planner", "Assets equal liabilities and equity.")
)
DOES_NOT_BALANCE = sentence(
    "statement-does-not-balance",
    QT_TRANSLATE_NOOP("planner", "<b>It does not balance</b>: the check is up to {most}."),
)
BOOK_VALUE = sentence(
    "statement-book-value-finding",
    QT_TRANSLATE_NOOP("planner", "Net book value is <b>{value}</b> in {month}."),
)
STILL_FIRM = sentence(
    "statement-still-firm",
    QT_TRANSLATE_NOOP("planner", "Firm backlog peaks at <b>{most}</b> of {headline}."),
)


def statement_findings(
    shown: Answer, section: Section, money: MoneyScale, scale: MonthScale
) -> tuple[Message, ...]:
    """What the section adds up to; what is worth knowing beside it."""
    told = _Told(shown, section, money)
    if section is Section.INCOME:
        return _income(told)
    if section is Section.CASH:
        return _cash(told)
    return _balance(told, scale)


class _Told:
    """Lines of one section as figures of one scale."""

    def __init__(self, shown: Answer, section: Section, money: MoneyScale) -> None:
        self.money = money
        self.months = sum(span.months for span in shown.spans)
        self._rows = {row.line.name: row for row in shown.sections[section]}

    def row(self, name: str) -> Row | None:
        return self._rows.get(name)

    def total(self, name: str) -> float | None:
        row = self._rows.get(name)
        return None if row is None else row.total

    def last(self, name: str) -> float | None:
        row = self._rows.get(name)
        return None if row is None else float(row.values[-1])

    def figure(self, amount: float | None) -> str:
        return self.money.amount(amount)


def _income(told: _Told) -> tuple[Message, ...]:
    revenue, ebitda, net = told.total("revenue"), told.total("ebitda"), told.total("net_income")
    own = told.total("own_use")
    found: list[Message] = []
    if ebitda is not None and revenue is not None:
        if revenue > 0.0:
            found.append(
                REVENUE_AND_EBITDA(
                    ebitda=told.figure(ebitda),
                    revenue=told.figure(revenue),
                    margin=percent(ebitda / revenue),
                )
            )
        else:
            found.append(EBITDA_ONLY(ebitda=told.figure(ebitda)))
    elif revenue is not None and (revenue > 0.0 or not own):
        found.append(REVENUE(revenue=told.figure(revenue)))
    if net is not None:
        found.append(NET_INCOME(net=told.figure(net)))
    if own:
        found.append(OWN_USE(own=told.figure(own)))
    return tuple(found)


def _cash(told: _Told) -> tuple[Message, ...]:
    firm, equity, horizon = told.total("fcff"), told.total("fcfe"), told.total("horizon_value")
    found: list[Message] = []
    if firm is not None:
        equity_figure = told.figure(equity)
        found.append(FREE_CASH(firm=told.figure(firm), equity=equity_figure))
    elif told.total("site_cash") is not None:
        found.append(SITE_CASH(cash=told.figure(told.total("site_cash"))))
    elif told.total("receipts") is not None:
        found.append(RECEIVED(received=told.figure(told.total("receipts"))))
    if horizon is not None and abs(horizon) > HARDLY:
        found.append(HORIZON(horizon=told.figure(horizon)))
    return tuple(found)


def _balance(told: _Told, scale: MonthScale) -> tuple[Message, ...]:
    month = scale.long(told.months - 1)
    check, firm, headline = told.row("check"), told.row("firm"), told.row("headline")
    if check is not None:
        cash, debt = told.figure(told.last("cash")), told.figure(told.last("debt"))
        return (
            AT_THE_END(month=month, cash=cash, debt=debt),
            _checked(told, check),
        )
    if firm is not None and headline is not None:
        most = int(np.nanargmax(firm.values))
        return (
            STILL_FIRM(
                most=told.figure(float(firm.values[most])),
                headline=told.figure(float(headline.values[most])),
            ),
        )
    if told.row("net_book_value") is not None:
        value = told.figure(told.last("net_book_value"))
        return (BOOK_VALUE(value=value, month=month),)
    return ()


def _checked(told: _Told, check: Row) -> Message:
    most = float(np.nanmax(np.abs(check.values)))
    assets = told.row("assets")
    size = 0.0 if assets is None else float(np.nanmax(np.abs(assets.values)))
    if most <= BALANCED * max(size, 1.0):
        return BALANCES()
    return DOES_NOT_BALANCE(most=told.figure(most))
