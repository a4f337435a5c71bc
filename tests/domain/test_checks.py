"""Every contradiction of a plan is said, with its place; what is worth knowing is a notice."""

from dataclasses import dataclass
from typing import Any

import pytest

from planner.domain.case import DRAWN, Choice, case_of
from planner.domain.checks import INCONSISTENT, NOTICE, blocking, problems
from planner.domain.project import Project
from planner.domain.source import Source
from tests.domain.plans import SOUND, many_tenants, sound

LEASE = "tenants/lab/contracts/lease"
H100 = "facilities/memphis/phases/h100"
PERMIT = "facilities/memphis/events/permit"
WHERE = "tenants/lab/contracts/lease/facilities"


@dataclass(frozen=True)
class Fault:
    """A change of the sound plan, and the only problem that it makes: its path and words."""

    name: str
    changes: dict[str, Any]
    path: str
    words: tuple[str, ...]
    blocks: bool = True

    @property
    def plan(self) -> Project:
        return sound().replacing_all(self.changes)


LEASE_IN = {"mw": 300, "price": 3, "start": "2026-05-01", "term": 12}
FAULTS = [
    Fault(
        "a tenant's site",
        {"tenants/lab/facilities": ["memphis", "dallas"]},
        "tenants/lab/facilities",
        ("Facilities", "“dallas”", "among facilities"),
    ),
    Fault(
        "a contract's site",
        {f"{LEASE}/facilities": ["dallas"]},
        f"{LEASE}/facilities",
        ("Facilities", "“dallas”"),
    ),
    Fault(
        "a part's site",
        {f"{LEASE}/parts": [{"facility": "dallas", "mw": 3}]},
        f"{LEASE}/parts/0/facility",
        ("Facility", "“dallas”"),
    ),
    Fault(
        "a part without site",
        {f"{LEASE}/parts": [{"mw": 3}]},
        f"{LEASE}/parts/0/facility",
        ("must name its site",),
    ),
    Fault(
        "a site twice",
        {"tenants/lab/facilities": ["memphis", "memphis"]},
        "tenants/lab/facilities",
        ("Facilities", "“memphis”", "twice"),
    ),
    Fault(
        "an event's phase of another site",
        {f"{PERMIT}/phases": ["one"]},
        f"{PERMIT}/phases",
        ("Phases hit", "“one”", "among phases"),
    ),
    Fault(
        "an event's supply",
        {f"{PERMIT}/supplies": ["turbines"]},
        f"{PERMIT}/supplies",
        ("Supplies hit", "“turbines”", "among supplies"),
    ),
    Fault(
        "what a driver scales",
        {"drivers/overrun/scales": ["facilities/spare/opec"]},
        "drivers/overrun/scales",
        ("Scales", "“facilities/spare/opec”", "leads to nothing"),
    ),
    Fault(
        "a driver of a text",
        {"drivers/overrun/scales": ["facilities/spare/site"]},
        "drivers/overrun/scales",
        ("Scales", "“facilities/spare/site”", "no number"),
    ),
    Fault(
        "a driver that scales twice",
        {"drivers/overrun/scales": ["facilities/spare/opex", "facilities/spare/opex"]},
        "drivers/overrun/scales",
        ("Scales", "“facilities/spare/opex”", "twice"),
    ),
    Fault(
        "a correlation to nothing",
        {"correlations/slips/a": "facilities/spare/phases/two/mw"},
        "correlations/slips/a",
        ("First", "“facilities/spare/phases/two/mw”", "leads to nothing"),
    ),
    Fault(
        "a correlation of a certain number",
        {"correlations/slips/b": "facilities/spare/pue"},
        "correlations/slips/b",
        ("Second", "“facilities/spare/pue”", "neither a range nor a market price"),
    ),
    Fault(
        "a correlation with itself",
        {"correlations/slips/b": f"{H100}/delay"},
        "correlations/slips",
        ("cannot be correlated with itself", f"“{H100}/delay”"),
    ),
    Fault(
        "a pair twice",
        {
            "correlations": [
                SOUND["correlations"][0],
                {"id": "again", "a": "facilities/spare/phases/one/mw", "b": f"{H100}/delay"},
            ]
        },
        "correlations/again",
        ("correlated twice", f"“{H100}/delay”"),
    ),
    Fault(
        "a signpost's uncertainty",
        {"signposts/news/uncertainty": "weather"},
        "signposts/news/uncertainty",
        ("Uncertainty", "“weather”", "among uncertainties"),
        blocks=False,
    ),
    Fault(
        "a signpost's outcome",
        {"signposts/news/likelihood": {"torn": 0.5}},
        "signposts/news/likelihood",
        ("Likelihood", "“torn”", "among outcomes"),
        blocks=False,
    ),
    Fault(
        "what a source speaks of",
        {"sources/filing/path": "tenants/lab/contracts/loan"},
        "sources/filing/path",
        ("Of", "“tenants/lab/contracts/loan”", "leads to nothing"),
        blocks=False,
    ),
    Fault("a phase without a date", {f"{H100}/ready": None}, f"{H100}/ready", ("Ready for use",)),
    Fault(
        "a refresh without a month",
        {f"{H100}/refreshes": [{"id": "r", "name": "Renewal"}]},
        f"{H100}/refreshes/r/month",
        ("Month of “Renewal” must be given",),
    ),
    Fault(
        "an event without its first month",
        {f"{PERMIT}/earliest": None},
        f"{PERMIT}/earliest",
        ("Earliest of “permit” must be given",),
    ),
    Fault(
        "an event without its last month",
        {f"{PERMIT}/latest": None},
        f"{PERMIT}/latest",
        ("Latest of “permit” must be given",),
    ),
    Fault(
        "an event that ends before it begins",
        {f"{PERMIT}/latest": "2026-09"},
        f"{PERMIT}/latest",
        ("“permit”", "latest 2026-09 is before earliest 2026-10"),
    ),
    Fault(
        "a contract without a start",
        {f"{LEASE}/start": None},
        f"{LEASE}/start",
        ("Start of “lease” must be given",),
    ),
    Fault(
        "a contract that ends before it starts",
        {f"{LEASE}/end": "2026-04-30"},
        f"{LEASE}/end",
        ("“lease”", "end 2026-04-30 is before start 2026-05-01"),
    ),
    Fault(
        "a contract that is terminated before it starts",
        {f"{LEASE}/terminated": "2026-04"},
        f"{LEASE}/terminated",
        ("“lease”", "terminated 2026-04 is before start 2026-05-01"),
    ),
    Fault(
        "a contract with an end and a term",
        {f"{LEASE}/term": 24},
        f"{LEASE}/term",
        ("“lease”", "an end (2028-04-30) and a term (24 months)"),
    ),
    Fault(
        "a contract without an end",
        {f"{LEASE}/end": None},
        f"{LEASE}/end",
        ("“lease” has neither an end nor a term",),
    ),
    Fault(
        "a lease of the site without an end",
        {"facilities/spare/lease_in": LEASE_IN | {"term": None}},
        "facilities/spare/lease_in/end",
        ("“lease_in” has neither an end nor a term",),
    ),
    Fault(
        "spending that is not the whole",
        {f"{H100}/spend": [["start", 0.5], ["2026-06", 0.4]]},
        f"{H100}/spend",
        ("“h100”", "sum to 90 %, not 100 %"),
    ),
    Fault(
        "a loan without a month",
        {"facilities/memphis/loans/bank/month": None},
        "facilities/memphis/loans/bank/month",
        ("Drawn in of “bank” must be given",),
    ),
    Fault(
        "a loan without a term",
        {"facilities/memphis/loans/bank/term": 0},
        "facilities/memphis/loans/bank/term",
        ("“bank”", "a term of at least 1 month"),
    ),
    Fault(
        "a loan that is never repaid",
        {"facilities/memphis/loans/bank/interest_only": 61},
        "facilities/memphis/loans/bank/interest_only",
        ("“bank”", "61 months interest-only", "60 months"),
    ),
    Fault(
        "a cash line that ends before it begins",
        {"cash_lines/payroll/first": "2026-08", "cash_lines/payroll/last": "2026-07"},
        "cash_lines/payroll/last",
        ("“payroll”", "last month 2026-07 is before first month 2026-08"),
    ),
    Fault(
        "demand that ends before it begins",
        {"tenants/own/demand_start": "2026-08", "tenants/own/demand_end": "2026-07"},
        "tenants/own/demand_end",
        ("“own”", "demand to 2026-07 is before demand from 2026-08"),
    ),
    Fault(
        "demand out of order",
        {"tenants/own/demand": [["2027-01", 50], ["2026-05", 80]]},
        "tenants/own/demand",
        ("“own”", "2026-05 does not"),
    ),
    Fault(
        "demand twice in a month",
        {"tenants/own/demand": [["2027-01", 50], ["2027-01", 80]]},
        "tenants/own/demand",
        ("“own”", "2027-01 does not"),
    ),
    Fault(
        "probabilities that do not sum to one",
        {"uncertainties/terms/outcomes/cut/probability": 0.7},
        "uncertainties/terms",
        ("“Terms”", "sum to 95 %, not 100 %"),
        blocks=False,
    ),
    Fault(
        "an uncertainty without outcomes",
        {
            "uncertainties/terms/outcomes": [],
            "signposts": [],
        },
        "uncertainties/terms",
        ("“Terms” has no outcomes",),
        blocks=False,
    ),
    Fault(
        "an override of nothing",
        {"strategies/lease/overrides": [{"path": "facilities/dallas/pue", "value": 1.2}]},
        "strategies/lease/overrides",
        ("Lease it changes facilities/dallas/pue, which does not exist",),
        blocks=False,
    ),
    Fault(
        "an override that sets a site that is not there",
        {"strategies/lease/overrides": [{"path": f"{LEASE}/facilities", "value": ["dallas"]}]},
        "strategies/lease/overrides",
        ("Lease it changes", f"{LEASE}/facilities", "“dallas”", "among facilities"),
        blocks=False,
    ),
    Fault(
        "an override that sets parts at a site that is not there",
        {
            "strategies/lease/overrides": [
                {"path": f"{LEASE}/parts", "value": [{"facility": "dallas", "mw": 3}]}
            ]
        },
        "strategies/lease/overrides",
        ("Lease it changes", f"{LEASE}/parts", "“dallas”", "among facilities"),
        blocks=False,
    ),
    Fault(
        "an override that scales nothing",
        {
            "strategies/lease/overrides": [
                {"path": "drivers/overrun/scales", "value": ["facilities/dallas/opex"]}
            ]
        },
        "strategies/lease/overrides",
        ("Lease it changes drivers/overrun/scales", "“facilities/dallas/opex”"),
        blocks=False,
    ),
    Fault(
        "an override that sets twice",
        {
            "strategies/lease/overrides": [
                {"path": "settings/months", "value": 12},
                {"path": "settings/months", "value": 13},
            ]
        },
        "strategies/lease/overrides",
        ("Lease it and Lease it both set settings/months",),
        blocks=False,
    ),
    Fault(
        "a strategy and an outcome that set the same",
        {"strategies/lease/overrides": [{"path": f"{LEASE}/price", "value": 12}]},
        "uncertainties/terms/outcomes/kept/overrides",
        ("Lease it and Terms · kept both set", f"{LEASE}/price"),
        blocks=False,
    ),
]
EACH = pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)


