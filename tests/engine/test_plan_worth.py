"""What lies beyond the plan, and what draws say of worth; by hand through plans. MODEL.md A, B8."""

from typing import Any

import numpy as np
import pytest

from planner.engine.result import Result
from tests.builders import (
    Stored,
    contract,
    facility,
    figure,
    mean,
    phase,
    plan,
    run,
    same,
    series,
    tenant,
)

BOUGHT: Stored = {"it_cost": 1200, "spend": [["start", 1]], "it_life": 24}
RATE = 0.10


def valued(
    way: str, months: int = 12, hall: Stored | None = None, settings: Stored | None = None,
    market: Stored | None = None, **site: Any,
) -> Result:  # fmt: skip
    """A site of 100 MW, bought for 1,200 $m and let for 60 $m a month, valued at the horizon."""
    phases = [phase(**(BOUGHT | (hall or {})))]
    return run(
        plan(
            months=months,
            settings={"discount_rate": RATE} | (settings or {}),
            market=market or {},
            facilities=[facility(horizon_value=way, phases=phases, **site)],
            tenants=[tenant(contracts=[contract(term=max(months, 12))])],
        )
    )


def worth(result: Result) -> float:
    """The horizon value, which must fall in the last month alone."""
    found = series(result, "horizon_value")
    same(found[:-1], np.zeros(len(found) - 1))
    return float(found[-1])


def test_without_a_way_to_value_it_a_site_is_worth_nothing_afterwards() -> None:
    assert worth(valued("none")) == 0


def test_net_book_value_is_what_books_have_left() -> None:
    # 50 a month for 12 of 24 months; the shell is worth its own.
    result = valued("net_book", hall={"shell_cost": 480, "shell_life": 48})
    assert worth(result) == pytest.approx(600 + 360)
    same(series(result, "fcff"), [60] * 11 + [60 + 960])


def test_the_value_is_no_income_is_not_taxed_and_is_no_cash_in_the_balance_sheet() -> None:
    taxed = valued("net_book", settings={"tax_rate": 0.25})
    plain = valued("none", settings={"tax_rate": 0.25})
    for line in ("ebitda", "pretax_income", "taxable_unlevered", "tax_unlevered", "cash", "equity"):
        same(series(taxed, line), series(plain, line))
    same(series(taxed, "balance_check"), np.zeros(12))
    gained = 600 * (1 + RATE) ** -1
    assert figure(taxed, "npv") == pytest.approx(figure(plain, "npv") + gained)
    assert figure(taxed, "npv_equity") > figure(plain, "npv_equity")


def test_a_perpetuity_grows_the_last_twelve_months_for_ever() -> None:
    # 720 a year, growing by 2 % and worth 10 %: 720 × 1.02/0.08.
    assert worth(valued("perpetuity", horizon_growth=0.02)) == pytest.approx(720 * 1.02 / 0.08)


def test_a_perpetuity_is_of_what_is_left_after_the_sites_own_tax_and_spending() -> None:
    # Tax straight-line, 50 a month: (60 − 50) × 25 % = 2.5. In the second year 120 are spent anew,
    # which books and tax take over 12 months.
    renewed = {"id": "r", "month": "2028-01", "cost": 120, "replaces": 0, "life": 12}
    hall: Stored = {"it_tax": "straight_line", "refreshes": [renewed]}
    result = valued("perpetuity", months=24, hall=hall, settings={"tax_rate": 0.25})
    assert worth(result) == pytest.approx((12 * 60 - 12 * 0.25 * (60 - 50 - 10) - 120) / 0.10)


def test_a_perpetuity_of_a_short_plan_takes_a_year_at_its_pace() -> None:
    assert worth(valued("perpetuity", months=6)) == pytest.approx(720 / 0.10)


def test_a_perpetuity_that_would_grow_faster_than_it_is_discounted_has_no_value() -> None:
    assert worth(valued("perpetuity", horizon_growth=0.10)) == 0


def test_a_perpetuity_is_never_a_burden() -> None:
    assert worth(valued("perpetuity", opex=1)) == 0


MARKET: Stored = {"contract_price": 2, "contract_drift": 0.21}


def test_re_letting_takes_the_rest_of_the_equipments_life_at_the_markets_price() -> None:
    # 12 of 24 months are left, for all 100 MW: the price goes on rising by 21 % a year.
    ahead = np.arange(1, 13)
    price = 2 * 1.21 ** ((11 + ahead) / 12)
    expected = (100 * price * 1.1 ** (-ahead / 12)).sum()
    assert worth(valued("re_lease", market=MARKET)) == pytest.approx(expected)


def test_re_letting_pays_for_age_for_what_runs_and_for_tax() -> None:
    # Vintage takes 19 % a year; power, opex and rent go on with the escalations of the site, each
    # January until the horizon and evenly after it.
    ahead = np.arange(1, 13)
    grown = 1.05 ** (ahead / 12)
    costs = (100 * 0.744 * 1.0 + 100 * 0.3) * grown + 100 * 0.1
    price = 2 * 1.21 ** ((11 + ahead) / 12) * 0.81 ** ((11 + ahead) / 12)
    expected = (0.75 * (100 * price - costs) * 1.1 ** (-ahead / 12)).sum()
    result = valued(
        "re_lease", settings={"tax_rate": 0.25}, market=MARKET | {"vintage_decay": 0.19},
        opex=0.3, opex_escalation=0.05, rent=0.1, power_price=1000, power_escalation=0.05,
    )  # fmt: skip
    assert worth(result) == pytest.approx(expected)


