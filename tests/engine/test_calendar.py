"""The months of a run: MODEL.md B1."""

import calendar as gregorian
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from planner.engine.calendar import Calendar, anniversaries, edate, end_of_month

DAYS = some.dates(date(1990, 1, 1), date(2190, 12, 31))
CALENDARS = some.builds(
    lambda year, month, months: Calendar(f"{year}-{month:02d}", months),
    some.integers(1990, 2100),
    some.integers(1, 12),
    some.integers(1, 480),
)


def test_february_2028_has_696_hours_and_its_neighbours_744() -> None:
    assert Calendar("2028-01", 3).hours.tolist() == [744, 696, 744]


def test_indices_count_months_from_the_start_on_both_sides() -> None:
    months = Calendar("2026-05", 37)
    assert [months.index_of(m) for m in ("2025-12", "2026-05", "2029-05", "2030-01")] == [
        -5,
        0,
        36,
        44,
    ]
    assert months.index_of("2026-06-15") == 1
    assert months.labels[0] == "2026-05"
    assert months.labels[-1] == "2029-05"


@given(CALENDARS, some.integers(-600, 600))
def test_label_is_the_inverse_of_index_of(months: Calendar, index: int) -> None:
    assert months.index_of(months.label(index)) == index


def test_a_calendar_without_months_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one month"):
        Calendar("2026-05", 0)


@given(CALENDARS)
def test_hours_of_a_calendar_are_those_of_the_gregorian_months(months: Calendar) -> None:
    expected = [24 * gregorian.monthrange(int(m[:4]), int(m[5:]))[1] for m in months.labels]
    assert months.hours.tolist() == expected


@given(CALENDARS)
def test_days_from_start_are_those_between_the_dates(months: Calendar) -> None:
    last = [end_of_month(months.start_date, k) for k in range(months.months)]
    assert months.days_from_start.tolist() == [(d - months.start_date).days for d in last]


def test_what_every_caller_shares_cannot_be_written() -> None:
    months = Calendar("2026-05", 3)
    for shared in (months.hours, months.days, months.years, months.index, months.days_from_start):
        with pytest.raises(ValueError, match="read-only"):
            shared[0] = 1


def test_a_shift_from_the_original_date_keeps_its_day_where_the_month_has_it() -> None:
    first = date(2026, 1, 31)
    assert [edate(first, k) for k in (1, 2, 3)] == [
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]


@given(DAYS, some.integers(-300, 300))
def test_a_shift_by_months_never_changes_which_month_is_reached(day: date, months: int) -> None:
    moved = edate(day, months)
    assert moved.year * 12 + moved.month == day.year * 12 + day.month + months
    assert moved.day <= day.day
    assert moved <= end_of_month(day, months)


def test_a_partial_month_counts_its_days_in_force() -> None:
    months = Calendar("2026-05", 4)
    first = months.day_number(date(2026, 5, 16))
    last = months.day_number(date(2026, 7, 10))
    expected = [16 / 31, 1.0, 10 / 31, 0.0]
    assert months.in_force(first, last)[:, 0].tolist() == expected


def test_what_runs_for_good_is_in_force_from_its_first_day_on() -> None:
    months = Calendar("2026-05", 3)
    first = months.day_number(date(2026, 6, 30))
    assert months.in_force(first, None)[:, 0].tolist() == [0.0, 1 / 30, 1.0]


def test_what_began_before_the_start_is_in_force_from_the_start() -> None:
    months = Calendar("2026-05", 2)
    first = months.day_number(date(2024, 2, 29))
    assert months.in_force(first, months.day_number(date(2026, 5, 31)))[:, 0].tolist() == [1.0, 0.0]


@given(CALENDARS, DAYS, DAYS)
def test_days_in_force_sum_to_the_days_between_both_dates(
    months: Calendar, one: date, other: date
) -> None:
    first, last = sorted((one, other))
    share = months.in_force(months.day_number(first), months.day_number(last))
    begin = max(first, months.start_date)
    end = min(last, end_of_month(months.start_date, months.months - 1))
    assert (share[:, 0] @ months.days) == pytest.approx(max((end - begin).days + 1, 0))


def test_each_draw_may_begin_in_another_month() -> None:
    months = Calendar("2026-05", 3)
    delays = np.array([0, 2, 1, 2])
    begins = months.day_numbers_after(date(2026, 5, 31), delays)
    assert begins.tolist() == [30, 91, 60, 91]
    assert months.in_force(begins, None).shape == (3, 4)
    assert months.in_force(begins, None)[:, 2].tolist() == [0.0, 1 / 30, 1.0]


def test_january_escalation_counts_the_januaries_after_the_start() -> None:
    factor = Calendar("2026-11", 15).january_escalation(0.1)
    assert factor[:, 0] == pytest.approx([1, 1, *[1.1] * 12, 1.21])


def test_a_start_in_january_is_not_escalated_at_once() -> None:
    assert Calendar("2026-01", 1).january_escalation(0.1)[0, 0] == 1.0


def test_anniversary_escalation_counts_whole_years_from_the_start() -> None:
    factor = Calendar("2026-11", 25).anniversary_escalation(0.1)
    assert factor[:, 0] == pytest.approx([*[1.0] * 12, *[1.1] * 12, 1.21])


def test_a_rate_of_each_draw_gives_a_column_of_each_draw() -> None:
    factor = Calendar("2026-11", 3).january_escalation(np.array([0.0, 0.1]))
    assert factor == pytest.approx(np.array([[1, 1], [1, 1], [1, 1.1]]))


def test_growth_compounds_month_by_month_and_is_one_in_month_0() -> None:
    growth = Calendar("2026-05", 13).growth(0.21)[:, 0]
    assert growth[0] == 1.0
    assert growth[6] == pytest.approx(1.1)
    assert growth[12] == pytest.approx(1.21)


def test_the_flow_of_month_k_is_discounted_over_k_plus_one_months() -> None:
    factors = Calendar("2026-05", 24).discount_factors(0.1)[:, 0]
    assert factors[0] == pytest.approx(1.1 ** (-1 / 12))
    assert factors[11] == pytest.approx(1 / 1.1)
    assert factors[23] == pytest.approx(1 / 1.21)


def test_a_contract_that_begins_on_the_first_is_escalated_from_its_month_12() -> None:
    months = np.array([-1, 0, 11, 12, 23, 24])
    assert anniversaries(months, begins_on_first=True).tolist() == [0, 0, 0, 1, 1, 2]


def test_a_contract_that_begins_within_a_month_is_escalated_from_the_whole_month_after() -> None:
    months = np.array([0, 1, 12, 13, 24, 25])
    assert anniversaries(months, begins_on_first=False).tolist() == [0, 0, 0, 1, 1, 2]


def test_the_clock_of_a_contract_begins_in_its_own_month() -> None:
    clock = Calendar("2026-05", 12).clock("2025-11-15", 4)
    assert clock.labels == ("2025-11", "2025-12", "2026-01", "2026-02")
