"""Books and tax of what is built, worked by hand through whole plans. MODEL.md B6.

A hall of 100 MW is bought for 1,200 $m on 1 January 2027, the plan's start, unless told; tax is
straight-line over the book life of twelve months. There is no tax rate: only deductions are read.
"""

from typing import Any

import numpy as np
import pytest

from planner.engine.arrays import Floats
from planner.engine.result import Result
from tests.builders import Stored, facility, phase, plan, run, same, series

BOUGHT: Stored = {
    "it_cost": 1200,
    "spend": [["start", 1]],
    "it_life": 12,
    "it_tax": "straight_line",
}


def built(
    months: int = 18, site: Stored | None = None, market: Stored | None = None, **fields: Any
) -> Result:
    """A plan with one hall at one site."""
    hall = phase(**(BOUGHT | fields))
    of_site: Stored = {"phases": [hall]} | (site or {})
    sites = [facility(**of_site)]
    return run(plan(months=months, market=market or {}, facilities=sites))


def padded(*runs: tuple[int, float], months: int = 18) -> Floats:
    """Runs of so many months with an amount each, then nothing."""
    done = np.concatenate([np.full(count, float(amount)) for count, amount in runs])
    return np.concatenate([done, np.zeros(months - len(done))])


REFRESHED: Stored = {"refreshes": [{"id": "r", "month": "2027-07", "cost": 600, "replaces": 0.5}]}


def test_a_refresh_writes_its_share_of_the_old_off_and_begins_a_life_of_its_own() -> None:
    # 100 a month through July leave 500; half, 250, is written off, the rest goes on at 50. The
    # renewal, 600 over the twelve months of the hall's own life (0 is none of its own), adds 50.
    result = built(**REFRESHED)
    same(series(result, "capex"), padded((6, 0), (1, 600)))
    same(series(result, "depreciation"), padded((6, 100), (1, 150), (5, 100), (6, 50)))
    same(series(result, "disposal_loss"), padded((6, 0), (1, 250)))
    value = 1200 - 100 * np.arange(1, 7)
    same(series(result, "net_book_value")[:6], value)
    # July: 250 of the old and 550 of the new.
    same(series(result, "net_book_value")[6:], np.concatenate(
        [[800], 800 - 100 * np.arange(1, 6), 300 - 50 * np.arange(1, 7)]))  # fmt: skip


def test_a_refresh_is_deducted_and_its_share_of_the_old_leaves_the_tax_basis() -> None:
    result = built(**REFRESHED)
    same(series(result, "tax_depreciation"), padded((6, 100), (1, 150), (5, 100), (6, 50)))
    # Taxable is nothing but these: July deducts the 250 as well.
    same(series(result, "taxable_unlevered")[5:8], [-100, -400, -100])


def test_a_refresh_has_the_life_it_is_given_and_no_salvage() -> None:
    # The hall keeps 120 at the end: (1,200 − 120)/12 = 90. The renewal, 600 over 6, is used up.
    renewed = {"id": "r", "month": "2027-07", "cost": 600, "replaces": 0, "life": 6}
    result = built(it_salvage=120, refreshes=[renewed])
    same(series(result, "depreciation"), padded((6, 90), (6, 190)))
    assert series(result, "net_book_value")[-1] == pytest.approx(120)


def test_a_refresh_costs_what_accelerators_cost_in_its_month() -> None:
    # 44 % a year: after half a year 1.2 times as much. From then on our chips save a quarter.
    trend: Stored = {"accelerator_trend": 0.44}
    same(series(built(market=trend, **REFRESHED), "capex")[6], 720)
    chips = trend | {"own_chip_start": "2027-07", "own_chip_saving": 0.25}
    same(series(built(market=chips, **REFRESHED), "capex")[6], 540)


