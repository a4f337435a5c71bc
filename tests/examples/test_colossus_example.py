"""The example that is opened first: what it claims, where its numbers come from, what it bills."""

import json
import re
from calendar import monthrange
from pathlib import Path
from typing import Any

import pytest

from planner.domain.case import Choice, case_of
from planner.domain.checks import problems
from planner.domain.path import resolved
from planner.domain.project import Project
from planner.storage.project_file import dumps, loads

EXAMPLE = Path(__file__).parents[2] / "resources" / "examples" / "colossus.ncplan"
RANGE = re.compile(
    r"-?[\d.]+ to -?[\d.]+|(uniform|triangular|pert|normal|lognormal|discrete)\(.*\)"
)
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@pytest.fixture(scope="module")
def text() -> str:
    return EXAMPLE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def project(text: str) -> Project:
    return loads(text)


def numbers(value: Any, path: str = "") -> list[tuple[str, Any]]:
    """Every number or range below `value` with the path whose source must cover it.

    An override has no path of its own: its number belongs to its strategy or outcome.
    """
    if isinstance(value, dict):
        below = [
            (key, item) for key, item in value.items() if key not in ("format", "sources", "path")
        ]
        override = "path" in value
        return [
            found
            for key, item in below
            for found in numbers(
                item, path if override or key == "overrides" else f"{path}/{key}".lstrip("/")
            )
        ]
    if isinstance(value, list):
        return [
            found
            for item in value
            for found in numbers(
                item, f"{path}/{item['id']}" if isinstance(item, dict) and "id" in item else path
            )
        ]
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, int | float) or RANGE.fullmatch(value):
        return [(path, value)]
    return []


def magnitudes(value: Any) -> list[float]:
    """The numbers that a value is written with, without sign."""
    return [float(found.replace(",", "")) for found in NUMBER.findall(str(value))]


def nearest(paths: dict[str, str], path: str) -> str | None:
    """The path of the source that covers `path`: its own or that of the nearest entity above."""
    while path:
        if path in paths:
            return path
        path = path.rpartition("/")[0]
    return None


def test_the_file_is_exactly_what_the_program_would_save(text: str, project: Project) -> None:
    assert dumps(project) == text


def test_nothing_in_it_is_inconsistent_or_odd(project: Project) -> None:
    assert [f"{problem.path}: {problem.message}" for problem in problems(project)] == []


def test_every_number_has_a_source(text: str) -> None:
    plan = json.loads(text)
    paths = {source["path"]: source["text"] for source in plan["sources"]}
    found = numbers(plan)
    assert len(found) > 200
    assert [path for path, _ in found if nearest(paths, path) is None] == []


def test_a_source_of_an_entity_names_each_number_that_it_covers(text: str) -> None:
    plan = json.loads(text)
    paths = {source["path"]: source["text"] for source in plan["sources"]}
    silent = []
    for path, value in numbers(plan):
        source = nearest(paths, path)
        assert source is not None
        if source == path and not source.startswith(("strategies", "uncertainties")):
            continue
        said = magnitudes(paths[source])
        for number in magnitudes(value):
            if not any(abs(s - number) < 1e-9 or abs(s - 100 * number) < 1e-9 for s in said):
                silent.append(f"{path}: {value}, source of {source}")
    assert silent == []


def test_no_source_stands_for_a_whole_list_or_table(text: str) -> None:
    for source in json.loads(text)["sources"]:
        assert "/" in source["path"]


def test_each_path_has_one_source_and_leads_somewhere(project: Project) -> None:
    paths = [source.path for source in project.sources]
    assert len(set(paths)) == len(paths)
    for path in paths:
        assert project.at(path) is not None, path


def test_an_assumed_number_gives_its_reason_and_a_typical_range(project: Project) -> None:
    for source in project.sources:
        if source.confidence == "assumed":
            assert re.search(r"\bAssumed\b|\bassumed\b|\bA choice\b", source.text), source.id
            assert re.search(r"[Tt]ypical range", source.text), source.id
        else:
            assert source.date is not None, source.id


def test_data_under_cc_by_is_attributed(project: Project) -> None:
    assert "Epoch AI, Frontier Data Centers, CC BY 4.0" in project.note
    assert "GetDeploying GPU Rental Price Index, CC BY 4.0" in project.note


