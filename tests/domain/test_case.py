"""A case is the plan with the overrides of a strategy and of the held outcomes applied."""

from typing import Any

import pytest

from planner.domain.case import AS_WRITTEN, DRAWN, Case, Choice, case_of
from planner.domain.distribution import Range
from planner.domain.overriding import (
    Applied,
    Conflict,
    describe,
    number_set,
    of_outcome,
    refused,
    scaled,
    with_overrides,
)
from planner.domain.phase import Phase
from planner.domain.project import Project
from planner.domain.strategy import Override
from planner.domain.tenant import Tenant
from planner.units.message import Refused
from tests.domain.plans import SOUND, many_tenants, sound

LEASE = "tenants/lab/contracts/lease"
MW = "facilities/memphis/phases/h100/mw"


def sets(path: str, value: object) -> dict[str, Any]:
    return {"path": path, "value": value}


def times(path: str, factor: float) -> dict[str, Any]:
    return {"path": path, "factor": factor}


def plan_with(
    strategy: list[Any], *outcomes: list[Any], second: list[Any] | None = None
) -> Project:
    """The sound plan with one strategy `s` and uncertainties `u` (outcomes o0, o1 …) and `v`."""
    chance = 1 / max(1, len(outcomes))
    world = [{"id": f"o{n}", "probability": chance, "overrides": o} for n, o in enumerate(outcomes)]
    uncertainties = [{"id": "u", "name": "Terms", "outcomes": world}] if outcomes else []
    if second is not None:
        only = {"id": "o", "probability": 1, "overrides": second}
        uncertainties.append({"id": "v", "name": "Market", "outcomes": [only]})
    return Project.model_validate(
        SOUND
        | {
            "strategies": [{"id": "s", "name": "Grow", "overrides": strategy}],
            "uncertainties": uncertainties,
            "signposts": [],
            "sources": [],
        }
    )


def chosen(project: Project, **states: str) -> Case:
    return case_of(project, Choice("s", states))


def said(case: Case) -> list[str]:
    return [str(conflict.message) for conflict in case.conflicts]


def test_the_plan_as_written_is_the_project_itself() -> None:
    project = sound()
    case = case_of(project)
    assert case.plan is project
    assert case.choice.state("terms") == AS_WRITTEN
    assert case.conflicts == ()
    assert case.drawn == ()


def test_a_strategy_and_held_outcomes_are_applied() -> None:
    case = case_of(sound(), Choice("keep", {"terms": "kept"}))
    assert case.plan.at(f"{LEASE}/share") == 0.0
    assert case.plan.at(f"{LEASE}/price") == 500.0
    assert case.project.at(f"{LEASE}/price") == 400.0


def test_a_drawn_uncertainty_is_as_written_in_the_plan_and_listed() -> None:
    case = case_of(sound(), Choice(None, {"terms": DRAWN}))
    assert case.plan.at(f"{LEASE}/price") == 400.0
    assert [uncertainty.id for uncertainty in case.drawn] == ["terms"]


@pytest.mark.parametrize(
    ("choice", "path"),
    [
        (Choice("grow"), "strategies/grow"),
        (Choice(None, {"weather": DRAWN}), "uncertainties/weather"),
        (Choice(None, {"terms": "torn"}), "uncertainties/terms/outcomes/torn"),
    ],
)
def test_a_choice_of_what_is_not_there_is_named(choice: Choice, path: str) -> None:
    with pytest.raises(KeyError, match=path):
        case_of(sound(), choice)


@pytest.mark.parametrize("order", [1, -1])
def test_the_set_comes_before_every_factor_whatever_their_order(order: int) -> None:
    strategy = [times(MW, 0.5), sets(MW, 200), times(MW, 0.8)][::order]
    case = chosen(plan_with(strategy, [times(MW, 2)]), u="o0")
    assert case.plan.at(MW) == pytest.approx(200 * 0.5 * 0.8 * 2)
    assert case.factors == {MW: pytest.approx(0.8)}
    assert case.conflicts == ()


