"""The table under a chart shows its figures, is never edited, and is written anew only in part."""

import math
from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from planner.charts.figures import MILLIONS, NONE
from planner.charts.figures_table import (
    NO_FIGURES,
    ROW_HEIGHT,
    FigureRow,
    Figures,
    FiguresTable,
)
from planner.charts.palette import DARK, LIGHT
from planner.shell import theme
from tests.looks.faults import faults_of

Role = Qt.ItemDataRole
ROWS = (
    FigureRow("Revenue", (100.0, 250.0, 350.0)),
    FigureRow("Free cash flow", (-1_240.0, math.nan, -1_190.0), leading=True),
    FigureRow("Anthropic", (60.0, 0.0, 60.0), overridden={1: "As written 90"}),
)
FIGURES = Figures("$m", ("2026", "2027", "Total"), ROWS, MILLIONS)


@pytest.fixture
def table(qtbot: QtBot) -> FiguresTable:
    made = FiguresTable("Figures by year")
    qtbot.addWidget(made)
    QAbstractItemModelTester(
        made.model(), QAbstractItemModelTester.FailureReportingMode.Fatal, made
    )
    made.set_figures(FIGURES)
    return made


def shown(model: QAbstractItemModel, role: int = Role.DisplayRole) -> list[list[object]]:
    """What the cells hold for a role, row by row."""
    columns = range(model.columnCount())
    return [
        [model.index(row, column).data(role) for column in columns]
        for row in range(model.rowCount())
    ]


def test_names_and_amounts_stand_under_their_heads(table: FiguresTable) -> None:
    model = table.model()
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert heads == ["$m", "2026", "2027", "Total"]
    assert shown(model) == [
        ["Revenue", "100", "250", "350"],
        ["Free cash flow", "\u22121,240", NONE, "\u22121,190"],
        ["Anthropic", "60", "0", "60"],
    ]