def test_the_lease_as_written_bills_forty_five_billion_by_hand(text: str) -> None:
    plan = json.loads(text)
    tenant = next(t for t in plan["tenants"] if t["id"] == "anthropic")
    (lease,) = tenant["contracts"]
    assert "basis" not in lease, "a fixed fee is the default"
    assert lease["start"] == "2026-05-01"
    assert lease["end"] == "2029-05-31"
    assert monthrange(2029, 5)[1] == 31, "the last month counts in full"
    months = (2029 - 2026) * 12 + 1
    bills = [lease["price"]] * months
    for month, discount in enumerate(lease["discount"]):
        bills[month] *= 1 - discount
    assert bills[:3] == [625, 625, 1250]
    assert sum(bills) == pytest.approx(45_000)
    assert 42_500 <= sum(bills) <= 46_250


def test_as_written_neither_side_may_leave_and_the_first_strategy_changes_nothing(
    project: Project,
) -> None:
    lease = project.at("tenants/anthropic/contracts/colossus")
    assert lease.mw == 300
    assert lease.facilities == ("colossus-1",)
    assert lease.landlord_notice is None
    assert lease.tenant_notice is None
    assert project.strategies[0].id == "lease"
    assert project.strategies[0].overrides == ()
    assert case_of(project, Choice("lease", {})).plan.tenants == project.tenants


@pytest.mark.parametrize(
    ("facility", "phases", "mw", "accelerators"),
    [
        ("colossus-1", 1, 139, 100_000),
        ("colossus-1", 2, 278, 200_000),
        ("colossus-1", 3, 340, 230_000),
        ("colossus-2", 1, 239, 110_000),
        ("colossus-2", 2, 490, 220_000),
        ("colossus-2", 3, 946, 440_000),
        ("colossus-2", 4, 1531, 722_000),
    ],
)
def test_the_phases_add_up_to_the_published_timeline(
    project: Project, facility: str, phases: int, mw: float, accelerators: float
) -> None:
    built = project.at(f"facilities/{facility}").phases[:phases]
    assert sum(phase.mw for phase in built) == mw
    assert sum(phase.accelerators for phase in built) == accelerators


@pytest.mark.parametrize(
    ("field", "dollars_an_hour", "kilowatts"),
    [
        ("contract_price", 2.35, 1.39),
        ("contract_price", 2.65, 1.39),
        ("spot_price", 4.03, 1.39),
        ("spot_price", 3.01, 1.39),
        ("spot_price", 7.85, 2.14),
    ],
)
def test_quoted_prices_of_an_accelerator_hour_fall_within_the_range_per_megawatt(
    project: Project, field: str, dollars_an_hour: float, kilowatts: float
) -> None:
    price = getattr(project.market, field)
    per_mw_month = dollars_an_hour * 730 / kilowatts / 1000
    assert price.p10 <= per_mw_month <= price.p90


def test_every_strategy_meets_every_outcome_without_conflict(project: Project) -> None:
    for strategy in project.strategies:
        for uncertainty in project.uncertainties:
            for outcome in uncertainty.outcomes:
                case = case_of(project, Choice(strategy.id, {uncertainty.id: outcome.id}))
                assert case.conflicts == ()


def test_every_override_changes_a_field_that_exists(project: Project) -> None:
    overrides = [o for strategy in project.strategies for o in strategy.overrides]
    for uncertainty in project.uncertainties:
        for outcome in uncertainty.outcomes:
            overrides += outcome.overrides
    assert len(overrides) > 30
    for override in overrides:
        assert resolved(project, override.path) is not None, override.path


def test_two_kept_lists_never_share_an_id(text: str) -> None:
    def lists(value: Any) -> list[list[str]]:
        if isinstance(value, dict):
            return [found for item in value.values() for found in lists(item)]
        if isinstance(value, list):
            ids = [item["id"] for item in value if isinstance(item, dict) and "id" in item]
            return [ids, *(found for item in value for found in lists(item))]
        return []

    for ids in lists(json.loads(text)):
        assert len(set(ids)) == len(ids)