def test_only_the_product_of_the_factors_must_lie_within_bounds() -> None:
    share = f"{LEASE}/share"
    case = chosen(plan_with([times(share, 1.5), times(share, 0.5)]))
    assert case.plan.at(share) == 0.75
    assert case.conflicts == ()


def test_a_product_out_of_bounds_is_a_conflict_that_names_who_and_what() -> None:
    share = f"{LEASE}/share"
    case = chosen(plan_with([times(share, 1.2)], [times(share, 1.5)]), u="o0")
    assert said(case) == [
        f"Grow, Terms · o0 changes {share}: Share taken up: 1.7999999999999998 is out of bounds; "
        "it must lie between 0 (0 %) and 1 (100 %). For 1.7999999999999998 percent write "
        "1.7999999999999998 %."
    ]
    assert case.plan.at(share) == 1.0


def test_a_range_is_scaled_and_left_to_be_clipped_at_the_bounds() -> None:
    loss = "tenants/own/loss_given_default"
    case = chosen(plan_with([sets(loss, "0.5 to 0.9"), times(loss, 1.5)]))
    found = case.plan.at(loss)
    assert (found.p10, found.p90) == (pytest.approx(0.75), pytest.approx(1.35))
    assert case.conflicts == ()
    again = case.plan.replacing_at("tenants/own/priority", 1)
    assert again.at(loss) is found


@pytest.mark.parametrize(
    ("path", "value", "factor", "product"),
    [
        (MW, 300, 0.7, 210.0),
        (MW, "200 to 400", 0.0, 0.0),
        ("facilities/memphis/phases/h100/it_life", 61, 0.7, 43),
        ("facilities/memphis/phases/h100/ramp", 12, 0.5, 6.0),
        ("tenants/own/demand", [["2026-05", 50], ["2027-01", 80]], 0.5, None),
        (f"{LEASE}/termination_fee", "3 bills", 2, "6 bills"),
        (f"{LEASE}/prepayment", 600, 0.5, 300.0),
        ("settings/months", 24, 1.5, 36),
        ("cash_lines/payroll/monthly", -8, -1, 8.0),
    ],
)
def test_a_factor_multiplies_every_kind_of_number(
    path: str, value: object, factor: float, product: object
) -> None:
    case = chosen(plan_with([sets(path, value), times(path, factor)]))
    assert said(case) == []
    if product is None:
        assert case.plan.at(path) == (("2026-05", 25.0), ("2027-01", 40.0))
    else:
        assert case.plan.at(path) == product
        assert type(case.plan.at(path)) is type(product)


@pytest.mark.parametrize(
    ("override", "words"),
    [
        (sets("facilities/dallas/pue", 1.2), ["Grow changes facilities/dallas/pue", "not exist"]),
        (sets("facilities/memphis/lease_in/price", 3), ["does not exist"]),
        (sets("", 3), ["Grow changes", "does not exist"]),
        (sets("facilities", []), ["Grow replaces facilities", "never add or remove", "active"]),
        (sets("facilities/memphis/id", "x"), ["facilities/memphis/id", "never add or remove"]),
        (sets("facilities/memphis/lease_in", None), ["lease_in", "never add or remove"]),
        (sets("market", {}), ["market", "never add or remove"]),
        (sets("uncertainties/u/outcomes/o0/probability", 1), ["what is planned", "signposts"]),
        (sets("signposts/news/weight", 1), ["what is planned"]),
        (sets(MW, -1), ["Grow changes", "Power", "-1", "between 0 MW and 1000000 MW"]),
        (sets(MW, None), ["Power must be given"]),
        (sets(MW, "9 to 3"), ["Power", "low end 9", "high end 3"]),
        (sets(f"{LEASE}/parts", [{"mw": -3}]), ["parts", "Power", "-3"]),
        (sets(f"{LEASE}/basis", "per_day"), ["“per_day”", "fixed_fee, per_mw_month"]),
        (times(f"{LEASE}/start", 2), ["multiplies", "which is no number"]),
        (times("facilities/memphis/active", 2), ["multiplies", "which is no number"]),
        (times(f"{LEASE}/discount", 2), ["multiplies", "which is no number"]),
        (times("market/contract_mean", 2), ["market/contract_mean", "which is empty; set it"]),
        (times("tenants/own/value", -1), ["tenants/own/value", "by -1", "lognormal"]),
        (times("settings/draws", 1.11), ["Draws", "multiple of 256"]),
    ],
)
def test_what_cannot_be_applied_is_a_conflict_and_leaves_the_plan(
    override: dict[str, Any], words: list[str]
) -> None:
    project = plan_with([override], [])
    if "signposts" in override["path"]:
        project = project.replacing_at("signposts", sound().signposts)
    case = chosen(project)
    assert len(case.conflicts) == 1
    assert case.conflicts[0].path == override["path"]
    for word in words:
        assert word in said(case)[0]
    assert case.plan == project