def test_the_sound_plan_has_no_problem_and_no_notice() -> None:
    assert problems(sound()) == ()
    assert blocking(case_of(sound(), Choice("keep", {"terms": DRAWN}))) == ()


@EACH
def test_a_contradiction_is_said_once_with_its_place(fault: Fault) -> None:
    found = problems(fault.plan)
    assert [(problem.severity, problem.path) for problem in found] == [(INCONSISTENT, fault.path)]
    for word in fault.words:
        assert word in str(found[0].message)


@EACH
def test_the_place_of_a_problem_is_in_the_plan(fault: Fault) -> None:
    plan = fault.plan
    for problem in problems(plan):
        plan.at(problem.path)


@EACH
def test_a_contradiction_of_what_is_computed_blocks_and_no_other(fault: Fault) -> None:
    found = blocking(case_of(fault.plan))
    assert [problem.path for problem in found] == ([fault.path] if fault.blocks else [])


def test_what_is_inactive_is_said_but_blocks_nothing() -> None:
    plan = sound().replacing_all(
        {f"{H100}/ready": None, f"{LEASE}/start": None, "tenants/lab/active": False}
    )
    plan = plan.replacing_at("facilities/memphis/active", False)
    assert {problem.path for problem in problems(plan)} == {f"{H100}/ready", f"{LEASE}/start"}
    assert blocking(case_of(plan)) == ()


