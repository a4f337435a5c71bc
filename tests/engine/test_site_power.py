"""Capacity of a site, worked by hand. MODEL.md B2."""

from typing import Any

import pytest

from planner.engine.arrays import Floats
from tests.builders import Stored, contract, event, facility, phase, plan, run, same, series, supply


def available(months: int = 6, settings: Stored | None = None, **site: Any) -> Floats:
    """MW of one site by month, from January 2027."""
    result = run(plan(months=months, settings=settings, facilities=[facility(**site)]))
    same(series(result, "available"), series(result, "available", "facilities/site"))
    return series(result, "available", "facilities/site")


def test_a_ramp_of_months_rises_by_equal_steps_that_end_at_full_power() -> None:
    # 120 MW over 3 months from February (k = 1): (k + 1 − 1)/3 = 1/3, 2/3, 1.
    same(available(phases=[phase(mw=120, ready="2027-02", ramp=3)]), [0, 40, 80, 120, 120, 120])


def test_without_a_ramp_power_is_there_in_the_ready_month() -> None:
    same(available(phases=[phase(ready="2027-03")]), [0, 0, 100, 100, 100, 100])


def test_a_fractional_delay_moves_a_ramp_and_does_not_cut_it() -> None:
    # (k + 1 − 0 − 1.5)/3 at k = 0…4: −1/6 → 0, 1/6, 1/2, 5/6, 7/6 → 1. In all 1.5 MW-months less
    # than without the delay: 120 × 1.5 = 180 (the undelayed ramp has 480 + 120 by June).
    found = available(phases=[phase(mw=120, ramp=3, delay=1.5)])
    same(found, [0, 20, 60, 100, 120, 120])
    undelayed = available(phases=[phase(mw=120, ramp=3)])
    assert undelayed.sum() - found.sum() == pytest.approx(180)


def test_a_fractional_delay_without_a_ramp_waits_for_the_next_whole_month() -> None:
    same(available(phases=[phase(delay=1.2)]), [0, 0, 100, 100, 100, 100])


def test_a_list_ramp_is_read_from_the_delayed_month_and_full_after_its_end() -> None:
    # Ready in February, 0.5 months late: read at k − 1 − ceil(0.5) = k − 2.
    found = available(phases=[phase(ready="2027-02", delay=0.5, ramp=[0.5, 0.75])])
    same(found, [0, 0, 50, 75, 100, 100])


def test_a_phase_ready_before_the_plan_is_as_far_in_its_ramp_as_it_then_is() -> None:
    # Ready in November 2026 (k = −2): (k + 3)/6.
    same(available(phases=[phase(mw=60, ready="2026-11", ramp=6)]), [30, 40, 50, 60, 60, 60])


def test_degradation_counts_twelfths_of_years_since_the_delayed_month() -> None:
    # In service at ceil(1 + 0.5) = 2: 100 × 0.9^((k − 2)/12).
    found = available(phases=[phase(ready="2027-02", delay=0.5, degradation=0.1)])
    same(found, [0, 0, *(100 * 0.9 ** (k / 12) for k in range(4))])


def test_phases_add_up_and_availability_takes_its_share_of_all() -> None:
    found = available(
        availability=0.98, phases=[phase("a", mw=100), phase("b", mw=50, ready="2027-04")]
    )
    same(found, [98, 98, 98, 147, 147, 147])


def test_power_at_the_meter_is_divided_by_the_sites_pue() -> None:
    phases = [phase("it", mw=100, mw_basis="it"), phase("meter", mw=100, mw_basis="facility")]
    same(available(pue=1.25, phases=phases), [180] * 6)
    same(
        available(pue=1.25, settings={"power_basis": "facility"}, phases=[phase(mw=100)]), [80] * 6
    )


def test_nothing_is_available_after_the_last_month_of_operation() -> None:
    same(available(close="2027-03"), [100, 100, 100, 0, 0, 0])


