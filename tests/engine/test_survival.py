"""The chance that a contract's month is billed: MODEL.md B4 and B5."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from planner.engine.arrays import column
from planner.engine.survival import Hazards, survival

NOBODY = Hazards(0, None, column(0.0), None, column(0.0), column(0.0))
BEGINS = np.array([0])


def yearly(monthly: float) -> float:
    """The rate a year of a hazard a month."""
    return 1.0 - float((1.0 - monthly) ** 12)


def by_months(hazards: Hazards, first: int, months: int) -> list[float]:
    """Month after month: who is still there, and whose notice is running."""

    def hazard(rate: float) -> float:
        return 1.0 - float((1.0 - rate) ** (1 / 12))

    sides = [
        (hazards.landlord_notice, hazard(hazards.landlord_rate[0])),
        (hazards.tenant_notice, hazard(hazards.tenant_rate[0])),
    ]
    default = hazard(hazards.default_rate[0])
    silent, solvent, chances = [1.0, 1.0], 1.0, []
    for _ in range(first):
        solvent *= 1.0 - default
    for month in range(months):
        if month + first >= 0:
            solvent *= 1.0 - default
        for side, (notice, chance) in enumerate(sides):
            if notice is None:
                continue
            given_in = month - notice
            if given_in >= hazards.lock_in and given_in + first >= 0:
                silent[side] *= 1.0 - chance
        chances.append(solvent * silent[0] * silent[1])
    return chances


def test_the_month_after_lock_in_and_notice_is_the_first_that_can_be_unbilled() -> None:
    # A tenth a month from month 2 on, two months' notice: months 0 … 3 are sure.
    hazards = replace(NOBODY, lock_in=2, tenant_notice=2, tenant_rate=column(yearly(0.1)))
    chance = survival(hazards, BEGINS, 7)[:, 0]
    assert chance.tolist() == pytest.approx([1, 1, 1, 1, 0.9, 0.81, 0.729])


def test_both_sides_leave_independently_of_each_other() -> None:
    hazards = Hazards(0, 1, column(yearly(0.5)), 2, column(yearly(0.2)), column(0.0))
    # The landlord may have left by month 1, the tenant by month 2: 0.5, then 0.5² × 0.8.
    assert survival(hazards, BEGINS, 3)[:, 0].tolist() == pytest.approx([1, 0.5, 0.2])


def test_a_side_without_a_right_does_not_leave() -> None:
    hazards = replace(NOBODY, landlord_rate=column(0.9), tenant_rate=column(0.9))
    assert survival(hazards, BEGINS, 3)[:, 0].tolist() == [1, 1, 1]


def test_default_threatens_from_the_projects_start_even_before_the_contract_begins() -> None:
    hazards = replace(NOBODY, default_rate=column(yearly(0.1)))
    assert survival(hazards, BEGINS, 2)[:, 0].tolist() == pytest.approx([0.9, 0.81])
    assert survival(hazards, np.array([2]), 2)[:, 0].tolist() == pytest.approx([0.729, 0.6561])


def test_a_running_contract_is_alive_at_the_start() -> None:
    # Month 3 is the project's first; notice of 1 month given in it ends billing with it.
    hazards = replace(
        NOBODY,
        tenant_notice=1,
        tenant_rate=column(yearly(0.5)),
        default_rate=column(yearly(0.1)),
    )
    chance = survival(hazards, np.array([-3]), 6)[:, 0]
    assert chance.tolist() == pytest.approx([1, 1, 1, 0.9, 0.405, 0.18225])


def test_a_rate_of_one_ends_the_contract_at_once() -> None:
    hazards = replace(NOBODY, lock_in=1, tenant_notice=1, tenant_rate=column(1.0))
    assert survival(hazards, BEGINS, 4)[:, 0].tolist() == [1, 1, 0, 0]


def test_rates_and_starts_may_differ_by_draw() -> None:
    hazards = replace(NOBODY, default_rate=np.array([0.0, yearly(0.1)]))
    chance = survival(hazards, np.array([0, 1]), 2)
    assert chance.tolist() == pytest.approx(np.array([[1, 0.81], [1, 0.729]]))


RATES = some.floats(0, 1)
NOTICES = some.none() | some.integers(0, 8)


@given(
    some.builds(
        Hazards,
        some.integers(0, 12),
        NOTICES,
        RATES.map(column),
        NOTICES,
        RATES.map(column),
        RATES.map(column),
    ),
    some.integers(-15, 15),
)
def test_it_is_what_month_after_month_leaves(hazards: Hazards, first: int) -> None:
    chance = survival(hazards, np.array([first]), 20)[:, 0]
    np.testing.assert_allclose(chance, by_months(hazards, first, 20), rtol=1e-12, atol=1e-12)
    assert (np.diff(chance) <= 0).all()