def test_a_refresh_before_the_plan_is_sunk_and_has_its_true_age() -> None:
    # Ready in January 2026 for 1,200 over 24 months; half replaced in July 2026 for 600 over 12.
    # By then 7 charges of 50 left 850, of which 425 stay: 25 a month for 17 months, the last twelve
    # after the start. The renewal has six charges of 50 left.
    old: Stored = {
        "ready": "2026-01", "spend": [], "it_life": 24,
        "refreshes": [{"id": "r", "month": "2026-07", "cost": 600, "replaces": 0.5, "life": 12}],
    }  # fmt: skip
    result = built(**old)
    same(series(result, "capex"), np.zeros(18))
    same(series(result, "depreciation"), padded((6, 75), (6, 25)))


def test_a_site_that_is_closed_is_not_renewed() -> None:
    result = built(site={"close": "2027-06"}, **REFRESHED)
    same(series(result, "capex"), np.zeros(18))
    same(series(result, "net_book_value")[5:], np.zeros(13))
    same(series(result, "construction"), np.zeros(18))


@pytest.mark.parametrize(
    ("method", "charges"),
    [
        ("straight_line", [300, 300, 300, 300, 0]),
        ("straight_line_mid_month", [150, 300, 300, 300, 150]),
        # Half of what is left, until a straight line over the rest charges as much.
        ("declining_balance", [600, 300, 150, 150, 0]),
        ("sum_of_years", [480, 360, 240, 120, 0]),
    ],
)
def test_each_method_writes_the_cost_off(method: str, charges: list[float]) -> None:
    result = built(months=6, it_life=4, depreciation=method)
    same(series(result, "depreciation"), [*charges, 0])
    same(series(result, "net_book_value"), 1200 - np.cumsum([*charges, 0]))


def test_what_is_paid_before_it_is_ready_is_construction_until_then() -> None:
    # Ready in April, two months late: paid at the start, in service from June.
    result = built(ready="2027-04", delay=2)
    same(series(result, "construction"), padded((5, 1200)))
    same(series(result, "depreciation"), padded((5, 0), (12, 100)))


def test_a_given_book_value_replaces_that_of_cost_and_age() -> None:
    # Since July: 600 of 1,200 would be left. Given 300 for books and 120 for tax, over six months.
    old: Stored = {"ready": "2026-07", "spend": []}
    same(series(built(**old), "depreciation"), padded((6, 100)))
    given: Stored = {"book_at_start": 300, "tax_at_start": 120, "phases": [phase(**(BOUGHT | old))]}
    result = built(site=given)
    same(series(result, "depreciation"), padded((6, 50)))
    same(series(result, "tax_depreciation"), padded((6, 20)))
    same(series(result, "equity")[0], 250)


def test_a_given_book_value_is_shared_by_what_equipment_and_shell_carry() -> None:
    # Since July: 600 of the equipment and 1,800 of the shell (2,400 over 24) would be left.
    # Of 1,200 the equipment has 300 over 6 months, the shell 900 over 18.
    old = phase(
        **(BOUGHT | {"ready": "2026-07", "spend": [], "shell_cost": 2400, "shell_life": 24})
    )
    result = built(site={"book_at_start": 1200, "phases": [old]})
    same(series(result, "depreciation"), padded((6, 100), (12, 50)))


def test_a_given_book_value_needs_no_cost() -> None:
    # Equipment and shell, both in service, share alike: 45 over 6 months and 45 over 18.
    old = phase(ready="2026-07", it_life=12, shell_life=24)
    later = phase("later", ready="2027-05")
    result = built(site={"book_at_start": 90, "phases": [old, later]})
    same(series(result, "depreciation"), padded((6, 7.5 + 2.5), (12, 2.5)))
    same(series(result, "balance_check"), np.zeros(18))


