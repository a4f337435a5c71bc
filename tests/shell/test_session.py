"""New, open, save, leave: nothing is lost unasked."""

import json
from pathlib import Path

from planner.editors.short_name import words_of
from planner.paths import resource
from planner.shell.dialogs import Answer
from planner.shell.main_window import MainWindow
from planner.storage.project_file import read
from tests.shell.conftest import ScriptedDialogs, small_plan


def change_price(window: MainWindow, price: float) -> None:
    path = "tenants/acme/contracts/lease/price"
    window.document.edit("Change price", window.document.project.replacing_at(path, price))


def test_a_plan_that_was_never_saved_asks_for_a_file_and_is_saved_there(
    window: MainWindow, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    file = tmp_path / "mine.ncplan"
    change_price(window, 0.75)
    assert window.isWindowModified()
    dialogs.files = [file]
    window.actions_of_window.save.trigger()

    assert read(file).project == window.document.project
    assert not window.isWindowModified()
    assert window.windowTitle().startswith("mine.ncplan")
    assert window.session.recent == (file,)


def test_saving_again_needs_no_question(
    window: MainWindow, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    file = tmp_path / "mine.ncplan"
    dialogs.files = [file]
    window.session.save()
    change_price(window, 0.9)
    window.session.save()

    assert read(file).project == window.document.project
    assert dialogs.asked == []


def test_a_file_that_another_program_changed_is_not_overwritten_unasked(
    window: MainWindow, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    file, elsewhere = tmp_path / "mine.ncplan", tmp_path / "other.ncplan"
    dialogs.files = [file, elsewhere]
    window.session.save()
    foreign = '{"format": 1, "settings": {"start": "2030-01"}}'
    file.write_text(foreign)
    change_price(window, 0.9)

    dialogs.answers = [Answer.CANCEL]
    assert not window.session.save()
    assert file.read_text() == foreign
    dialogs.answers = [Answer.SAVE_ELSEWHERE]
    assert window.session.save()
    assert file.read_text() == foreign
    assert read(elsewhere).project == window.document.project


def test_a_changed_file_is_overwritten_where_the_user_says_so(
    window: MainWindow, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    file = tmp_path / "mine.ncplan"
    dialogs.files = [file]
    window.session.save()
    file.write_text("something else")
    dialogs.answers = [Answer.SAVE]

    assert window.session.save()
    assert read(file).project == window.document.project


def test_a_folder_that_refuses_is_told_and_the_plan_stays_changed(
    window: MainWindow, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    change_price(window, 0.9)
    dialogs.files = [tmp_path / "no such folder" / "mine.ncplan"]

    assert not window.session.save()
    assert len(dialogs.said) == 1
    assert "mine.ncplan was not saved: No such file or directory" in dialogs.said[0]
    assert window.document.modified


def test_a_broken_file_leaves_the_plan_untouched_and_tells_every_fault_with_its_line(
    window: MainWindow, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    file = tmp_path / "broken.ncplan"
    file.write_text(
        '{"format": 1,\n "settings": {"start": "2026-13"},\n'
        ' "facilities": [{"id": "a", "pue": 0}],\n "unknown": 1}\n'
    )
    before = window.document.project
    change_price(window, 0.9)
    changed = window.document.project
    dialogs.files = [file]
    window.actions_of_window.open.trigger()

    assert window.document.project is changed
    assert changed is not before
    assert dialogs.asked == []
    [(told, faults)] = dialogs.faults
    assert told == file
    assert {(fault.line, fault.path) for fault in faults} == {
        (2, "settings/start"),
        (3, "facilities/a/pue"),
        (4, "unknown"),
    }
    assert window.document.undo_text == "Change price"


def test_opening_another_plan_asks_about_changes_first(
    window: MainWindow, dialogs: ScriptedDialogs
) -> None:
    file = resource("examples", "colossus.ncplan")
    change_price(window, 0.9)
    changed = window.document.project

    dialogs.answers = [Answer.CANCEL]
    assert not window.session.open(file)
    assert window.document.project is changed
    dialogs.answers = [Answer.DISCARD]
    assert window.session.open(file)
    assert window.document.project == read(file).project
    assert window.document.undo_text == ""
    assert not window.document.modified


def test_a_new_plan_is_empty_and_has_no_file(window: MainWindow, dialogs: ScriptedDialogs) -> None:
    window.actions_of_window.new.trigger()

    assert window.document.project.facilities == ()
    assert window.document.path is None
    assert not window.document.modified
    assert window.windowTitle().startswith("New plan")


def test_the_example_is_opened_without_a_file_so_that_it_is_never_written_over(
    window: MainWindow, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    window.actions_of_window.open_example.trigger()
    dialogs.files = [tmp_path / "copy.ncplan"]
    window.session.save()

    assert window.document.path == tmp_path / "copy.ncplan"
    assert json.loads(resource("examples", "colossus.ncplan").read_text())["format"] == 1


def test_recent_files_are_called_by_all_of_their_names_and_told_apart(
    window: MainWindow, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    (tmp_path / "spring").mkdir()
    dialogs.files = [tmp_path / "R&D.ncplan", tmp_path / "a.ncplan", tmp_path / "spring/a.ncplan"]
    for _ in range(3):
        window.session.save_as()
    window.menus.recent.aboutToShow.emit()

    window.document.edit("Rename R&D", window.document.project.replacing_at("name", "R&D"))
    undo = window.actions_of_window.undo
    assert (undo.text(), undo.toolTip()) == ("&Undo: Rename R&&D", "Undo: Rename R&D (Ctrl+Z)")

    said = [words_of(action.text()) for action in window.menus.recent.actions()]
    assert said[2] == "R&D.ncplan"
    assert [each.startswith("a.ncplan in ") for each in said] == [True, True, False]
    assert said[0].endswith("spring")
    assert not said[1].endswith("spring")


def test_recent_files_are_remembered_newest_first_and_forgotten_when_they_are_gone(
    window: MainWindow, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.ncplan", tmp_path / "second.ncplan"
    dialogs.files = [first, second]
    window.session.save_as()
    window.session.save_as()
    assert list(window.session.recent) == [second, first]
    window.menus.recent.aboutToShow.emit()
    assert [action.text() for action in window.menus.recent.actions()] == [second.name, first.name]

    first.unlink()
    window.menus.recent.actions()[1].trigger()
    assert list(window.session.recent) == [second]
    assert dialogs.faults[0][0] == first


def test_closing_with_changes_asks_and_stays_where_the_user_cancels(
    window: MainWindow, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    change_price(window, 0.9)
    dialogs.answers = [Answer.CANCEL]
    assert not window.close()
    assert window.isVisible()

    file = tmp_path / "mine.ncplan"
    dialogs.answers, dialogs.files = [Answer.SAVE], [file]
    assert window.close()
    assert read(file).project == small_plan(price=0.9)
    assert dialogs.asked == ["Small", "Small"]


def test_closing_without_changes_asks_nothing(window: MainWindow, dialogs: ScriptedDialogs) -> None:
    assert window.close()
    assert dialogs.asked == []
