"""What every chart over time does alike."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from planner.charts.backlog_chart import BacklogChart
from planner.charts.capacity_chart import CapacityChart
from planner.charts.cash_chart import CashChart
from planner.charts.chart import Chart
from planner.charts.numbers import Numbers, NumbersWindow
from planner.charts.picture import SHARPNESS, picture, picture_size
from planner.charts.read_out import docking_corner
from planner.charts.states import STALE_AFTER, STALE_OPACITY
from planner.charts.value_chart import ValueChart
from tests.charts.builders import TENANTS, made_result, on_screen

ACROSS = Qt.Orientation.Horizontal


@pytest.fixture
def chart(qtbot: QtBot) -> CashChart:
    """A filled chart on screen."""
    made = CashChart()
    made.show_result(made_result(10_240))
    return on_screen(qtbot, made, 620)


def viewport(chart: CashChart) -> QWidget:
    """Where the pointer's events arrive."""
    found: QWidget = chart._view.viewport()
    return found


def point(chart: CashChart, place: float) -> QPoint:
    """A point of the first plot in the viewport's pixels."""
    corner = chart.plots[0].scene_area().topLeft()
    shift = QPointF(chart.plots[0].extent().x(place), 60.0)
    return (corner + shift).toPoint()


def test_hovering_reads_the_month_under_the_pointer_in_every_plot(
    qtbot: QtBot, chart: CashChart
) -> None:
    QTest.mouseMove(viewport(chart), point(chart, 25.5))
    assert chart.hovered == 25
    assert all(line.isVisible() for line in chart._hairlines)
    columns = {line.pos().x() for line in chart._hairlines}
    assert len(columns) == 1
    assert chart._read_out.isVisible()
    assert "Jun 2028" in chart.accessibleDescription()
    QTest.mouseMove(viewport(chart), QPoint(2, 2))
    assert not chart._read_out.isVisible()
    assert not any(line.isVisible() for line in chart._hairlines)


def test_the_read_out_stays_inside_the_plot_and_off_the_pointer(chart: CashChart) -> None:
    for month in (-1, 5, 20, 40, 55):
        chart.read(month)
        box = chart._read_out.geometry()
        area = chart.plots[0].scene_area()
        assert area.contains(box.toRectF())
        column = area.left() + chart.plots[0].extent().x(month + 0.5)
        assert not box.left() <= column <= box.right()


def test_the_line_under_the_pointer_crosses_no_words(chart: CashChart) -> None:
    chart.read(25)
    for line, notes in zip(chart._hairlines, (chart.notes, chart.bar_notes), strict=True):
        assert line.parentItem() is notes.parentItem()
        assert line.zValue() < notes.zValue()


def test_a_low_plot_reads_three_rows(chart: CashChart) -> None:
    chart.read(25)
    assert len(chart._read_out.rows) == 6
    chart.resize(1000, 320)
    QGuiApplication.processEvents()
    chart.read(25)
    assert [row.text for row in chart._read_out.rows] == [
        "Cumulative, P50",
        "P10–P90",
        "Net, mean",
    ]


def test_the_read_out_docks_where_it_hides_least(chart: CashChart) -> None:
    extent = chart.plots[0].extent()
    area = chart.plots[0].scene_area()
    corner = docking_corner(area, QSize(150, 120), extent.x(50.0), extent, chart._outlines())
    assert corner.x() < area.center().x()
    assert corner.y() < area.center().y()


def test_dragging_zooms_to_whole_months_in_all_plots_and_double_click_resets(
    qtbot: QtBot, chart: CashChart
) -> None:
    begin, end = point(chart, 10.2), point(chart, 21.8)
    QTest.mousePress(
        viewport(chart), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, begin
    )
    QTest.mouseMove(viewport(chart), (begin + end) / 2)
    QTest.mouseMove(viewport(chart), end)
    QTest.mouseRelease(
        viewport(chart), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end
    )
    assert chart.shown_months() == (10, 22)
    for plot in chart.plots:
        assert (plot.extent().left, plot.extent().right) == (10.0, 22.0)
    QTest.mouseDClick(
        viewport(chart), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, begin
    )
    assert chart.shown_months() == (-1, 56)


def test_a_click_does_not_zoom(qtbot: QtBot, chart: CashChart) -> None:
    QTest.mouseClick(
        viewport(chart),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        point(chart, 30.0),
    )
    assert chart.shown_months() == (-1, 56)


def test_zooming_fits_the_values_of_the_months_in_view(chart: CashChart) -> None:
    before = chart.plots[0].extent()
    chart.zoom(0, 12)
    after = chart.plots[0].extent()
    assert after.top < before.top
    assert chart.middle.values[12] <= after.top
    assert [label.text[:3] for label in chart.ends[0].labels] == ["P90", "P50", "P10"]


def test_zoom_never_leaves_the_plan_nor_shows_less_than_three_months(chart: CashChart) -> None:
    chart.zoom(-30, 400)
    assert chart.shown_months() == (-1, 56)
    chart.zoom(55.5, 55.6)
    assert chart.shown_months() == (53, 56)


