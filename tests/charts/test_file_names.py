"""Files are proposed under names that every system takes."""

import pytest

from planner.charts.picture import file_name


@pytest.mark.parametrize(
    ("caption", "name"),
    [
        ("Free cash flow to the firm, $bn", "free-cash-flow-to-the-firm.svg"),
        ("Power served by Colossus 1, MW of critical IT load", "power-served-by-colossus-1.svg"),
        ("Power served by A/B: “West”, MW", "power-served-by-a-b-west.svg"),
        ("Value to owner", "value-to-owner.svg"),
        ("Strom für Köln, MW", "strom-für-köln.svg"),
    ],
)
def test_a_caption_becomes_a_name_of_words_and_hyphens(caption: str, name: str) -> None:
    assert file_name(caption, "svg") == name
