"""The statements in JSON foot: for the example and every plan in `tests/plans`, in every period."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from planner.domain.case import Choice, case_of
from planner.engine.result import Floats
from planner.engine.simulate import simulate
from planner.exchange.json_out import result_tree
from planner.paths import resource
from planner.storage.project_file import read

Node = dict[str, Any]

EXAMPLE = resource("examples", "colossus.ncplan")
PLANS = [EXAMPLE, *sorted((Path(__file__).parent.parent / "plans").glob("*.ncplan"))]
PERIODS = ("month", "quarter", "fiscal_year")
STATISTICS = ("deterministic", "mean")
CLOSE = 1e-9  # of the largest amount of the plan
OF_SITES_ALONE = {
    "income": ("power", "opex", "rent", "lease_in", "events", "depreciation", "disposals"),
    "cash": ("lease_in_paid", "capex", "closure", "horizon_value"),
    "balance": ("net_book_value", "construction"),
}


@pytest.fixture(scope="module", params=PLANS, ids=[f"{p.parent.name}-{p.stem}" for p in PLANS])
def tree(request: pytest.FixtureRequest) -> Node:
    """Computed once a plan, its uncertainties as written."""
    project = read(request.param).project
    choice = Choice()
    return result_tree(simulate(case_of(project, choice), 512, threads=2), project, choice)


def values(line: Node, period: str, statistic: str) -> Floats:
    """(N,) float, NaN where JSON has null."""
    return np.array(line[period][statistic], dtype=np.float64)


def slack(tree: Node) -> float:
    """What may differ: the rounding of the largest balance or flow of the plan."""
    whole = tree["statements"]["all"]
    peaks = [
        np.abs(values(line, "month", statistic)).max(initial=1.0)
        for lines in whole.values()
        for line in lines.values()
        for statistic in STATISTICS
    ]
    return CLOSE * float(max(peaks))


def entities(tree: Node) -> list[Node]:
    """The statements of the plan and of all its parts."""
    found = tree["statements"]
    parts = [*found["by_facility"].values(), *found["by_tenant"].values()]
    return [found["all"], found["no_facility"], *parts]


def test_every_total_is_the_sum_of_its_lines_in_every_period(tree: Node) -> None:
    totals = 0
    for entity in entities(tree):
        for lines in entity.values():
            for line in lines.values():
                parts = [lines[name] for name in line["sum_of"] if name in lines]
                if not parts:
                    assert line["rank"] != "total"
                    continue
                totals += 1
                for period in PERIODS:
                    for statistic in STATISTICS:
                        added = sum(values(part, period, statistic) for part in parts)
                        assert values(line, period, statistic) == pytest.approx(
                            added, abs=slack(tree)
                        )
                for place in ("at_start", "total"):
                    for statistic in STATISTICS:
                        told = [part[place][statistic] for part in parts]
                        known = [amount for amount in told if amount is not None]
                        assert (line[place][statistic] or 0.0) == pytest.approx(
                            sum(known), abs=slack(tree)
                        )
    assert totals >= 8


def test_quarters_and_fiscal_years_gather_the_months_that_lie_in_them(tree: Node) -> None:
    found = tree["statements"]
    end = found["fiscal_year_end"]
    quarters = [f"{m[:4]}-Q{(int(m[5:]) + 2) // 3}" for m in tree["months"]]
    years = [f"FY{int(m[:4]) + (int(m[5:]) > end)}" for m in tree["months"]]
    assert found["periods"]["month"] == tree["months"]
    for period, labels in (("quarter", quarters), ("fiscal_year", years)):
        names = list(dict.fromkeys(labels))
        assert found["periods"][period] == names
        members = [[k for k, label in enumerate(labels) if label == name] for name in names]
        for entity in entities(tree):
            for section, lines in entity.items():
                for line in lines.values():
                    for statistic in STATISTICS:
                        months = values(line, "month", statistic)
                        expected = [
                            months[held[-1]] if section == "balance" else months[held].sum()
                            for held in members
                        ]
                        assert values(line, period, statistic) == pytest.approx(
                            expected, abs=slack(tree)
                        )


def test_a_total_column_is_the_start_and_all_months_and_a_balance_has_none(tree: Node) -> None:
    for entity in entities(tree):
        for section, lines in entity.items():
            for line in lines.values():
                for statistic in STATISTICS:
                    total, start = line["total"][statistic], line["at_start"][statistic]
                    if section == "balance":
                        assert total is None
                        continue
                    months = values(line, "month", statistic).sum()
                    assert total == pytest.approx((start or 0.0) + months, abs=slack(tree))


def test_lines_are_their_series_with_the_signs_they_name(tree: Node) -> None:
    series = tree["series"]["all"]
    read = 0
    for lines in tree["statements"]["all"].values():
        for line in lines.values():
            for statistic in STATISTICS:
                if not line["series"]:
                    continue
                read += 1
                parts = [
                    (-1.0 if name.startswith("-") else 1.0)
                    * np.array(series[name.lstrip("-")][statistic])
                    for name in line["series"]
                ]
                assert values(line, "month", statistic) == pytest.approx(
                    sum(parts), abs=slack(tree)
                )
            if len(line["series"]) == 1 and line["series"][0].startswith("-"):
                bands = series[line["series"][0].lstrip("-")]
                assert line["month"]["p10"] == pytest.approx([-v for v in bands["p90"]])
    assert read > 50


@pytest.mark.parametrize("statistic", STATISTICS)
def test_facilities_and_what_belongs_to_none_are_the_plan(tree: Node, statistic: str) -> None:
    found = tree["statements"]
    sites, rest = found["by_facility"].values(), found["no_facility"]
    compared = 0
    for section, lines in rest.items():
        for name, line in lines.items():
            if line["rank"] == "total" and name not in ("revenue", "ebitda", "ebit"):
                continue
            compared += 1
            for period in PERIODS:
                parts = [site[section][name] for site in sites if name in site[section]]
                together = values(line, period, statistic)
                for part in parts:
                    together = together + values(part, period, statistic)
                whole = values(found["all"][section][name], period, statistic)
                assert together == pytest.approx(whole, abs=slack(tree)), (section, name)
    assert compared > 25


@pytest.mark.parametrize("statistic", STATISTICS)
def test_what_only_sites_cost_and_hold_is_wholly_theirs(tree: Node, statistic: str) -> None:
    for section, names in OF_SITES_ALONE.items():
        for name in names:
            rest = values(tree["statements"]["no_facility"][section][name], "month", statistic)
            assert rest == pytest.approx(0.0, abs=slack(tree)), name


@pytest.mark.parametrize("statistic", STATISTICS)
def test_tenants_and_the_market_are_the_plans_revenue_receipts_and_own_use(
    tree: Node, statistic: str
) -> None:
    found = tree["statements"]
    whole, tenants = found["all"], found["by_tenant"].values()
    for section, name, sign in (
        ("income", "contracts", 1.0),
        ("income", "spot", 1.0),
        ("income", "revenue", 1.0),
        ("income", "credit_loss", 1.0),
        ("income", "billed", 1.0),
        ("income", "own_use", 1.0),
        ("cash", "receipts", 1.0),
        ("balance", "receivables", 1.0),
        ("balance", "accrued_revenue", 1.0),
        ("balance", "prepayments", -1.0),
        ("balance", "headline", 1.0),
        ("balance", "firm", 1.0),
        ("balance", "expected", 1.0),
        ("balance", "rpo", 1.0),
    ):
        for period in PERIODS:
            expected = sign * values(whole[section][name], period, statistic)
            lines = [tenant[section][name] for tenant in tenants if name in tenant[section]]
            together = sum((values(line, period, statistic) for line in lines), 0.0 * expected)
            assert together == pytest.approx(expected, abs=slack(tree)), (name, period)


@pytest.mark.parametrize("statistic", STATISTICS)
@pytest.mark.parametrize("period", PERIODS)
def test_the_balance_sheet_balances_and_moves_as_income_and_cash_say(
    tree: Node, period: str, statistic: str
) -> None:
    whole = tree["statements"]["all"]
    income, cash, balance = whole["income"], whole["cash"], whole["balance"]

    def told(lines: Node, name: str) -> Floats:
        return values(lines[name], period, statistic)

    def moved(name: str) -> Floats:
        start = balance[name]["at_start"][statistic] or 0.0
        return np.diff(told(balance, name), prepend=start)

    near = slack(tree)
    assert told(balance, "assets") == pytest.approx(told(balance, "funding"), abs=near)
    assert told(balance, "check") == pytest.approx(0.0, abs=near)
    assert moved("cash") == pytest.approx(told(cash, "change_in_cash"), abs=near)
    assert moved("equity") == pytest.approx(told(income, "net_income"), abs=near)
    borrowed = told(cash, "loan_draws") + told(cash, "principal")
    assert moved("debt") == pytest.approx(borrowed, abs=near)
    taxed = told(cash, "tax_unlevered") + told(cash, "tax_shield")
    assert taxed == pytest.approx(told(income, "tax_due"), abs=near)
    not_due = told(income, "tax_due") - told(income, "tax_expense")
    assert moved("deferred_tax") == pytest.approx(not_due, abs=near)
    owed = moved("receivables") + moved("accrued_revenue") - moved("prepayments")
    unpaid = told(income, "revenue") + told(income, "credit_loss") - told(cash, "receipts")
    assert owed == pytest.approx(unpaid, abs=near)
    built = moved("net_book_value") + moved("construction")
    kept = told(income, "depreciation") + told(income, "disposals") - told(cash, "capex")
    proceeds = told(cash, "closure") - told(income, "closure_cost")
    assert built == pytest.approx(kept - proceeds, abs=near)


def test_own_use_is_in_no_total(tree: Node) -> None:
    for entity in entities(tree):
        for lines in entity.values():
            assert all("own_use" not in line["sum_of"] for line in lines.values())
            assert lines.get("own_use", {"rank": "memo"})["rank"] == "memo"


def test_every_line_says_its_formula_in_one_line(tree: Node) -> None:
    for entity in entities(tree):
        for lines in entity.values():
            for line in lines.values():
                assert line["title"]
                assert line["formula"].endswith(".")
                assert "\n" not in line["formula"]