def test_a_new_result_keeps_the_zoom_and_another_period_resets_it(chart: CashChart) -> None:
    chart.zoom(3, 15)
    chart.show_result(made_result(512))
    assert chart.shown_months() == (3, 15)
    chart.show_result(made_result(512, months=24))
    assert chart.shown_months() == (-1, 24)


def test_a_shorter_plan_ends_the_reading_of_a_later_month(chart: CashChart) -> None:
    chart.read(50)
    chart.show_result(made_result(0, months=24))
    assert chart.hovered is None


def test_the_keyboard_reads_and_zooms(qtbot: QtBot, chart: CashChart) -> None:
    for key, month in (
        (Qt.Key.Key_Right, -1),
        (Qt.Key.Key_Right, 0),
        (Qt.Key.Key_End, 55),
        (Qt.Key.Key_Right, 55),
        (Qt.Key.Key_Left, 54),
        (Qt.Key.Key_Home, -1),
    ):
        QTest.keyClick(chart, key)
        assert chart.hovered == month
    QTest.keyClick(chart, Qt.Key.Key_Plus)
    first, after = chart.shown_months()
    assert after - first < 57
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.shown_months() == (-1, 56)
    assert chart.hovered is None


def test_a_stale_chart_is_dimmed_only_after_a_while_and_never_blank(
    qtbot: QtBot, chart: CashChart
) -> None:
    chart.set_stale(True)
    assert not chart._veil.isVisible()
    assert STALE_AFTER == 150
    qtbot.waitUntil(chart._chip.isVisible, timeout=2_000)
    assert chart._veil.isVisible()
    assert chart.middle.values.size == 57
    chart.show_result(made_result(512))
    assert not chart._veil.isVisible()
    assert not chart._chip.isVisible()


def plotted(chart: CashChart) -> QImage:
    """What is seen of the plots, as it is on screen."""
    return chart.grab(chart._view.geometry()).toImage()


def test_every_pixel_of_a_stale_plot_has_two_fifths_of_its_strength(
    qtbot: QtBot, chart: CashChart
) -> None:
    fresh, ground = plotted(chart), QColor(chart.palette_shown.raised)
    chart.set_stale(True)
    qtbot.waitUntil(chart._veil.isVisible, timeout=2_000)
    stale = plotted(chart)
    inked = 0
    for x in range(0, fresh.width(), 3):
        for y in range(0, fresh.height(), 2):
            before, after = fresh.pixelColor(x, y), stale.pixelColor(x, y)
            inked += before != ground
            for part in (QColor.red, QColor.green, QColor.blue):
                expected = STALE_OPACITY * part(before) + (1.0 - STALE_OPACITY) * part(ground)
                assert part(after) == pytest.approx(expected, abs=2.0), (x, y)
    assert inked > 1_000


def test_what_says_that_it_is_recomputed_hides_no_words(qtbot: QtBot, chart: CashChart) -> None:
    chart.set_stale(True)
    qtbot.waitUntil(chart._chip.isVisible, timeout=2_000)
    legend, chip = chart.legend, chart._chip
    assert legend.room_after() > chip.width()
    assert chip.x() > legend.geometry().right() - legend.room_after()
    assert legend.geometry().contains(chip.geometry())

    chart.resize(460, 620)
    QApplication.processEvents()
    assert legend.room_after() < chip.width()
    assert chip.y() > legend.geometry().bottom()
    assert chart.rect().contains(chip.geometry())


def test_a_chart_that_is_fresh_in_time_is_never_dimmed(qtbot: QtBot, chart: CashChart) -> None:
    chart.set_stale(True)
    chart.show_result(made_result(512))
    qtbot.wait(STALE_AFTER + 50)
    assert not chart._veil.isVisible()


def test_a_problem_is_never_dimmed(qtbot: QtBot, chart: CashChart) -> None:
    chart.set_stale(True)
    qtbot.waitUntil(chart._chip.isVisible, timeout=2_000)
    chart.show_problem("Two contracts hold the same 60 MW.")
    assert not chart._chip.isVisible()


def test_an_empty_chart_offers_the_one_thing_to_do(qtbot: QtBot, chart: CashChart) -> None:
    chart.show_empty("No contract yet, so there is no backlog.", "Add a contract")
    button = chart._card.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    assert button.text() == "Add a contract"
    with qtbot.waitSignal(chart.action_asked):
        button.click()
    assert not chart.legend.isVisible()


def test_a_chart_not_computed_offers_its_problem_and_a_result_clears_it(
    qtbot: QtBot, chart: CashChart
) -> None:
    chart.show_problem("Two contracts hold the same 60 MW in October 2026.")
    assert "Not computed." in chart._card.sentence()
    button = chart._card.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    with qtbot.waitSignal(chart.problem_asked):
        button.click()
    chart.show_result(made_result(0))
    assert not chart._card.isVisible()
    assert chart.legend.isVisible()


