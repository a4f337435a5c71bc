"""Light and dark, the font, the icons."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction, QFont, QPalette, QRawFont
from PySide6.QtWidgets import QApplication, QMainWindow, QToolButton
from pytestqt.qtbot import QtBot

from planner.charts.cash_chart import CashChart
from planner.charts.palette import DARK, LIGHT, Palette
from planner.paths import resource
from planner.shell import theme
from planner.shell.icons import coloured_file, coloured_icon, icon
from planner.shell.stylesheet import stylesheet
from tests.charts.builders import made_result


@pytest.fixture(autouse=True)
def plain_application(qapp: QApplication) -> Iterator[None]:
    """Give the application back as it was, for the other tests."""
    font, palette = QFont(qapp.font()), QPalette(qapp.palette())
    yield
    made = qapp.findChild(theme.Theme)
    if made is not None:
        made.setParent(None)
        made.deleteLater()
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.mark.parametrize(("name", "palette"), [("light", LIGHT), ("dark", DARK)])
def test_applying_a_theme_dresses_the_application(
    qapp: QApplication, name: theme.ThemeName, palette: Palette
) -> None:
    applied = theme.apply(qapp, name)
    assert applied.palette is palette
    colours = qapp.palette()
    assert colours.color(QPalette.ColorRole.Window).name().upper() == palette.surface
    assert colours.color(QPalette.ColorRole.Base).name().upper() == palette.raised
    assert colours.color(QPalette.ColorRole.Highlight).name().upper() == palette.selection
    assert palette.accent in qapp.styleSheet()


def test_the_application_has_one_theme_that_tells_of_each_change(
    qtbot: QtBot, qapp: QApplication
) -> None:
    first = theme.apply(qapp, "light")
    with qtbot.waitSignal(first.changed) as told:
        assert theme.apply(qapp, "dark") is first
    assert told.args == [DARK]


def test_a_system_that_says_nothing_is_light(qapp: QApplication) -> None:
    assert theme.apply(qapp, "system").palette is LIGHT


def test_charts_on_screen_follow_a_change_of_theme(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    chart = CashChart()
    qtbot.addWidget(chart)
    chart.show_result(made_result(512))
    chart.show()
    assert chart.palette_shown is LIGHT
    theme.apply(qapp, "dark")
    assert chart.palette_shown is DARK
    assert chart.middle.colour.name().upper() == DARK.accent


def test_a_chart_shown_after_a_change_of_theme_catches_up(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    chart = CashChart()
    qtbot.addWidget(chart)
    theme.apply(qapp, "dark")
    chart.show()
    assert chart.palette_shown is DARK


@pytest.mark.parametrize("weight", [400, 500, 600])
def test_digits_of_the_applications_font_are_equally_wide(qapp: QApplication, weight: int) -> None:
    font = QFont(theme.application_font())
    font.setWeight(QFont.Weight(weight))
    assert font.pixelSize() == 13
    assert theme.has_equal_digits(font)


def test_proportional_figures_are_found_out(qapp: QApplication) -> None:
    font = QFont(theme.application_font())
    font.setFeature(theme.TABULAR, 0)
    assert not theme.has_equal_digits(font)


def test_the_shipped_font_has_every_mark_the_figures_need(qapp: QApplication) -> None:
    files = list(resource("fonts").glob("*.otf"))
    assert len(files) == 3
    for file in files:
        font = QRawFont(str(file), 13.0)
        assert font.isValid()
        assert all(font.supportsCharacter(ord(mark)) for mark in "0123456789−±–—×·▲▼<>$%…")


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_leaves_no_token_unfilled(palette: Palette) -> None:
    text = stylesheet(palette, "arrow.svg", "tick.svg")
    assert "$" not in text
    assert text.count("{") == text.count("}")


def test_icons_keep_the_themes_colour(qtbot: QtBot, qapp: QApplication) -> None:
    applied = theme.apply(qapp, "light")
    window = QMainWindow()
    qtbot.addWidget(window)
    action, button = QAction("Undo", window), QToolButton(window)
    applied.set_icon(action, "undo")
    applied.set_icon(button, "close")

    def inks(target: QAction | QToolButton) -> set[str]:
        image = target.icon().pixmap(16).toImage()
        pixels = [image.pixelColor(x, y) for x in range(16) for y in range(16)]
        return {pixel.name().upper() for pixel in pixels if pixel.alpha() == 255}

    assert LIGHT.text in inks(action) | inks(button)
    theme.apply(qapp, "dark")
    assert DARK.text in inks(action) | inks(button)
    assert LIGHT.text not in inks(action) | inks(button)


def test_every_shipped_icon_can_be_drawn_in_one_colour(qapp: QApplication) -> None:
    names = [path.stem for path in resource("icons").glob("*.svg") if path.stem != "app"]
    assert len(names) > 20
    for name in names:
        image = coloured_icon(name, "#FF0000").pixmap(32).toImage()
        drawn = [
            image.pixelColor(x, y)
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() > 64
        ]
        assert drawn, name
        assert all(ink.red() > 250 and ink.green() + ink.blue() < 8 for ink in drawn), name


def test_an_icon_that_was_not_shipped_is_a_fault(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon", LIGHT)


def test_a_style_sheets_arrow_is_a_file_in_the_themes_colour() -> None:
    path = coloured_file("chevron-down", DARK.muted)
    ink = DARK.muted.lower()
    assert ink in path.read_text(encoding="utf-8")
    path.write_text("damaged", encoding="utf-8")
    assert ink in coloured_file("chevron-down", DARK.muted).read_text(encoding="utf-8")
