"""Forms: every field of an entity, typed, chosen and ticked with the keyboard."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from planner.charts.palette import DARK, LIGHT, Palette, contrast
from planner.document.document import Document
from planner.domain.case import Choice, case_of
from planner.domain.contract import Contract, LeaseIn
from planner.domain.entity import Entity
from planner.domain.facility import Event, Facility, Supply
from planner.domain.loan import Loan
from planner.domain.market import Market
from planner.domain.path import walk
from planner.domain.phase import Phase
from planner.domain.project import Project
from planner.domain.settings import Settings
from planner.domain.signpost import Signpost
from planner.domain.strategy import Strategy
from planner.domain.tenant import Build, Tenant
from planner.domain.valuation import Valuation
from planner.editors.cell import State
from planner.editors.field_choice import FieldChoice, FieldFlag
from planner.editors.field_groups import groups_of, listed_fields, nested_fields
from planner.editors.field_line import FieldLine
from planner.editors.field_references import FieldReferences, TickList
from planner.editors.form import EntityForm
from planner.editors.form_flow import split_evenly
from planner.editors.form_section import ListsSection, NestedSection
from planner.editors.likelihood_field import LikelihoodField
from planner.editors.parts_field import PartsField
from planner.editors.range_preview import RangePreview
from planner.storage.project_file import read as open_file
from tests.editors.plan import two_sites

NBSP = "\N{NO-BREAK SPACE}"
LOCALE = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
PLANS = Path(__file__).parent.parent / "plans"
LEASE = "tenants/acme/contracts/lease"
SLICE = "tenants/acme/contracts/slice"
Key = Qt.Key

KINDS: tuple[type[Entity], ...] = (
    Build,
    Contract,
    Event,
    Facility,
    LeaseIn,
    Loan,
    Market,
    Phase,
    Settings,
    Signpost,
    Strategy,
    Supply,
    Tenant,
    Valuation,
)


@pytest.fixture
def document(qapp: object) -> Iterator[Document]:
    before = QLocale()
    QLocale.setDefault(LOCALE)
    yield Document(two_sites())
    QLocale.setDefault(before)


class Hands:
    """A form on screen, and somebody who types."""

    def __init__(self, qtbot: QtBot, document: Document, path: str, width: int = 300) -> None:
        self.qtbot, self.document = qtbot, document
        self.window = QWidget()
        self.form = EntityForm(document, path, LIGHT, self.window, LOCALE)
        qtbot.addWidget(self.window)
        self.window.resize(1400, 900)
        self.form.resize(width, 700)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def line(self, name: str) -> FieldLine:
        editor = self.form.fields[name].field
        assert isinstance(editor, FieldLine)
        return editor

    def go(self, name: str) -> FieldLine:
        line = self.line(name)
        line.setFocus(Qt.FocusReason.TabFocusReason)
        self.qtbot.waitUntil(line.hasFocus)
        return line

    def enter(self, name: str, text: str, end: Qt.Key = Key.Key_Return) -> FieldLine:
        line = self.go(name)
        line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, end)
        return line

    def at(self, path: str) -> object:
        value = self.document.project.at(path)
        return getattr(value, "text", value)


@pytest.fixture
def hands(qtbot: QtBot, document: Document) -> Hands:
    return Hands(qtbot, document, LEASE)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_field_of_an_entity_stands_in_its_form_once(kind: type[Entity]) -> None:
    grouped = [c.name for group in groups_of(kind) for c in group.columns if c.field is not None]
    elsewhere = [*nested_fields(kind), *listed_fields(kind)]

    assert sorted([*grouped, *elsewhere]) == sorted(column.name for column in kind.columns())


def test_fields_stand_under_headings_such_as_leaving_early(hands: Hands) -> None:
    headings = [
        label.text()
        for label in hands.form.findChildren(QLabel)
        if label.property("role") == "group" and label.isVisible()
    ]

    assert headings[:2] == ["Leaving early", "What is let"]


def test_a_value_stands_with_its_unit_and_the_same_price_in_other_units(hands: Hands) -> None:
    price = hands.form.fields["price"]
    other = hands.form.fields["price_per_mw_month"]

    assert price.cell is not None
    assert price.cell.editor.accessibleName() == "Price, $m/month"
    assert hands.line("price_per_mw_month").text() == "2.78"
    assert hands.line("price_per_mw_month").isReadOnly()
    assert other.isVisible()
    assert not hands.form.fields["price_fixed_fee"].isVisible()


def test_a_typed_value_is_one_step_that_undo_takes_back(hands: Hands) -> None:
    line = hands.enter("price", "1.25bn")

    assert hands.at(f"{LEASE}/price") == 1250
    assert hands.document.undo_text == "Change price of Lease"
    hands.document.undo()
    assert line.text() == "250"


def test_leaving_a_field_enters_what_was_typed(hands: Hands) -> None:
    line = hands.go("mw")
    line.selectAll()
    QTest.keyClicks(line, "95")
    hands.go("price")

    assert hands.at(f"{LEASE}/mw") == 95


def test_escape_takes_back_what_was_typed(hands: Hands) -> None:
    line = hands.enter("mw", "95", Key.Key_Escape)

    assert line.text() == "90"
    assert not hands.document.modified


def test_a_refused_entry_stays_with_a_sentence_until_escape(hands: Hands) -> None:
    line = hands.enter("share", "140 %")
    row = hands.form.fields["share"]
    hands.go("price")

    assert hands.at(f"{LEASE}/share") == 1
    assert line.text() == "140 %"
    assert line.property("state") == State.REFUSED
    assert row.note.isVisible()
    assert "must lie between" in row.note.text()
    assert list(hands.form.refusals) == [f"{LEASE}/share"]
    QTest.keyClick(hands.go("share"), Key.Key_Escape)
    assert hands.form.refusals == {}
    assert not row.note.isVisible()
    assert line.text() == f"100{NBSP}%"


def test_the_old_value_typed_again_clears_a_refusal_and_is_no_step(hands: Hands) -> None:
    hands.enter("share", "nonsense")
    hands.enter("share", "100 %")

    assert hands.form.refusals == {}
    assert hands.document.undo_text == ""


def test_an_edit_elsewhere_puts_a_refused_field_right(hands: Hands) -> None:
    hands.enter("share", "nonsense")
    after = hands.document.project.replacing_at(f"{LEASE}/share", 0.5)
    hands.document.edit("Elsewhere", after)

    assert hands.form.refusals == {}


def test_an_edit_elsewhere_does_not_wipe_out_what_is_being_typed(hands: Hands) -> None:
    line = hands.go("mw")
    line.selectAll()
    QTest.keyClicks(line, "12")
    after = hands.document.project.replacing_at(f"{LEASE}/mw", 50)
    hands.document.edit("Elsewhere", after)

    assert line.text() == "12"
    QTest.keyClick(line, Key.Key_Return)
    assert hands.at(f"{LEASE}/mw") == 12


def test_a_choice_is_made_with_the_keyboard(hands: Hands) -> None:
    choice = hands.form.fields["basis"].field
    assert isinstance(choice, FieldChoice)
    choice.setFocus()
    QTest.keyClick(choice, Key.Key_Down)

    assert hands.at(f"{LEASE}/basis") == "per_mw_month"


def test_an_optional_choice_can_be_none_again(hands: Hands) -> None:
    choice = hands.form.fields["mw_basis"].field
    assert isinstance(choice, FieldChoice)
    choice.setFocus()
    QTest.keyClick(choice, Key.Key_Down)
    chosen = hands.at(f"{LEASE}/mw_basis")
    QTest.keyClick(choice, Key.Key_Home)

    assert (chosen, hands.at(f"{LEASE}/mw_basis")) == ("it", None)


def test_a_flag_is_turned_by_space(hands: Hands) -> None:
    flag = hands.form.fields["active"].field
    assert isinstance(flag, FieldFlag)
    flag.setFocus()
    QTest.keyClick(flag, Key.Key_Space)

    assert hands.at(f"{LEASE}/active") is False
    assert flag.text() == "No"


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_references_are_ticked_in_a_list_or_typed_by_name(hands: Hands) -> None:
    field = hands.form.fields["facilities"].field
    assert isinstance(field, FieldReferences)
    field.setFocus()
    QTest.keyClick(field, Key.Key_F2)
    popup = field.findChild(TickList)
    assert isinstance(popup, TickList)
    QTest.keyClick(popup.boxes, Key.Key_Down)
    QTest.keyClick(popup.boxes, Key.Key_Space)
    QTest.keyClick(popup.boxes, Key.Key_Return)
    ticked = hands.at(f"{LEASE}/facilities")
    hands.enter("facilities", "south")

    assert ticked == ("north", "south")
    assert hands.at(f"{LEASE}/facilities") == ("south",)


def test_up_and_down_lead_from_field_to_field(hands: Hands) -> None:
    line = hands.go("price")
    QTest.keyClick(line, Key.Key_Down)
    below = QApplication.focusWidget()
    assert isinstance(below, QLineEdit)
    QTest.keyClick(below, Key.Key_Up)

    assert below is not line
    assert line.hasFocus()


def test_an_id_is_renamed_with_all_that_speaks_of_it_and_the_form_follows(hands: Hands) -> None:
    moved: list[str] = []
    hands.form.moved.connect(moved.append)
    hands.enter("id", "big-lease")
    project = hands.document.project

    assert hands.form.path == "tenants/acme/contracts/big-lease"
    assert moved == [hands.form.path]
    assert project.strategies[0].overrides[0].path == f"{hands.form.path}/active"
    hands.document.undo()
    assert hands.form.path == LEASE
    assert hands.document.project == two_sites()


def test_the_form_is_empty_when_its_entity_is_gone(hands: Hands) -> None:
    hands.document.edit("Remove", hands.document.project.removing(LEASE))

    assert hands.form.path is None
    assert not hands.form.show_path(f"{LEASE}/mw")


def test_an_overridden_field_shows_the_case_and_is_typed_as_written(hands: Hands) -> None:
    case = case_of(hands.document.project, Choice(None, {"terms": "bad"}))
    hands.form.set_case(case)
    line, row = hands.line("lock_in"), hands.form.fields["lock_in"]

    assert line.text() == "3"
    assert line.property("state") == State.OVERRIDDEN
    assert row.row is not None
    assert hands.form.state.shown(row.row, row.column).aside == "was 0 · Terms"
    hands.go("lock_in")
    assert line.text() == "0"
    hands.enter("lock_in", "12")
    assert hands.at(f"{LEASE}/lock_in") == 12
    hands.go("price")
    assert line.text() == "3"


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_how_sure_a_value_is_stands_out_and_can_be_read(hands: Hands, palette: Palette) -> None:
    hands.form.set_palette(palette)
    hands.go("price")
    [chip] = re.findall(r"background-color:(#\w+); color:(#\w+)", hands.form.help.text())

    fill, words = chip
    assert contrast(fill, palette.raised) >= 1.15
    assert contrast(words, fill) >= 4.9


def test_the_same_price_is_that_of_the_case(hands: Hands) -> None:
    stored = hands.document.project
    outcome = "uncertainties/terms/outcomes/bad/overrides"
    power = type(stored.at(outcome)[0]).model_validate({"path": f"{LEASE}/mw", "value": 180})
    hands.document.edit("More", stored.replacing_at(outcome, (*stored.at(outcome), power)))

    hands.form.set_case(case_of(hands.document.project, Choice(None, {"terms": "bad"})))
    assert hands.line("price_per_mw_month").text() == "1.39"
    hands.form.set_case(None)
    assert hands.line("price_per_mw_month").text() == "2.78"


def test_what_a_field_means_and_where_it_is_from_is_told_as_it_is_visited(hands: Hands) -> None:
    hands.go("price")

    assert "In the unit of the basis" in hands.form.help.text()
    assert "Filing, page 12" in hands.form.help.text()
    assert "reported" in hands.form.help.text()


def test_problems_mark_their_fields_and_are_told(hands: Hands) -> None:
    hands.form.set_problems({f"{LEASE}/end": ["It ends before it starts."]})
    hands.go("end")

    assert "It ends before it starts." in hands.form.help.text()
    assert "ends before" in hands.line("end").accessibleDescription()


def test_what_is_told_of_a_field_follows_its_problems(hands: Hands) -> None:
    hands.go("price")
    hands.form.set_problems({f"{LEASE}/price": ["It is too cheap."]})
    assert "It is too cheap." in hands.form.help.text()
    hands.form.set_problems({})
    assert "It is too cheap." not in hands.form.help.text()
    assert "In the unit of the basis" in hands.form.help.text()


def test_a_range_shows_its_preview_beside_the_field_without_taking_the_focus(hands: Hands) -> None:
    hands.form.resize(900, 700)
    line = hands.go("mw")
    line.selectAll()
    QTest.keyClicks(line, "90 to 110")
    preview = hands.window.findChild(RangePreview)

    assert isinstance(preview, RangePreview)
    assert preview.isVisible()
    assert line.hasFocus()
    assert "8 draws in 10 from 90 to 110" in preview.spoken()
    QTest.keyClick(line, Key.Key_Return)
    hands.go("price")
    assert not preview.isVisible()
    assert hands.at(f"{LEASE}/mw") == "90 to 110"


def test_undo_of_typing_is_the_lines_own_and_of_steps_the_windows(hands: Hands) -> None:
    line = hands.enter("mw", "95")
    QTest.keyClicks(line, "7")
    own = line.is_typed
    QTest.keyClick(line, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert own
    assert hands.at(f"{LEASE}/mw") == 95


def test_what_a_tenant_would_do_without_us_is_added_and_removed(
    qtbot: QtBot, document: Document
) -> None:
    hands = Hands(qtbot, document, "tenants/acme")
    section = hands.form.findChild(NestedSection)
    assert isinstance(section, NestedSection)
    words = section.button.text(), section.button.accessibleName()
    section.button.click()
    cost = next(row for row in hands.form.rows if row.path == "tenants/acme/build/cost")
    assert isinstance(cost.field, FieldLine)
    cost.field.setFocus()
    cost.field.selectAll()
    QTest.keyClicks(cost.field, "34 to 42")
    QTest.keyClick(cost.field, Key.Key_Return)

    assert words == ("Add", "Add Alternative")
    assert hands.at("tenants/acme/build/cost") == "34 to 42"
    section = next(s for s in hands.form.findChildren(NestedSection) if s.isVisible())
    section.button.click()
    assert hands.at("tenants/acme/build") is None
    for _ in range(3):
        document.undo()
    assert document.project == two_sites()


def test_lists_lead_to_their_tables(qtbot: QtBot, document: Document) -> None:
    hands = Hands(qtbot, document, "facilities/north")
    lists = hands.form.findChild(ListsSection)
    assert isinstance(lists, ListsSection)
    words = [button.text() for button in lists.buttons]
    with qtbot.waitSignal(hands.form.path_asked) as asked:
        lists.buttons[1].click()

    assert words == ["Supplies: 2", "Phases: 2", "Events: 1", "Loans: 0"]
    assert asked.args == ["facilities/north/phases"]


def test_parts_of_a_contract_are_added_typed_and_removed(hands: Hands) -> None:
    parts = hands.form.findChild(PartsField)
    assert isinstance(parts, PartsField)
    parts.add_button.click()
    hands.qtbot.waitUntil(lambda: any(line.isVisible() for line in parts.findChildren(FieldLine)))
    lines = [each for each in parts.findChildren(FieldLine) if each.isVisible()]
    lines[0].setFocus()
    lines[0].selectAll()
    QTest.keyClicks(lines[0], "40")
    QTest.keyClick(lines[0], Key.Key_Return)
    choice = next(c for c in parts.findChildren(FieldChoice) if c.isVisible())
    choice.setFocus()
    QTest.keyClick(choice, Key.Key_Down)
    part = hands.document.project.at(LEASE).parts[0]

    assert (part.facility, part.mw) == ("north", 40)
    hands.document.undo()
    hands.document.undo()
    hands.document.undo()
    assert hands.document.project == two_sites()


def test_the_likelihood_of_a_sign_is_typed_for_each_outcome(
    qtbot: QtBot, document: Document
) -> None:
    hands = Hands(qtbot, document, "signposts/letter")
    field = hands.form.findChild(LikelihoodField)
    assert isinstance(field, LikelihoodField)
    good, bad = field.findChildren(FieldLine)
    texts = good.text(), bad.text()
    for line, text in ((good, "30 %"), (bad, "170 %")):
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Key.Key_Return)

    assert texts == (f"20{NBSP}%", f"70{NBSP}%")
    assert good.accessibleName() == "Chance of the sign if Good"
    assert hands.at("signposts/letter/likelihood") == (("good", 0.3), ("bad", 0.7))
    assert "must lie between" in hands.form.refusals["signposts/letter/likelihood"].message


def test_groups_stand_beside_one_another_as_far_as_there_is_room(
    qtbot: QtBot, document: Document
) -> None:
    hands = Hands(qtbot, document, "settings", 1300)
    wide = {row.mapTo(hands.form, row.rect().topLeft()).x() for row in hands.form.rows}
    hands.form.resize(300, 400)
    qtbot.wait(10)
    narrow = {row.mapTo(hands.form, row.rect().topLeft()).x() for row in hands.form.rows}

    assert len(wide) >= 3
    assert len(narrow) == 1


def test_columns_are_about_equally_long_and_keep_the_order() -> None:
    assert split_evenly([3, 5, 3, 3, 2], 2) == [[0, 1], [2, 3, 4]]
    assert split_evenly([3, 5, 3, 3, 2], 9) == [[0], [1], [2], [3, 4]]
    assert split_evenly([4], 3) == [[0]]
    assert split_evenly([], 3) == [[]]


def test_another_plan_replaces_all_and_forgets_refusals(qtbot: QtBot, document: Document) -> None:
    hands = Hands(qtbot, document, "settings")
    hands.enter("months", "nonsense")
    document.open(Project.model_validate({"settings": {"start": "2030-07", "months": 60}}))

    assert hands.line("start").text() == "2030-07"
    assert hands.line("months").text() == "60"
    assert hands.form.refusals == {}


def test_a_path_leads_to_its_field(qtbot: QtBot, document: Document) -> None:
    hands = Hands(qtbot, document, "settings")

    assert hands.form.show_path("settings/tax_rate")
    qtbot.waitUntil(hands.line("tax_rate").hasFocus)
    assert not hands.form.show_path("market/spot_price")
    assert not hands.form.show_path("settings/nothing")


@pytest.mark.parametrize("plan", ["colossus", "integrated-lab"])
def test_forms_of_real_plans_show_every_entity_and_name_every_field(
    plan: str, qtbot: QtBot, document: Document
) -> None:
    document.open(open_file(PLANS / f"{plan}.ncplan").project)
    form = EntityForm(document, "settings", DARK)
    qtbot.addWidget(form)
    form.resize(300, 500)
    form.show()
    seen = set()
    for path, entity in walk(document.project):
        if type(entity) in seen or not (hasattr(entity, "id") or path.count("/") == 0) or not path:
            continue
        seen.add(type(entity))
        form.set_path(path)
        fields = [
            child
            for row in form.rows
            for child in row.findChildren(QWidget)
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisibleTo(form)
        ]
        assert form.rows
        assert [type(child) for child in fields if not child.accessibleName()] == []

    assert len(seen) >= 10


def test_whatever_is_typed_undo_all_leads_back_to_the_start(
    qtbot: QtBot, document: Document
) -> None:
    chance = random.Random(3)
    hands = Hands(qtbot, document, LEASE)
    texts = ["7", "0.5", "250 to 320", "nonsense", "", "45 %", "2026-08", "2026-08-01", "x y"]
    for path in (LEASE, "tenants/acme", "facilities/north", "market", "settings"):
        hands.form.set_path(path)
        names = [n for n, row in hands.form.fields.items() if isinstance(row.field, FieldLine)]
        for name in chance.sample(names, 8):
            hands.enter(name, chance.choice(texts))
            if hands.form.path is None:
                hands.form.set_path(path)
    while document.undo_stack.canUndo():
        document.undo()

    assert document.project == two_sites()
