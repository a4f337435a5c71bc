"""Every kind of field keeps what the format allows and refuses the rest with a sentence."""

from typing import Any

import pytest
from pydantic import ValidationError

from planner.domain.acceptance import relative_amount
from planner.domain.contract import Contract
from planner.domain.distribution import Range
from planner.domain.driver import Correlation, Driver
from planner.domain.entity import Entity, refusals
from planner.domain.facility import Event, Facility
from planner.domain.loan import Loan
from planner.domain.phase import Phase
from planner.domain.settings import Settings
from planner.domain.signpost import Signpost
from planner.domain.source import Source
from planner.domain.strategy import Override
from planner.domain.tenant import Tenant
from planner.units.notation import Written

NEEDED: dict[type[Entity], dict[str, Any]] = {Settings: {"start": "2026-05"}}


def made(kind: type[Entity], **fields: Any) -> Any:
    return kind.model_validate(NEEDED.get(kind, {"id": "x"}) | fields)


def said_of(kind: type[Entity], **fields: Any) -> str:
    with pytest.raises(ValidationError) as error:
        made(kind, **fields)
    found = refusals(error.value)
    assert len(found) == 1
    return str(found[0][1])


@pytest.mark.parametrize(
    ("kind", "name", "given", "kept"),
    [
        (Facility, "name", "Colossus “1” / ü", "Colossus “1” / ü"),
        (Facility, "name", None, ""),
        (Correlation, "a", None, ""),
        (Facility, "id", "a-1_B", "a-1_B"),
        (Facility, "close", "2030-12", "2030-12"),
        (Facility, "pue", "1.2", 1.2),
        (Facility, "pue", Written("to", (1.1, 1.4)), Range("to", (1.1, 1.4))),
        (Facility, "availability", "97 % to 99 %", Range("to", (0.97, 0.99))),
        (Phase, "mw", "1.2 GW", 1200.0),
        (Phase, "mw", "discrete(0: 70%, 6: 30%)", Range("discrete", (0, 0.7, 6, 0.3))),
        (Phase, "ramp", 12, 12.0),
        (Phase, "ramp", [0.5, 0.75], (0.5, 0.75)),
        (Phase, "ramp", [], ()),
        (Phase, "spend", [["start", 0.5], ["2026-06", 0.5]], (("start", 0.5), ("2026-06", 0.5))),
        (Phase, "mw_basis", "facility", "facility"),
        (Phase, "mw_basis", None, None),
        (Phase, "it_life", 60.0, 60),
        (Loan, "month", "start", "start"),
        (Loan, "month", "2026-06", "2026-06"),
        (Contract, "start", "2028-02-29", "2028-02-29"),
        (Contract, "discount", [1, 0.5], (1.0, 0.5)),
        (Contract, "prepayment", 600, 600.0),
        (Contract, "prepayment", "40%", "40 %"),
        (Contract, "prepayment", "12.5  %", "12.5 %"),
        (Contract, "prepayment", "600", 600.0),
        (Contract, "prepayment", "$1.25bn", 1250.0),
        (Contract, "termination_fee", "3 Bills", "3 bills"),
        (Contract, "termination_fee", "1 bill", "1 bills"),
        (Contract, "termination_fee", "3", 3.0),
        (Tenant, "demand", 60, 60.0),
        (Tenant, "demand", "60 to 200", Range("to", (60, 200))),
        (
            Tenant,
            "demand",
            [["2026-05", 60], ["2027-01", 107]],
            (("2026-05", 60), ("2027-01", 107)),
        ),
        (Tenant, "facilities", ["a", "b"], ("a", "b")),
        (Driver, "scales", ["facilities/a/opex"], ("facilities/a/opex",)),
        (Signpost, "likelihood", {"up": 0.7, "down": 0.3}, (("up", 0.7), ("down", 0.3))),
        (Signpost, "date", "2026", "2026"),
        (Source, "date", "2026-06", "2026-06"),
        (Source, "date", "2026-06-05", "2026-06-05"),
        (Settings, "draws", 512, 512),
    ],
)
def test_a_field_keeps_what_it_is_given(
    kind: type[Entity], name: str, given: object, kept: object
) -> None:
    found = getattr(made(kind, **{name: given}), name)
    assert found == kept
    assert type(found) is type(kept)


