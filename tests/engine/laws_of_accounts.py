"""Laws of revenue, income and the balance sheet of every plan. MODEL.md B5, B7 and B10.

Each takes a run of which every block was kept, and asserts.
"""

import numpy as np

from planner.engine.arrays import Flags, Floats
from planner.engine.recording import Key
from tests.engine.spied_runs import Spied, at_most, by_path


def the_balance_sheet_balances(spied: Spied) -> None:
    for seen, _ in spied.blocks:
        assets = seen["", "cash"] + seen["", "net_book_value"] + seen["", "construction"]
        assert at_most(np.abs(seen["", "balance_check"]), 1e-9 * np.abs(assets))


def what_is_recognised_is_billed_or_stands_in_the_books(spied: Spied) -> None:
    for seen, _ in spied.blocks:
        whole = {name: series for (path, name), series in seen.items() if path == ""}
        everyone = [*by_path(seen, "tenants/", 1), whole]
        for this in everyone:
            spot = this["spot_revenue"] if this is whole else 0.0
            earned = np.cumsum(this["recognised"] - spot - this["billed"], axis=0)
            still = this["accrued_revenue"] - earned
            # The opening amount does not change.
            assert at_most(np.abs(still - still[:1]), 0 * still)


def all_that_was_billed_is_recognised_where_every_contract_is_over(spied: Spied) -> None:
    for tenant in spied.case.plan.tenants:
        path = f"tenants/{tenant.id}"
        if any(lease.mw is None and not lease.parts for lease in tenant.contracts):
            # A contract for all that is needed goes on when nothing is needed any more.
            continue
        for seen, _ in spied.blocks:
            leases = [key for key in seen if key[0].startswith(f"{path}/contracts/")]
            if not leases:
                continue
            over: Flags = seen[path, "backlog_headline"][-1] <= 1e-9
            for key in leases:
                # A renewal has no backlog; while MW are promised under it it is not over.
                if key[1] == "contracted":
                    over = over & (seen[key][-1] == 0.0)
            money = 1 + np.abs(seen[path, "billed"]).sum(axis=0)
            ahead = np.abs(seen[path, "accrued_revenue"][-1])
            assert (~over | (ahead <= 1e-9 * money)).all(), path


def what_tenants_owe_is_what_the_whole_plan_is_owed(spied: Spied) -> None:
    for seen, _ in spied.blocks:
        everyone = [*by_path(seen, "tenants/", 1), *by_path(seen, "market", 0)]
        for name in ("receivables", "prepayments", "accrued_revenue", "credit_loss", "billed"):
            parts = sum((this[name] for this in everyone), np.zeros((1, 1)))
            assert at_most(np.abs(parts - seen["", name]), 0 * parts)
        for name in ("backlog_headline", "backlog_firm", "backlog_expected", "rpo"):
            mine = [this[name] for this in everyone if name in this]
            assert at_most(np.abs(sum(mine, np.zeros((1, 1))) - seen["", name]), 0 * seen["", name])


def own_use_is_no_revenue_and_renewals_are_no_backlog(spied: Spied) -> None:
    for seen, _ in spied.blocks:
        for this in by_path(seen, "tenants/", 4):
            assert "backlog_headline" not in this
        income = seen["", "recognised"] - seen["", "power"] - seen["", "opex"] - seen["", "rent"]
        income = income - seen["", "event_cost"] - seen["", "lease_in"]
        income = income + seen["", "operating_lines"]
        assert at_most(np.abs(income - seen["", "ebitda"]), 0 * income)


def every_line_of_the_statement_foots(spied: Spied) -> None:
    rate = spied.case.plan.settings.tax_rate
    for place, (seen, _) in enumerate(spied.blocks):

        def of(name: str, seen: dict[Key, Floats] = seen) -> Floats:
            return seen["", name]

        pretax = of("ebitda") - of("depreciation") - of("disposal_loss") - of("closure_cost")
        pretax = pretax - of("credit_loss") - of("interest") + of("other_lines")
        assert at_most(np.abs(pretax - of("pretax_income")), 0 * pretax)
        net = of("pretax_income") - of("tax_expense") - of("net_income")
        assert at_most(np.abs(net), 0 * net)
        levered = of("taxable_unlevered") - of("interest") - of("taxable_levered")
        assert at_most(np.abs(levered), 0 * levered)
        lines = of("operating_lines") + of("other_lines") - of("cash_lines")
        assert at_most(np.abs(lines), 0 * lines)
        if place == 0:
            deferred = np.cumsum(of("tax_expense") - of("tax_levered"), axis=0)
            assert at_most(np.abs(deferred - of("deferred_tax")), 0 * deferred)
            assert rate > 0 or not of("tax_levered").any()


LAWS_OF_ACCOUNTS = (
    the_balance_sheet_balances,
    what_is_recognised_is_billed_or_stands_in_the_books,
    all_that_was_billed_is_recognised_where_every_contract_is_over,
    what_tenants_owe_is_what_the_whole_plan_is_owed,
    own_use_is_no_revenue_and_renewals_are_no_backlog,
    every_line_of_the_statement_foots,
)
