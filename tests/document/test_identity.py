"""New ids and removals leave no path and no reference that leads nowhere."""

import pytest
from pydantic import ValidationError

from planner.document.identity import removed, renamed
from planner.domain.checks import problems
from planner.domain.checks.references import reference_problems
from planner.domain.project import Project
from planner.units.message import Refused
from tests.editors.plan import two_sites


def dangling(project: Project) -> list[str]:
    return [f"{problem.path}: {problem.message}" for problem in reference_problems(project)]


def test_the_plan_of_these_tests_has_no_dangling_reference() -> None:
    assert dangling(two_sites()) == []
    assert [p for p in problems(two_sites()) if p.severity == "inconsistent"] == []


@pytest.mark.parametrize(
    "path",
    [
        "facilities/north",
        "facilities/north/phases/second",
        "facilities/north/supplies/grid",
        "facilities/south",
        "tenants/acme",
        "tenants/acme/contracts/slice",
        "tenants/model",
        "uncertainties/terms",
        "uncertainties/terms/outcomes/bad",
        "strategies/keep",
    ],
)
def test_a_new_id_rewrites_every_path_and_reference(path: str) -> None:
    after = renamed(two_sites(), path, "new-id")

    assert dangling(after) == []
    list_path, _, old_id = path.rpartition("/")
    back = renamed(after, f"{list_path}/new-id", old_id)
    assert back == two_sites()


def test_a_new_id_of_a_site_leaves_another_sites_entries_alone() -> None:
    after = renamed(two_sites(), "facilities/north/phases/first", "hall")

    assert after.at("facilities/south/phases/first").name == "Only hall"
    assert after.at("facilities/north/phases/hall").name == "First hall"


def test_what_an_override_sets_follows_the_new_id_too() -> None:
    after = renamed(two_sites(), "facilities/south", "east")

    assert after.strategies[0].overrides[1].value == ("north", "east")


def test_the_likelihoods_of_a_signpost_follow_their_outcome() -> None:
    after = renamed(two_sites(), "uncertainties/terms/outcomes/bad", "worse")

    assert after.signposts[0].likelihood == (("good", 0.2), ("worse", 0.7))


def test_an_id_that_a_sibling_has_is_refused() -> None:
    with pytest.raises(ValidationError):
        renamed(two_sites(), "facilities/north", "south")


def test_untouched_entities_are_shared_with_the_plan_before() -> None:
    before = two_sites()
    after = renamed(before, "tenants/acme/contracts/slice", "part")

    assert after.facilities is before.facilities
    assert after.tenants[1] is before.tenants[1]


def test_removing_takes_along_what_speaks_only_of_it() -> None:
    removal = removed(two_sites(), ["facilities/south"])

    assert dangling(removal.project) == []
    assert [source.id for source in removal.project.sources] == ["price"]
    assert removal.project.drivers[0].scales == ("facilities/north/phases/second/it_cost",)
    assert removal.project.at("tenants/model").facilities == ("north",)
    assert removal.project.strategies[0].overrides[1].value == ("north",)
    assert removal.followers == 1


def test_removing_several_takes_each_of_them_out_of_a_correlation_once() -> None:
    removal = removed(two_sites(), ["facilities/north/phases/second", "tenants/model"])

    assert removal.project.correlations == ()
    assert removal.followers == 1
    assert dangling(removal.project) == []


def test_removing_a_tenant_removes_the_overrides_of_its_contracts() -> None:
    removal = removed(two_sites(), ["tenants/acme"])

    assert removal.project.strategies[0].overrides == ()
    assert removal.project.uncertainties[0].outcomes[1].overrides == ()
    assert removal.followers == 5


def test_removing_an_outcome_takes_it_out_of_the_likelihoods() -> None:
    removal = removed(two_sites(), ["uncertainties/terms/outcomes/good"])

    assert removal.project.signposts[0].likelihood == (("bad", 0.7),)


def test_what_another_entry_names_alone_is_not_removed() -> None:
    with pytest.raises(
        Refused, match=r"“North” stays: “Lease” names nothing else under “Facilities”\."
    ):
        removed(two_sites(), ["facilities/north"])
    with pytest.raises(
        Refused, match="“Terms” stays: “A letter” names nothing else under “Uncertainty”"
    ):
        removed(two_sites(), ["uncertainties/terms"])


def test_it_may_go_together_with_what_names_it() -> None:
    gone = ["facilities/north", "tenants/acme"]
    removal = removed(two_sites(), gone)

    assert dangling(removal.project) == []
    assert [site.id for site in removal.project.facilities] == ["south"]


def test_an_unknown_path_is_no_removal() -> None:
    with pytest.raises(KeyError):
        removed(two_sites(), ["facilities/west"])
