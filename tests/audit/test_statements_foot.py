"""Periods of the statement, and draws of two values against the two runs: MODEL.md B9, B10."""

import copy
import itertools
from typing import Any

import pytest

from tests.audit.reckoning import Numbers, Plan, Runner, contract, facility, near, plan, tenant


def busy_plan() -> Plan:
    """Every line of the three statements has an amount, and nothing is left to chance."""
    lease = contract(
        mw=40, price=25, start="2026-11-10", term=20, discount=[0.5], payment_lag=2, lock_in=3,
        prepayment="10 %", prepayment_months=3, credit_share=0.5, tenant_notice=2,
        after_end="renew_or_end", renewal_probability=1, renewal_term=6,
    )  # fmt: skip
    own = {"id": "lab", "kind": "internal", "demand": 30, "value": 1}
    lease_in = {"mw": 80, "basis": "fixed_fee", "price": 2, "start": "2026-06-01", "term": 60,
                "discount": [1], "payment_lag": 1}  # fmt: skip
    first = facility(
        "owned", close="2028-06", closure_cost=4, closure_proceeds=9, rent=0.01, opex=0.02,
        power_price=50,
        events=[{"id": "e", "probability": 1, "earliest": "2027-08", "latest": "2027-08",
                 "duration": 2, "severity": 0.5, "cost": 3}],
        phases=[{"id": "b", "mw": 60, "ready": "2027-03", "it_cost": 90, "shell_cost": 30,
                 "spend": [["start", 0.4], ["2027-02", 0.6]]}],
        loans=[{"id": "l", "amount": 50, "month": "2027-02", "apr": 0.1, "term": 24}],
    )  # fmt: skip
    lines = [
        {"id": "staff", "monthly": -1, "operating": True, "taxed": True},
        {"id": "other", "monthly": 0.5, "first": "2027-05"},
    ]
    return plan(
        30, {"tax_rate": 0.25, "fiscal_year_end": 6}, market={"contract_price": 0.9},
        facilities=[first, facility("leased", lease_in=lease_in, horizon_value="net_book")],
        tenants=[tenant(lease), own, tenant(id="buyer", demand=5)], cash_lines=lines,
    )  # fmt: skip


def periods(lengths: list[int], months: Numbers, last_only: bool) -> Numbers:
    ends = list(itertools.accumulate(lengths))
    parts = [months[end - n : end] for n, end in zip(lengths, ends, strict=True)]
    return [part[-1] if last_only else sum(part) for part in parts]


def test_every_statement_foots_by_month_quarter_and_fiscal_year(run: Runner) -> None:
    found = run(busy_plan())
    statements = found.printed["statements"]
    # The fiscal year ends in June: six months, then twelve, then twelve.
    assert statements["periods"]["fiscal_year"] == ["FY2027", "FY2028", "FY2029"]
    names = ("fiscal_year", "quarter")
    lengths = {"fiscal_year": [6, 12, 12], "quarter": [3] * 10}
    whole: dict[str, Any] = statements["all"]
    for section, lines in whole.items():
        for name, line in lines.items():
            months = line["month"]["deterministic"]
            for period in names:
                expected = periods(lengths[period], months, section == "balance")
                assert line[period]["deterministic"] == near(expected), (section, name, period)
            parts = [lines[part]["month"]["deterministic"] for part in line["sum_of"]]
            if parts:
                footed = [sum(column) for column in zip(*parts, strict=True)]
                assert months == near(footed), (section, name)
    assert max(abs(v) for v in whole["balance"]["check"]["month"]["deterministic"]) < 1e-9
    # Own use is beside revenue, never in it; cash is what the flows leave.
    assert whole["income"]["own_use"]["rank"] == "memo"
    equity_flows = itertools.accumulate(found.line("fcfe"))
    at_start = found.printed["at_start"]["fcfe"]
    assert found.line("cumulative_fcfe") == near([at_start + total for total in equity_flows])


MIXED = [
    ("facilities/0/pue", 1.1, 1.4),
    ("facilities/0/phases/0/delay", 0, 2.5),
    ("facilities/0/phases/0/it_cost", 50, 200),
    ("facilities/0/events/0/duration", 1, 3),
    ("facilities/1/availability", 0.3, 1),
    ("tenants/0/contracts/0/share", 0.5, 1),
    ("tenants/0/contracts/0/delay", 0, 4),
    ("tenants/0/contracts/0/renewal_factor", 0.5, 1.5),
    ("tenants/1/value", 0.1, 4),
    ("tenants/2/demand", 5, 50),
    ("market/contract_drift", -0.2, 0.2),
]


@pytest.mark.parametrize(("path", "low", "high"), MIXED)
def test_draws_of_two_values_are_the_mean_of_both_runs(
    run: Runner, path: str, low: float, high: float
) -> None:
    # Each chunk's strata hold exactly half of the draws of an even choice between two values.
    def computed(value: object, *options: str) -> dict[str, Any]:
        content: Any = copy.deepcopy(busy_plan())
        place = content
        *parents, field = path.split("/")
        for part in parents:
            place = place[int(part) if part.isdigit() else part]
        place[field] = value
        all_series: dict[str, Any] = run(content, *options).printed["series"]["all"]
        return all_series

    runs = [computed(value) for value in (low, high)]
    drawn = computed(f"discrete({low}: 50%, {high}: 50%)", "--draws", "512")
    for name in ("fcff", "fcfe", "ebitda", "recognised", "receipts", "tax_levered", "served",
                 "net_book_value", "prepayments", "backlog_firm", "own_use_value"):  # fmt: skip
        a, b = (this[name]["deterministic"] for this in runs)
        middle = [(x + y) / 2 for x, y in zip(a, b, strict=True)]
        assert drawn[name]["mean"] == pytest.approx(middle, rel=1e-9, abs=1e-7), name


def test_a_renewal_happens_as_often_as_its_chance_and_is_relet_otherwise(run: Runner) -> None:
    lease = contract(
        basis="per_mw_month", mw=10, price=1, term=2, after_end="renew_or_relet",
        renewal_probability=0.3, renewal_term=4, renewal_factor=2, relet_factor=0.5, downtime=1,
    )  # fmt: skip
    content = plan(8, market={"contract_price": 1}, facilities=[facility()],
                   tenants=[tenant(lease)])  # fmt: skip
    found = run(content, "--draws", "20480")
    mean = found.line("billed", of="mean")
    error = (0.3 * 0.7 / 20480) ** 0.5
    assert mean[2] == pytest.approx(20 * 0.3, abs=4 * 20 * error)
    assert mean[3] == pytest.approx(20 * 0.3 + 5 * 0.7, abs=4 * 15 * error)
    assert mean[6] == pytest.approx(5 * 0.7, abs=4 * 5 * error)
    assert mean[7] == near(0)
