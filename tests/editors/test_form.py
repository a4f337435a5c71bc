"""The form of an entity that is no row of a table."""

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from planner.document.document import Document
from planner.domain.case import Choice, case_of
from planner.domain.project import Project
from planner.editors.form import EntityForm

NBSP = "\N{NO-BREAK SPACE}"
LOCALE = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)


def plan() -> Project:
    return Project.model_validate(
        {
            "settings": {"start": "2026-01", "discount_rate": 0.1},
            "strategies": [
                {
                    "id": "dear",
                    "name": "Dear money",
                    "overrides": [{"path": "settings/discount_rate", "value": 0.12}],
                }
            ],
        }
    )


@pytest.fixture
def document(qapp: object) -> Document:
    return Document(plan())


@pytest.fixture
def form(document: Document, qtbot: QtBot) -> EntityForm:
    made = EntityForm(document, "settings", LOCALE)
    qtbot.addWidget(made)
    made.resize(700, 200)
    made.show()
    return made


def line(form: EntityForm, name: str) -> QLineEdit:
    editor = form.fields[name].editor
    assert isinstance(editor, QLineEdit)
    return editor


def enter(form: EntityForm, name: str, text: str, qtbot: QtBot) -> None:
    editor = line(form, name)
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def test_every_field_shows_its_value_as_the_tables_do(form: EntityForm) -> None:
    assert line(form, "discount_rate").text() == f"10{NBSP}%"
    assert line(form, "months").text() == "120"
    assert line(form, "start").text() == "2026-01"
    choice = form.fields["loss_treatment"].editor
    assert isinstance(choice, QComboBox)
    assert choice.currentData() == "carry_forward"


def test_a_typed_value_changes_the_plan_as_one_step_that_undo_takes_back(
    form: EntityForm, document: Document, qtbot: QtBot
) -> None:
    enter(form, "discount_rate", "8.5 %", qtbot)

    assert document.project.settings.discount_rate == 0.085
    assert document.undo_text == "Change discount rate of Settings"
    document.undo()
    assert line(form, "discount_rate").text() == f"10{NBSP}%"


def test_a_refused_entry_stays_with_its_reason_until_it_is_put_right(
    form: EntityForm, document: Document, qtbot: QtBot
) -> None:
    enter(form, "months", "481", qtbot)
    field = form.fields["months"]

    assert document.project.settings.months == 120
    assert line(form, "months").text() == "481"
    assert field.note.isVisible()
    assert "between 1" in field.note.text()
    assert list(form.refusals) == ["settings/months"]
    enter(form, "months", "480", qtbot)
    assert document.project.settings.months == 480
    assert not field.note.isVisible()
    assert form.refusals == {}


def test_the_old_value_typed_again_clears_a_refusal_and_is_no_step(
    form: EntityForm, document: Document, qtbot: QtBot
) -> None:
    enter(form, "months", "nonsense", qtbot)
    enter(form, "months", "120", qtbot)

    assert form.refusals == {}
    assert document.undo_text == ""


def test_a_choice_is_taken_from_its_list(form: EntityForm, document: Document) -> None:
    choice = form.fields["loss_treatment"].editor
    assert isinstance(choice, QComboBox)
    choice.setCurrentIndex(choice.findData("group_relief"))
    choice.activated.emit(choice.currentIndex())

    assert document.project.settings.loss_treatment == "group_relief"


def test_a_field_that_the_case_changes_is_marked_and_says_by_whom(
    form: EntityForm, document: Document
) -> None:
    editor = line(form, "discount_rate")
    form.set_case(case_of(document.project, Choice("dear")))
    assert editor.property("overridden") is True
    assert editor.toolTip() == f"12{NBSP}% by Dear money; 10{NBSP}% as written."
    assert editor.text() == f"10{NBSP}%"

    form.set_case(case_of(document.project))
    assert editor.property("overridden") is False


def test_another_plan_replaces_all_and_forgets_refusals(
    form: EntityForm, document: Document, qtbot: QtBot
) -> None:
    enter(form, "months", "nonsense", qtbot)
    document.open(Project.model_validate({"settings": {"start": "2030-07", "months": 60}}))

    assert line(form, "start").text() == "2030-07"
    assert line(form, "months").text() == "60"
    assert form.refusals == {}


def test_a_path_leads_to_its_field(form: EntityForm, qtbot: QtBot) -> None:
    qtbot.waitExposed(form)
    form.activateWindow()

    assert form.show_path("settings/tax_rate")
    qtbot.waitUntil(line(form, "tax_rate").hasFocus)
    assert not form.show_path("market/spot_price")
    assert not form.show_path("settings/nothing")


def test_fields_stand_beside_one_another_as_far_as_there_is_room(
    form: EntityForm, qtbot: QtBot
) -> None:
    form.resize(1300, 200)
    rows = {field.y() for field in form.fields.values()}
    form.resize(260, 200)
    qtbot.waitUntil(lambda: len({field.y() for field in form.fields.values()}) > len(rows))

    assert len({field.x() for field in form.fields.values()}) == 1
