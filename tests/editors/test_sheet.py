"""Tabs of the editor: which there are, what they show, where paths lead in them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from planner.charts.palette import DARK, LIGHT
from planner.document.document import Document
from planner.document.identity import renamed
from planner.domain.case import Choice, case_of
from planner.domain.project import Project
from planner.editors.inspector import Inspector
from planner.editors.override_model import Place
from planner.editors.sheet import Sheet
from planner.editors.tab import TABS, Tab, tab_named, tab_of_form, tab_of_table
from planner.editors.tables import OUTCOMES, TABLES
from tests.editors.plan import two_sites

LEASE = "tenants/acme/contracts/lease"


@pytest.fixture
def document(qapp: object) -> Iterator[Document]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield Document(two_sites())
    QLocale.setDefault(before)


def sheet_of(qtbot: QtBot, document: Document, name: str) -> Sheet:
    sheet = Sheet(document, tab_named(name), LIGHT)
    qtbot.addWidget(sheet)
    sheet.resize(1280, 240)
    with qtbot.waitExposed(sheet):
        sheet.show()
    sheet.activateWindow()
    return sheet


def captions(sheet: Sheet) -> list[str]:
    labels = [each for each in sheet.findChildren(QLabel) if each.property("role") == "pane"]
    labels.sort(key=lambda each: each.mapTo(sheet, QPoint(0, 0)).x())
    return [label.text() for label in labels]


def test_every_table_and_every_single_entity_of_a_plan_has_one_tab() -> None:
    tables = [table for tab in TABS for table in tab.tables]
    forms = [tab.form for tab in TABS if tab.form]
    single = [column.name for column in Project.columns() if column.kind == "entity"]

    assert sorted(table.name for table in tables) == sorted(table.name for table in TABLES)
    assert sorted(forms) == sorted(single)
    assert len({tab.name for tab in TABS}) == len(TABS)


def test_tabs_are_found_by_name_by_table_and_by_path() -> None:
    assert tab_named("outcomes") is tab_of_table(OUTCOMES) is tab_named("uncertainties")
    assert tab_of_form("settings/months") is tab_named("settings")
    assert tab_of_form("tenants/acme") is None
    with pytest.raises(KeyError):
        tab_named("nothing")


def test_a_tab_counts_the_entities_of_its_first_table() -> None:
    project = two_sites()

    assert tab_named("phases").count(project) == 3
    assert tab_named("uncertainties").count(project) == 1
    assert tab_named("market").count(project) is None


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.name)
def test_every_tab_can_be_shown_filtered_and_dressed(
    tab: Tab, qtbot: QtBot, document: Document
) -> None:
    sheet = sheet_of(qtbot, document, tab.name)
    sheet.set_case(case_of(document.project, Choice("keep", {"terms": "bad"})))
    sheet.set_problems({LEASE: ["Something."], "settings/months": ["Something else."]})
    sheet.set_palette(DARK)
    sheet.set_compact(True)
    sheet.filter("no such words")
    sheet.filter("")
    sheet.take_focus()

    assert (sheet.form is None) == bool(tab.tables)
    picture = sheet.grab().toImage()
    seen = {picture.pixelColor(x, y).name() for x in range(0, 1280, 7) for y in range(0, 240, 5)}
    assert DARK.raised.lower() in seen
    assert sheet.refusals == {}


def test_the_overrides_of_the_row_under_the_cursor_stand_beside_it(
    qtbot: QtBot, document: Document
) -> None:
    sheet = sheet_of(qtbot, document, "uncertainties")
    assert sheet.overrides is not None
    model = sheet.overrides.overrides
    first = model.holder
    sheet.show_path("uncertainties/terms/outcomes/bad/probability")

    assert first == "uncertainties/terms/outcomes/good"
    assert model.holder == "uncertainties/terms/outcomes/bad"
    assert captions(sheet) == ["Uncertainties", "Outcomes", "Overrides of Bad"]
    after = document.project.replacing_at(f"{model.holder}/name", "Worse")
    document.edit("Name", after)
    assert captions(sheet)[-1] == "Overrides of Worse"
    document.edit("Id", renamed(document.project, model.holder, "worse"))
    assert model.holder == "uncertainties/terms/outcomes/worse"


def test_ctrl_f6_leads_from_table_to_table(qtbot: QtBot, document: Document) -> None:
    sheet = sheet_of(qtbot, document, "strategies")
    view, overrides = sheet.views["strategies"], sheet.overrides
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    ctrl = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(view, Qt.Key.Key_F6, ctrl)
    assert overrides is not None
    there = QApplication.focusWidget() is overrides
    QTest.keyClick(overrides, Qt.Key.Key_F6, ctrl)

    assert there
    assert view.hasFocus()


def test_refusals_of_all_parts_of_a_tab_are_told(qtbot: QtBot, document: Document) -> None:
    sheet = sheet_of(qtbot, document, "uncertainties")
    changed: list[bool] = []
    sheet.refusals_changed.connect(lambda: changed.append(True))
    outcomes, overrides = sheet.views["outcomes"].entities, sheet.overrides
    outcomes.setData(outcomes.index_of("uncertainties/terms/outcomes/bad/probability"), "120 %")
    sheet.show_path("uncertainties/terms/outcomes/bad")
    assert overrides is not None
    overrides.overrides.setData(overrides.overrides.index(0, Place.VALUE), "-3")

    assert set(sheet.refusals) == {
        "uncertainties/terms/outcomes/bad/probability",
        "uncertainties/terms/outcomes/bad/overrides/0",
    }
    assert len(changed) >= 2


def test_a_problem_of_overrides_leads_to_them(qtbot: QtBot, document: Document) -> None:
    sheet = sheet_of(qtbot, document, "strategies")

    assert sheet.show_path("strategies/keep/overrides")
    assert sheet.overrides is not None
    qtbot.waitUntil(sheet.overrides.hasFocus)


def test_a_field_of_a_form_is_gone_to(qtbot: QtBot, document: Document) -> None:
    sheet = sheet_of(qtbot, document, "market")

    assert sheet.current_path == "market"
    assert sheet.show_path("market/spot_price")
    assert not sheet.show_path("settings/months")


@pytest.fixture
def inspector(qtbot: QtBot, document: Document) -> Inspector:
    made = Inspector(document, LIGHT)
    qtbot.addWidget(made)
    made.resize(287, 700)
    made.show()
    return made


@pytest.mark.parametrize(
    ("path", "title", "kind"),
    [
        (f"{LEASE}/price", "Lease", "Contract of Acme · customer"),
        ("tenants/model", "Own model", "Tenant · own use"),
        ("facilities/north/phases/first/mw", "First hall", "Phase of North"),
        ("tenants/acme/build/cost", "Acme", "Tenant · customer"),
        ("strategies/keep", "Keep it", "Strategy"),
        ("settings/months", "Settings", "Settings"),
    ],
)
def test_the_inspector_says_what_it_shows(
    inspector: Inspector, path: str, title: str, kind: str
) -> None:
    inspector.show_path(path)

    assert (inspector.title.text(), inspector.kind.text()) == (title, kind)
    assert inspector.form.isVisible()


def test_the_inspector_follows_names_and_ids_and_is_empty_when_all_is_gone(
    inspector: Inspector, document: Document
) -> None:
    inspector.show_path(f"{LEASE}/price")
    document.edit("Name", document.project.replacing_at(f"{LEASE}/name", "Big lease"))
    document.edit("Id", renamed(document.project, "tenants/acme", "zenith"))
    title, path = inspector.title.text(), inspector.path
    document.edit("Gone", document.project.removing("tenants/zenith"))

    assert (title, path) == ("Big lease", "tenants/zenith/contracts/lease")
    assert not inspector.form.isVisible()
    assert not inspector.title.isVisible()


def test_the_inspector_explains_the_field_under_the_cursor(inspector: Inspector) -> None:
    inspector.show_path(f"{LEASE}/price")

    assert "Filing, page 12" in inspector.form.help.text()
    inspector.show_path("nowhere/at/all")
    assert not inspector.form.isVisible()
