"""The window's own parts: layout, menus, theme, help."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from planner.domain.project import Project
from planner.editors.tables import RENT_ROLL
from planner.shell.dialogs import AIR, LEAST_ROW, Dialogs, FaultsDialog
from planner.shell.explanation import explain
from planner.shell.main_window import MainWindow
from planner.storage.project_file import Unreadable, dumps, read
from tests.shell.conftest import small_plan


def test_the_layout_is_kept_from_one_window_to_the_next(
    window: MainWindow, open_window: Callable[[Project], MainWindow], settings: QSettings
) -> None:
    window.resize(1111, 777)
    window.editors.hide()
    assert window.close()

    other = open_window(small_plan())
    assert other.editors.isHidden()
    other.docks.reset()
    assert other.editors.isVisible()


def test_every_command_has_a_name_and_no_two_share_a_key(window: MainWindow) -> None:
    menus = window.menus
    listed = [menus.file, menus.edit, menus.view, menus.plan, menus.help]
    commands = [action for menu in listed for action in menu.actions() if not action.isSeparator()]
    keys = [key.toString() for action in commands for key in action.shortcuts()]

    assert all(action.text() for action in commands)
    assert len(keys) == len(set(keys))
    assert {"Ctrl+S", "Ctrl+O", "Ctrl+N", "Ctrl+Z", "Ctrl+Q", "Ctrl+1", "Ctrl+2", "F1"} <= set(keys)


def test_every_button_has_a_name_for_those_who_do_not_see_it(window: MainWindow) -> None:
    nameless = [
        button
        for button in window.findChildren(QToolButton)
        if button.isVisible() and not (button.text() or button.accessibleName())
    ]

    assert nameless == []


def test_the_edit_menu_offers_what_the_table_in_front_can_do(window: MainWindow) -> None:
    window.editors.table(RENT_ROLL).show_path("tenants/acme/contracts/lease/price")
    window.menus.edit.aboutToShow.emit()
    texts = [action.text().partition("\t")[0] for action in window.menus.edit.actions()]
    assert {"Undo", "Redo"} <= {text.replace("&", "") for text in texts}
    assert {"Copy", "Paste", "Fill down", "Clear to default", "Duplicate", "Remove"} <= set(texts)

    window.editors.turn_to_name("settings")
    window.menus.edit.aboutToShow.emit()
    assert "Paste" not in [action.text() for action in window.menus.edit.actions()]


def test_a_theme_is_chosen_in_the_menu_and_remembered(
    window: MainWindow, settings: QSettings
) -> None:
    dark = next(a for a in window.actions_of_window.themes.actions() if a.data() == "dark")
    dark.trigger()

    assert window.palette().window().color().lightness() < 128
    assert settings.value("theme") == "dark"
    assert dark.isChecked()


def test_a_file_dropped_on_the_window_is_opened(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "dropped.ncplan"
    file.write_text(dumps(small_plan(price=0.9)), encoding="utf-8")
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(file))])
    left = Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enters = QDragEnterEvent(QPoint(9, 9), copy, dragged, left, none)
    window.dragEnterEvent(enters)
    window.dropEvent(QDropEvent(QPointF(9, 9), copy, dragged, left, none))

    assert enters.isAccepted()
    # Not before the drop is over: whoever drags would wait for the answer to a question.
    assert window.document.path is None
    qtbot.waitUntil(lambda: window.document.path == file)


def test_a_file_dragged_over_a_field_is_left_to_the_window_and_words_are_not(
    window: MainWindow,
) -> None:
    form = window.editors.turn_to_name("settings").form
    assert form is not None
    line = form.first_field
    assert isinstance(line, QLineEdit)
    file, words = QMimeData(), QMimeData()
    file.setUrls([QUrl.fromLocalFile("/plans/Lease.ncplan")])
    words.setText("2027-01")

    for dragged, is_taken in ((file, False), (words, True)):
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        enters = QDragEnterEvent(QPoint(9, 9), copy, dragged, left, Qt.KeyboardModifier.NoModifier)
        line.dragEnterEvent(enters)
        assert enters.isAccepted() == is_taken


# A tool tip is raised, which the platform without a screen cannot.
@pytest.mark.qt_log_ignore("does not support raise")
def test_f1_explains_the_cell_that_has_the_focus(window: MainWindow, qtbot: QtBot) -> None:
    table = window.editors.table(RENT_ROLL)
    table.show_path("tenants/acme/contracts/lease/price")

    assert "In the unit of the basis" in explain(table)


def test_the_dots_words_say_what_its_colour_says(window: MainWindow, qtbot: QtBot) -> None:
    window.status.set_computing()
    assert window.status.activity.text() == "Computing…"
    window.status.set_not_computed()
    assert window.status.activity.text() == "Not computed"
    window.status.set_counts(2, 1, 3)
    texts = [
        b.accessibleName()
        for b in (window.status.refused, window.status.problems, window.status.notices)
    ]
    assert texts == ["2 entries refused", "1 problem", "3 notices"]


def test_the_faults_dialog_lists_every_fault_with_its_line(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "broken.ncplan"
    file.write_text('{"format": 1,\n "settings": {"start": "x"},\n "more": 1}')
    with pytest.raises(Unreadable) as refusal:
        read(file)
    dialog = FaultsDialog(file, refusal.value.faults, window)
    qtbot.addWidget(dialog)

    table = dialog.table
    rows = [table.item(row, column) for row in range(table.rowCount()) for column in (0, 1)]
    assert [item.text() for item in rows if item is not None] == [
        "2:24",
        "settings/start",
        "3:2",
        "more",
    ]
    assert dialog.label.text() == (
        "broken.ncplan was not opened: 2 entries are wrong. The plan at hand is untouched."
    )
    dialog.show()
    qtbot.waitExposed(dialog)
    for row in range(table.rowCount()):
        assert table.sizeHintForRow(row) < table.rowHeight(row) <= LEAST_ROW + AIR


def test_what_is_typed_in_the_dialog_to_save_replaces_the_name_and_not_its_suffix(
    window: MainWindow, tmp_path: Path
) -> None:
    dialog = Dialogs(window).dialog_to_save(tmp_path / "New plan.ncplan")
    line = dialog.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    assert line.text() == "New plan.ncplan"
    assert line.selectedText() == "New plan"
    line.insert("Mine")
    assert dialog.selectedFiles() == [str(tmp_path / "Mine.ncplan")]
    dialog.deleteLater()
