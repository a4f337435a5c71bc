"""Months gathered into periods."""

import numpy as np
import pytest

from planner.analysis.periods import Period, Span, added, at_end, averaged, span_of, spans
from tests.charts.builders import made_months

MONTHS = made_months("2026-05", 20)


def test_every_month_lies_in_exactly_one_period_of_each_kind() -> None:
    for period in Period:
        found = spans(MONTHS, period, fiscal_year_end=3)
        assert [span.first for span in found[1:]] == [span.after for span in found[:-1]]
        assert (found[0].first, found[-1].after) == (0, 20)
        assert sum(span.months for span in found) == 20


def test_quarters_are_the_calendars_whatever_month_the_plan_begins() -> None:
    found = spans(MONTHS, Period.QUARTER)
    assert found[0] == Span(Period.QUARTER, 2026, 2, 0, 2)
    assert found[1] == Span(Period.QUARTER, 2026, 3, 2, 5)
    assert found[-1] == Span(Period.QUARTER, 2027, 4, 17, 20)


def test_a_fiscal_year_is_named_by_the_year_in_which_it_ends() -> None:
    found = spans(MONTHS, Period.FISCAL_YEAR, fiscal_year_end=6)
    assert [(span.year, span.first, span.after) for span in found] == [
        (2026, 0, 2),
        (2027, 2, 14),
        (2028, 14, 20),
    ]


def test_a_fiscal_year_that_ends_in_december_is_the_calendar_year() -> None:
    fiscal = spans(MONTHS, Period.FISCAL_YEAR, fiscal_year_end=12)
    calendar = spans(MONTHS, Period.CALENDAR_YEAR)
    named = [(span.year, span.first, span.after) for span in fiscal]
    assert named == [(span.year, span.first, span.after) for span in calendar]


def test_flows_add_up_balances_take_the_last_month_and_levels_average() -> None:
    values = np.arange(20, dtype=np.float64)
    found = spans(MONTHS, Period.CALENDAR_YEAR)
    assert added(values, found).tolist() == [28.0, 162.0]
    assert at_end(values, found).tolist() == [7.0, 19.0]
    assert averaged(values, found).tolist() == [3.5, 13.5]


def test_a_month_is_found_in_its_period_and_none_outside_the_plan() -> None:
    found = spans(MONTHS, Period.QUARTER)
    assert span_of(0, found) == 0
    assert span_of(5, found) == 2
    with pytest.raises(IndexError):
        span_of(20, found)
