"""Columns and panes share the room there is by what they hold."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from planner.charts.palette import LIGHT
from planner.document.document import Document
from planner.domain.case import Choice, case_of
from planner.domain.project import Project
from planner.editors.cell_painter import wanted_width
from planner.editors.column_widths import Wish, allotted
from planner.editors.panes import shared
from planner.editors.sheet import Sheet
from planner.editors.sheet_view import shown_places
from planner.editors.tab import tab_named
from planner.editors.table_model import EntityTableModel
from planner.editors.table_view import EntityTableView
from planner.editors.tables import TENANTS
from tests.builders import tenant
from tests.editors.plan import two_sites

# What the tables have in a window of 1280 pixels beside the plan.
IN_A_SMALL_WINDOW = (1067, 176)
LONG = "{name}, operated jointly with its affiliates for accelerated computing"


def test_columns_have_what_they_want_and_where_room_is_short_the_widest_give_way() -> None:
    wishes = [Wish(500, 160), Wish(90, 90), Wish(300, 160)]

    assert allotted(wishes, 2_000) == [500, 90, 300]
    assert allotted(wishes, 700) == [310, 90, 300]
    assert allotted(wishes, 490) == [200, 90, 200]
    assert allotted(wishes, 100) == [160, 90, 160]
    assert allotted([], 100) == []


@pytest.mark.parametrize(
    ("room", "widths"),
    [(1_000, [200, 300, 500]), (450, [150, 225, 75]), (150, [50, 75, 25])],
)
def test_panes_have_what_they_want_and_else_give_up_the_same_share(
    room: int, widths: list[int]
) -> None:
    assert shared([200, 300, 100], [100, 150, 50], room) == widths


def sheet_of(qtbot: QtBot, project: Project, name: str) -> Sheet:
    sheet = Sheet(Document(project), tab_named(name), LIGHT)
    qtbot.addWidget(sheet)
    sheet.resize(*IN_A_SMALL_WINDOW)
    with qtbot.waitExposed(sheet):
        sheet.show()
    return sheet


def long_named() -> Project:
    project = two_sites()
    changes = {"uncertainties/terms/name": LONG.format(name="Terms")}
    for path, name in (("good", "Good"), ("bad", "Bad")):
        changes[f"uncertainties/terms/outcomes/{path}/name"] = LONG.format(name=name)
    return project.replacing_all(changes)


@pytest.mark.parametrize("project", [two_sites(), long_named()], ids=["short", "long"])
@pytest.mark.parametrize("name", ["uncertainties", "strategies", "loans", "site-loans"])
def test_tables_side_by_side_show_all_of_their_columns_in_a_small_window(
    qtbot: QtBot, project: Project, name: str
) -> None:
    sheet = sheet_of(qtbot, project, name)

    for view in sheet.views.values():
        width = sum(view.columnWidth(place) for place in shown_places(view))
        assert 0 < width <= view.viewport().width(), view.objectName()


def test_overrides_that_are_empty_leave_the_room_to_what_is_filled(qtbot: QtBot) -> None:
    sheet = sheet_of(qtbot, long_named(), "uncertainties")

    assert sheet.overrides is not None
    assert sheet.overrides.width() < sheet.width() * 0.45
    for view in sheet.views.values():
        assert view.least_width() <= view.width() <= view.wanted_width()


def test_a_long_caption_does_not_keep_a_pane_from_being_narrow(qtbot: QtBot) -> None:
    short, long = (sheet_of(qtbot, each, "uncertainties") for each in (two_sites(), long_named()))

    assert long.minimumSizeHint() == short.minimumSizeHint()


def test_columns_follow_the_width_until_one_is_changed_by_hand(qtbot: QtBot) -> None:
    changes = {"tenants/acme/name": LONG.format(name="Acme")}
    sheet = sheet_of(qtbot, two_sites().replacing_all(changes), "rent-roll")
    view = sheet.views["rent-roll"]
    narrow = view.columnWidth(0)

    sheet.resize(2_400, 176)
    assert view.columnWidth(0) > narrow
    view.horizontalHeader().resizeSection(0, 77)
    sheet.resize(1_067, 176)
    assert view.columnWidth(0) == 77
    view.fit_columns()
    assert view.columnWidth(0) == narrow


def test_a_column_that_rows_are_sorted_by_has_room_for_the_arrow(qtbot: QtBot) -> None:
    sheet = sheet_of(qtbot, two_sites(), "rent-roll")
    view = sheet.views["rent-roll"]
    place = [column.name for column in view.entities.columns].index("term")
    before = view.columnWidth(place)

    view.sortByColumn(place, Qt.SortOrder.AscendingOrder)
    assert view.columnWidth(place) >= view.horizontalHeader().sectionSizeHint(place) > before


def test_a_range_that_is_typed_stands_in_its_own_cell(qtbot: QtBot) -> None:
    sheet = sheet_of(qtbot, two_sites(), "supplies")
    view = sheet.views["supplies"]
    index = view.entities.index_of("facilities/north/supplies/grid/mw")
    assert index.isValid()

    view.setCurrentIndex(index)
    view.edit(index)
    [line] = view.viewport().findChildren(QLineEdit)
    line.setText("250 to 320")
    assert line.geometry().right() <= view.visualRect(index).right()


def test_a_column_that_was_just_shown_is_brought_into_view(qtbot: QtBot) -> None:
    sheet = sheet_of(qtbot, two_sites(), "rent-roll")
    view = sheet.views["rent-roll"]
    view.show_columns([column.name for column in view.entities.columns])
    place = shown_places(view)[-1]

    view.go(0, place)
    QApplication.processEvents()
    seen = view.visualRect(view.currentIndex())
    assert view.viewport().rect().contains(seen.center())


def test_a_column_is_as_wide_as_before_when_the_case_is_as_written_again(qtbot: QtBot) -> None:
    stored = two_sites()
    outcome = "uncertainties/terms/outcomes/bad/overrides"
    start = type(stored.at(outcome)[0]).model_validate(
        {"path": "tenants/acme/contracts/lease/start", "value": "2026-09-01"}
    )
    project = stored.replacing_at(outcome, (*stored.at(outcome), start))
    sheet = sheet_of(qtbot, project, "rent-roll")
    view = sheet.views["rent-roll"]
    place = [column.name for column in view.entities.columns].index("start")
    before = view.columnWidth(place)

    sheet.set_case(case_of(project, Choice(None, {"terms": "bad"})))
    assert view.columnWidth(place) > before
    sheet.set_case(case_of(project, Choice()))
    assert view.columnWidth(place) == before


def test_columns_widen_for_the_first_rows_of_a_table_that_was_empty(qtbot: QtBot) -> None:
    document = Document(two_sites().replacing(tenants=()))
    model = EntityTableModel(document, TENANTS, parent=document)
    view = EntityTableView(model, LIGHT)
    qtbot.addWidget(view)
    view.resize(1400, 500)
    with qtbot.waitExposed(view):
        view.show()
    place = [column.name for column in model.columns].index("kind")
    narrow = view.columnWidth(place)
    added = tuple(tenant(id=name, kind="internal") for name in ("one", "two"))
    document.edit("Add", document.project.replacing(tenants=added))

    cell = model.cell(model.index(0, place))
    assert cell.text == "Own use"
    assert view.columnWidth(place) > narrow
    assert view.columnWidth(place) >= wanted_width(cell, QFontMetrics(view.font()))
