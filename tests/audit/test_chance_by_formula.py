"""Ranges, shared shocks and market paths drawn, against their formulas: MODEL.md A and B9."""

import math
from collections.abc import Callable, Sequence
from statistics import NormalDist

import pytest
from scipy import stats

from tests.audit.reckoning import Numbers, Plan, Run, Runner, contract, facility, near, plan, tenant

TENTH = NormalDist().inv_cdf(0.9)
DRAWS = ("--draws", "10240")


def line(amount: object, id: str = "luck", month: str = "2027-01", **fields: object) -> Plan:
    return {"id": id, "monthly": amount, "first": month, "last": month, **fields}


def one_flow(*lines: Plan, **parts: object) -> Plan:
    """A plan of one month, undiscounted: its NPV is the sum of its lines."""
    return plan(1, {"discount_rate": 0}, cash_lines=list(lines), **parts)


def test_each_form_of_a_range_has_its_quantiles_and_median(run: Runner) -> None:
    log = (math.log(320) - math.log(250)) / (2 * TENTH)
    middle = math.sqrt(250 * 320)
    normal, pert = stats.norm, stats.beta(1 + 4 * 2 / 12, 1 + 4 * 10 / 12, scale=12)
    triangle = stats.triang(2 / 12, scale=12)
    forms: dict[str, Callable[[float], float]] = {
        "250 to 320": lambda p: middle * math.exp(log * normal.ppf(p)),
        "-10 to 20": lambda p: 5 + 15 / TENTH * normal.ppf(p),
        "normal(300, 20)": lambda p: normal.ppf(p, 300, 20),
        "lognormal(300, 0.2)": lambda p: 300 * math.exp(-0.02 + 0.2 * normal.ppf(p)),
        "uniform(250, 320)": lambda p: 250 + 70 * p,
        "triangular(0, 2, 12)": triangle.ppf,
        "pert(0, 2, 12)": pert.ppf,
        "pert(0; 2; 12)": pert.ppf,
        "42": lambda p: 42,
    }
    for text, quantile in forms.items():
        found = run(one_flow(line(text)), *DRAWS)
        assert found.measure("npv") == near(quantile(0.5)), text
        spread = quantile(0.9) - quantile(0.1)
        for p in (0.05, 0.10, 0.50, 0.90):
            # A stratum of 1/256 to each side, forty chunks together: well inside 1/256.
            low, high = quantile(p - 1 / 256), quantile(p + 1 / 256)
            assert low <= found.measure("npv", f"p{p * 100:.0f}") <= high, (text, p)
        mean = sum(quantile((i + 0.5) / 1000) for i in range(1000)) / 1000
        error = found.measure("npv", "standard_error")
        assert found.measure("npv", "mean") == pytest.approx(mean, abs=1e-3 * spread + 1e-9), text
        assert error < 2e-3 * spread + 1e-12, text  # the strata hold the mean


def test_a_discrete_range_takes_its_values_by_their_chances(run: Runner) -> None:
    found = run(one_flow(line("discrete(0: 30%, 6: 20%, 12: 50%)")), *DRAWS)
    assert found.measure("npv") == near(6)  # the smallest with half of the chance
    assert found.measure("npv", "mean") == pytest.approx(1.2 + 6, abs=0.03)
    assert found.measure("npv", "p10") == 0
    assert found.measure("npv", "p90") == 12


def test_a_draw_outside_the_bounds_of_its_field_is_clipped_to_them(run: Runner) -> None:
    site = facility(availability="normal(0.95, 0.1)")
    found = run(plan(1, facilities=[site]), *DRAWS)
    assert found.site("available") == near([95])
    assert found.site("available", of="p90") == near([100])
    # E[min(X, 1)] = 1 − σ (z Φ(z) + φ(z)), z = (1 − μ)/σ, with z taken negative.
    z = (0.95 - 1) / 0.1
    lost = 0.1 * (NormalDist().pdf(z) - z * (1 - NormalDist().cdf(z)))
    assert found.site("available", of="mean")[0] == pytest.approx(100 * (1 - lost), abs=0.05)


def test_a_typed_pair_keeps_its_percentiles_when_an_end_is_beyond_the_bound(
    run: Runner,
) -> None:
    found = run(plan(1, facilities=[facility(availability="0.6 to 0.98")]), *DRAWS)
    assert found.site("available", of="p10")[0] == pytest.approx(60, abs=0.3)
    assert found.site("available", of="p90")[0] == pytest.approx(98, abs=0.6)


