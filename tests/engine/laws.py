"""Laws of power, flows and figures that hold of every plan in every month and draw. MODEL.md B10.

Each takes a run of which every block was kept, and asserts.
"""

import numpy as np
import pytest

from planner.engine.arrays import Floats
from planner.engine.drawn_internal_rate import drawn_internal_rates
from planner.engine.measures import npv, with_start
from planner.engine.rates import annual_rate
from planner.engine.recording import Key
from tests.engine.spied_runs import SLACK, Spied, at_most, by_path

A_FEW = 24
"""Draws whose rates are sought once more; tests/engine/test_internal_rate.py has them all."""


def power_is_never_more_than_there_is(spied: Spied) -> None:
    for seen, _ in spied.blocks:
        assert at_most(seen["", "served"], seen["", "available"])
        served = seen["", "delivered"] + seen["", "spot"] + seen["", "own_use"]
        np.testing.assert_allclose(np.broadcast_to(seen["", "served"], served.shape), served)
        share = seen["", "utilisation"]
        assert (np.isnan(share) | ((share >= 0) & (share <= 1 + SLACK))).all()
        assert (np.isnan(share) == (seen["", "available"] <= 0)).all()
        for site in by_path(seen, "facilities/", 1):
            assert at_most(site["served"], site["available"])
            assert at_most(0 * site["served"], site["served"])
        for tenant in by_path(seen, "tenants/", 1):
            together = tenant["delivered"] + tenant["spot"] + tenant["own_use"]
            assert at_most(np.abs(tenant["served"] - together), 0 * together)
            assert at_most(np.abs(tenant["demand"] - _served_or_unmet(tenant)), 0 * together)


def _served_or_unmet(tenant: dict[str, Floats]) -> Floats:
    """Demand is served or unmet, unless more is delivered than is needed."""
    return np.where(
        tenant["served"] > tenant["demand"],
        tenant["demand"],
        np.minimum(tenant["served"], tenant["demand"]) + tenant["unmet"],
    )


def nobody_waits_while_a_site_has_power_for_him(spied: Spied) -> None:
    plan = spied.case.plan
    for seen, _ in spied.blocks:
        for tenant in plan.tenants:
            path = f"tenants/{tenant.id}"
            if (path, "unmet") not in seen or tenant.demand is None:
                continue
            if tenant.kind == "external" and plan.settings.internal_reserve:
                continue
            waiting = seen[path, "unmet"] > SLACK
            for site in plan.facilities:
                where = f"facilities/{site.id}"
                if tenant.facilities and site.id not in tenant.facilities:
                    continue
                if (where, "available") in seen:
                    left = seen[where, "available"] - seen[where, "served"]
                    assert not (waiting & (left > 10 * SLACK)).any(), (path, where)


def contracted_delivered_and_used_never_rise(spied: Spied) -> None:
    for seen, _ in spied.blocks:
        everything = [
            *by_path(seen, "tenants/", 3),
            *by_path(seen, "tenants/", 4),
            *by_path(seen, "tenants/", 1),
            {name: series for (path, name), series in seen.items() if path == ""},
        ]
        for this in everything:
            if "delivered" not in this:
                continue
            assert at_most(this["delivered"], this["contracted"])
            assert at_most(this["used"], this["delivered"])
            assert at_most(0 * this["used"], this["used"])
        for tenant in by_path(seen, "tenants/", 1):
            assert at_most(tenant["used"] + tenant["own_use"] + tenant["spot"], tenant["demand"])


def parts_sum_to_the_whole(spied: Spied) -> None:
    names = ("available", "served", "power", "opex", "rent", "capex", "depreciation", "event_cost")
    for seen, _ in spied.blocks:
        for name in names:
            parts = sum((site[name] for site in by_path(seen, "facilities/", 1)), np.zeros((1, 1)))
            assert at_most(np.abs(parts - seen["", name]), 0 * parts)
        for name in ("contracted", "delivered", "used", "billed"):
            # Renewals and re-lettings stand below their contracts.
            leases = (
                mw for (path, this), mw in seen.items() if "/contracts/" in path and this == name
            )
            parts = sum(leases, np.zeros((1, 1)))
            assert at_most(np.abs(parts - seen["", name]), 0 * parts)


def costs_losses_and_book_values_are_never_negative(spied: Spied) -> None:
    names: tuple[str, ...] = (
        *("power", "opex", "rent", "event_cost", "capex", "depreciation", "tax_depreciation"),
        *("net_book_value", "spot_revenue", "credit_loss", "receivables", "prepayments", "debt"),
        *("losses_unlevered", "losses_levered", "interest", "principal", "own_use_value"),
        *("backlog_headline", "backlog_firm", "backlog_expected"),
    )
    tenants = spied.case.plan.tenants
    if any(
        lease.landlord_fee and lease.payment_lag for this in tenants for lease in this.contracts
    ):
        # Our own exit fee is due as late as bills are: meanwhile it is owed to the tenant.
        names = tuple(name for name in names if name != "receivables")
    for seen, _ in spied.blocks:
        for (path, name), series in seen.items():
            if name in names:
                assert (series >= -SLACK).all(), (path, name)