def test_equipment_that_is_written_off_is_not_let_again() -> None:
    assert worth(valued("re_lease", market=MARKET, hall={"it_life": 12})) == 0


def test_a_refresh_lengthens_what_can_be_let_only_if_it_is_paid_inside_the_plan() -> None:
    def of(month: str) -> float:
        renewed = {"id": "r", "month": month, "life": 24}
        hall: Stored = {"it_life": 12, "refreshes": [renewed]}
        return worth(valued("re_lease", market={"contract_price": 2}, hall=hall))

    # Renewed in July: 18 months are left.
    ahead = np.arange(1, 19)
    assert of("2027-07") == pytest.approx((200 * 1.1 ** (-ahead / 12)).sum())
    assert of("2028-07") == 0


def test_a_rented_site_is_let_while_it_is_rented_and_at_its_rent() -> None:
    # The lease-in runs for 15 months at 40 $m: three are left.
    lease = contract("lease_in", mw=80, basis="fixed_fee", price=40, term=15)
    result = valued("re_lease", market={"contract_price": 2}, lease_in=lease)
    ahead = np.arange(1, 4)
    assert worth(result) == pytest.approx(((160 - 40) * 1.1 ** (-ahead / 12)).sum())


def test_months_that_would_lose_money_are_not_let() -> None:
    assert worth(valued("re_lease", market={"contract_price": 2}, opex=3)) == 0


def test_a_site_that_is_closed_by_the_horizon_has_no_value() -> None:
    for way in ("net_book", "perpetuity", "re_lease"):
        assert worth(valued(way, market=MARKET, close="2027-12")) == 0


def test_a_site_that_will_be_closed_is_let_until_then() -> None:
    # Closed two months after the plan, of the twelve that its equipment has left.
    result = valued("re_lease", market={"contract_price": 2}, close="2028-02")
    assert worth(result) == pytest.approx(200 * 1.1 ** (-1 / 12) + 200 * 1.1 ** (-2 / 12))


def uncertain(draws: int = 2560) -> Result:
    """What is bought at the start costs between 0 and 100 $m; 5 a month come in for a year."""
    hall = phase(it_cost="uniform(0, 100)", spend=[["start", 1]])
    lab = tenant(contracts=[contract(price=1 / 12)])
    rates: Stored = {"discount_rate": 0, "equity_rate": 0}
    sites = [facility(phases=[hall])]
    return run(plan(settings=rates, facilities=sites, tenants=[lab]), draws=draws)


def test_the_tail_of_npv_is_that_of_a_uniform_cost() -> None:
    # NPV is 60 less a uniform cost: P5, P10 and P90 are −35, −30 and 50, the worst tenth is −35 on
    # average, and 40 % of draws lose. Ten Latin hypercubes of 256 are exact to 0.4 of 100.
    measures = uncertain().measures
    npv = measures["npv"]
    assert (npv.p5, npv.p10, npv.p50, npv.p90) == pytest.approx((-35, -30, 10, 50), abs=0.4)
    assert npv.mean == pytest.approx(10, abs=0.05)
    assert npv.standard_error is not None
    assert npv.standard_error < 0.05
    assert measures["conditional_value_at_risk"].mean == pytest.approx(-35, abs=0.4)
    assert measures["chance_of_loss"].mean == pytest.approx(0.4, abs=0.004)
    assert measures["peak_funding"].mean == pytest.approx(50, abs=0.4)


def test_draws_without_an_internal_rate_are_counted_and_said() -> None:
    # In a quarter of the draws nothing is paid out, so no rate can be told.
    hall = phase(it_cost="discrete(0: 25%, 50: 75%)", spend=[["start", 1]])
    lab = tenant(contracts=[contract(price=1 / 12)])
    result = run(plan(facilities=[facility(phases=[hall])], tenants=[lab]), draws=512)
    rate = result.measures["irr"]
    assert rate.missing == 128
    assert np.isnan(rate.samples).sum() == 128
    assert rate.mean == pytest.approx(figure(result, "irr"))


def test_a_path_that_is_let_at_the_floating_price_has_the_mean_of_its_drift() -> None:
    # The renewal floats: in the mean the market is its path without volatility. MODEL.md B9.
    terms: Stored = {"after_end": "renew_or_end", "renewal_probability": 1}
    lease = contract(mw=10, term=1, renewal_term=23, renewal_price="floating", **terms)
    project = plan(
        months=24,
        market=MARKET | {"contract_volatility": 0.4},
        facilities=[facility()],
        tenants=[tenant(contracts=[lease])],
    )
    result = run(project, draws=10240)
    expected = series(result, "billed")
    same(expected[1:], 20 * 1.21 ** (np.arange(1, 24) / 12))
    spread = np.sqrt(np.expm1(0.16 * np.arange(24) / 12) / 10240)
    assert (np.abs(mean(result, "billed") / expected - 1) <= 4 * spread + 1e-9).all()