def test_a_driver_multiplies_its_paths_with_one_draw(run: Runner) -> None:
    driver = {"id": "both", "value": "uniform(0.5, 1.5)",
              "scales": ["cash_lines/a/monthly", "cash_lines/b/monthly"]}  # fmt: skip
    content = one_flow(line(10, "a"), line(-4, "b"), drivers=[driver])
    found = run(content, *DRAWS)
    assert found.measure("npv") == near(6)
    assert found.measure("npv", "p10") == pytest.approx(6 * 0.6, abs=0.03)
    assert found.measure("npv", "p90") == pytest.approx(6 * 1.4, abs=0.03)


@pytest.mark.parametrize("rank", [-0.6, 0.0, 0.8])
def test_ranges_correlate_by_rank_through_a_gaussian_copula(run: Runner, rank: float) -> None:
    pair = {"id": "pair", "a": "cash_lines/a/monthly", "b": "cash_lines/b/monthly", "rank": rank}
    content = one_flow(
        line("normal(0, 3)", "a"), line("normal(0, 4)", "b"), correlations=[pair]
    )  # fmt: skip
    found = run(content, *DRAWS)
    linear = 2 * math.sin(math.pi * rank / 6)  # of the normal scores
    sd = math.sqrt(9 + 16 + 2 * 12 * linear)
    assert found.measure("npv", "p90") == pytest.approx(TENTH * sd, rel=0.03)
    assert found.measure("npv", "p5") == pytest.approx(-1.6449 * sd, rel=0.04)


def test_correlations_that_cannot_hold_together_are_named(run: Runner) -> None:
    pairs = [
        {"id": f"p{i}", "a": f"cash_lines/{a}/monthly", "b": f"cash_lines/{b}/monthly", "rank": r}
        for i, (a, b, r) in enumerate([("a", "b", 0.9), ("b", "c", 0.9), ("a", "c", -0.9)])
    ]
    lines = [line("normal(0, 1)", id) for id in "abc"]
    code, said = run.check(one_flow(*lines, correlations=pairs))
    assert code == 1
    assert "correlations" in said


def path_quantiles(found: Run, name: str, k: int, factor: float = 1) -> Numbers:
    return [found.tenant(name, of=of)[k] / factor for of in ("p10", "p50", "p90", "mean")]


def agree(found: Sequence[float], centre: float, variance: float) -> None:
    """P10, median, P90 and mean of a lognormal whose mean is the path without volatility."""
    middle, spread = centre * math.exp(-variance / 2), TENTH * math.sqrt(variance)
    expected = [middle * math.exp(-spread), middle, middle * math.exp(spread), centre]
    for shown, right in zip(found, expected, strict=True):
        assert shown == pytest.approx(right, rel=0.03)


def test_a_spot_price_reverts_with_its_half_life_and_keeps_its_mean(run: Runner) -> None:
    market = {"spot_price": 2, "spot_drift": 0.1, "spot_volatility": 0.4, "spot_reversion": 6,
              "spot_mean": 1}  # fmt: skip
    content = plan(13, market=market, facilities=[facility()], tenants=[tenant(demand=10)])
    found = run(content, *DRAWS)
    back, variance = 2 ** (-1 / 6), 0.0
    path = [1.1 ** (k / 12) * 2 ** (back**k) for k in range(13)]
    assert found.tenant("spot_revenue") == near([10 * p for p in path])
    assert found.tenant("spot_revenue", of="p90")[0] == near(20)  # the first shock is in month 1
    for k in range(13):
        if k in (1, 12):
            agree(path_quantiles(found, "spot_revenue", k, 10), path[k], variance)
        variance = back**2 * variance + 0.4**2 / 12
    steady = variance
    assert steady < 0.4**2 * 13 / 12


def test_a_power_price_wanders_without_reversion(run: Runner) -> None:
    site = facility(power_price=100, load_factor=1)
    own = {"id": "lab", "kind": "internal", "demand": 100, "value": 1}
    market = {"power_volatility": 0.3}
    found = run(plan(25, market=market, facilities=[site], tenants=[own]), *DRAWS)
    certain = found.site("power")
    shown = [found.site("power", of=of)[24] / certain[24] for of in ("p10", "p50", "p90", "mean")]
    agree(shown, 1, 0.3**2 * 24 / 12)


