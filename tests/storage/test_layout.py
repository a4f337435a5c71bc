"""The text of a plan is exact, stable and easy to compare line by line."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.storage.layout import WIDTH, laid_out

TREES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(TREES)
def test_the_text_reads_back_to_the_same_values(tree: object) -> None:
    assert json.loads(laid_out(tree)) == tree


def test_fields_stand_one_a_line_and_short_plain_lists_and_overrides_on_one() -> None:
    tree = {
        "format": 1,
        "ramp": [0.5, 0.75],
        "spend": [["start", 0.4], ["2026-05", 0.6]],
        "tenants": [{"id": "a", "name": "Ä"}],
        "overrides": [{"path": "settings/draws", "value": 512}],
    }
    assert laid_out(tree) == (
        '{\n "format": 1,\n "ramp": [0.5, 0.75],\n "spend": [["start", 0.4], ["2026-05", 0.6]],\n'
        ' "tenants": [\n  {\n   "id": "a",\n   "name": "Ä"\n  }\n ],\n'
        ' "overrides": [\n  {"path": "settings/draws", "value": 512}\n ]\n}\n'
    )


def test_a_long_list_stands_one_entry_a_line() -> None:
    text = laid_out({"scales": [f"facilities/site-{n}/power_price" for n in range(9)]})
    assert max(len(line) for line in text.splitlines()) <= WIDTH
    assert len(text.splitlines()) == 13


def test_a_number_that_is_none_is_never_written() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        laid_out({"mw": float("nan")})
