"""What a plan is worth, measure by measure: MODEL.md B8 by hand."""

import datetime as dt
import itertools

import pytest

from tests.audit.reckoning import (
    Numbers,
    Plan,
    Run,
    Runner,
    contract,
    facility,
    near,
    plan,
    present,
    tenant,
)


def cash(run: Runner, flows: Numbers, at_start: float = 0, **settings: object) -> Run:
    """A plan whose free cash flows are these: one untaxed line a month, spending at the start."""
    lines = []
    for k, flow in enumerate(flows):
        month = f"{2027 + k // 12}-{k % 12 + 1:02d}"
        lines.append({"id": f"m{k}", "first": month, "last": month, "monthly": flow})
    sites = []
    if at_start:
        spent = {"id": "b", "mw": 1, "ready": "2027-01", "it_cost": -at_start,
                 "spend": [["start", 1]]}  # fmt: skip
        sites = [facility(phases=[spent])]
    return run(plan(len(flows), dict(settings), cash_lines=lines, facilities=sites))


FLOWS = [-40.0, -30.0, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, -5, 20]


def test_present_values_of_flows_to_the_firm_and_to_equity(run: Runner) -> None:
    found = cash(run, FLOWS, -25, discount_rate=0.08, equity_rate=0.15)
    assert found.line("fcff") == near(FLOWS)
    assert found.measure("npv") == near(present(FLOWS, 0.08, -25))
    assert found.measure("npv_equity") == near(present(FLOWS, 0.15, -25))


