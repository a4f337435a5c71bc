"""Columns of figures are cut only where there is no room for all of them."""

import pytest

from planner.charts.column_shares import LEAST, column_shares, needed_width


@pytest.mark.usefixtures("qapp")
def test_a_column_needs_room_for_its_head_and_its_longest_cell() -> None:
    assert needed_width("Dec 2026", ["0", "1"]) == needed_width("Dec 2026", [])
    assert needed_width("P5", ["12,345,678"]) > needed_width("P5", ["1"])


@pytest.mark.parametrize("width", [500, 606, 607, 950, 1400])
def test_all_of_the_width_is_shared_and_figures_are_alike(width: int) -> None:
    shares = column_shares([120, 70, 80, 75], 150, width)
    assert sum(shares) == width
    assert shares[0] >= 120
    assert max(shares[1:]) - min(shares[1:]) <= 1
    assert min(shares[1:]) >= 80


def test_long_names_have_what_figures_leave_but_not_all_of_it() -> None:
    assert column_shares([900, 60, 60], 150, 600)[0] == 270
    assert column_shares([900, 60, 60, 60, 60], 150, 480)[0] == 480 - 4 * LEAST


def test_figures_are_never_cut() -> None:
    assert column_shares([180, 90, 140, 80], 180, 520) == [180, 100, 150, 90]
    assert column_shares([180, 90, 140, 80], 180, 300) == [180, 90, 140, 80]
    assert column_shares([180], 150, 400) == [400]
