"""Drawn uncertainties: columns, worlds and what they mean over the draws. MODEL.md B9."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings

from planner.domain.case import DRAWN, Choice, case_of
from planner.domain.column import Column
from planner.domain.entity import Entity
from planner.domain.path import walk
from planner.domain.project import Project
from planner.engine.draws import CHUNK
from planner.engine.result import Result
from planner.engine.simulate import Blocked, simulate
from planner.engine.stretches import stretches
from planner.engine.worlds import chosen_outcomes, worlds
from tests.builders import (
    Stored,
    contract,
    event,
    facility,
    figure,
    mean,
    outcome,
    own_use,
    phase,
    plan,
    run,
    same,
    scaling,
    series,
    setting,
    supply,
    tenant,
    uncertainty,
)
from tests.engine.random_plans import all_states, projects
from tests.engine.random_values import Kind

EXAMPLES = settings(deadline=None, max_examples=25)
NOT_DRAWN = ("shadow_price", "branch_contracted", "branch_billed")
"""What only the deterministic run works out."""
SUMMED = ("billed", "spot_revenue", "lease_in", "capex", "net_book_value")
DIFFERENCES = (
    *("balance_check", "accrued_revenue", "accrued_lease_in", "construction"),
    *("deferred_tax", "recognised", "prepayments"),
)
"""Small beside the sums that they are left of, to which their rounding is therefore compared."""
HALL = "facilities/site/phases/hall"


def as_ranges(project: Project) -> Project:
    """The plan with every number that may be a range written as one that has a single value."""

    def spread(entity: Entity, column: Column) -> str:
        value = getattr(entity, column.name)
        form = "normal({}, 0)" if len(column.name) % 2 else "discrete({}: 100%)"
        return form.format(repr(value))

    changes = {
        f"{path}/{name}".lstrip("/"): spread(entity, column)
        for path, entity in walk(project)
        for name, column in type(entity).columns_by_name().items()
        if column.may_be_range and isinstance(getattr(entity, name), float)
    }
    return project.replacing_all(changes)


def surely(project: Project) -> Project:
    """The plan with the first outcome of every uncertainty certain."""
    changes = {
        f"uncertainties/{u.id}/outcomes/{o.id}/probability": float(place == 0)
        for u in project.uncertainties
        for place, o in enumerate(u.outcomes)
    }
    return project.replacing_all(changes)


@given(projects(Kind(chance=False)))
@EXAMPLES
def test_when_all_is_certain_each_draw_equals_the_deterministic_run(project: Project) -> None:
    certain = surely(project)
    held = {u.id: u.outcomes[0].id for u in project.uncertainties}
    by_hand = run(certain, states=held)
    drawn = run(as_ranges(certain), draws=512, states=all_states(certain))
    for name in ("npv", "value_to_owner", "own_use_worth", "peak_funding", "payback"):
        expected = by_hand.measures[name].deterministic
        samples = drawn.measures[name].samples
        wanted = np.nan if expected is None else expected
        # Relative to what the sum is made of, where it is a small difference.
        scale = 1e-12 * (1 + np.abs(series(by_hand, "fcff")).sum() + abs(by_hand.at_start["fcff"]))
        np.testing.assert_allclose(samples, np.full(512, wanted), 1e-12, scale, err_msg=name)
    summed = 1.0 + sum(np.abs(series(by_hand, name)).sum() for name in SUMMED)
    for key in recorded(by_hand):
        bands, found = by_hand.series[key], drawn.series[key].mean
        assert found is not None
        largest = 1 + np.abs(np.nan_to_num(bands.deterministic)).max()
        scale = 1e-12 * (summed if key[1] in DIFFERENCES else largest)
        np.testing.assert_allclose(found, bands.deterministic, 1e-12, scale, err_msg=str(key))


@given(projects().filter(lambda project: bool(project.uncertainties)))
@settings(deadline=None, max_examples=25)
def test_each_draw_of_an_uncertainty_is_that_of_the_outcome_it_fell_on(project: Project) -> None:
    one = project.uncertainties[0]
    others = {u.id: "" for u in project.uncertainties[1:]}
    mixed = run(project, draws=512, states=others | {one.id: DRAWN})
    held = [run(project, draws=512, states=others | {one.id: o.id}) for o in one.outcomes]
    (part,) = stretches(512)
    fell_on = chosen_outcomes(one, part.uniforms(mixed.seed, f"uncertainties/{one.id}"))
    for chunk in fell_on.reshape(-1, CHUNK):
        counts = np.bincount(chunk, minlength=len(one.outcomes))
        # Each bound of an outcome cuts one of the 256 strata, whose draw falls on either side.
        for count, fallen in zip(counts, one.outcomes, strict=True):
            assert abs(count - fallen.probability * CHUNK) < 2
    for name in ("npv", "value_to_owner", "own_use_worth", "peak_funding", "npv_equity"):
        apart = np.array([result.measures[name].samples for result in held])
        expected = apart[fell_on, np.arange(512)]
        # A number of a column is a product in another order than that of the plan.
        scale = 1e-9 * (1 + np.abs(apart).max())
        np.testing.assert_allclose(
            mixed.measures[name].samples, expected, 1e-9, scale, err_msg=name
        )


BASE: Stored = {
    "months": 24,
    "settings": {"tax_rate": 0.2},
    "market": {"spot_price": "0.8 to 1.4", "spot_volatility": 0.3, "vintage_decay": 0.1},
    "facilities": [
        facility(
            pue=1.2,
            power_price=40,
            lease_in=contract(mw="60 to 90", price=0.2, term=12),
            supplies=[supply("grid", mw=80, price=50), supply("gas", mw=70, price=90)],
            phases=[phase(mw="80 to 120", it_cost="50 to 90"), phase("two", mw=40, it_cost=30)],
            events=[event(probability=0.4, severity="0.2 to 0.6", cost=9)],
        ),
        facility("other", phases=[phase(mw=50)]),
    ],
    "tenants": [
        tenant(demand="40 to 90", rival=True, contracts=[contract(mw=30, term=18), contract("b")]),
        own_use(value="1 to 3"),
    ],
    "cash_lines": [{"id": "line", "monthly": -1}],
    "valuation": {"rival_erosion": 0.05},
}

CHANGES: list[list[Stored]] = [
    [scaling(f"{HALL}/mw", 0.5)],
    [setting(f"{HALL}/mw", 30)],
    [setting(f"{HALL}/it_cost", "100 to 200"), scaling("market/spot_price", 0.6)],
    [setting(f"{HALL}/delay", 3.5)],
    [setting(f"{HALL}/active", False)],
    [setting("facilities/site/active", False)],
    [setting("facilities/site/lease_in/active", False)],
    [setting("facilities/site/supplies/grid/active", False)],
    [setting("facilities/site/events/outage/active", False)],
    [setting("facilities/site/events/outage/probability", 0.9)],
    [scaling("facilities/site/events/outage/probability", 0.25)],
    [setting("tenants/lab/active", False)],
    [setting("tenants/lab/contracts/lease/active", False)],
    [setting("tenants/lab/contracts/b/share", 0.25)],
    [scaling("tenants/lab/demand", 2)],
    [setting("tenants/model/value", 0)],
    [setting("tenants/model/active", False)],
    [setting("cash_lines/line/active", False)],
    [setting("market/spot_volatility", 0)],
    [scaling("valuation/rival_erosion", 4)],
]


def with_outcomes(overrides: list[Stored], structural: bool) -> Project:
    """One uncertainty: the change, or nothing. A discount list that is set makes it structural."""
    mark = [setting("tenants/lab/contracts/lease/discount", [])] if structural else []
    two = uncertainty("u", outcome("yes", 0.375, *overrides, *mark), outcome("no", 0.625, *mark))
    return plan(uncertainties=[two], **BASE)


@pytest.mark.parametrize("overrides", CHANGES, ids=lambda o: o[0]["path"].replace("/", "-"))
def test_a_number_that_becomes_a_column_is_what_it_is_in_a_world_of_its_own(
    overrides: list[Stored],
) -> None:
    columns, apart = with_outcomes(overrides, False), with_outcomes(overrides, True)
    drawn = Choice(None, {"u": DRAWN})
    assert len(worlds(case_of(columns, drawn))) == 1
    assert len(worlds(case_of(apart, drawn))) == 2
    one, two = (run(project, draws=512, states={"u": DRAWN}) for project in (columns, apart))
    for name in ("npv", "value_to_owner", "peak_funding", "own_use_worth"):
        samples = one.measures[name].samples
        scale = 1e-9 * np.abs(samples).max() + 1e-9
        np.testing.assert_allclose(two.measures[name].samples, samples, 1e-9, scale, err_msg=name)
    for key in recorded(one, two):
        found, expected = two.series[key].mean, one.series[key].mean
        assert found is not None
        assert expected is not None
        np.testing.assert_allclose(found, expected, 1e-6, 1e-6, err_msg=str(key))
    # 0.375 of 256 is a whole number: exactly so many draws of each chunk live in each world.
    changed = run(apart, draws=512, states={"u": "yes"}).measures["npv"].samples
    assert (np.isclose(changed, two.measures["npv"].samples, 1e-9)).sum() >= 192


def recorded(*results: Result) -> Iterator[tuple[str, str]]:
    """Keys that all have and draws fill. Only in a world of its own is an entity absent."""
    return (
        (path, name)
        for path, name in results[0].series
        if name not in NOT_DRAWN and all((path, name) in result.series for result in results)
    )


def test_sets_come_before_factors_of_other_uncertainties() -> None:
    # 100 × 0.5 written in the strategy; one uncertainty sets 80, the other doubles: 80 × 0.5 × 2.
    path = "facilities/site/phases/hall/it_cost"
    for order in (1, -1):
        two = [
            uncertainty("a", outcome("only", 1, scaling(path, 2))),
            uncertainty("b", outcome("only", 1, setting(path, 80))),
        ]
        project = plan(
            facilities=[facility(phases=[phase(it_cost=100, spend=[["start", 1]])])],
            strategies=[{"id": "half", "overrides": [scaling(path, 0.5)]}],
            uncertainties=two[::order],
        )
        states = {"a": DRAWN, "b": DRAWN}
        found = run(project, draws=512, strategy="half", states=states)
        same(found.measures["npv"].samples, np.full(512, -80))
        held = run(project, strategy="half", states={"a": "only", "b": "only"})
        assert figure(held, "npv") == pytest.approx(-80)


def test_an_outcome_may_change_the_discount_and_tax_rates() -> None:
    high = [setting("settings/discount_rate", 0.5), setting("settings/tax_rate", 0.4)]
    project = plan(
        facilities=[facility()],
        tenants=[tenant(contracts=[contract()]), own_use(demand=20, value=3)],
        uncertainties=[uncertainty("u", outcome("high", 0.5, *high), outcome("same", 0.5))],
    )
    drawn = run(project, draws=512, states={"u": DRAWN})
    for name in ("npv", "own_use_worth", "value_to_owner"):
        held = [figure(run(project, states={"u": state}), name) for state in ("high", "same")]
        same(np.sort(drawn.measures[name].samples), [min(held)] * 256 + [max(held)] * 256)


def test_an_outcome_may_change_a_correlation_of_the_market() -> None:
    def rising_together(rank: float | None) -> float:
        change = [] if rank is None else [setting("correlations/pair/rank", rank)]
        project = plan(
            facilities=[
                facility("a", phases=[phase(it_cost="uniform(0, 100)", spend=[["start", 1]])]),
                facility("b", phases=[phase(it_cost="uniform(0, 100)", spend=[["start", 1]])]),
            ],
            correlations=[
                {
                    "id": "pair",
                    "a": "facilities/a/phases/hall/it_cost",
                    "b": "facilities/b/phases/hall/it_cost",
                    "rank": 0.9,
                }
            ],
            uncertainties=[uncertainty("u", outcome("only", 1, *change))],
        )
        return float(run(project, draws=2560, states={"u": DRAWN}).measures["npv"].samples.std())

    # The sum of two uniforms of 100: √(2 (1 + ρ)/12) × 100.
    assert rising_together(None) == pytest.approx(100 * np.sqrt(1.9 / 6), rel=0.03)
    assert rising_together(-0.9) == pytest.approx(100 * np.sqrt(0.1 / 6), rel=0.1)


@pytest.mark.parametrize(
    "change", [setting("settings/months", 30), setting("settings/start", "2027-02")]
)
def test_an_outcome_that_moves_the_plans_own_months_is_named_and_blocks_drawing(
    change: Stored,
) -> None:
    two = uncertainty("u", outcome("other", 0.5, change), outcome("same", 0.5))
    project = plan(facilities=[facility()], uncertainties=[two])
    case = case_of(project, Choice(None, {"u": DRAWN}))
    with pytest.raises(Blocked) as refusal:
        simulate(case, 512)
    assert [problem.path for problem in refusal.value.problems] == [change["path"]]
    run(project, states={"u": "other"})


def test_an_entity_that_some_worlds_lack_counts_as_0_there() -> None:
    late = [setting(f"{HALL}/ready", "2027-04"), setting("tenants/lab/active", False)]
    project = plan(
        months=6,
        facilities=[facility()],
        tenants=[tenant(contracts=[contract(mw=40)])],
        uncertainties=[uncertainty("u", outcome("late", 0.75, *late), outcome("same", 0.25))],
    )
    result = run(project, draws=512, states={"u": DRAWN})
    bands = result.series["tenants/lab", "served"]
    same(mean(result, "served", "tenants/lab"), [10] * 6)
    assert bands.p50 is not None
    assert bands.p90 is not None
    same(bands.p50, [0] * 6)
    same(bands.p90, [40] * 6)


@pytest.mark.parametrize("keeps", [True, False])
def test_a_month_without_a_number_in_some_draws_has_the_mean_of_the_others(keeps: bool) -> None:
    # Nothing is available until February in half of the draws; in the others a quarter is used.
    late = uncertainty("u", outcome("late", 0.5, setting(f"{HALL}/delay", 1)), outcome("same", 0.5))
    project = plan(
        months=2,
        facilities=[facility()],
        tenants=[tenant(contracts=[contract(mw=25)])],
        uncertainties=[late],
    )
    case = case_of(project, Choice(None, {"u": DRAWN}))
    result = simulate(case, 512, keeps=lambda _key: keeps)
    same(mean(result, "utilisation"), [0.25, 0.25])
    assert (result.series["", "utilisation"].p10 is None) is not keeps


def test_mw_at_the_meter_become_it_power_by_the_first_site_that_is_there_in_each_draw() -> None:
    # 50 MW at the meter are 40 of IT at the first site, and 25 at the second where that is away.
    away = uncertainty(
        "u", outcome("away", 0.25, setting("facilities/a/active", False)), outcome("there", 0.75)
    )
    project = plan(
        months=2,
        facilities=[facility("a", pue=1.25), facility("b", pue=2)],
        tenants=[tenant(demand=50, contracts=[contract(mw=50, mw_basis="facility")])],
        settings={"power_basis": "facility"},
        uncertainties=[away],
    )
    result = run(project, draws=512, states={"u": DRAWN})
    for name in ("contracted", "demand"):
        same(series(run(project, states={"u": "away"}), name), [25, 25])
        same(series(run(project, states={"u": "there"}), name), [40, 40])
        same(mean(result, name), [25 / 4 + 40 * 3 / 4] * 2)