def test_xnpv_and_xirr_count_days_of_365_from_the_start(run: Runner) -> None:
    found = cash(run, FLOWS, -25, discount_rate=0.08)
    start = dt.date(2027, 1, 1)
    ends = [dt.date(2027 + (k + 1) // 12, (k + 1) % 12 + 1, 1) for k in range(18)]
    years = [0.0] + [(end - dt.timedelta(1) - start).days / 365 for end in ends]

    def worth(rate: float) -> float:
        pairs = zip([-25.0, *FLOWS], years, strict=True)
        return sum(flow * float((1 + rate) ** -year) for flow, year in pairs)

    assert found.measure("xnpv") == near(worth(0.08))
    assert worth(found.measure("xirr")) == pytest.approx(0, abs=1e-6)


def test_irr_is_the_monthly_root_annualised_and_mirr_counts_a_start_only_if_any(
    run: Runner,
) -> None:
    rates = {"finance_rate": 0.09, "reinvest_rate": 0.05}
    for at_start in (-25.0, 0.0):
        found = cash(run, FLOWS, at_start, **rates)
        assert present(FLOWS, found.measure("irr"), at_start) == pytest.approx(0, abs=1e-7)
        flows = [at_start, *FLOWS] if at_start else FLOWS
        n = len(flows) - 1
        finance, reinvest = 1.09 ** (1 / 12), 1.05 ** (1 / 12)
        good = sum(max(f, 0) * reinvest ** (n - i) for i, f in enumerate(flows))
        bad = -sum(min(f, 0) * finance**-i for i, f in enumerate(flows))
        assert found.measure("mirr") == near((good / bad) ** (12 / n) - 1)


def test_several_rates_lead_with_the_nearest_to_zero_and_none_without_a_change(
    run: Runner,
) -> None:
    # 1 000 (1+m) … : roots at monthly factors 1.02 and 1.10.
    found = cash(run, [-100.0, 212.0, -112.2])
    assert found.measure("irr") == near(1.02**12 - 1)
    assert found.measure("irr", "status")
    none = cash(run, [5.0, 5.0, 5.0])
    assert none.measure("irr") is None
    assert none.measure("irr", "status")


def test_payback_is_the_last_crossing_and_none_if_it_ends_below(run: Runner) -> None:
    # Cumulative −10, 5, −15, −5, 15: crosses last in month 4, a quarter through it.
    found = cash(run, [-10.0, 15, -20, 10, 20], discount_rate=0.1)
    assert found.measure("payback") == near(4.25)
    assert found.measure("peak_funding") == near(15)
    discounted = [f * 1.1 ** (-(k + 1) / 12) for k, f in enumerate([-10.0, 15, -20, 10, 20])]
    total = list(itertools.accumulate(discounted))
    assert found.measure("discounted_payback") == near(4 - total[3] / discounted[4])
    below = cash(run, [-10.0, 20, -15])
    assert below.measure("payback") is None
    # The start counts in what must be funded.
    assert cash(run, [-10.0, 5, 40], -30).measure("peak_funding") == near(40)
    assert cash(run, [10.0, 5]).measure("peak_funding") == near(0)


def test_value_to_owner_adds_taxed_own_use_eroded_by_rivals(run: Runner) -> None:
    own = {"id": "lab", "kind": "internal", "demand": 50, "value": 2, "value_growth": 0.1}
    rival = tenant(contract(basis="per_mw_month", mw=30, price=1, start="2027-04-01", term=6,
                            usage=0.5), id="rival", rival=True)  # fmt: skip
    friend = tenant(contract(basis="per_mw_month", mw=20, price=1), id="friend")
    content = plan(
        18, {"tax_rate": 0.25, "discount_rate": 0.12}, valuation={"rival_erosion": 0.2},
        facilities=[facility()], tenants=[own, rival, friend],
    )  # fmt: skip
    found = run(content)
    v, worth = 1.0, []
    for k in range(18):
        rivals = 30 if 3 <= k < 9 else 0  # delivered, though half is used
        v *= max(0, 1 - 0.2 * rivals / 100) ** (1 / 12)
        worth.append(2 * 1.1 ** (k / 12) * 50 * v)
    assert found.line("own_use_value") == near(worth)
    added = present([0.75 * w for w in worth], 0.12)
    assert found.measure("own_use_worth") == near(added)
    assert found.measure("value_to_owner") == near(found.measure("npv") + added)
    assert found.line("recognised")[0] == near(20)


def test_concentration_is_of_a_years_recognised_external_revenue(run: Runner) -> None:
    terms: Plan = {"basis": "per_mw_month", "take_or_pay": 1}
    clients = [
        tenant(contract(mw=30, price=1, term=14, **terms), id="a"),
        tenant(contract(mw=10, price=1, start="2027-03-01", **terms), id="b"),
        tenant(id="buyer", demand=5),
        {"id": "lab", "kind": "internal", "demand": 20, "value": 9},
    ]
    found = run(plan(30, market={"spot_price": 2}, facilities=[facility()], tenants=clients))
    revenue = {
        "a": [30.0 * (k < 14) for k in range(30)],
        "b": [10.0 * (2 <= k < 26) for k in range(30)],
        "buyer": [10.0] * 30,
    }
    for k in (0, 5, 13, 20, 29):
        year = [sum(r[max(0, k - 11) : k + 1]) for r in revenue.values()]
        shares = [part / sum(year) for part in year]
        assert found.line("hhi")[k] == near(sum((100 * s) ** 2 for s in shares)), k
        assert found.line("top_share")[k] == near(max(shares)), k


def test_levelised_price_is_billed_by_served_and_cost_all_costs_by_served(run: Runner) -> None:
    lease = contract(basis="per_mw_month", mw=40, price=3, ramp=[0.5], discount=[0.5], term=10)
    site = facility(opex=0.05, rent=0.02, phases=[{
        "id": "b", "mw": 100, "ready": "2027-01", "it_cost": 300, "spend": [["2027-01", 1]],
    }])  # fmt: skip
    own = {"id": "lab", "kind": "internal", "demand": 10, "value": 9}
    settings = {"discount_rate": 0.08}
    found = run(plan(12, settings, facilities=[site], tenants=[tenant(lease), own]))
    billed = [30.0] + [120.0] * 9 + [0.0] * 2
    served = [20.0] + [40.0] * 9 + [0.0] * 2
    price = present(billed, 0.08) / present(served, 0.08)
    assert found.measure("levelised_price/tenants/client") == near(price)
    costs = [7.0 + 300 * (k == 0) for k in range(12)]
    both = [mw + 10 for mw in served]
    assert found.measure("levelised_cost") == near(present(costs, 0.08) / present(both, 0.08))


@pytest.mark.parametrize("kind", ["net_book", "perpetuity", "none"])
def test_the_value_at_the_horizon(run: Runner, kind: str) -> None:
    site = facility(
        phases=[{"id": "b", "mw": 100, "ready": "2027-01", "it_cost": 240, "shell_cost": 120,
                 "spend": [["2027-01", 1]]}],
        horizon_value=kind, horizon_growth=0.02, opex=0.01,
    )  # fmt: skip
    lease = contract(term=60)
    found = run(plan(24, facilities=[site], tenants=[tenant(lease)]))
    year = 12 * (12 - 1)
    expected = {
        "none": 0,
        "net_book": 240 * 36 / 60 + 120 * 216 / 240,
        "perpetuity": year * 1.02 / (0.10 - 0.02),
    }[kind]
    assert found.line("horizon_value")[-1] == near(expected)
    assert found.line("fcff")[-1] == near(11 + expected)
    assert not any(found.line("horizon_value")[:-1])


def test_downside_is_read_from_the_draws(run: Runner) -> None:
    # One flow, even between −20 and 80, undiscounted.
    line: Plan = {"id": "luck", "monthly": "uniform(-20, 80)", "last": "2027-01"}
    settings = {"discount_rate": 0}
    found = run(plan(1, settings, cash_lines=[line]), "--draws", "10240")
    assert found.measure("npv") == near(30)
    for name, expected in (("mean", 30), ("p5", -15), ("p10", -10), ("p50", 30), ("p90", 70)):
        assert found.measure("npv", name) == pytest.approx(expected, abs=0.25), name
    assert found.measure("chance_of_loss", "mean") == pytest.approx(0.2, abs=0.003)
    tail = found.measure("conditional_value_at_risk", "mean")
    assert tail == pytest.approx(-15, abs=0.2)