def test_the_picture_has_twice_the_screens_resolution_and_no_read_out(chart: CashChart) -> None:
    chart.read(25)
    made = picture(chart)
    assert made.size() == picture_size(chart) * SHARPNESS
    assert chart.hovered is None
    colours = {
        made.pixelColor(x, y).name()
        for x in range(0, made.width(), 7)
        for y in range(0, made.height(), 7)
    }
    assert len(colours) > 8


def test_saved_files_hold_the_chart_and_its_numbers(chart: CashChart, tmp_path: Path) -> None:
    for name in ("cash.png", "cash.svg", "cash.csv"):
        chart.menu.save(tmp_path / name)
    assert (tmp_path / "cash.png").read_bytes().startswith(b"\x89PNG")
    drawing = (tmp_path / "cash.svg").read_text(encoding="utf-8")
    assert ">P50 32.4</text>" in drawing.replace("\n", "")
    assert "<image" not in drawing
    table = (tmp_path / "cash.csv").read_text(encoding="utf-8").splitlines()
    assert len(table) == 58
    assert table[1].startswith("Start,-8100,")


def test_a_file_that_cannot_be_written_is_said(
    chart: CashChart, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def note(_parent: QWidget, _title: str, text: str) -> None:
        said.append(text)

    monkeypatch.setattr(QMessageBox, "warning", note)
    for name in ("cash.png", "cash.csv"):
        chart.menu.save(tmp_path / "missing" / name)
    assert len(said) == 2
    assert said[1].startswith("cash.csv was not saved: No such file or directory")


def test_the_picture_can_be_copied(chart: CashChart) -> None:
    chart.menu.copy()
    assert QGuiApplication.clipboard().image().size() == picture(chart).size()


def test_the_numbers_open_as_a_table_that_a_spreadsheet_takes(
    qtbot: QtBot, chart: CashChart
) -> None:
    chart.caption = "Free cash flow to the firm, $bn"
    chart.menu.open_numbers()
    window = chart.findChild(NumbersWindow)
    assert isinstance(window, NumbersWindow)
    # The window has $m, as its heads say.
    assert window.windowTitle() == "Numbers: Free cash flow to the firm"
    window.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[0] == "Period, $m"
    assert lines[1].split("\t")[1] == "-8100"
    assert len(lines) == 58
    window.close()


def test_the_window_of_numbers_is_as_large_as_they_need(qtbot: QtBot, chart: CashChart) -> None:
    names = ("A laboratory for accelerated computing and its affiliates, series 33", "B")
    rows = tuple((f"2026-{month:02d}", (1.0, 2.0)) for month in range(1, 13))
    most = min(1200, QGuiApplication.primaryScreen().availableGeometry().width() - 64)
    for heads, wide in ((("Month", *names), 420), (("Month", *names * 8), most)):
        filled = tuple((name, values * (len(heads) // 2)) for name, values in rows)
        window = NumbersWindow("Power", Numbers(heads, filled), chart)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        table, header = window.table, window.table.horizontalHeader()
        assert wide <= window.width() <= wide + 60
        assert table.verticalScrollBar().maximum() == 0
        assert header.sectionSize(1) < 320
        model = table.model()
        assert model.headerData(1, ACROSS, Qt.ItemDataRole.ToolTipRole) == names[0]
        assert "…" in model.headerData(1, ACROSS)
        if wide == 420:
            assert header.length() == table.viewport().width()


def test_charts_have_names_for_a_screen_reader(qtbot: QtBot, chart: CashChart) -> None:
    other = CapacityChart()
    qtbot.addWidget(other)
    other.show_result(made_result(), TENANTS)
    assert other.accessibleName() == "Power by tenant"
    assert chart.accessibleName() == "Free cash flow to the firm"
    assert chart.accessibleDescription()
    assert "Receipts" in chart.legend.accessibleName()


def test_the_focus_is_outlined(chart: CashChart) -> None:
    chart.clearFocus()
    plain = chart.grab().toImage().pixelColor(0, chart.height() // 2).name()
    chart.setFocus()
    outlined = chart.grab().toImage().pixelColor(0, chart.height() // 2).name()
    assert plain == chart.palette_shown.raised.lower()
    assert outlined == chart.palette_shown.accent.lower()


def test_the_legend_wraps_where_the_window_is_narrow(chart: CashChart) -> None:
    assert chart.legend.heightForWidth(1_200) == 24
    assert chart.legend.heightForWidth(300) >= 72


@pytest.mark.parametrize("kind", [CapacityChart, CashChart, ValueChart, BacklogChart])
def test_a_chart_answers_all_that_every_chart_is_asked(kind: type[Chart]) -> None:
    # Qt's classes cannot be abstract ones, so nothing else says what a new chart has left out.
    asked = ("_axis_below", "numbers", "_fit", "_annotate", "_reading", "_dots", "_outlines")
    for name in (*asked, "_recoloured"):
        assert getattr(kind, name) is not getattr(Chart, name), name
