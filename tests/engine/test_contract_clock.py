"""The clock of a contract: what is certain is found as what is drawn. MODEL.md B1 and B4."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from planner.engine.arrays import Whole
from planner.engine.calendar import Calendar
from planner.engine.contract_clock import ContractClock, following_clock

CALENDARS = some.builds(
    lambda year, month, months: Calendar(f"{year}-{month:02d}", months),
    some.integers(2020, 2040),
    some.integers(1, 12),
    some.integers(1, 240),
)
AFTER = some.integers(-3000, 6000)
DOWNTIME = some.integers(0, 9)
TERM = some.integers(1, 90)
RATE = some.sampled_from((0.0, 0.02, -0.01))


def once(number: int) -> Whole:
    return np.array([number])


def in_two_draws(number: int) -> Whole:
    return np.array([number, number])


@given(CALENDARS, AFTER, DOWNTIME, TERM)
def test_a_certain_clock_is_that_of_each_of_two_equal_draws(
    calendar: Calendar, after: int, downtime: int, term: int
) -> None:
    certain = following_clock(once(after), once(downtime), once(term), calendar)
    drawn = following_clock(in_two_draws(after), in_two_draws(downtime), once(term), calendar)
    assert certain.begins_on_first == drawn.begins_on_first
    for name in ("age", "in_force", "first", "last", "first_day", "last_day"):
        both = getattr(drawn, name)
        assert np.array_equal(getattr(certain, name)[..., 0], both[..., 0])
        assert np.array_equal(both[..., 0], both[..., 1])


def test_contracts_of_the_same_days_share_a_clock_that_nobody_writes() -> None:
    calendar = Calendar("2026-05", 24)
    one, other = (following_clock(once(30), once(2), once(12), calendar) for _ in range(2))
    assert one is other
    with pytest.raises(ValueError, match="read-only"):
        one.in_force[0] = 1.0


@given(some.integers(-200, 200), some.integers(1, 400), RATE, some.booleans())
def test_escalation_compounds_with_each_anniversary(
    first: int, months: int, rate: float, begins_on_first: bool
) -> None:
    age = np.arange(months)[:, None] - first
    month = np.zeros(1, dtype=np.int64)
    clock = ContractClock(age, np.ones((months, 1)), begins_on_first, month, month, month, month)
    whole = age[:, 0] if begins_on_first else age[:, 0] - 1
    expected = (1.0 + rate) ** np.maximum(whole // 12, 0)
    assert clock.escalation(rate)[:, 0] == pytest.approx(expected, rel=1e-14)


def test_a_clock_is_found_by_its_dates() -> None:
    calendar = Calendar("2026-05", 4)
    after = calendar.day_number(date(2026, 6, 14))
    clock = following_clock(once(after), once(0), once(1), calendar)
    assert clock.age[:, 0].tolist() == [-1, 0, 1, 2]
    assert clock.in_force[:, 0].tolist() == [0.0, 16 / 30, 14 / 31, 0.0]
    assert not clock.begins_on_first
