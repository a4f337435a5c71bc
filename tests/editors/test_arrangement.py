"""Sorting and filtering a table: once, when asked, and never under the hand that types."""

import random
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from planner.charts.palette import LIGHT
from planner.document.document import Document
from planner.document.identity import renamed
from planner.domain.case import Choice, case_of
from planner.domain.project import Project
from planner.editors.table_model import EntityTableModel
from planner.editors.table_view import EntityTableView
from planner.editors.tables import PHASES, RENT_ROLL, TENANTS, Table
from tests.editors.plan import many_tenants, two_sites

ENGLISH = QLocale("en_US")
DOWN, UP = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder


@pytest.fixture
def document(qapp: object) -> Iterator[Document]:
    before = QLocale()
    QLocale.setDefault(ENGLISH)
    yield Document(two_sites())
    QLocale.setDefault(before)


def model_of(document: Document, table: Table) -> EntityTableModel:
    model = EntityTableModel(document, table, ENGLISH, document)
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    assert tester.model() is model
    return model


def place(model: EntityTableModel, name: str) -> int:
    return [column.name for column in model.columns].index(name)


def ids(model: EntityTableModel) -> list[str]:
    return [row.entity.id for row in model.rows]


def numbers(model: EntityTableModel) -> list[str]:
    return [model.headerData(row, Qt.Orientation.Vertical) for row in range(model.rowCount())]


def phases(document: Document) -> EntityTableModel:
    """First hall 100 MW, second hall a range around 98, only hall 60; ids first, second, first."""
    return model_of(document, PHASES)


def test_rows_are_sorted_by_base_values_and_keep_the_plans_numbers(document: Document) -> None:
    model = phases(document)
    model.sort(place(model, "mw"), UP)
    rising = numbers(model)
    model.sort(place(model, "mw"), DOWN)
    falling = numbers(model)
    model.sort(-1)

    assert rising == ["3", "2", "1", "+"]
    assert falling == ["1", "2", "3", "+"]
    assert numbers(model) == ["1", "2", "3", "+"]
    assert not document.modified


def test_what_has_no_value_stands_last_either_way(document: Document) -> None:
    path = "facilities/north/phases/first/ready"
    document.edit("No date", document.project.replacing_at(path, None))
    model = phases(document)
    model.sort(place(model, "ready"), UP)
    rising = numbers(model)
    model.sort(place(model, "ready"), DOWN)

    assert rising == ["3", "2", "1", "+"]
    assert numbers(model) == ["2", "3", "1", "+"]


def test_rows_are_sorted_as_the_case_has_them(document: Document) -> None:
    model = model_of(document, RENT_ROLL)
    model.set_case(case_of(document.project, Choice(None, {"terms": "bad"})))
    model.sort(place(model, "lock_in"), DOWN)
    first = ids(model)
    model.set_case(None)
    model.sort(place(model, "price"), UP)

    assert first == ["lease", "slice"]
    assert ids(model) == ["slice", "lease"]


def test_an_edit_moves_no_row(document: Document) -> None:
    model = phases(document)
    model.sort(place(model, "mw"), UP)
    index = model.index(0, place(model, "mw"))
    kept = QPersistentModelIndex(index)
    model.setData(index, "500")

    assert numbers(model) == ["3", "2", "1", "+"]
    assert kept.row() == 0
    assert index.data() == "500"


def test_what_is_selected_goes_along_when_rows_are_sorted(document: Document) -> None:
    model = phases(document)
    kept = QPersistentModelIndex(model.index(2, 1))
    adding = QPersistentModelIndex(model.index(3, 1))
    model.sort(place(model, "mw"), UP)

    assert (kept.row(), adding.row()) == (0, 3)


def test_a_new_row_stands_after_the_one_it_follows_in_the_plan(document: Document) -> None:
    model = phases(document)
    model.sort(place(model, "mw"), UP)
    model.edits.duplicate([model.rows[2]])

    assert [row.entity.name for row in model.rows] == [
        "Only hall",
        "Second hall",
        "First hall",
        "First hall copy",
    ]
    document.undo()
    assert numbers(model) == ["3", "2", "1", "+"]


def test_another_id_leaves_a_row_where_it_stands(document: Document) -> None:
    model = phases(document)
    model.sort(place(model, "mw"), UP)
    document.edit("Id", renamed(document.project, "facilities/south", "far-south"))

    assert model.rows[0].path == "facilities/far-south/phases/first"


def test_rows_are_found_by_words_in_what_is_shown(document: Document) -> None:
    model = model_of(document, RENT_ROLL)
    everywhere = range(len(model.columns))
    found = {}
    for text in ("slice", "acme 90", "fixed", "NORTH", "per mw 45", "nothing", ""):
        model.filter(text, everywhere)
        found[text] = ids(model)

    assert found == {
        "slice": ["slice"],
        "acme 90": ["lease"],
        "fixed": ["lease", "slice"],  # also what is the default is shown
        "NORTH": ["lease"],
        "per mw 45": ["slice"],
        "nothing": [],
        "": ["lease", "slice"],
    }


