"""How a field reads what is entered or stored: one function a kind of column. Raises Refused."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from planner.domain.column import (
    A_NUMBER,
    NAMED_TWICE,
    NEVER_NULL,
    NO_MULTIPLE,
    NOT_A_CHOICE,
    OUT_OF_BOUNDS,
    REQUIRED,
    Column,
)
from planner.domain.distribution import Range, range_of
from planner.domain.month import (
    FIRST_YEAR,
    LAST_YEAR,
    is_date,
    is_loose_date,
    is_month,
    is_out_of_reach,
)
from planner.units.message import QT_TRANSLATE_NOOP, Message, Refused, sentence
from planner.units.notation import (
    BEYOND_LARGEST,
    FILE_MARKS,
    Written,
    plain_text,
    read_number,
)
from planner.units.unit import PLAIN, SHARE, Unit

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")

A_TEXT = sentence("a-text", QT_TRANSLATE_NOOP("planner", "a text"))
AN_ID = sentence(
    "an-id",
    QT_TRANSLATE_NOOP(
        "planner", "an id: letters, digits, - and _, beginning with a letter or digit"
    ),
)
A_WHOLE = sentence("a-whole-number", QT_TRANSLATE_NOOP("planner", "a whole number"))
A_FLAG = sentence("a-flag", QT_TRANSLATE_NOOP("planner", "true or false"))
A_MONTH = sentence("a-month", QT_TRANSLATE_NOOP("planner", "a month such as 2026-05"))
A_MONTH_OR_START = sentence(
    "a-month-or-start", QT_TRANSLATE_NOOP("planner", "a month such as 2026-05 or the word start")
)
A_DATE = sentence("a-date", QT_TRANSLATE_NOOP("planner", "a date such as 2026-05-01"))
IN_REACH = sentence(
    "a-date-in-reach",
    QT_TRANSLATE_NOOP("planner", "a date from {first} to {last}"),
)
A_LOOSE_DATE = sentence(
    "a-loose-date", QT_TRANSLATE_NOOP("planner", "a date, a month or a year, such as 2026-05-01")
)
A_LIST = sentence("a-list", QT_TRANSLATE_NOOP("planner", "a list"))
A_RAMP = sentence(
    "a-ramp",
    QT_TRANSLATE_NOOP("planner", "a number of months or a list of shares such as [0.5, 0.75]"),
)
A_SPEND = sentence(
    "a-spend",
    QT_TRANSLATE_NOOP("planner", 'a list of pairs such as ["2026-05", 0.5] or ["start", 1]'),
)
A_DEMAND = sentence(
    "a-demand",
    QT_TRANSLATE_NOOP("planner", 'a number, a range, or a list of pairs such as ["2026-05", 60]'),
)
AN_AMOUNT = sentence(
    "an-amount", QT_TRANSLATE_NOOP("planner", "a number or a text such as “3 {alternative}”")
)
A_LIKELIHOOD = sentence(
    "a-likelihood", QT_TRANSLATE_NOOP("planner", "a probability for each outcome, by its id")
)


def accepted(column: Column, value: Any) -> Any:
    """The value as the entity keeps it. Raises Refused: the field, the value, what is allowed."""
    if value is None:
        if column.optional:
            return None
        if column.kind in ("text", "path") and not column.required:
            return ""
        if column.required:
            raise Refused(REQUIRED(field=column.title))
        raise Refused(NEVER_NULL(field=column.title, default=default_text(column)))
    return _READERS[column.kind](column, value)


def default_text(column: Column) -> str:
    """A default as the file would have it, for sentences."""
    if isinstance(column.default, tuple):
        return "[]"
    if isinstance(column.default, bool):
        return "true" if column.default else "false"
    number = isinstance(column.default, int | float)
    return plain_text(column.default) if number else str(column.default)


def _text(column: Column, value: Any) -> str:
    if not isinstance(value, str):
        raise column.wrong_type(value, A_TEXT())
    return value


def _id(column: Column, value: Any) -> str:
    if not isinstance(value, str) or ID.fullmatch(value) is None:
        raise column.wrong_type(value, AN_ID())
    return value


def _whole(column: Column, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value // 1:
        raise column.wrong_type(value, A_WHOLE())
    whole = int(column.bounded(value))
    if whole % column.step:
        raise Refused(NO_MULTIPLE(field=column.title, value=whole, step=column.step))
    return whole


def _flag(column: Column, value: Any) -> bool:
    if not isinstance(value, bool):
        raise column.wrong_type(value, A_FLAG())
    return value


def _choice(column: Column, value: Any) -> str:
    if not isinstance(value, str) or value not in column.choices:
        allowed = ", ".join(column.choices)
        raise Refused(NOT_A_CHOICE(field=column.title, value=str(value)[:80], allowed=allowed))
    return value


def _date_expected(value: Any, expected: Callable[[], Message]) -> Message:
    """What is allowed instead: another form, or where the form is right another year."""
    if is_out_of_reach(value):
        return IN_REACH(first=FIRST_YEAR, last=LAST_YEAR)
    return expected()


def _month(column: Column, value: Any) -> str:
    if not is_month(value):
        raise column.wrong_type(value, _date_expected(value, A_MONTH))
    return str(value)


def _month_or_start(column: Column, value: Any) -> str:
    if value != "start" and not is_month(value):
        raise column.wrong_type(value, _date_expected(value, A_MONTH_OR_START))
    return str(value)


def _date(column: Column, value: Any) -> str:
    if not is_date(value):
        raise column.wrong_type(value, _date_expected(value, A_DATE))
    return str(value)


def _loose_date(column: Column, value: Any) -> str:
    if not is_loose_date(value):
        raise column.wrong_type(value, A_LOOSE_DATE())
    return str(value)


def _sequence(column: Column, value: Any, expected: Callable[[], Any]) -> Sequence[Any]:
    if isinstance(value, str) or not isinstance(value, list | tuple):
        raise column.wrong_type(value, expected())
    return value


def _ids(column: Column, value: Any) -> tuple[str, ...]:
    return tuple(_id(column, item) for item in _sequence(column, value, A_LIST))


def _paths(column: Column, value: Any) -> tuple[str, ...]:
    return tuple(_text(column, item) for item in _sequence(column, value, A_LIST))


def _shares(column: Column, value: Any) -> tuple[float, ...]:
    return tuple(column.number(item) for item in _sequence(column, value, A_LIST))


def _ramp(column: Column, value: Any) -> float | tuple[float, ...]:
    if isinstance(value, list | tuple):
        return tuple(_share_of_one(column, item) for item in value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise column.wrong_type(value, A_RAMP())
    return float(column.bounded(value))


def _share_of_one(column: Column, value: Any) -> float:
    return Column(column.title, "number", unit=SHARE, low=0.0, high=1.0).number(value)


def _pairs(column: Column, value: Any, expected: Callable[[], Any]) -> Sequence[tuple[Any, Any]]:
    items = _sequence(column, value, expected)
    for item in items:
        if not isinstance(item, list | tuple) or len(item) != 2:
            raise column.wrong_type(item, expected())
    return [(first, second) for first, second in items]


def _spend(column: Column, value: Any) -> tuple[tuple[str, float], ...]:
    pairs = _pairs(column, value, A_SPEND)
    return tuple((_month_or_start(column, m), _share_of_one(column, s)) for m, s in pairs)


def _demand(column: Column, value: Any) -> float | Range | tuple[tuple[str, float], ...]:
    if isinstance(value, list | tuple):
        pairs = _pairs(column, value, A_DEMAND)
        return tuple((_month(column, m), column.number(mw)) for m, mw in pairs)
    return column.quantity(value)


def _amount(column: Column, value: Any) -> float | str:
    """A number, or a text such as "3 bills" or "40 %" in its canonical spelling."""
    if not isinstance(value, str):
        return column.number(value)
    word = column.alternative
    body = value.strip().lower()
    ending = next((end for end in (word, word.removesuffix("s")) if body.endswith(end)), None)
    try:
        if ending is None:
            return column.bounded(read_number(value, column.unit, FILE_MARKS))
        number = read_number(body.removesuffix(ending), PLAIN, FILE_MARKS)
    except Refused as refusal:
        if refusal.message.sentence in (OUT_OF_BOUNDS, BEYOND_LARGEST):
            raise
        raise column.wrong_type(value, AN_AMOUNT(alternative=word)) from None
    return f"{plain_text(_relative(column).bounded(number))} {word}"


def _relative(column: Column) -> Column:
    """What bounds the number before the word: at most the whole of what it is a share of."""
    unit = Unit(column.alternative)
    high = 100.0 if column.alternative == "%" else column.high
    return Column(column.title, "number", unit=unit, low=column.low, high=high)


def _likelihood(column: Column, value: Any) -> tuple[tuple[str, float], ...]:
    if isinstance(value, Mapping):
        value = tuple(value.items())
    pairs = _pairs(column, value, A_LIKELIHOOD)
    found = tuple((_id(column, key), column.number(share)) for key, share in pairs)
    keys = [key for key, _ in found]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise Refused(NAMED_TWICE(field=column.title, value=twice))
    return found


def _value(column: Column, value: Any) -> Any:
    """What an override sets, kept as it stands; its field reads it when a case is made."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        return column.bounded(value)
    if isinstance(value, Range | Written):
        return value.text if isinstance(value, Range) else range_of(value).text
    if isinstance(value, list | tuple):
        return tuple(_value(column, item) for item in value)
    if isinstance(value, Mapping):
        return {_text(column, key): _value(column, item) for key, item in value.items()}
    raise TypeError(f"an override cannot hold {type(value).__name__}")


def _number(column: Column, value: Any) -> float:
    if isinstance(value, str):
        raise column.wrong_type(value, A_NUMBER())
    return column.number(value)


_READERS: dict[str, Callable[[Column, Any], Any]] = {
    "id": _id,
    "text": _text,
    "number": _number,
    "whole": _whole,
    "quantity": lambda column, value: column.quantity(value),
    "flag": _flag,
    "choice": _choice,
    "month": _month,
    "month_or_start": _month_or_start,
    "date": _date,
    "loose_date": _loose_date,
    "reference": _id,
    "references": _ids,
    "path": _text,
    "paths": _paths,
    "ramp": _ramp,
    "shares": _shares,
    "spend": _spend,
    "demand": _demand,
    "amount": _amount,
    "likelihood": _likelihood,
    "value": _value,
}


def relative_amount(amount: float | str) -> float | None:
    """The number of "3 bills" or "40 %" (as 3 and 40); None where the amount is in $m."""
    return float(amount.split()[0]) if isinstance(amount, str) else None
