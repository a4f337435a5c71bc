"""Months and dates are those of the calendar, written in one way."""

import pytest

from planner.domain.month import (
    is_date,
    is_loose_date,
    is_month,
    month_number,
    month_text,
    shifted,
)


@pytest.mark.parametrize("text", ["1970-01", "2026-12", "2200-12"])
def test_a_month_of_the_calendar_is_one(text: str) -> None:
    assert is_month(text)
    assert is_loose_date(text)
    assert month_text(month_number(text)) == text


@pytest.mark.parametrize(
    "text",
    ["1969-12", "2201-01", "2026-00", "2026-13", "2026-5", "2026-05\n", "26-05", "٢٠٢٦-05", 202605],
)
def test_what_is_no_month_is_none(text: object) -> None:
    assert not is_month(text)


@pytest.mark.parametrize("text", ["2028-02-29", "1970-01-01", "2200-12-31"])
def test_a_day_of_the_calendar_is_a_date(text: str) -> None:
    assert is_date(text)
    assert is_loose_date(text)
    assert month_text(month_number(text)) == text[:7]


@pytest.mark.parametrize(
    "text",
    ["2027-02-29", "2026-W18-5", "20260501", "2026-05-01 ", "2201-01-01", "2026-5-1", None],
)
def test_what_is_no_day_is_no_date(text: object) -> None:
    assert not is_date(text)


@pytest.mark.parametrize(("text", "is_one"), [("2026", True), ("26", False), ("2026-", False)])
def test_the_date_of_a_source_may_be_a_year(text: str, is_one: bool) -> None:
    assert is_loose_date(text) is is_one


@pytest.mark.parametrize(
    ("month", "months", "later"),
    [("2026-05", 0, "2026-05"), ("2026-05", 8, "2027-01"), ("2026-05", -5, "2025-12")],
)
def test_a_month_is_shifted_across_years(month: str, months: int, later: str) -> None:
    assert shifted(month, months) == later