def test_a_table_that_becomes_wide_enough_gives_back_the_height_of_its_bar(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    made = FiguresTable("Figures", holder)
    heads = tuple(str(2026 + year) for year in range(9))
    rows = tuple(FigureRow(name, (45_000.0,) * 9) for name in ("Receipts", "Tax", "Net"))
    made.set_figures(Figures("$bn", heads, rows, MILLIONS))
    column.addStretch(1)
    column.addWidget(made)
    holder.resize(300, 400)
    holder.show()
    qtbot.waitExposed(holder)
    whole = made.head_height() + 3 * ROW_HEIGHT
    bar = made.horizontalScrollBar().sizeHint().height()
    for width, height in ((1200, whole), (300, whole + bar), (1200, whole)):
        holder.resize(width, 400)
        QApplication.processEvents()
        assert (width, made.height()) == (width, height)


def test_totals_are_bold_losses_red_and_changed_cells_tell_what_stood_there(
    table: FiguresTable,
) -> None:
    model = table.model()
    fonts = shown(model, Role.FontRole)
    bold = [
        [isinstance(font, QFont) and font.weight() == QFont.Weight.DemiBold for font in row]
        for row in fonts
    ]
    assert bold == [[False, False, False, True], [True] * 4, [False, False, False, True]]
    assert model.index(1, 1).data(Role.ForegroundRole) == QColor(LIGHT.negative)
    assert model.index(1, 2).data(Role.ForegroundRole) is None
    assert model.index(2, 2).data(Role.ForegroundRole) == QColor(LIGHT.overridden)
    assert model.index(2, 2).data(Role.BackgroundRole) == QColor(LIGHT.overridden_fill)
    assert model.index(2, 2).data(Role.ToolTipRole) == "As written 90"


def test_a_name_is_told_in_full_before_what_it_means(table: FiguresTable) -> None:
    meant = replace(
        ROWS[0], name="Renewed: a laboratory, series 39", meaning="At the chance of it."
    )
    table.set_figures(replace(FIGURES, rows=(meant, *ROWS[1:])))
    told = [table.model().index(row, 0).data(Role.ToolTipRole) for row in range(2)]
    assert told == ["Renewed: a laboratory, series 39\nAt the chance of it.", "Free cash flow"]
    assert table.model().index(0, 1).data(Role.ToolTipRole) == "At the chance of it."


def test_no_cell_can_be_edited(table: FiguresTable) -> None:
    model = table.model()
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            flags = model.flags(model.index(row, column))
            assert flags & Qt.ItemFlag.ItemIsSelectable
            assert not flags & Qt.ItemFlag.ItemIsEditable


def test_other_figures_of_the_same_shape_keep_the_selection_and_are_told_once(
    table: FiguresTable,
) -> None:
    table.selectRow(2)
    changed = QSignalSpy(table.model().dataChanged)
    rows = (ROWS[0], replace(ROWS[1], values=(5.0, 6.0, 11.0)), replace(ROWS[2], overridden={}))
    table.set_figures(replace(FIGURES, corner="$m, mean", rows=rows))
    assert changed.count() == 1
    assert [index.row() for index in table.selectionModel().selectedRows()] == [2]
    model = table.model()
    assert model.headerData(0, Qt.Orientation.Horizontal) == "$m, mean"
    assert shown(model)[1] == ["Free cash flow", "5", "6", "11"]
    assert model.index(1, 1).data(Role.ForegroundRole) is None
    assert model.index(2, 2).data(Role.ForegroundRole) is None
    assert model.index(2, 2).data(Role.ToolTipRole) is None


def test_equal_figures_are_not_told_again(table: FiguresTable) -> None:
    changed = QSignalSpy(table.model().dataChanged)
    table.set_figures(replace(FIGURES))
    assert changed.count() == 0


def test_another_shape_leaves_nothing_of_the_old_one(table: FiguresTable) -> None:
    table.set_figures(Figures("$m", ("2026",), (FigureRow("Rent", (7.0,)),), MILLIONS, total=False))
    assert shown(table.model()) == [["Rent", "7"]]
    assert table.model().index(0, 1).data(Role.FontRole) is None
    table.set_figures(NO_FIGURES)
    assert (table.model().rowCount(), table.model().columnCount()) == (0, 0)
    table.set_figures(FIGURES)
    assert table.model().index(2, 2).data(Role.ToolTipRole) == "As written 90"


def test_only_another_shape_asks_for_other_room(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    table = FiguresTable("Figures by year", holder)
    QVBoxLayout(holder).addWidget(table)
    table.set_figures(FIGURES)
    holder.show()
    QApplication.processEvents()
    asked = _LayoutWatch(holder)
    table.set_figures(replace(FIGURES, rows=(replace(ROWS[0], values=(1.0, 2.0, 3.0)), *ROWS[1:])))
    QApplication.processEvents()
    assert asked.count == 0
    table.set_figures(replace(FIGURES, rows=ROWS[:1]))
    QApplication.processEvents()
    assert asked.count > 0


@pytest.mark.parametrize("is_dressed", [False, True])
def test_no_head_or_figure_is_cut_and_longer_figures_get_more_room(
    table: FiguresTable, qapp: QApplication, is_dressed: bool
) -> None:
    if is_dressed:
        theme.apply(qapp, "light")
    months = tuple(f"Dec {year}" for year in range(2026, 2032))
    rows = (FigureRow("Headline backlog", tuple(1_000.0 * n for n in range(6)), leading=True),)
    header = table.horizontalHeader()
    for width in (500, 700, 1200):
        table.resize(width, 100)
        table.show()
        table.set_figures(Figures("$m", months, rows, MILLIONS, total=False))
        QApplication.processEvents()
        assert [fault.what for fault in faults_of(table) if fault.kind == "cut"] == []
    wide = header.sectionSize(1)
    table.resize(500, 100)
    assert header.sectionSize(1) < wide
    narrow = header.sectionSize(1)
    longer = (replace(rows[0], values=tuple(1e9 * (n + 1) for n in range(6))),)
    table.set_figures(Figures("$m", months, longer, MILLIONS, total=False))
    assert header.sectionSize(1) > narrow


def test_the_cells_follow_the_theme(table: FiguresTable, qapp: QApplication) -> None:
    dress = theme.apply(qapp, "light")
    table.set_figures(replace(FIGURES, corner="$m, mean"))
    assert table.model().index(1, 1).data(Role.ForegroundRole) == QColor(LIGHT.negative)
    try:
        dress.apply("dark")
        QApplication.processEvents()
        assert table.model().index(1, 1).data(Role.ForegroundRole) == QColor(DARK.negative)
    finally:
        dress.apply("light")


class _LayoutWatch(QObject):
    """Counts how often a widget is asked to share its room anew."""

    def __init__(self, watched: QObject) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False