def test_demand_follows_an_index_that_forgets_and_each_tenants_exposure(run: Runner) -> None:
    market = {"demand_persistence": 0.7, "demand_volatility": 0.1}
    content = plan(
        7, market=market, facilities=[facility()],
        tenants=[tenant(demand=10, demand_exposure=2, id="client")],
    )  # fmt: skip
    found = run(content, *DRAWS)
    variance = sum((0.7**i * 0.1) ** 2 for i in range(6))
    middle = math.exp(-variance / 2)
    for of, score in (("p10", -TENTH), ("p50", 0), ("p90", TENTH)):
        index = middle * math.exp(score * math.sqrt(variance))
        expected = 10 * (1 + 2 * (index - 1))
        assert found.tenant("demand", of=of)[6] == pytest.approx(expected, rel=0.02)
    assert found.tenant("demand", of="mean")[6] == pytest.approx(10, rel=0.01)


@pytest.mark.parametrize("name", ["spot_correlation", "demand_correlation"])
def test_shocks_are_correlated_with_those_of_the_contract_price(run: Runner, name: str) -> None:
    # A floating renewal pays 50 times the contract price from month 1; a buyer pays 10 times the
    # spot price, or 10 times the demand index. The sum's spread falls by the correlation.
    market = {
        "contract_price": 1, "contract_volatility": 0.5, "spot_price": 1,
        "spot_volatility": 0.5 if name == "spot_correlation" else 0,
        "demand_persistence": 1, "demand_volatility": 0 if name == "spot_correlation" else 0.3,
        name: -0.8,
    }  # fmt: skip
    floating = contract(
        basis="per_mw_month", mw=50, price=1, term=1, after_end="renew_or_end",
        renewal_probability=1, renewal_price="floating", renewal_term=6,
    )  # fmt: skip
    buyer = tenant(demand=10, demand_exposure=1, id="buyer")
    content = plan(2, market=market, facilities=[facility()], tenants=[tenant(floating), buyer])
    found = run(content, *DRAWS)
    both = found.line("receipts", of="p90")[1], found.line("receipts", of="p10")[1]
    sd = 0.5 / math.sqrt(12)
    other = sd if name == "spot_correlation" else 0.3
    a, b = 50 * sd, 10 * other
    spread = math.sqrt(a * a + b * b - 2 * 0.8 * a * b)
    assert (both[0] - both[1]) / (2 * TENTH) == pytest.approx(spread, rel=0.06)


def test_events_happen_by_their_chance_evenly_in_their_window(run: Runner) -> None:
    event = {"id": "cut", "probability": 0.4, "earliest": "2027-02", "latest": "2027-05",
             "duration": 1, "severity": 1, "cost": 8}  # fmt: skip
    found = run(plan(6, facilities=[facility(events=[event])]), *DRAWS)
    mean = found.site("available", of="mean")
    assert mean[0] == mean[5] == near(100)
    for k in (1, 2, 3, 4):
        assert mean[k] == pytest.approx(100 * (1 - 0.4 / 4), abs=1.2)
    assert sum(100 - mw for mw in mean) == pytest.approx(40, abs=1.6)
    assert sum(found.site("event_cost", of="mean")) == pytest.approx(3.2, abs=0.13)


def test_a_draw_is_keyed_by_its_path_and_chunk_alone(run: Runner) -> None:
    first = line("normal(10, 3)", "a", name="Some name")
    content = one_flow(first)
    found = run(content, *DRAWS).measure("npv", "p10"), run(content, *DRAWS).measure("npv", "mean")
    later = line("normal(0, 5)", "b", "2027-02")
    other = plan(2, {"discount_rate": 0}, cash_lines=[later, first | {"name": "Another"}],
                 facilities=[facility(availability="0.8 to 0.9")])  # fmt: skip
    again = run(other, *DRAWS)
    assert again.line("other_lines", of="p10")[0] == pytest.approx(found[0], rel=1e-6)
    assert again.line("other_lines", of="mean")[0] == near(found[1])
    assert run(content, "--draws", "10240", "--seed", "2").measure("npv", "mean") != found[1]


def test_the_standard_error_is_the_spread_of_chunk_means(run: Runner) -> None:
    # The product of two ranges is not held by their strata: means of thirty seeds spread as said.
    site = facility(availability="uniform(0.2, 1)", load_factor=1, power_price="uniform(20, 200)")
    own = {"id": "lab", "kind": "internal", "demand": 100, "value": 1}
    content = plan(1, {"discount_rate": 0}, facilities=[site], tenants=[own])
    runs = [run(content, "--draws", "1024", "--seed", str(seed)) for seed in range(30)]
    means = [r.measure("npv", "mean") for r in runs]
    errors = [r.measure("npv", "standard_error") for r in runs]
    centre = sum(means) / 30
    spread = math.sqrt(sum((m - centre) ** 2 for m in means) / 29)
    told = math.sqrt(sum(e * e for e in errors) / 30)
    assert spread == pytest.approx(told, rel=0.35)
