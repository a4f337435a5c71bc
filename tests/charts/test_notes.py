"""Words inside a plot: they hide none of one another, and long ones are told in full."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem
from pytestqt.qtbot import QtBot

from planner.charts.cash_chart import CashChart
from planner.charts.lettering import CAPTION, lettering
from planner.charts.notes import Note, note_box, notes_with_room, shown_words
from planner.charts.palette import LIGHT
from planner.charts.plot import Extent
from tests.charts.builders import made_result

EXTENT = Extent(left=0.0, right=48.0, bottom=0.0, top=50.0, width=900.0, height=240.0)


def test_a_halo_clears_what_lies_behind_but_no_other_words(qtbot: QtBot) -> None:
    chart = CashChart()
    qtbot.addWidget(chart)
    chart.resize(900, 400)
    chart.show_result(made_result())
    chart.show()
    qtbot.waitExposed(chart)
    ground = QColor(LIGHT.raised)
    line = QFontMetricsF(lettering(CAPTION)).height() - 2.0

    def ink(halo: str | None) -> int:
        """Dark pixels of words that stand closely one line beneath the other."""
        chart.notes.set_notes(
            [Note(5.0, 20_000.0, "Laboratory", halo=halo, offset=(0.0, k * line)) for k in (0, 1)]
        )
        chart.notes.dots = ()
        plot = chart.plots[0]
        box = note_box(chart.notes.notes[0], plot.extent(), lettering(CAPTION))
        image = QImage(120, 40, QImage.Format.Format_RGB32)
        image.fill(ground)
        painter = QPainter(image)
        painter.translate(4.0 - box.left(), 4.0 - box.top())
        chart.notes.paint(painter, QStyleOptionGraphicsItem())
        painter.end()
        pixels = [image.pixelColor(x, y).lightness() for x in range(120) for y in range(40)]
        return sum(lightness < 200 for lightness in pixels)

    assert ink(LIGHT.raised) == ink(None) > 100


@pytest.mark.usefixtures("qapp")
def test_a_name_beside_a_line_gives_way_to_what_stands_there() -> None:
    notice = Note(12.0, 20.0, "3 mo notice")
    hiding = Note(12.5, 20.5, "Expected: weighted by probability", strong=True)
    free = Note(30.0, 40.0, "Headline: all billed to May 2029", strong=True)

    assert notes_with_room([hiding, free], [notice], EXTENT) == [free]


@pytest.mark.usefixtures("qapp")
def test_a_halo_gives_way_too() -> None:
    notice = Note(12.0, 20.0, "3 mo notice")
    after = EXTENT.place(note_box(notice, EXTENT, lettering(CAPTION)).right() + 1.5)
    beside = Note(after, 20.0, "Expected")
    assert notes_with_room([beside], [notice], EXTENT) == [beside]
    haloed = replace(beside, halo="#FFFFFF")
    assert notes_with_room([haloed], [notice], EXTENT) == []


def test_of_a_long_note_the_middle_is_left_out_and_it_keeps_to_its_box(qtbot: QtBot) -> None:
    name = "A laboratory for accelerated computing and its affiliates, series"
    note = Note(4.0, 25.0, f"{name} 33 to May 2029")
    font = lettering(CAPTION)
    words = shown_words(note, font)

    assert words.startswith("A laboratory")
    assert words.endswith("to May 2029")
    assert "…" in words
    assert note_box(note, EXTENT, font).width() < 250.0
    assert note_box(note, EXTENT, font).contains(QPointF(EXTENT.x(4.0) + 20.0, EXTENT.y(25.0)))