def test_an_event_without_chance_of_missing_begins_in_the_floor_of_its_windows_middle() -> None:
    # January to April (0…3): the middle is 1.5, its floor 1, February. Two months, 30 % lost.
    window: Stored = {"earliest": "2027-01", "latest": "2027-04", "duration": 2, "severity": 0.3}
    same(available(events=[event(**window)]), [100, 70, 70, 100, 100, 100])
    # A window before the plan, November to February (−2…1): the middle is −0.5, its floor −1, so
    # the second of its two months is January.
    early: Stored = {"earliest": "2026-11", "latest": "2027-02", "duration": 2, "severity": 0.3}
    same(available(events=[event(**early)]), [70, 100, 100, 100, 100, 100])


def test_an_event_without_duration_is_for_good() -> None:
    same(available(events=[event(severity=0.25)]), [100, 100, 100, 75, 75, 75])


def test_an_event_below_one_half_does_not_happen_in_the_deterministic_run() -> None:
    same(available(events=[event(probability=0.49)]), [100] * 6)
    same(available(events=[event(probability=0.5)]), [100, 100, 100, 0, 0, 0])


def test_events_multiply_what_each_leaves() -> None:
    # From April 60 % is left, from May 60 % of 50 %.
    found = available(
        events=[
            event("a", severity=0.4),
            event("b", severity=0.5, earliest="2027-05", latest="2027-05"),
        ]
    )
    same(found, [100, 100, 100, 60, 30, 30])


def test_an_event_hits_all_phases_unless_it_names_phases_or_supplies() -> None:
    phases = [phase("a", mw=60), phase("b", mw=40)]
    same(available(phases=phases, events=[event()]), [100, 100, 100, 0, 0, 0])
    same(available(phases=phases, events=[event(phases=["b"])]), [100, 100, 100, 60, 60, 60])
    grid = [supply("grid", mw=70), supply("turbines", mw=50)]
    struck = event(supplies=["grid"])
    # 120 MW at the meter feed 100; from April the turbines alone feed 50.
    same(available(phases=phases, supplies=grid, events=[struck]), [100, 100, 100, 50, 50, 50])


def test_supplies_bound_what_is_available_at_the_meter() -> None:
    # 100 MW of IT need 150 at the meter; 90 + 30 feed 120/1.5 = 80.
    supplies = [supply("grid", mw=90), supply("turbines", mw=30)]
    same(available(pue=1.5, supplies=supplies), [80] * 6)


def test_an_inactive_supply_is_as_if_it_were_not_there() -> None:
    off = supply("grid", mw=10, active=False)
    same(available(supplies=[off]), [100] * 6)
    same(available(supplies=[off, supply("turbines", mw=30)]), [30] * 6)


def test_a_site_that_is_rented_has_at_most_what_its_lease_delivers() -> None:
    # The lease promises 80 MW from February to May, its first month at half.
    lease = contract(mw=80, start="2027-02-01", term=4, ramp=[0.5])
    same(available(lease_in=lease), [0, 40, 80, 80, 80, 0])
    same(available(lease_in=contract(mw=150)), [100] * 6)
    same(available(lease_in=contract(mw=80, active=False)), [100] * 6)


def test_a_lease_at_the_meter_gives_its_mw_over_the_sites_pue() -> None:
    same(available(pue=1.25, lease_in=contract(mw=100, mw_basis="facility")), [80] * 6)


def test_an_inactive_phase_or_facility_has_no_power() -> None:
    same(available(phases=[phase(active=False), phase("b", mw=5)]), [5] * 6)
    result = run(plan(facilities=[facility(active=False), facility("other")]))
    same(series(result, "available"), [100] * 12)
    assert ("facilities/site", "available") not in result.series


def test_utilisation_is_no_number_where_nothing_is_available() -> None:
    result = run(plan(months=3, facilities=[facility(phases=[phase(ready="2027-02")])]))
    found = series(result, "utilisation")
    assert str(found.tolist()) == "[nan, 0.0, 0.0]"
