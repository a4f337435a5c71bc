"""Laws that hold of every plan, in every month and draw. MODEL.md B10."""

import numpy as np
import pytest
from hypothesis import given, settings

from planner.domain.case import Case
from planner.engine.arrays import Floats
from planner.engine.drawn_internal_rate import drawn_internal_rates
from planner.engine.measures import npv, with_start
from planner.engine.rates import annual_rate
from planner.engine.recording import Key
from tests.engine.random_plans import cases
from tests.engine.spied_runs import SLACK, Spied, at_most, by_path

EXAMPLES = settings(deadline=None, max_examples=40)


@given(cases())
@EXAMPLES
def test_power_is_never_more_than_there_is(case: Case) -> None:
    for seen, _ in Spied(case).blocks:
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
            assert at_most(np.abs(tenant["demand"] - served_or_unmet(tenant)), 0 * together)


def served_or_unmet(tenant: dict[str, Floats]) -> Floats:
    """Demand is served or unmet, unless more is delivered than is needed."""
    return np.where(
        tenant["served"] > tenant["demand"],
        tenant["demand"],
        np.minimum(tenant["served"], tenant["demand"]) + tenant["unmet"],
    )


@given(cases())
@EXAMPLES
def test_contracted_delivered_and_used_never_rise(case: Case) -> None:
    for seen, _ in Spied(case).blocks:
        everything = [
            *by_path(seen, "tenants/", 3),
            *by_path(seen, "tenants/", 1),
            {name: series for (path, name), series in seen.items() if path == ""},
        ]
        for this in everything:
            assert at_most(this["delivered"], this["contracted"])
            assert at_most(this["used"], this["delivered"])
            assert at_most(0 * this["used"], this["used"])
        for tenant in by_path(seen, "tenants/", 1):
            assert at_most(tenant["used"] + tenant["own_use"] + tenant["spot"], tenant["demand"])


@given(cases())
@EXAMPLES
def test_parts_sum_to_the_whole(case: Case) -> None:
    names = ("available", "served", "power", "opex", "rent", "capex", "depreciation", "event_cost")
    for seen, _ in Spied(case).blocks:
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


@given(cases())
@EXAMPLES
def test_costs_losses_and_book_values_are_never_negative(case: Case) -> None:
    names: tuple[str, ...] = (
        *("power", "opex", "rent", "event_cost", "capex", "depreciation", "tax_depreciation"),
        *("net_book_value", "spot_revenue", "credit_loss", "receivables", "prepayments", "debt"),
        *("losses_unlevered", "losses_levered", "interest", "principal", "own_use_value"),
        *("backlog_headline", "backlog_firm", "backlog_expected"),
    )
    tenants = case.plan.tenants
    if any(
        lease.landlord_fee and lease.payment_lag for this in tenants for lease in this.contracts
    ):
        # Our own exit fee is due as late as bills are: meanwhile it is owed to the tenant.
        names = tuple(name for name in names if name != "receivables")
    for seen, _ in Spied(case).blocks:
        for (path, name), series in seen.items():
            if name in names:
                assert (series >= -SLACK).all(), (path, name)


@given(cases())
@EXAMPLES
def test_firm_backlog_never_exceeds_headline(case: Case) -> None:
    for seen, _ in Spied(case).blocks:
        for this in (*by_path(seen, "tenants/", 3), *by_path(seen, "tenants/", 1)):
            if "backlog_firm" in this:
                assert at_most(this["backlog_firm"], this["backlog_headline"])


@given(cases())
@EXAMPLES
def test_the_balance_sheet_balances(case: Case) -> None:
    for seen, _ in Spied(case).blocks:
        assets = seen["", "cash"] + seen["", "net_book_value"] + seen["", "construction"]
        assert at_most(np.abs(seen["", "balance_check"]), 1e-9 * np.abs(assets))


@given(cases())
@EXAMPLES
def test_free_cash_flow_is_what_comes_in_less_what_goes_out(case: Case) -> None:
    for seen, flows in Spied(case).blocks:

        def of(name: str, seen: dict[Key, Floats] = seen) -> Floats:
            return seen["", name]

        running = of("power") + of("opex") + of("rent") + of("lease_in_paid") + of("event_cost")
        cash = of("receipts") + of("cash_lines") - running - of("capex") - of("closure")
        cash = cash + of("horizon_value") - of("tax_unlevered")
        assert at_most(np.abs(cash - of("fcff")), 0 * cash)
        total = flows.at_start + np.cumsum(of("fcff"), axis=0)
        assert at_most(np.abs(total - of("cumulative_fcff")), 0 * total)
        service = of("interest") + of("principal") - of("loan_draws")
        equity = of("fcff") + of("tax_unlevered") - of("tax_levered") - service
        assert at_most(np.abs(equity - of("fcfe")), 0 * equity)


@given(cases())
@EXAMPLES
def test_what_is_billed_is_received_owed_or_lost(case: Case) -> None:
    for seen, _ in Spied(case).blocks:
        still = seen["", "receivables"] - seen["", "prepayments"]
        due = seen["", "billed"] + seen["", "spot_revenue"] - seen["", "credit_loss"]
        came = seen["", "receipts"]
        assert at_most(np.abs(np.diff(still, axis=0) - (due - came)[1:]), 0 * still[1:])


@given(cases())
@EXAMPLES
def test_figures_are_those_of_their_flows(case: Case) -> None:
    spied = Spied(case)
    measures = spied.result.measures
    rate = case.plan.settings.discount_rate
    certain, _ = spied.blocks[0]
    stream = with_start(spied.blocks[0][1].at_start, certain["", "fcff"])
    assert measures["npv"].deterministic == pytest.approx(npv(stream, rate)[0])
    lowest = min(0.0, float(np.cumsum(stream).min()))
    assert measures["peak_funding"].deterministic == pytest.approx(-lowest)
    for name in ("npv", "own_use_worth", "value_to_owner", "peak_funding"):
        assert np.isfinite(measures[name].samples).all()
    total = measures["npv"].samples + measures["own_use_worth"].samples
    np.testing.assert_allclose(measures["value_to_owner"].samples, total)


@given(cases())
@EXAMPLES
def test_npv_at_the_internal_rate_is_0(case: Case) -> None:
    blocks = Spied(case).blocks
    certain, flows = blocks[0]
    streams = [with_start(flows.at_start, certain["", "fcff"])]
    streams += [with_start(flows.at_start, flows.fcff) for _, flows in blocks[1:]]
    for stream in streams:
        # Nearer to −100 % a year the rate of a month is lost in the last digits.
        rates = annual_rate(drawn_internal_rates(stream).leading)
        found = rates > -0.99
        discounted = npv(np.abs(stream[:, found]), rates[found])
        assert (np.abs(npv(stream[:, found], rates[found])) <= 1e-7 * discounted).all()