def test_a_closed_site_is_written_off_in_books_and_taken_off_its_tax_basis() -> None:
    # 1,200 over 60 months and MACRS 5, closed in June 2028 for 100 at a cost of 30. Books: 18
    # charges of 20 leave 840, a loss of 740. Tax: 20 % in 2027, 20 a month; half of 32 % in 2028,
    # 32 a month; 768 are left, less 100, and the closure costs 30.
    closed: Stored = {"close": "2028-06", "closure_cost": 30, "closure_proceeds": 100}
    hall = phase(**(BOUGHT | {"it_life": 60, "it_tax": "macrs_5"}))
    result = built(months=24, site=closed | {"phases": [hall]})
    same(series(result, "depreciation"), padded((18, 20), months=24))
    same(series(result, "disposal_loss"), padded((17, 0), (1, 740), months=24))
    same(series(result, "tax_depreciation"), padded((12, 20), (6, 32), months=24))
    taxable = padded((12, -20), (5, -32), (1, -32 - 668 - 30), months=24)
    same(series(result, "taxable_unlevered"), taxable)
    same(series(result, "fcff"), padded((17, 0), (1, 70), months=24))
    same(series(result, "pretax_income"), padded((17, -20), (1, -20 - 740 - 30), months=24))


def in_quarters(first: float, last: float) -> Result:
    """Equipment ready in January at one site and in October at another; MACRS 5."""
    macrs: Stored = {"it_tax": "macrs_5", "it_life": 60}
    one = facility("one", phases=[phase(**(BOUGHT | macrs | {"it_cost": first}))])
    two = facility(
        "two", phases=[phase(**(BOUGHT | macrs | {"it_cost": last, "ready": "2027-10"}))]
    )
    return run(plan(months=24, facilities=[one, two]))


def test_more_than_40_percent_in_the_last_quarter_of_the_whole_project_is_mid_quarter() -> None:
    # 300 of 400 come in October. Tables: 35 and 26 % from the first quarter, 5 and 38 %
    # from the fourth.
    result = in_quarters(100, 300)
    one = padded((12, 35 / 12), (12, 26 / 12), months=24)
    two = padded((9, 0), (3, 15 / 3), (12, 114 / 12), months=24)
    same(series(result, "tax_depreciation", "facilities/one"), one)
    same(series(result, "tax_depreciation", "facilities/two"), two)


def test_just_40_percent_is_not_mid_quarter() -> None:
    result = in_quarters(300, 200)
    same(series(result, "tax_depreciation", "facilities/one")[:12], [60 / 12] * 12)
    same(series(result, "tax_depreciation", "facilities/two")[9:12], [40 / 3] * 3)


def test_bonus_is_deducted_in_the_first_year_beside_the_percentage_of_the_rest() -> None:
    # 40 % and 20 % of the other 60 %: 52 % of 1,200 in 2027; 32 % of 60 % in 2028.
    result = built(months=24, it_tax="macrs_5", it_bonus=0.4)
    same(series(result, "tax_depreciation"), padded((12, 52), (12, 19.2), months=24))


def test_a_shell_is_real_property_from_the_middle_of_its_month() -> None:
    # Ready in March: 2.033 % over ten months of 2027, 2.564 % in 2028. Table A-7a.
    shell: Stored = {"it_cost": 0, "shell_cost": 1200, "ready": "2027-03"}
    result = built(months=24, **shell)
    expected = padded((2, 0), (10, 1200 * 0.02033 / 10), (12, 1200 * 0.02564 / 12), months=24)
    same(series(result, "tax_depreciation"), expected)


def test_a_shell_of_another_class_and_bonus_is_deducted_by_them() -> None:
    shell: Stored = {"it_cost": 0, "shell_cost": 1200, "shell_tax": "macrs_15", "shell_bonus": 0.5}
    result = built(months=24, **shell)
    # Half, and 5 % of the other half; then 9.5 % of it.
    same(series(result, "tax_depreciation"), padded((12, 52.5), (12, 4.75), months=24))


def test_what_was_placed_before_the_plan_is_in_its_true_tax_year() -> None:
    # Since July 2026, MACRS 5: 2027 is the second year, 32 % of 1,200 over 12 months.
    result = built(months=24, ready="2026-07", spend=[], it_tax="macrs_5", it_life=60)
    same(series(result, "tax_depreciation"), padded((12, 32), (12, 19.2), months=24))
