"""The tokens against the figures that LOOK.md states for them."""

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.charts.palette import DARK, LIGHT, Palette, contrast, palette_in_force, text_on

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


@PALETTES
def test_every_line_and_word_stands_out_from_the_charts_ground(palette: Palette) -> None:
    for colour in palette.categorical:
        assert contrast(colour, palette.raised) >= 3.0
    for colour in (palette.muted, palette.negative, palette.positive, palette.warning):
        assert contrast(colour, palette.raised) >= 4.9


@PALETTES
def test_text_on_a_fill_is_never_harder_to_read_than_the_look_allows(palette: Palette) -> None:
    for fill in (*palette.categorical, *palette.sequential, *palette.diverging):
        assert contrast(text_on(fill), fill) >= 4.58


@PALETTES
def test_the_heat_maps_meet_their_stops_and_run_between_them(palette: Palette) -> None:
    assert palette.heat(0.0) == palette.sequential[0]
    assert palette.heat(0.5) == palette.sequential[3]
    assert palette.heat(1.0) == palette.sequential[6]
    assert palette.heat_around_zero(0.0) == palette.diverging[3]
    assert palette.heat_around_zero(-1.0) == palette.diverging[0]
    between = QColor(palette.heat(1.0 / 12.0)).red()
    ends = [QColor(stop).red() for stop in palette.sequential[:2]]
    assert abs(between - sum(ends) / 2.0) <= 1.0
    assert palette.heat(7.0) == palette.sequential[6]


def test_a_ninth_tenant_begins_the_colours_again() -> None:
    assert LIGHT.of(8) == LIGHT.of(0) == "#415ADD"
    assert LIGHT.of(4) == LIGHT.receipts


@pytest.mark.parametrize(
    ("ground", "expected"), [("#14171C", DARK), ("#F3F4F6", LIGHT), ("#FFFFFF", LIGHT)]
)
def test_the_palette_in_force_follows_the_application(
    qtbot: QtBot, qapp: QApplication, ground: str, expected: Palette
) -> None:
    before = QPalette(qapp.palette())
    made = QPalette(before)
    made.setColor(QPalette.ColorRole.Window, QColor(ground))
    qapp.setPalette(made)
    try:
        assert palette_in_force() is expected
    finally:
        qapp.setPalette(before)