def test_parts_are_replaced_whole_and_not_entry_by_entry() -> None:
    parts = [{"facility": "memphis", "mw": 60}, {"facility": "spare", "mw": 40}]
    case = chosen(plan_with([sets(f"{LEASE}/parts", parts)]))
    assert [part.mw for part in case.plan.at(f"{LEASE}/parts")] == [60.0, 40.0]
    assert case.conflicts == ()
    inside = case_of(
        case.plan.replacing_at(
            "strategies/s/overrides", (Override(path=f"{LEASE}/parts/0/mw", value=3),)
        ),
        Choice("s"),
    )
    assert "part of a list; a list is replaced whole" in said(inside)[0]


def test_two_sets_of_one_path_are_a_conflict_that_names_both() -> None:
    project = plan_with([sets(MW, 1)], [sets(MW, 2)], second=[sets(MW, 3)])
    assert said(chosen(project)) == []
    assert said(chosen(project, u="o0")) == [
        f"Grow and Terms · o0 both set {MW}; only one of them may."
    ]
    assert len(said(chosen(project, u="o0", v="o"))) == 3


def test_a_set_of_a_path_and_one_inside_it_are_a_conflict_that_names_both() -> None:
    project = plan_with(
        [sets("facilities/spare/phases", [])], [sets("facilities/spare/phases/one/mw", 3)]
    )
    found = said(chosen(project, u="o0"))
    assert (
        "Grow sets facilities/spare/phases and Terms · o0 sets facilities/spare/phases/one/mw "
        "inside it; only one may."
    ) in found


def test_two_outcomes_of_one_uncertainty_never_meet() -> None:
    project = plan_with([], [sets(MW, 1)], [sets(MW, 2)])
    assert said(chosen(project, u=DRAWN)) == []


def test_a_drawn_outcome_conflicts_with_what_is_held_and_with_other_drawn_ones() -> None:
    project = plan_with([sets(MW, 1)], [], [sets(MW, 2)], second=[sets(MW, 3)])
    assert said(chosen(project, u=DRAWN)) == [
        f"Grow and Terms · o1 both set {MW}; only one of them may."
    ]
    assert len(said(chosen(project, u=DRAWN, v=DRAWN))) == 3
    assert len(said(case_of(project, Choice(None, {"u": DRAWN, "v": "o"})))) == 1


def test_a_drawn_outcome_that_its_field_refuses_is_a_conflict() -> None:
    project = plan_with([], [sets(MW, "much")])
    assert said(chosen(project)) == []
    assert "“much” is neither a number nor a range" in said(chosen(project, u=DRAWN))[0]