def test_a_strategy_that_mends_the_plan_is_computed() -> None:
    plan = sound().replacing_all(
        {
            f"{LEASE}/end": "2026-01-31",
            "strategies/lease/overrides": [{"path": f"{LEASE}/end", "value": "2029-01-31"}],
        }
    )
    assert blocking(case_of(plan)) != ()
    assert blocking(case_of(plan, Choice("lease"))) == ()


def test_chances_that_are_off_block_the_cases_that_draw_them() -> None:
    plan = sound().replacing_at("uncertainties/terms/outcomes/cut/probability", 0.7)
    for state, count in (("", 0), ("cut", 0), (DRAWN, 1)):
        assert len(blocking(case_of(plan, Choice(None, {"terms": state})))) == count


def test_a_conflict_blocks_its_case_and_no_other() -> None:
    path = f"{LEASE}/price"
    plan = sound().replacing_at("strategies/lease/overrides", [{"path": path, "value": 12}])
    conflict = blocking(case_of(plan, Choice("lease", {"terms": "kept"})))
    assert [(problem.severity, problem.path) for problem in conflict] == [(INCONSISTENT, path)]
    for choice in (Choice("lease"), Choice("lease", {"terms": "cut"}), Choice(None)):
        assert blocking(case_of(plan, choice)) == ()


