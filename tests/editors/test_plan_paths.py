"""Fields of the plan are found by words of their titles, and followed through new ids."""

import time

import pytest

from planner.document.identity import renamed
from planner.domain.driver import Correlation, Driver
from planner.domain.path import walk
from planner.domain.source import Source
from planner.domain.strategy import Override
from planner.editors.followed_path import followed
from planner.editors.plan_paths import PathNames, PlanPaths, finder_for, overridable, readable
from tests.editors.plan import many_tenants, two_sites

LEASE = "tenants/acme/contracts/lease"


@pytest.mark.parametrize(
    ("path", "title"),
    [
        (f"{LEASE}/share", "Acme › Lease › Share taken up"),
        ("settings/discount_rate", "Settings › Discount rate"),
        ("facilities/north/phases/second", "North › Second hall"),
        ("facilities", "Facilities"),
        ("", ""),
        ("tenants/nobody/demand", "tenants/nobody/demand"),
    ],
)
def test_a_path_reads_as_titles_and_as_itself_where_it_leads_nowhere(path: str, title: str) -> None:
    assert readable(two_sites(), path) == title


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("lease share", "Acme › Lease › Share taken up"),
        ("LEASE › share", "Acme › Lease › Share taken up"),
        ("discount rate", "Settings › Discount rate"),
        ("second ready", "North › Second hall › Ready for use"),
        ("tenants/acme/contracts/lease/lock", "Acme › Lease › Lock-in"),
    ],
)
def test_the_best_match_of_some_words_comes_first(typed: str, first: str) -> None:
    found = PlanPaths(overridable).matching(two_sites(), typed, 5)

    assert found[0].title == first


def test_whatever_is_offered_can_be_typed_and_means_its_path() -> None:
    project = two_sites()
    for holder, name in ((Override, "path"), (Driver, "scales"), (Correlation, "a")):
        finder = finder_for(holder, name)
        offered = finder.matching(project, "", 2_000)
        titles = [each.title for each in offered]
        assert offered
        for each in offered[::7]:
            if titles.count(each.title) == 1:
                assert finder.path_of(project, each.title) == each.path
            assert finder.path_of(project, each.path) == each.path


def test_only_what_may_be_meant_is_offered() -> None:
    project = two_sites()
    scaled = {each.path for each in finder_for(Driver, "scales").matching(project, "", 2_000)}
    joined = {each.path for each in finder_for(Correlation, "a").matching(project, "", 2_000)}
    spoken = {each.path for each in finder_for(Source, "path").matching(project, "", 2_000)}

    assert "facilities/north/pue" in scaled
    assert f"{LEASE}/basis" not in scaled
    assert not any(path.startswith(("strategies", "signposts")) for path in scaled)
    assert joined == {
        "market/contract_price",
        "market/spot_price",
        "market/power_volatility",
        "market/demand_volatility",
        "facilities/north/phases/second/mw",
        "tenants/acme/contracts/slice/price",
        "tenants/model/demand",
        "drivers/overrun/value",
    }
    assert {"facilities/north", f"{LEASE}/price"} <= spoken


def test_a_text_that_names_nothing_has_no_path() -> None:
    names = PathNames(two_sites(), finder_for(Override, "path"))

    assert names.path_of("something else") is None
    assert names.path_of("strategies/keep/name") is None


def test_words_are_matched_within_a_keystroke_among_2000_tenants() -> None:
    project, finder = many_tenants(2_000), PlanPaths(overridable)
    finder.matching(project, "lease", 60)
    times = []
    for typed in ("tenant 1234 pr", "lease price", "renewal", "tenants/tenant-12/de"):
        start = time.perf_counter()
        assert finder.matching(project, typed, 60)
        times.append(time.perf_counter() - start)

    assert min(times) < 0.05


def test_every_entity_is_followed_through_new_ids_of_what_it_lies_in() -> None:
    before = two_sites()
    after = renamed(before, "tenants/acme", "zenith")
    after = renamed(after, "tenants/zenith/contracts/lease", "deal")

    for path, entity in walk(before):
        now = followed(before, after, path)
        if path.startswith(LEASE):
            assert now is not None
            assert now.startswith("tenants/zenith/contracts/deal")
        elif path.startswith("tenants/acme"):
            assert now == path.replace("acme", "zenith")
        else:
            assert now == path
        assert entity is before or now


def test_what_is_gone_is_not_mistaken_for_its_neighbour() -> None:
    before = two_sites()
    without = before.removing("tenants/acme")
    swapped = before.replacing_at("tenants", before.tenants[::-1])

    assert followed(before, without, "tenants/acme") is None
    assert followed(before, without, "tenants/model") == "tenants/model"
    assert followed(before, swapped, "tenants/acme") == "tenants/acme"