@pytest.mark.parametrize(
    ("kind", "name", "given", "words"),
    [
        (Facility, "name", 3, ["Facility", "3", "a text"]),
        (Facility, "id", "a/b", ["Id", "“a/b”", "letters, digits"]),
        (Facility, "id", "-a", ["“-a”", "beginning with"]),
        (Facility, "id", "", ["“”"]),
        (Facility, "id", None, ["Id must be given."]),
        (Facility, "active", 1, ["Active", "1", "true or false"]),
        (Facility, "active", None, ["Active", "true", "not null"]),
        (Facility, "close", "2030-13", ["Last month", "“2030-13”", "2026-05"]),
        (Facility, "close", "2030-12\n", ["Last month"]),
        (Facility, "close", "1969-12", ["Last month", "“1969-12”", "a date from 1970 to 2200"]),
        (Contract, "end", "2201-01-01", ["End", "“2201-01-01”", "a date from 1970 to 2200"]),
        (Loan, "month", "2300-01", ["Drawn in", "“2300-01”", "a date from 1970 to 2200"]),
        (Facility, "horizon_value", "book", ["“book”", "none, net_book, re_lease, perpetuity"]),
        (Facility, "pue", "0.9", ["PUE", "0.9", "between 1 and 10"]),
        (Facility, "pue", "1 to", ["PUE", "“to”"]),
        (Facility, "pue", "5 to 2", ["PUE", "5", "2"]),
        (Facility, "availability", 97, ["Availability", "97", "97 %"]),
        (Facility, "phases", {}, ["Phases", "an object", "a list"]),
        (Facility, "phases", None, ["Phases", "null", "a list"]),
        (Settings, "start", "May 2026", ["First month", "“May 2026”"]),
        (Settings, "start", None, ["First month must be given."]),
        (Settings, "draws", 1000, ["Draws", "1000", "multiple of 256"]),
        (Settings, "draws", 600.5, ["Draws", "600.5", "a whole number"]),
        (Settings, "discount_rate", "10 %", ["Discount rate", "“10 %”", "a number"]),
        (Phase, "ramp", [0.5, 1.5], ["Ramp", "1.5", "between 0 (0 %) and 1 (100 %)"]),
        (Phase, "ramp", "fast", ["Ramp", "“fast”", "[0.5, 0.75]"]),
        (Phase, "spend", [["2026-05"]], ["Spending dates", "a list of pairs"]),
        (Phase, "spend", [["soon", 1]], ["Spending dates", "“soon”", "the word start"]),
        (Phase, "spend", [["start", 2]], ["Spending dates", "2", "100 %"]),
        (Phase, "spend", "start", ["Spending dates", "“start”", "a list of pairs"]),
        (Phase, "it_life", 0, ["IT life", "0", "between 1 months and 1200 months"]),
        (Loan, "month", "begin", ["Drawn in", "“begin”", "the word start"]),
        (Contract, "start", "2026-02-30", ["Start", "“2026-02-30”", "2026-05-01"]),
        (Contract, "start", "2026-W18-5", ["Start"]),
        (Contract, "start", "2026-05", ["Start", "“2026-05”", "a date"]),
        (Contract, "discount", [0.5, -0.1], ["Discount", "-0.1"]),
        (Contract, "discount", 0.5, ["Discount", "0.5", "a list"]),
        (Contract, "prepayment", "101 %", ["Prepayment", "101", "100 %"]),
        (Contract, "prepayment", "3 bills", ["Prepayment", "“3 bills”", "“3 %”"]),
        (Contract, "termination_fee", "-1 bills", ["exit fee", "-1", "at least 0"]),
        (Contract, "termination_fee", "-1", ["exit fee", "-1", "at least 0 $m"]),
        (Contract, "termination_fee", [], ["exit fee", "a list", "a number"]),
        (Tenant, "demand", [["2026-05", -1]], ["Demand", "-1", "at least 0"]),
        (Tenant, "demand", [["2026", 1]], ["Demand", "“2026”", "a month"]),
        (Tenant, "demand", [60], ["Demand", "60", "a list of pairs"]),
        (Tenant, "facilities", "a", ["Facilities", "“a”", "a list"]),
        (Tenant, "facilities", ["a b"], ["Facilities", "“a b”", "an id"]),
        (Driver, "scales", [3], ["Scales", "3", "a text"]),
        (Signpost, "likelihood", {"up": 1.2}, ["Likelihood", "1.2"]),
        (Signpost, "likelihood", {"u p": 1}, ["Likelihood", "“u p”"]),
        (Signpost, "likelihood", [["up", 1], ["up", 0]], ["Likelihood", "“up”", "twice"]),
        (Signpost, "likelihood", 3, ["Likelihood", "3", "probability for each outcome"]),
        (Source, "date", "June", ["Date", "“June”", "a date, a month or a year"]),
        (Event, "phases", [None], ["Phases hit", "null", "an id"]),
    ],
)
def test_a_field_refuses_what_the_format_has_not_and_says_what_is_allowed(
    kind: type[Entity], name: str, given: object, words: list[str]
) -> None:
    said = said_of(kind, **{name: given})
    for word in words:
        assert word in said


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (None, None),
        (True, True),
        (3, 3),
        (0.5, 0.5),
        ("250 to 320", "250 to 320"),
        (Range("to", (250.0, 320.0)), "250 to 320"),
        (Written("to", (250.0, 320.0)), "250 to 320"),
        ([0.5, [1, "a"]], (0.5, (1, "a"))),
        ([{"facility": "a", "mw": 3}], ({"facility": "a", "mw": 3},)),
    ],
)
def test_an_override_keeps_any_plain_value(given: object, kept: object) -> None:
    assert Override(path="settings/months", value=given).value == kept


