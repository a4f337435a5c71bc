"""Laws of whole accounts: what is promised, spent or lent is in the end settled. MODEL.md B10.

For laws that hold at an end the plan of a case is made so long that everything in it has ended.
"""

from dataclasses import dataclass

import numpy as np
from hypothesis import given, settings

from planner.domain.case import Case, case_of
from planner.domain.path import walk
from planner.domain.phase import Phase, Refresh
from planner.domain.project import Project
from planner.engine.calendar import Calendar
from planner.engine.columns import Columns
from planner.engine.worlds import as_written
from tests.builders import run
from tests.engine.random_plans import all_states, cases, projects
from tests.engine.random_values import Kind
from tests.engine.spied_runs import Spied, at_most, by_path

EXAMPLES = settings(deadline=None, max_examples=30)
FEW = settings(deadline=None, max_examples=15)
EVERY_CONTRACT_HAS_ENDED, ALL_IS_WRITTEN_OFF = 140, 300
NEVER = 10_000
CERTAIN = Kind(chance=False, structural=False)


def longer(project: Project, months: int) -> Project:
    return project.replacing_at("settings/months", months)


@given(cases())
@FEW
def test_all_that_is_billed_under_contract_is_recognised_by_its_end_and_no_more(
    case: Case,
) -> None:
    project = longer(case.project, EVERY_CONTRACT_HAS_ENDED)
    for seen, _ in Spied(case_of(project, case.choice)).blocks:
        ahead = seen["", "accrued_revenue"]
        money = 1 + np.abs(seen["", "billed"]).sum(axis=0)
        assert (np.abs(ahead[-1]) <= 1e-9 * money).all()
        for this in (*by_path(seen, "tenants/", 3), *by_path(seen, "tenants/", 4)):
            if "billed" not in this:
                continue
            # What was earned before the plan is only in what the whole plan opens with.
            billed, earned = this["billed"].sum(axis=0), this["recognised"].sum(axis=0)
            if "backlog_headline" not in this:
                assert (np.abs(billed - earned) <= 1e-9 * money).all()
        owed = seen["", "receivables"]
        assert (np.abs(owed[-1]) <= 1e-9 * money).all()
        headline = seen["", "backlog_headline"]
        assert (np.abs(headline[-1]) <= 1e-9 * money).all()


@given(projects(Kind(structural=False)))
@EXAMPLES
def test_what_sites_are_taken_to_earn_is_what_is_earned(project: Project) -> None:
    # A lease of a site that is not there may earn ahead of the bills that never come: at no site.
    there = {f"facilities/{facility.id}/active": True for facility in project.facilities}
    for seen, _ in Spied(case_of(project.replacing_all(there))).blocks:
        for line, whole in (("recognised", "recognised"), ("received", "receipts")):
            sites = [this[line] for this in by_path(seen, "facilities/", 1)]
            placed = sum(sites, np.zeros((1, 1)))
            assert at_most(np.abs(placed - seen["", whole]), 0 * placed)


@dataclass(frozen=True)
class Settled:
    """From when on all that is built is in service, or gone, and paid."""

    months: int

    @classmethod
    def of(cls, project: Project) -> "Settled":
        start = project.settings
        calendar = Calendar(start.start, start.months)
        columns = Columns(as_written(case_of(project)), None)
        last = 0
        for path, entity in walk(project):
            site = project.at("/".join(path.split("/")[:2])) if "/" in path else project
            close = getattr(site, "close", None)
            closed = NEVER if close is None else calendar.index_of(close)
            if isinstance(entity, Phase) and entity.ready is not None:
                ready = calendar.index_of(entity.ready)
                delay = float(np.ceil(columns.number(path, entity, "delay")[0]))
                paid = [calendar.index_of(month) for month, _ in entity.spend if month != "start"]
                slip = delay if entity.spend_slips else 0
                last = max(last, min(int(np.ceil(ready + delay)), closed))
                last = max(last, *(int(p + slip) for p in paid), int(ready + slip))
            if isinstance(entity, Refresh) and entity.month is not None:
                last = max(last, calendar.index_of(entity.month))
        return cls(last)


