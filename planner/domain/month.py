"""Calendar months and dates as the file writes them: "2026-05", "2026-05-01"."""

import re
from datetime import date

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"[0-9]{4}")
# fromisoformat also reads weeks ("2026-W01-1") and what is not written with dashes.
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST_YEAR, LAST_YEAR = 1970, 2200


def is_month(text: object) -> bool:
    """Whether it is a month such as "2026-05", from 1970 to 2200."""
    if not isinstance(text, str) or _MONTH.fullmatch(text) is None:
        return False
    return FIRST_YEAR <= int(text[:4]) <= LAST_YEAR


def is_date(text: object) -> bool:
    """Whether it is a day such as "2026-05-01", from 1970 to 2200."""
    if not isinstance(text, str) or _DATE.fullmatch(text) is None:
        return False
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    return FIRST_YEAR <= day.year <= LAST_YEAR


def is_loose_date(text: object) -> bool:
    """Whether it is a day, a month or a year, as the date of a source may be."""
    is_year = isinstance(text, str) and _YEAR.fullmatch(text) is not None
    return is_year or is_month(text) or is_date(text)


def is_out_of_reach(text: object) -> bool:
    """Whether it looks like a month or a date, of a year before 1970 or after 2200."""
    looks = isinstance(text, str) and _MONTH.fullmatch(text[:7]) is not None
    return looks and not FIRST_YEAR <= int(str(text)[:4]) <= LAST_YEAR


def month_number(text: str) -> int:
    """Months since year 0 of a month or of the month a date lies in; differences count months."""
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def month_text(number: int) -> str:
    """The inverse of `month_number`."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def shifted(month: str, months: int) -> str:
    """The month so many months later."""
    return month_text(month_number(month) + months)