NOTICES = [
    (
        "a contract after the plan",
        {f"{LEASE}/start": "2028-05-01", f"{LEASE}/end": "2029-04-30"},
        f"{LEASE}/start",
        ("“lease”", "2028-05 to 2029-04", "2026-05 to 2028-04"),
    ),
    (
        "a contract before the plan",
        {f"{LEASE}/start": "2025-05-15", f"{LEASE}/end": None, f"{LEASE}/term": 11},
        f"{LEASE}/start",
        ("“lease”", "2025-05 to 2026-04"),
    ),
    (
        "a contract terminated before the plan",
        {f"{LEASE}/start": "2025-05-01", f"{LEASE}/terminated": "2026-03"},
        f"{LEASE}/start",
        ("“lease”", "2025-05 to 2026-03"),
    ),
    (
        "a lease of the site after the plan",
        {"facilities/spare/lease_in": LEASE_IN | {"start": "2030-05-01"}},
        "facilities/spare/lease_in/start",
        ("“lease_in”", "2030-05 to 2031-04"),
    ),
    (
        "a contract of more than stands",
        {f"{LEASE}/mw": 301},
        f"{LEASE}/mw",
        ("“lease” promises 301 MW", "in 2026-05", "300 MW that memphis"),
    ),
    (
        "a contract before its site",
        {f"{H100}/ready": "2026-07"},
        f"{LEASE}/mw",
        ("100 MW", "in 2026-05", "the 0 MW"),
    ),
    (
        "a contract after its site's close",
        {"facilities/memphis/close": "2027-12"},
        f"{LEASE}/mw",
        ("in 2028-01", "the 0 MW"),
    ),
    (
        "a contract at an inactive site",
        {"facilities/memphis/active": False},
        f"{LEASE}/mw",
        ("the 0 MW that memphis",),
    ),
    (
        "contracts together",
        {
            "tenants/own/contracts": [
                {
                    "id": "slice",
                    "mw": 250,
                    "start": "2026-08-01",
                    "term": 12,
                    "facilities": ["memphis"],
                }
            ]
        },
        "facilities/memphis",
        ("2 contracts together promise 350 MW", "in 2026-08", "the 300 MW that memphis"),
    ),
    (
        "contracts of everywhere together",
        {
            "tenants/own/contracts": [
                {"id": "slice", "mw": 260, "start": "2026-05-01", "term": 24, "ramp": [0.5]}
            ]
        },
        "tenants",
        ("2 contracts together promise 360 MW", "in 2026-06", "the 300 MW that memphis, spare"),
    ),
    (
        "MW at the meter",
        {f"{H100}/mw_basis": "facility", f"{LEASE}/mw": 241},
        f"{LEASE}/mw",
        ("241 MW", "240 MW"),
    ),
    (
        "parts of a contract",
        {
            f"{LEASE}/parts": [
                {"facility": "memphis", "mw": 50},
                {"facility": "spare", "mw": 60},
            ]
        },
        f"{LEASE}/mw",
        ("60 MW", "the 0 MW that spare"),
    ),
    (
        "too little power per accelerator",
        {f"{H100}/accelerators": 500_000},
        f"{H100}/accelerators",
        ("“h100”: 0.60 kW", "0.7 to 3.5"),
    ),
    (
        "too much power per accelerator",
        {f"{LEASE}/accelerators": 20_000, f"{LEASE}/share": 0.5},
        f"{LEASE}/accelerators",
        ("“lease”: 5.00 kW",),
    ),
    (
        "a part's accelerators",
        {f"{LEASE}/parts": [{"facility": "memphis", "mw": 50, "accelerators": 10_000}]},
        f"{LEASE}/parts/0/accelerators",
        ("5.00 kW",),
    ),
]


