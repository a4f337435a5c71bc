"""What must leave every bit of a result alone, and what scales it. MODEL.md B9 and B10."""

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner.domain.case import Case, Choice, case_of
from planner.domain.column import Column
from planner.domain.distribution import Range
from planner.domain.entity import Entity
from planner.domain.path import walk
from planner.domain.project import Project
from planner.engine.result import Bands, Result
from planner.engine.simulate import simulate
from planner.units.unit import MUSD, MUSD_PER_MONTH, MUSD_PER_MW_MONTH, PRICE, USD_PER_MWH
from tests.builders import (
    Stored,
    cash_line,
    contract,
    event,
    facility,
    own_use,
    phase,
    plan,
    run,
    supply,
)
from tests.engine.random_plans import all_states, cases, projects
from tests.engine.random_values import Kind

EXAMPLES = settings(deadline=None, max_examples=15)
MONEY = (MUSD, MUSD_PER_MONTH, MUSD_PER_MW_MONTH, PRICE, USD_PER_MWH)
BANDS = ("deterministic", "mean", "p10", "p25", "p50", "p75", "p90")


def same_bits(first: Result, second: Result, only: set[tuple[str, str]] | None = None) -> None:
    """Assert that two results agree in every bit of every series and sample."""
    keys = set(first.series) if only is None else only
    assert only is not None or keys == set(second.series)
    for key in keys:
        for name in BANDS:
            one, other = getattr(first.series[key], name), getattr(second.series[key], name)
            np.testing.assert_array_equal(one, other, strict=True, err_msg=f"{key} {name}")
    for name, measure in first.measures.items():
        other = second.measures[name]
        np.testing.assert_array_equal(measure.samples, other.samples, strict=True, err_msg=name)
        assert measure.deterministic == other.deterministic
        assert measure.mean == other.mean


def drawn(project: Project, draws: int = 512, **more: Any) -> Result:
    return run(project, draws=draws, states=all_states(project), **more)


@given(cases())
@EXAMPLES
def test_any_number_of_threads_gives_the_same_bits(case: Case) -> None:
    one = simulate(case, 768, threads=1)
    for threads in (2, 3):
        same_bits(one, simulate(case, 768, threads=threads))


@given(cases())
@EXAMPLES
def test_the_preview_is_the_first_512_draws_of_the_full_run(case: Case) -> None:
    preview, full = simulate(case, 512, threads=2), simulate(case, 1280, threads=2)
    for name, measure in preview.measures.items():
        np.testing.assert_array_equal(measure.samples, full.measures[name].samples[:512])
    for key, bands in preview.series.items():
        np.testing.assert_array_equal(bands.deterministic, full.series[key].deterministic)


INACTIVE: list[tuple[str, Stored]] = [
    ("facilities", facility("off", pue=3, power_price=9, phases=[phase(mw=999, it_cost=99)])),
    ("facilities/site0/phases", phase("off", mw=999, it_cost=99)),
    ("facilities/site0/supplies", supply("off", mw=1, price=1)),
    ("facilities/site0/events", event("off", cost=77)),
    ("tenants", own_use("off", demand=999, value=99, contracts=[contract("off", price=99)])),
    ("tenants/tenant0/contracts", contract("off", mw=999, price=99)),
    ("cash_lines", cash_line("off", monthly=999, operating=True, taxed=True)),
]


@given(projects(), st.sampled_from(INACTIVE), st.booleans())
@EXAMPLES
def test_adding_an_inactive_entity_changes_nothing(
    project: Project, added: tuple[str, Stored], first: bool
) -> None:
    path, stored = added
    *_, last = path.split("/")
    rows = project.at(path)
    holder = project.at("/".join(path.split("/")[:-1]))
    kind = type(holder).column(last).entity
    assert kind is not None
    entity = kind.model_validate(stored | {"active": False})
    after = project.adding(path, entity, 0 if first else len(rows))
    same_bits(drawn(project), drawn(after))


@given(projects())
@EXAMPLES
def test_a_lease_in_that_is_inactive_changes_nothing(project: Project) -> None:
    assume(project.facilities[0].lease_in is None)
    lease = contract(mw=1, price=9, active=False)
    same_bits(drawn(project), drawn(project.replacing_at("facilities/site0/lease_in", lease)))


@given(projects())
@EXAMPLES
def test_names_notes_and_other_texts_decide_nothing(project: Project) -> None:
    after = project
    for path, entity in walk(project):
        for name, column in type(entity).columns_by_name().items():
            if column.kind == "text":
                after = after.replacing_at(f"{path}/{name}".lstrip("/"), f"called {path}")
    same_bits(drawn(project), drawn(after))


