"""An entity is a frozen value that is read, replaced and kept field by field."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from planner.domain.entity import Entity, refusals
from planner.domain.facility import Facility
from planner.domain.phase import Phase
from planner.domain.project import Project
from planner.domain.settings import Settings
from tests.domain import plain_values

EVERY_KIND = plain_values.every_kind_of_entity()
SMALL = [kind for kind in EVERY_KIND if kind is not Project]


@pytest.mark.parametrize("kind", SMALL, ids=lambda kind: str(kind.__name__))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_what_is_stored_reads_back_as_the_same_entity(
    kind: type[Entity], data: st.DataObject
) -> None:
    made = kind.model_validate(data.draw(plain_values.entity(kind), label="fields"))
    kept = made.stored()
    again = kind.model_validate(kept)
    assert again == made
    assert again.stored() == kept
    assert list(kept) == [name for name in kind.columns_by_name() if name in kept]


def test_only_what_is_not_default_is_stored_and_what_is_required() -> None:
    assert Settings(start="2026-05").stored() == {"start": "2026-05"}
    assert Settings(start="2026-05", months=60, seed=1).stored() == {
        "start": "2026-05",
        "months": 60,
    }
    plan = Project(settings=Settings(start="2026-05"))
    assert plan.stored() == {"settings": {"start": "2026-05"}}


def test_a_whole_float_is_stored_without_a_point_and_a_range_as_its_text() -> None:
    phase = Phase(id="a", mw="250 to 320", it_cost=3.0)
    assert phase.stored() == {"id": "a", "mw": "250 to 320", "it_cost": 3}
    assert str(phase.stored()["it_cost"]) == "3"


def test_an_entity_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Phase(id="a").__setattr__("mw", 3.0)


def test_replacing_gives_another_entity_and_leaves_the_first() -> None:
    phase = Phase(id="a", mw=100.0)
    other = phase.replacing(mw="50 to 60", delay=3)
    assert phase.mw == 100.0
    assert other.stored() == {"id": "a", "mw": "50 to 60", "delay": 3}


def test_replacing_refuses_with_the_place_and_the_sentence() -> None:
    with pytest.raises(ValidationError) as error:
        Phase(id="a").replacing(mw=-1.0, delay="soon")
    found = [(where, str(said)) for where, said in refusals(error.value)]
    assert [where for where, _ in found] == [("mw",), ("delay",)]
    assert found[0][1] == "Power: -1 is out of bounds; it must lie between 0 MW and 1000000 MW."


def test_two_siblings_of_one_id_are_refused_with_the_id() -> None:
    with pytest.raises(ValidationError) as error:
        Facility(id="a", phases=(Phase(id="one"), Phase(id="two"), Phase(id="one")))
    (where, said), *others = refusals(error.value)
    assert where == ("phases",)
    assert "Phases" in str(said)
    assert "“one”" in str(said)
    assert not others


def test_an_unknown_field_and_a_missing_one_are_named() -> None:
    with pytest.raises(ValidationError) as error:
        Facility.model_validate({"site": "x", "colour": "red"})
    assert {str(said) for _, said in refusals(error.value)} == {
        "id must be given.",
        "There is no field “colour” here.",
    }


def test_what_is_no_entity_is_refused_in_a_list_of_entities() -> None:
    with pytest.raises(ValidationError) as error:
        Facility.model_validate({"id": "a", "phases": [3]})
    where, said = refusals(error.value)[0]
    assert where == ("phases", 0)
    assert str(said).startswith("phases.0 is not accepted: ")


def test_a_missing_nested_entity_that_must_be_given_is_named() -> None:
    with pytest.raises(ValidationError) as error:
        Project.model_validate({"settings": None})
    assert str(refusals(error.value)[0][1]) == "Settings must be given."


def test_every_field_of_every_entity_is_declared_once() -> None:
    for kind in EVERY_KIND:
        columns = kind.columns()
        assert [column.name for column in columns] == list(kind.model_fields)
        assert all(kind.column(column.name) is column for column in columns)


def test_a_field_that_is_not_declared_is_a_fault_of_the_program() -> None:
    class Careless(Entity):
        wild: int = 3

    with pytest.raises(TypeError, match=r"Careless\.wild is not declared"):
        Careless.columns()