@pytest.mark.parametrize(
    ("changes", "path", "words"),
    [case[1:] for case in NOTICES],
    ids=[case[0] for case in NOTICES],
)
def test_what_is_worth_knowing_is_a_notice_and_blocks_nothing(
    changes: dict[str, Any], path: str, words: tuple[str, ...]
) -> None:
    plan = sound().replacing_all(changes)
    found = problems(plan)
    assert [(problem.severity, problem.path) for problem in found] == [(NOTICE, path)]
    for word in words:
        assert word in str(found[0].message)
    plan.at(found[0].path)
    assert blocking(case_of(plan)) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {f"{H100}/delay": 20, "correlations": []},
        {f"{LEASE}/mw": 300, f"{LEASE}/share": 1},
        {f"{LEASE}/mw": 600, f"{LEASE}/share": 0.5},
        {f"{LEASE}/mw": 301, f"{LEASE}/active": False},
        {f"{LEASE}/mw": 301, "tenants/lab/active": False},
        {f"{LEASE}/mw": None},
        {f"{LEASE}/ramp": 12, f"{LEASE}/mw": 300},
        {f"{H100}/accelerators": 300_000},
        {f"{H100}/accelerators": 0},
        {f"{H100}/accelerators": 10, f"{H100}/active": True, "facilities/memphis/active": False}
        | {f"{LEASE}/active": False},
    ],
)
def test_what_is_in_order_gives_no_notice(changes: dict[str, Any]) -> None:
    assert problems(sound().replacing_all(changes)) == ()


def test_notices_of_many_site_groups_compare_all_sites_together() -> None:
    sites = [
        {"id": f"f{n}", "phases": [{"id": "p", "mw": 1, "ready": "2026-05"}]} for n in range(45)
    ]
    tenants = [
        {
            "id": f"t{n}",
            "kind": "external",
            "contracts": [
                {
                    "id": "c",
                    "mw": 2,
                    "start": "2026-05-01",
                    "term": 24,
                    "facilities": [f"f{n}"],
                }
            ],
        }
        for n in range(45)
    ]
    plan = Project.model_validate(
        {"settings": SOUND["settings"], "facilities": sites, "tenants": tenants}
    )
    (found,) = problems(plan)
    assert "45 contracts together promise 90 MW" in str(found.message)
    assert "f0, f1, f2 …" in str(found.message)


def test_a_plan_of_two_thousand_tenants_is_checked_whole() -> None:
    plan = many_tenants(2000).replacing_at("tenants/t1999/facilities", ["dallas"])
    found = [problem for problem in problems(plan) if problem.severity == INCONSISTENT]
    assert [problem.path for problem in found] == ["tenants/t1999/facilities"]


def test_a_source_may_speak_of_an_entity_or_of_nothing() -> None:
    plan = sound().adding("sources", Source(id="all", path="tenants/lab"))
    assert problems(plan.adding("sources", Source(id="none"))) == ()
