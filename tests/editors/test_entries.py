"""Values as text and text as values, in any locale."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale

from planner.domain.column import Column
from planner.domain.contract import Contract
from planner.domain.facility import Facility
from planner.domain.path import walk
from planner.domain.phase import Phase
from planner.domain.project import Project
from planner.domain.signpost import Signpost
from planner.domain.tenant import Tenant
from planner.editors.entry import Field, Option, entry_text, marks_of, shown_text
from planner.editors.reading import cleared, read
from planner.editors.references import options_of
from planner.editors.table_column import NESTED
from planner.editors.words import CHOICES
from planner.storage.project_file import read as open_file
from planner.units.message import Refused
from planner.units.notation import Marks
from tests.editors.plan import two_sites

PLANS = sorted((Path(__file__).parent.parent / "plans").glob("*.ncplan"))
LOCALES = ["en_US", "de_DE", "fr_FR", "de_CH", "en_IN"]
ENGLISH = Marks(".", ",")


def fields_of(project: Project) -> list[tuple[str, Column, Any]]:
    return [
        (path, column, getattr(entity, name))
        for path, entity in walk(project)
        for name, column in type(entity).columns_by_name().items()
        if column.kind not in (*NESTED, "value")
    ]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.stem)
def test_what_an_editor_opens_with_reads_back_as_the_same_value(plan: Path, locale: str) -> None:
    project = open_file(plan).project
    marks = marks_of(QLocale(locale))
    for path, column, value in fields_of(project):
        field = Field(column, marks, options_of(project, path, column))
        text = entry_text(field, value)
        if column.required and not text:
            continue
        same = 0.0 if column.kind == "ramp" and value == () else value
        assert read(field, text) == same, (path, column.name, text)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("column", "value"),
    [
        (Phase.column("ramp"), (0.5, 0.75)),
        (Phase.column("ramp"), (0.5,)),
        (Phase.column("ramp"), 6.0),
        (Phase.column("spend"), (("start", 0.25), ("2026-05", 0.75))),
        (Phase.column("accelerators"), 1_234_567.0),
        (Contract.column("discount"), (0.5, 0.5, 0.125)),
        (Contract.column("prepayment"), "40 %"),
        (Contract.column("prepayment"), 1250.5),
        (Contract.column("termination_fee"), "3.5 bills"),
        (Contract.column("term"), 37),
        (Tenant.column("demand"), (("2026-05", 60.0), ("2027-01", 1120.5))),
        (Tenant.column("demand"), 1250.0),
        (Tenant.column("rival"), True),
        (Facility.column("horizon_value"), "re_lease"),
    ],
)
def test_lists_pairs_and_amounts_read_back_too(column: Column, value: object, locale: str) -> None:
    field = Field(column, marks_of(QLocale(locale)))

    assert read(field, entry_text(field, value)) == value


@pytest.mark.parametrize(
    ("column", "typed", "value"),
    [
        (Contract.column("mw"), "1.2 GW", 1200.0),
        (Contract.column("mw"), "250 to 320", "250 to 320"),
        (Contract.column("take_or_pay"), "45 %", 0.45),
        (Contract.column("price"), "$1.25bn", 1250.0),
        (Contract.column("term"), "18 mo", 18),
        (Contract.column("term"), "3 years", 36),
        (Contract.column("basis"), "Per GPU-hour", "per_gpu_hour"),
        (Contract.column("basis"), "per_gpu_hour", "per_gpu_hour"),
        (Contract.column("start"), "2026-5-1", "2026-05-01"),
        (Contract.column("signed"), "2026/5", "2026-05"),
        (Contract.column("termination_fee"), "1 bill", "1 bills"),
        (Contract.column("active"), "no", False),
        (Contract.column("term"), "", None),
        (Contract.column("term"), "—", None),
        (Contract.column("take_or_pay"), " ", 0.0),
        (Phase.column("ramp"), "[0.5, 0.75]", (0.5, 0.75)),
        (Phase.column("ramp"), "50 %, 75 %", (0.5, 0.75)),
        (Phase.column("ramp"), "6", 6.0),
        (Contract.column("name"), " A name ", "A name"),
    ],
)
def test_what_people_type_is_understood(column: Column, typed: str, value: object) -> None:
    got = read(Field(column, ENGLISH), typed)

    assert getattr(got, "text", got) == value


@pytest.mark.parametrize(
    ("column", "typed", "said"),
    [
        (Contract.column("price"), "0.9 too 5.2", "0.9 too 5.2"),
        (Contract.column("price"), "-3", "Price"),
        (Contract.column("take_or_pay"), "450 %", "Take or pay"),
        (Contract.column("term"), "2.5", "whole"),
        (Contract.column("start"), "tomorrow", "tomorrow"),
        (Contract.column("start"), "2026-02-30", "2026-02-30"),
        (Contract.column("signed"), "2026-13", "2026-13"),
        (Contract.column("basis"), "Per moon", "Fixed fee, Per MW-month, Per GPU-hour"),
        (Contract.column("active"), "perhaps", "Yes, No"),
        (Contract.column("termination_fee"), "two bills", "two"),
        (Tenant.column("demand"), "2026-05: many", "many"),
        (Phase.column("spend"), "2026-05 50 %", "2026-05: 50 %"),
        (Contract.column("id"), "", "Id must be given"),
        (Contract.column("id"), "no spaces", "no spaces"),
    ],
)
def test_what_is_not_understood_is_refused_by_name(column: Column, typed: str, said: str) -> None:
    with pytest.raises(Refused, match=said.replace("(", r"\(")):
        read(Field(column, ENGLISH), typed)


def test_references_are_shown_and_typed_by_name() -> None:
    options = [Option("north", "North"), Option("south", "South, lower")]
    field = Field(Tenant.column("facilities"), ENGLISH, options)

    assert shown_text(field, ("north", "south")) == "North; South, lower"
    assert read(field, "south, lower; north") == ("south", "north")
    assert read(field, "") == ()
    with pytest.raises(Refused, match="“West” is not one of North, South, lower"):
        read(field, "West")


def test_commas_part_references_where_no_name_has_one() -> None:
    field = Field(Tenant.column("facilities"), ENGLISH, [Option("a", "A"), Option("b", "B")])

    assert read(field, "A, b") == ("a", "b")


def test_a_reference_with_nothing_to_point_to_says_so() -> None:
    with pytest.raises(Refused, match="nothing to choose from"):
        read(Field(Tenant.column("facilities"), ENGLISH), "North")


def test_names_that_two_entities_share_are_told_apart_by_their_ids() -> None:
    plan = two_sites().replacing_at("facilities/south/name", "North")
    names = [each.name for each in options_of(plan, "tenants/model", Tenant.column("facilities"))]

    assert names == ["North (north)", "North (south)"]


def test_an_event_refers_to_the_supplies_of_its_own_site() -> None:
    column = Facility.column("events").entity
    assert column is not None
    options = options_of(two_sites(), "facilities/north/events/outage", column.column("supplies"))

    assert [option.name for option in options] == ["Grid", "Gas"]


def test_likelihoods_name_the_outcomes_of_their_uncertainty() -> None:
    plan, column = two_sites(), Signpost.column("likelihood")
    field = Field(column, ENGLISH, options_of(plan, "signposts/letter", column))

    text = entry_text(field, plan.signposts[0].likelihood)
    assert text.replace("\u00a0", " ") == "Good: 20 %; Bad: 70 %"
    assert read(field, text) == plan.signposts[0].likelihood


def test_a_required_field_is_not_cleared() -> None:
    with pytest.raises(Refused, match="must be given"):
        cleared(Contract.column("id"))


def test_every_choice_of_every_field_has_a_word() -> None:
    words = {word for _, column, _ in fields_of(two_sites()) for word in column.choices}

    assert words - CHOICES.keys() == set()
    assert len({str(CHOICES[word]()) for word in Contract.column("basis").choices}) == 3
