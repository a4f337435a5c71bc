"""The fonts and icons that are shipped with the program."""

import re

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QFontMetricsF, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from planner.paths import resource

ICONS = sorted(resource("icons").glob("*.svg"))
NEEDED = (
    "app undo redo new open save save-as facility phase tenant contract market strategy "
    "uncertainty signpost valuation settings source pin search filter columns close warning "
    "refused notice plus delete duplicate more chevron-down chevron-left chevron-right "
    "dock-left dock-bottom dock-right detach check cash-line command correlation driver filter "
    "history loan file"
).split()
WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600}
SHOWN_MARKS = "0aÅé$€%−–—…·×≈±▲▼→"


def drawn(svg: str) -> QImage:
    image = QImage(16, 16, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(0, 0, 0, 0))
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    assert renderer.isValid()
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def inked(image: QImage) -> list[QColor]:
    pixels = [image.pixelColor(x, y) for x in range(16) for y in range(16)]
    return [pixel for pixel in pixels if pixel.alpha() > 200]


def test_every_icon_that_the_window_needs_is_shipped() -> None:
    assert {icon.stem for icon in ICONS} == set(NEEDED)


@pytest.mark.parametrize("name", NEEDED)
def test_an_icon_draws_on_a_grid_of_sixteen(qapp: object, name: str) -> None:
    svg = resource("icons", f"{name}.svg").read_text(encoding="utf-8")

    assert 'viewBox="0 0 16 16"' in svg
    assert len(inked(drawn(svg))) >= 3


@pytest.mark.parametrize("name", [name for name in NEEDED if name != "app"])
def test_an_icon_takes_any_colour_in_place_of_its_black(qapp: object, name: str) -> None:
    svg = resource("icons", f"{name}.svg").read_text(encoding="utf-8")

    assert set(re.findall(r"#\w+", svg)) == {"#000000"}
    assert 'stroke-width="1.35"' in svg
    ink = inked(drawn(svg.replace("#000000", "#2f55c7")))
    assert min(pixel.blue() for pixel in ink) > 150


@pytest.mark.parametrize("weight", WEIGHTS)
def test_a_font_is_one_weight_of_inter_with_all_marks_that_are_shown(
    qtbot: QtBot, weight: str
) -> None:
    number = QFontDatabase.addApplicationFont(str(resource("fonts", f"Inter-{weight}.otf")))

    assert "Inter" in QFontDatabase.applicationFontFamilies(number)
    font = QFont("Inter", 10, WEIGHTS[weight])
    metrics = QFontMetricsF(font)
    assert QFontInfo(font).weight() == WEIGHTS[weight]
    assert [mark for mark in SHOWN_MARKS if not metrics.inFontUcs4(ord(mark))] == []


def test_figures_can_be_set_in_columns_of_one_width(qtbot: QtBot) -> None:
    QFontDatabase.addApplicationFont(str(resource("fonts", "Inter-Regular.otf")))
    font = QFont("Inter", 10)
    assert QFontMetricsF(font).horizontalAdvance("1111") != pytest.approx(
        QFontMetricsF(font).horizontalAdvance("0000")
    )

    font.setFeature(QFont.Tag("tnum"), 1)
    widths = {QFontMetricsF(font).horizontalAdvance(figure * 4) for figure in "0123456789"}

    assert max(widths) == pytest.approx(min(widths))