def in_other_money(project: Project, factor: float) -> Project:
    """The plan with every amount of money multiplied."""

    def scaled(entity: Entity, column: Column) -> Any:
        value = getattr(entity, column.name)
        return value.scaled(factor) if isinstance(value, Range) else value * factor

    changes = {
        f"{path}/{name}".lstrip("/"): scaled(entity, column)
        for path, entity in walk(project)
        for name, column in type(entity).columns_by_name().items()
        if column.unit in MONEY and isinstance(getattr(entity, name), int | float | Range)
    }
    return project.replacing_all(changes)


@given(projects())
@EXAMPLES
def test_money_times_a_factor_is_npv_times_the_factor_and_the_same_irr(project: Project) -> None:
    # A power of two, so that prices that are equal stay equal to the last bit.
    one, four = drawn(project), drawn(in_other_money(project, 4))
    for name in ("npv", "value_to_owner", "own_use_worth", "peak_funding"):
        samples = one.measures[name].samples
        scale = 1e-9 * np.abs(samples).max() + 1e-9
        np.testing.assert_allclose(four.measures[name].samples, 4 * samples, 1e-9, scale)
    for name in ("irr", "payback"):
        np.testing.assert_allclose(
            four.measures[name].samples, one.measures[name].samples, 1e-6, 1e-6
        )
    money = ("billed", "power", "opex", "capex", "fcff")
    for name in money:
        np.testing.assert_allclose(
            four.series["", name].deterministic, 4 * one.series["", name].deterministic, 1e-9, 1e-9
        )


@given(projects(Kind(chance=False)), st.integers(1, 12))
@EXAMPLES
def test_a_longer_plan_keeps_the_months_of_a_shorter_one(project: Project, more: int) -> None:
    # A horizon value falls into the last month, a contract for all of a demand promises what the
    # plan knows of that demand, one that waits for delivery what it knows of that: left out.
    changes: dict[str, object] = {
        f"facilities/{site.id}/horizon_value": "none" for site in project.facilities
    }
    for tenant in project.tenants:
        for lease in tenant.contracts:
            path = f"tenants/{tenant.id}/contracts/{lease.id}"
            changes[f"{path}/commences"] = "date"
            if lease.mw is None and not lease.parts:
                changes[f"{path}/mw"] = 25
    shorter = project.replacing_all(changes)
    months = project.settings.months
    found = run(shorter.replacing_at("settings/months", months + more))
    for key, bands in run(shorter).series.items():
        kept = found.series[key].deterministic[:months]
        np.testing.assert_allclose(bands.deterministic, kept, 1e-9, 1e-9, err_msg=str(key))


def test_seed_0_is_a_seed_and_the_seed_of_the_plan_holds_unless_another_is_given() -> None:
    uncertain = facility(phases=[phase(it_cost="uniform(0, 100)", spend=[["start", 1]])])
    project = plan(settings={"seed": 5}, facilities=[uncertain])

    def samples(seed: int | None) -> list[float]:
        found: list[float] = run(project, draws=512, seed=seed).measures["npv"].samples.tolist()
        return found

    assert samples(None) == samples(5)
    assert samples(0) != samples(5)
    assert samples(0) == samples(0)
    assert run(project, draws=512, seed=0).seed == 0


@pytest.mark.parametrize("draws", [-256, 100, 513])
def test_draws_come_in_whole_chunks(draws: int) -> None:
    with pytest.raises(ValueError, match="multiple of 256"):
        run(plan(), draws=draws)


def test_arrays_of_a_result_are_read_only() -> None:
    result = run(plan(facilities=[facility()]), draws=512)
    bands: Bands = result.series["", "available"]
    for name in BANDS:
        assert not getattr(bands, name).flags.writeable
    assert not result.measures["npv"].samples.flags.writeable


def test_without_draws_there_are_no_bands() -> None:
    bands = run(plan(facilities=[facility()])).series["", "available"]
    assert [getattr(bands, name) for name in BANDS[1:]] == [None] * 6


def test_a_case_with_a_strategy_is_the_plan_that_the_strategy_makes() -> None:
    project = plan(
        facilities=[facility(opex=0.02)],
        strategies=[{"id": "lean", "overrides": [{"path": "facilities/site/opex", "factor": 0.5}]}],
    )
    lean = simulate(case_of(project, Choice("lean")), 0)
    same_bits(lean, run(project.replacing_at("facilities/site/opex", 0.01)))
