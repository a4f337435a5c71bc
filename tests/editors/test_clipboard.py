"""Tab-separated text as spreadsheets write and read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.editors.clipboard import cells_of, tab_separated

CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | st.sampled_from('\t\n"')
)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", []),
        ("a", [["a"]]),
        ("a\tb\nc\td\n", [["a", "b"], ["c", "d"]]),
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\t\n\tb\n", [["a", ""], ["", "b"]]),
        ("a\t", [["a", ""]]),
        ("a\n\nb\n", [["a"], [""], ["b"]]),
        ('"two\nlines"\tb\n', [["two\nlines", "b"]]),
        ('"say ""no"""\n', [['say "no"']]),
        ('5" pipe\tb\n', [['5" pipe', "b"]]),
        ('"open\tb\n', [['"open', "b"]]),
    ],
)
def test_text_of_other_programs_is_taken_apart(text: str, cells: list[list[str]]) -> None:
    assert cells_of(text) == cells


@given(
    st.integers(1, 4).flatmap(
        lambda wide: st.lists(st.lists(CELL, min_size=wide, max_size=wide), min_size=1)
    )
)
def test_what_is_copied_is_pasted_as_it_was(cells: list[list[str]]) -> None:
    plain = [
        [cell.replace("\u00a0", " ").replace("\u202f", " ").replace("−", "-") for cell in row]
        for row in cells
    ]

    assert cells_of(tab_separated(cells)) == plain


def test_numbers_are_copied_so_that_a_spreadsheet_reads_them() -> None:
    assert tab_separated([["−1,250", "45\u00a0%"]]) == "-1,250\t45 %\n"