@given(projects(CERTAIN))
@EXAMPLES
def test_once_all_is_paid_and_in_service_nothing_is_under_construction(project: Project) -> None:
    settled = Settled.of(project).months
    result = run(longer(project, settled + 3), states=all_states(project, ""))
    construction = result.series["", "construction"].deterministic
    scale = 1e-9 * (1 + np.abs(result.series["", "net_book_value"].deterministic).max())
    assert (np.abs(construction[settled:]) <= scale).all()


def from_the_start(project: Project) -> Project:
    """Nothing was built before the plan, nothing outlasts 300 months, only assets are deducted."""
    changes: dict[str, object] = {}
    start = project.settings.start
    for path, entity in walk(project):
        if isinstance(entity, Phase):
            ready = entity.ready if entity.ready is not None and entity.ready > start else start
            kept = [r.stored() for r in entity.refreshes if r.month is not None and r.month > start]
            changes[f"{path}/ready"] = ready
            changes[f"{path}/refreshes"] = kept
            for name in ("it_tax", "shell_tax"):
                if getattr(entity, name) == "macrs_39":
                    changes[f"{path}/{name}"] = "macrs_15"
    for facility in project.facilities:
        for name in ("book_at_start", "tax_at_start", "lease_in"):
            changes[f"facilities/{facility.id}/{name}"] = None
    changes |= {"cash_lines": [], "settings/months": ALL_IS_WRITTEN_OFF}
    alone = project.replacing_all({"drivers": [], "correlations": [], "uncertainties": []})
    return alone.replacing_all(changes)


@given(projects(CERTAIN))
@FEW
def test_books_and_tax_take_the_same_cost_in_the_end_and_all_debt_is_repaid(
    project: Project,
) -> None:
    result = run(from_the_start(project))

    def total(name: str) -> float:
        return float(result.series["", name].deterministic.sum())

    proceeds = total("closure_proceeds")
    in_books = total("depreciation") + total("disposal_loss") + proceeds
    in_books += float(result.series["", "net_book_value"].deterministic[-1])
    running = total("power") + total("opex") + total("rent") + total("event_cost")
    income = total("billed") + total("spot_revenue") - total("credit_loss") - running
    retired = income - total("tax_depreciation") - total("closure_cost") + proceeds
    for_tax = total("tax_depreciation") + retired - total("taxable_unlevered")
    assert abs(in_books - for_tax) <= 1e-9 * (1 + abs(income) + in_books)
    assert abs(result.series["", "debt"].deterministic[-1]) <= 1e-6


@given(projects(CERTAIN))
@EXAMPLES
def test_net_book_value_never_falls_below_the_salvage_of_what_is_in_service(
    project: Project,
) -> None:
    changes: dict[str, object] = dict.fromkeys(
        (f"facilities/{facility.id}/book_at_start" for facility in project.facilities), None
    )
    for path, entity in walk(project):
        if isinstance(entity, Refresh):
            changes[f"{path}/replaces"] = 0
    changes |= {"market/accelerator_trend": 0, "market/own_chip_saving": 0}
    plan = project.replacing_all(changes)
    result = run(plan, states=all_states(plan, ""))
    calendar = Calendar(plan.settings.start, plan.settings.months)
    columns = Columns(as_written(case_of(plan)), None)
    for facility in plan.facilities:
        if not facility.active:
            continue
        least = np.zeros(calendar.months)
        last = calendar.months if facility.close is None else calendar.index_of(facility.close)
        for phase in facility.phases:
            path = f"facilities/{facility.id}/phases/{phase.id}"
            if not phase.active or phase.ready is None:
                continue
            ready = calendar.index_of(phase.ready) + columns.number(path, phase, "delay")[0]
            stands = (calendar.index >= np.ceil(ready)) & (calendar.index < last)
            cost = columns.number(path, phase, "it_cost")[0]
            least += stands * min(phase.it_salvage, cost)
        value = result.series[f"facilities/{facility.id}", "net_book_value"].deterministic
        assert (value >= least - 1e-6).all()
