"""The scanner reads JSON with positions and refuses what usual parsers let through."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.storage.fault import Unreadable
from planner.storage.scanner import DEEPEST, MOST_FAULTS, scan
from planner.storage.syntax import EMPTY

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(-1e12, 1e12)
    | st.text(st.characters(exclude_categories=["Cs"]))
)
TREES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4)
    ),
    max_leaves=20,
)


def faults_of(text: str) -> list[str]:
    with pytest.raises(Unreadable) as refusal:
        scan(text)
    return [str(fault) for fault in refusal.value.faults]


@given(TREES, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_what_json_writes_is_read_back_exactly(
    tree: object, indent: int | str | None, ascii_only: bool
) -> None:
    found = scan(json.dumps(tree, indent=indent, ensure_ascii=ascii_only))
    assert found.value == tree
    assert found.found == ()


@given(TREES, st.data())
def test_a_text_cut_anywhere_is_refused_or_still_json(tree: object, data: st.DataObject) -> None:
    text = json.dumps(tree, indent=1)
    cut = text[: data.draw(st.integers(0, len(text)))]
    try:
        expected = json.loads(cut)
    except json.JSONDecodeError:
        with pytest.raises(Unreadable):
            scan(cut)
    else:
        assert scan(cut).value == expected


@given(st.text(alphabet='{}[],:"\\ \n0123456789eE+-.truefalsn\x00é', max_size=60))
def test_any_text_is_read_as_json_reads_it_or_refused_with_a_line(text: str) -> None:
    try:
        found = scan(text)
    except Unreadable as refusal:
        faults = refusal.faults
    else:
        faults = found.faults()
        if not faults:
            assert json.loads(text) == found.value
    assert all(1 <= fault.line <= text.count("\n") + 1 for fault in faults)
    assert all(fault.column >= 1 and str(fault.message) for fault in faults)


def test_numbers_keep_their_kind_and_every_digit() -> None:
    found = scan("[1, 1.0, -0.1, 1e3, 999999999999, 1000000000000, 0.30000000000000004]").value
    assert found == [1, 1.0, -0.1, 1000.0, 999999999999, 10**12, 0.30000000000000004]
    assert isinstance(found, list)
    assert [type(item) for item in found] == [int, float, float, float, int, int, float]


def test_positions_of_values_and_keys_are_those_an_editor_shows() -> None:
    found = scan('{\n "é": 1,\n "facilities": [\n  {"id": "a",\n   "mw": 3}\n ]\n}')
    value = found.fault(("facilities", 0, "mw"), EMPTY())
    key = found.fault(("facilities", 0, "mw"), EMPTY(), of_key=True)
    absent = found.fault(("facilities", 0, "ready"), EMPTY())
    assert (value.path, value.line, value.column) == ("facilities/a/mw", 5, 10)
    assert (key.line, key.column) == (5, 4)
    assert (absent.path, absent.line, absent.column) == ("facilities/a/ready", 4, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1: plan: The file is empty"),
        (" \n\t\n", "1:1: plan: The file is empty"),
        ('{"a": [1, 2', "1:12: a: The file ends too early: what begins at line 1"),
        ('{\n"a": {', "2:7: a: The file ends too early: what begins at line 2"),
        ('{"a"', "1:5: plan: The file ends too early"),
        ('{"a" 5}', "1:6: plan: A colon is expected after the field name, not 5."),
        ('{"a": }', "1:7: a: A value is expected here, but } follows."),
        ('{"a": 1,}', "1:9: plan: There is a comma too many before }."),
        ("[1, ]", "1:5: plan: There is a comma too many before ]."),
        ('{"a": 1 "b": 2}', '1:9: plan: A comma or } is expected here, not ".'),
        ("[1 2]", "1:4: plan: A comma or ] is expected here, not 2."),
        ("{a: 1}", "1:2: plan: A field name in double quotes and a colon are expected"),
        ("{'a': 1}", "1:2: plan: A field name in double quotes and a colon are expected"),
        ('{"a": 1}x', "1:9: plan: The plan ends before this, but x follows."),
        ('{"a": "x\ny"}', "1:7: a: This text has no closing quote on its line"),
        ('{"a": "x', "1:7: a: This text has no closing quote on its line"),
        ('{"a": "\\q"}', "1:8: a: This text holds a backslash sequence"),
        ('{"a": "\\ud800"}', "1:7: a: This text holds half a character"),
        ('{"a": 01}', "1:7: a: 01 is not a number as JSON writes it"),
        ('{"a": +1}', "1:7: a: +1 is not a number as JSON writes it"),
        ('{"a": .5}', "1:7: a: .5 is not a number as JSON writes it"),
        ('{"a": 1_000}', "1:7: a: 1_000 is not a number as JSON writes it"),
        ('{"a": yes}', "1:7: a: yes is not a value"),
        ("// note", "1:1: plan: A value is expected here, but / follows."),
        ("\x01", "1:1: plan: A value is expected here, but U+0001 follows."),
    ],
)
def test_a_fault_of_syntax_names_its_place_and_reason(text: str, expected: str) -> None:
    assert faults_of(text)[-1].startswith(expected)


def test_numbers_that_are_none_and_repeated_keys_are_all_reported_at_once() -> None:
    found = scan(
        '{"a": NaN,\n"b": [Infinity, -Infinity, 1],\n"c": 1e999,\n"d": -1000000000001,\n'
        '"e": 1,\n"e": 2}'
    )
    assert [str(fault) for fault in found.faults()] == [
        "1:7: a: NaN is not accepted; a plan holds ordinary numbers only.",
        "2:7: b/0: Infinity is not accepted; a plan holds ordinary numbers only.",
        "2:17: b/1: -Infinity is not accepted; a plan holds ordinary numbers only.",
        "3:6: c: 1e999 is too large; numbers lie between -1e12 and 1e12.",
        "4:6: d: -1000000000001 is too large; numbers lie between -1e12 and 1e12.",
        "6:1: e: “e” is given twice; it first stands at line 5.",
    ]
    assert found.value == {"b": [None, None, 1], "e": 1}


def test_what_was_found_before_a_fault_of_syntax_is_reported_with_it() -> None:
    found = faults_of('{"tenants": [{"id": "x", "price": 1e308, "list": [1 2]}]}')
    assert found[0].startswith("1:35: tenants/x/price: 1e308 is too large")
    assert found[1].startswith("1:53: tenants/x/list: A comma or ] is expected here, not 2.")


def test_nesting_is_read_to_its_limit_and_refused_beyond() -> None:
    assert scan("[" * DEEPEST + "]" * DEEPEST).found == ()
    assert "deeper than 64 levels" in faults_of("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1))[0]
    assert "deeper than 64 levels" in faults_of('{"a":' * 100_000)[0]


def test_the_list_of_faults_ends_at_its_limit_and_says_so() -> None:
    found = faults_of("[" + "NaN," * (MOST_FAULTS * 2) + "1]")
    assert len(found) == MOST_FAULTS + 1
    assert any("only the first 1000 are listed" in fault for fault in found)


def test_a_number_of_many_thousand_digits_is_refused_as_too_large() -> None:
    assert "is too large" in str(scan("[" + "9" * 100_000 + "]").faults()[0])


def test_a_large_plan_is_scanned_in_well_under_a_second() -> None:
    contract = {"id": "c", "name": "Lease", "price": 1250.5, "ramp": [0.5, 0.75], "end": None}
    tenants = [
        {"id": f"t{n}", "name": f"Tenant {n}", "contracts": [contract] * 4} for n in range(2700)
    ]
    text = json.dumps({"format": 1, "tenants": tenants}, indent=1)
    assert len(text) > 1_600_000
    begun = time.process_time()
    found = scan(text)
    assert time.process_time() - begun < 1.0
    assert found.offset(("tenants", 2699, "contracts", 3, "price")) > 1_500_000