@pytest.mark.parametrize("given", [float("nan"), float("inf"), 1e13, [float("nan")]])
def test_an_override_refuses_a_number_that_no_file_can_hold(given: object) -> None:
    with pytest.raises(ValidationError, match="out of bounds"):
        Override(path="settings/months", value=given)


def test_an_override_takes_nothing_that_is_not_plain() -> None:
    with pytest.raises(TypeError, match="an override cannot hold object"):
        Override(path="settings/months", value=object())


@pytest.mark.parametrize(
    "fields", [{}, {"value": 3, "factor": 2}, {"factor": None}, {"value": None, "factor": 2}]
)
def test_an_override_has_either_a_value_or_a_factor(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as error:
        Override.model_validate({"path": "settings/months"} | fields)
    assert "settings/months" in str(refusals(error.value)[0][1])
    assert "either a value or a factor" in str(refusals(error.value)[0][1])


def test_an_override_may_set_null_and_keeps_it_in_the_file() -> None:
    override = Override(path="facilities/a/close", value=None)
    assert override.sets
    assert override.stored() == {"path": "facilities/a/close", "value": None}


def test_an_override_changes_from_value_to_factor_and_back() -> None:
    override = Override(path="settings/months", value=60)
    multiplied = override.replacing(factor=0.5)
    assert multiplied.stored() == {"path": "settings/months", "factor": 0.5}
    assert multiplied.replacing(path="settings/draws").factor == 0.5
    assert multiplied.replacing(value=None).stored() == {"path": "settings/months", "value": None}


def test_a_relative_amount_gives_its_number() -> None:
    assert relative_amount("40 %") == 40.0
    assert relative_amount("2.5 bills") == 2.5
    assert relative_amount(600.0) is None