def test_a_factor_and_a_set_elsewhere_do_not_conflict() -> None:
    project = plan_with([times(MW, 0.5)], [sets(MW, 100)])
    case = chosen(project, u="o0")
    assert case.conflicts == ()
    assert case.plan.at(MW) == 50.0


def test_what_a_later_set_replaces_is_multiplied_again_by_the_factors_contained() -> None:
    project = plan_with([times(MW, 0.5)], [sets(MW, 100)])
    case = chosen(project, u=DRAWN)
    assert case.plan.at(MW) == 150.0
    outcome = list(of_outcome(case.drawn[0], case.drawn[0].outcomes[0]))
    plan, factors, conflicts = with_overrides(case.plan, outcome, case.factors)
    assert plan.at(MW) == 50.0
    assert (factors, conflicts) == ({}, [])
    assert plan == chosen(project, u="o0").plan


def test_untouched_rows_are_shared_with_the_project() -> None:
    project = many_tenants(2000).replacing_at(
        "strategies", [{"id": "s", "overrides": [sets("tenants/t7/active", False)]}]
    )
    case = chosen(project)
    touched = [
        tenant.id
        for tenant, same in zip(case.plan.tenants, project.tenants, strict=True)
        if tenant is not same
    ]
    assert touched == ["t7"]
    assert case.plan.facilities is project.facilities
    assert not case.plan.at("tenants/t7/active")


def test_the_key_is_equal_for_equal_content_and_choice() -> None:
    one = case_of(sound(), Choice("keep", {"terms": DRAWN}))
    other = case_of(sound(), Choice("keep", {"terms": DRAWN}))
    assert one.project is not other.project
    assert one.key == other.key
    assert case_of(sound(), Choice(None, {"terms": AS_WRITTEN})).key == case_of(sound()).key


def test_the_key_differs_for_every_other_choice_and_content() -> None:
    choices = [
        Choice(strategy, {"terms": state})
        for strategy in (None, "lease", "keep")
        for state in (AS_WRITTEN, DRAWN, "kept", "cut")
    ]
    plans = [sound(), sound().replacing_at(MW, 301), sound().replacing_at(MW, "300 to 301")]
    keys = {case_of(plan, choice).key for plan in plans for choice in choices}
    assert len(keys) == len(plans) * len(choices)


def test_refused_says_the_same_as_applying() -> None:
    project = plan_with([sets(MW, -1), times("settings/start", 2), sets("settings/seed", 7)])
    overrides = [
        Applied("Grow", override, "strategies", "strategies/s")
        for override in project.strategies[0].overrides
    ]
    found = refused(project, overrides)
    assert found == with_overrides(project, overrides)[2]
    assert [conflict.path for conflict in found] == [MW, "settings/start"]
    assert all(isinstance(conflict, Conflict) for conflict in found)
    assert {conflict.place for conflict in found} == {"strategies/s"}


def test_the_number_an_override_sets_is_read_by_its_field() -> None:
    column = Phase.column("mw")
    assert number_set(column, Override(path=MW, value="1.2 GW")) == 1200.0
    assert number_set(column, Override(path=MW, value="1 to 2")) == Range("to", (1.0, 2.0))
    assert number_set(Phase.column("ready"), Override(path=MW, value="2026-05")) is None
    assert number_set(Tenant.column("value"), Override(path=MW, value=None)) is None
    steps = Override(path=MW, value=[["2026-05", 3]])
    assert number_set(Tenant.column("demand"), steps) is None
    with pytest.raises(Refused):
        number_set(column, Override(path=MW, value=-1))


def test_scaling_what_is_no_number_is_refused() -> None:
    with pytest.raises(Refused, match="no number to multiply"):
        scaled(Phase.column("ready"), "2026-05", 2.0)


def test_an_override_is_described_by_what_it_does() -> None:
    assert describe(Override(path=MW, factor=0.7)) == "× 0.7"
    assert describe(Override(path=MW, value="1 to 2")) == "1 to 2"