def test_a_row_that_was_found_stays_while_it_is_edited(document: Document) -> None:
    model = model_of(document, RENT_ROLL)
    model.filter("slice", [place(model, "name")])
    model.setData(model.index(0, place(model, "name")), "Part")

    assert ids(model) == ["slice"]
    assert numbers(model) == ["2", "+"]


def test_a_new_row_is_shown_whatever_is_filtered(document: Document) -> None:
    model = model_of(document, RENT_ROLL)
    model.filter("slice", [place(model, "name")])
    model.edits.add(name="Other")

    assert ids(model) == ["slice", "other"]


def test_another_plan_is_neither_sorted_nor_filtered(document: Document) -> None:
    model = phases(document)
    model.sort(place(model, "mw"), UP)
    model.filter("only", [place(model, "name")])
    document.open(two_sites())

    assert numbers(model) == ["1", "2", "3", "+"]
    assert not model.is_sorted
    assert not model.is_filtered


def test_random_edits_in_a_sorted_and_filtered_table_are_undone(document: Document) -> None:
    chance = random.Random(11)
    model = phases(document)
    for _ in range(80):
        action = chance.random()
        rows = list(model.rows)
        if action < 0.15:
            model.sort(chance.randrange(-1, len(model.columns)), chance.choice([UP, DOWN]))
        elif action < 0.3:
            model.filter(chance.choice(["hall", "only", "2026", ""]), range(len(model.columns)))
        elif action < 0.5 and rows:
            model.edits.duplicate([chance.choice(rows)])
        elif action < 0.6 and len(rows) > 1:
            model.edits.remove([chance.choice(rows)])
        elif action < 0.8 and rows:
            row = chance.randrange(len(rows))
            model.setData(model.index(row, place(model, "mw")), str(chance.randrange(400)))
        else:
            document.undo()
        shown = {row.path for row in model.rows}
        assert len(shown) == len(model.rows)
        assert all(document.project.at(row.path) is row.entity for row in model.rows)
    while document.undo_stack.canUndo():
        document.undo()

    assert document.project == two_sites()


@pytest.fixture
def view(document: Document, qtbot: QtBot) -> EntityTableView:
    made = EntityTableView(phases(document), LIGHT)
    qtbot.addWidget(made)
    made.resize(1200, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


def click_header(view: EntityTableView, name: str) -> None:
    header = view.horizontalHeader()
    section = place(view.entities, name)
    middle = header.sectionViewportPosition(section) + header.sectionSize(section) // 2
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle, 8))


def test_a_header_sorts_turns_round_and_goes_back(view: EntityTableView) -> None:
    seen = []
    for _ in range(3):
        click_header(view, "mw")
        seen.append(numbers(view.entities))

    assert seen == [["3", "2", "1", "+"], ["1", "2", "3", "+"], ["1", "2", "3", "+"]]
    assert not view.entities.is_sorted


def test_rows_are_not_moved_in_the_plan_while_they_are_sorted(
    view: EntityTableView, document: Document
) -> None:
    click_header(view, "mw")
    view.setCurrentIndex(view.entities.index(2, 1))
    view.commands.move_rows_down()

    assert document.project == two_sites()


def test_a_jump_to_a_row_that_is_left_out_shows_all_rows(view: EntityTableView) -> None:
    dropped: list[bool] = []
    view.filter_dropped.connect(lambda: dropped.append(True))
    view.filter("only")

    assert view.entities.is_filtered
    assert view.show_path("facilities/north/phases/first/mw")
    assert dropped == [True]
    assert not view.entities.is_filtered


def test_copying_takes_only_the_rows_that_are_shown(view: EntityTableView, qtbot: QtBot) -> None:
    view.filter("north")
    view.show_columns(["name"])
    view.selectAll()
    view.commands.copy()

    assert QGuiApplication.clipboard().text().split("\n")[:2] == ["First hall", "Second hall"]
    assert "Only hall" not in QGuiApplication.clipboard().text()


def test_2000_tenants_are_sorted_and_found_at_once(qtbot: QtBot) -> None:
    document = Document(many_tenants(2_000))
    view = EntityTableView(EntityTableModel(document, TENANTS, ENGLISH, document), LIGHT)
    qtbot.addWidget(view)
    view.resize(1200, 300)
    view.show()
    start = time.perf_counter()
    view.filter("tenant 1999")
    found = ids(view.entities)
    view.filter("")
    view.entities.sort(place(view.entities, "demand"), DOWN)
    took = time.perf_counter() - start
    project: Project = document.project

    assert found == ["tenant-1999"]
    assert project.at(view.entities.rows[0].path).demand == 7
    assert took < 3