def firm_backlog_never_exceeds_headline(spied: Spied) -> None:
    for seen, _ in spied.blocks:
        for this in (*by_path(seen, "tenants/", 3), *by_path(seen, "tenants/", 1)):
            if "backlog_firm" in this:
                assert at_most(this["backlog_firm"], this["backlog_headline"])


def free_cash_flow_is_what_comes_in_less_what_goes_out(spied: Spied) -> None:
    for seen, flows in spied.blocks:

        def of(name: str, seen: dict[Key, Floats] = seen) -> Floats:
            return seen["", name]

        running = of("power") + of("opex") + of("rent") + of("lease_in_paid") + of("event_cost")
        cash = of("receipts") + of("cash_lines") - running - of("capex") - of("closure")
        cash = cash + of("horizon_value") - of("tax_unlevered")
        assert at_most(np.abs(cash - of("fcff")), 0 * cash)
        total = flows.at_start + np.cumsum(of("fcff"), axis=0)
        assert at_most(np.abs(total - of("cumulative_fcff")), 0 * total)


def equity_has_what_the_firm_has_after_tax_shield_and_debt_service(spied: Spied) -> None:
    for seen, flows in spied.blocks:

        def of(name: str, seen: dict[Key, Floats] = seen) -> Floats:
            return seen["", name]

        service = of("interest") + of("principal") - of("loan_draws")
        equity = of("fcff") + of("tax_unlevered") - of("tax_levered") - service
        assert at_most(np.abs(equity - of("fcfe")), 0 * equity)
        total = flows.equity_at_start + np.cumsum(of("fcfe"), axis=0)
        assert at_most(np.abs(total - of("cumulative_fcfe")), 0 * total)


def debt_is_what_was_drawn_and_not_repaid(spied: Spied) -> None:
    for seen, flows in spied.blocks:
        drawn = np.cumsum(seen["", "loan_draws"] - seen["", "principal"], axis=0)
        at_start = flows.equity_at_start - flows.at_start
        assert at_most(np.abs(at_start + drawn - seen["", "debt"]), 0 * drawn)


def what_is_billed_is_received_owed_or_lost(spied: Spied) -> None:
    for seen, _ in spied.blocks:
        still = seen["", "receivables"] - seen["", "prepayments"]
        due = seen["", "billed"] + seen["", "spot_revenue"] - seen["", "credit_loss"]
        came = seen["", "receipts"]
        assert at_most(np.abs(np.diff(still, axis=0) - (due - came)[1:]), 0 * still[1:])


def figures_are_those_of_their_flows(spied: Spied) -> None:
    measures = spied.result.measures
    rate = spied.case.plan.settings.discount_rate
    certain, _ = spied.blocks[0]
    stream = with_start(spied.blocks[0][1].at_start, certain["", "fcff"])
    assert measures["npv"].deterministic == pytest.approx(npv(stream, rate)[0])
    lowest = min(0.0, float(np.cumsum(stream).min()))
    assert measures["peak_funding"].deterministic == pytest.approx(-lowest)
    for name in ("npv", "own_use_worth", "value_to_owner", "peak_funding"):
        assert np.isfinite(measures[name].samples).all()
    total = measures["npv"].samples + measures["own_use_worth"].samples
    np.testing.assert_allclose(measures["value_to_owner"].samples, total)


def npv_at_the_internal_rate_is_0(spied: Spied) -> None:
    certain, flows = spied.blocks[0]
    streams = [with_start(flows.at_start, certain["", "fcff"])]
    streams += [with_start(flows.at_start, flows.fcff) for _, flows in spied.blocks[1:]]
    for draws in streams:
        stream = draws[:, :A_FEW]
        # Nearer to −100 % a year the rate of a month is lost in the last digits.
        rates = annual_rate(drawn_internal_rates(stream).leading)
        found = rates > -0.99
        discounted = npv(np.abs(stream[:, found]), rates[found])
        assert (np.abs(npv(stream[:, found], rates[found])) <= 1e-7 * discounted).all()


LAWS = (
    power_is_never_more_than_there_is,
    nobody_waits_while_a_site_has_power_for_him,
    contracted_delivered_and_used_never_rise,
    parts_sum_to_the_whole,
    costs_losses_and_book_values_are_never_negative,
    firm_backlog_never_exceeds_headline,
    free_cash_flow_is_what_comes_in_less_what_goes_out,
    equity_has_what_the_firm_has_after_tax_shield_and_debt_service,
    debt_is_what_was_drawn_and_not_repaid,
    what_is_billed_is_received_owed_or_lost,
    figures_are_those_of_their_flows,
    npv_at_the_internal_rate_is_0,
)
