"""The table model under the model tester, through edits, refusals, cases and undo."""

import random
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from planner.document.document import Document
from planner.domain.case import Choice, case_of
from planner.domain.distribution import Range
from planner.domain.project import Project
from planner.editors.cell import Cell, Role, State
from planner.editors.field_edits import AsItIs
from planner.editors.row_projection import Row
from planner.editors.table_model import EntityTableModel
from planner.editors.tables import (
    FACILITIES,
    PHASES,
    RENT_ROLL,
    SIGNPOSTS,
    TABLES,
    TENANTS,
    Table,
)
from planner.storage.project_file import read as open_file
from planner.units.message import Refused
from tests.editors.plan import many_tenants, two_sites

PLANS = Path(__file__).parent.parent / "plans"
ENGLISH = QLocale("en_US")
EDIT = Qt.ItemDataRole.EditRole
CHECK = Qt.ItemDataRole.CheckStateRole


@pytest.fixture
def document(qapp: object) -> Document:
    return Document(two_sites())


def model_of(document: Document, table: Table) -> EntityTableModel:
    model = EntityTableModel(document, table, ENGLISH, document)
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    assert tester.model() is model
    return model


def at(model: EntityTableModel, path: str) -> QModelIndex:
    index = model.index_of(path)
    assert index.isValid(), path
    return index


def shown(model: EntityTableModel, path: str) -> str:
    return str(at(model, path).data()).replace("\u00a0", " ")


def state(model: EntityTableModel, path: str) -> State:
    return State(at(model, path).data(Role.STATE))


LEASE = "tenants/acme/contracts/lease"
SLICE = "tenants/acme/contracts/slice"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize("plan", ["colossus", "integrated-lab"])
def test_every_cell_of_every_table_can_be_shown_and_spoken(
    table: Table, plan: str, qapp: object
) -> None:
    project = open_file(PLANS / f"{plan}.ncplan").project
    model = model_of(Document(project), table)
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            assert isinstance(index.data(), str)
            assert isinstance(index.data(EDIT), str)
            assert index.data(Qt.ItemDataRole.AccessibleTextRole) is not None
            assert row == model.rowCount() - 1 or index.data(Qt.ItemDataRole.ToolTipRole)


def test_cells_show_values_in_the_marks_of_the_locale(document: Document) -> None:
    german = EntityTableModel(document, RENT_ROLL, QLocale("de_DE"), document)
    english = model_of(document, RENT_ROLL)

    assert shown(english, f"{SLICE}/price") == "0.9 to 5.2"
    assert shown(german, f"{SLICE}/price") == "0,9 to 5,2"
    assert shown(english, f"{SLICE}/take_or_pay") == "45 %"
    assert shown(english, f"{LEASE}/facilities") == "North"
    assert shown(english, f"{LEASE}/end") == "—"


def test_headers_carry_the_unit_and_numbers_stand_at_the_right(document: Document) -> None:
    model = model_of(document, RENT_ROLL)
    headings = [
        model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())
    ]
    term = headings.index("Term, mo")

    assert headings[:8] == [
        "Tenant",
        "Contract",
        "Active",
        "MW",
        "Basis",
        "Price",
        "$m/MW-year",
        "Start",
    ]
    right = Qt.AlignmentFlag.AlignRight
    assert right in Qt.AlignmentFlag(model.index(0, term).data(Qt.ItemDataRole.TextAlignmentRole))


def test_the_price_of_all_contracts_is_also_shown_in_one_unit(document: Document) -> None:
    model = model_of(document, RENT_ROLL)
    column = [c.name for c in model.columns].index("price_per_mw_year")

    # 250 $m a month for 90 MW; the median of 0.9 to 5.2 is √(0.9 × 5.2) $m per MW-month.
    assert [model.index(row, column).data() for row in (0, 1)] == ["33.3", "26.0"]
    assert model.cell(at(model, f"{LEASE}/price")).suffix == "$m/month"
    assert model.cell(at(model, f"{SLICE}/price")).suffix == "$m/MW-month"


def test_states_tell_default_from_set_from_computed(document: Document) -> None:
    model = model_of(document, RENT_ROLL)

    assert state(model, f"{LEASE}/price") is State.SET
    assert state(model, f"{LEASE}/lock_in") is State.DEFAULT
    assert model.index(0, 0).data(Role.STATE) == State.COMPUTED
    assert model.index(2, 1).data(Role.STATE) == State.ADDING
    assert isinstance(at(model, f"{SLICE}/price").data(Role.RANGE), Range)


def test_a_tooltip_has_help_bounds_state_and_source(document: Document) -> None:
    model = model_of(document, RENT_ROLL)
    tip = at(model, f"{LEASE}/price").data(Qt.ItemDataRole.ToolTipRole)
    other = at(model, f"{SLICE}/price").data(Qt.ItemDataRole.ToolTipRole)

    assert "compute leases 0.8 to 4.2" in tip
    assert "at least 0" in tip
    assert "Reported: Filing, page 12 (2026-03)." in tip
    assert "2.16 (0.9–5.2), lognormal." in other


def test_the_source_of_an_entity_stands_for_its_fields(document: Document) -> None:
    model = model_of(document, FACILITIES)

    assert "Assumed: A map." in at(model, "facilities/south/pue").data(Qt.ItemDataRole.ToolTipRole)


def test_an_entry_changes_the_plan_as_one_named_step(document: Document) -> None:
    model = model_of(document, RENT_ROLL)

    assert model.setData(at(model, f"{LEASE}/mw"), "1.2 GW")
    assert document.project.at(f"{LEASE}/mw") == 1200
    assert document.undo_text == "Change contracted power of Lease"
    assert document.undo_stack.count() == 1


def test_the_same_value_again_is_no_step(document: Document) -> None:
    model = model_of(document, RENT_ROLL)

    assert model.setData(at(model, f"{LEASE}/mw"), "90")
    assert document.undo_stack.count() == 0


def test_a_refused_entry_keeps_its_text_marks_the_cell_and_says_why(
    document: Document, qtbot: QtBot
) -> None:
    model = model_of(document, RENT_ROLL)
    index = at(model, f"{SLICE}/price")
    with qtbot.waitSignals([model.refused, model.refusals_changed, model.dataChanged]):
        assert not model.setData(index, "0.9 too 5.2")

    assert index.data(EDIT) == "0.9 too 5.2"
    assert index.data() == "0.9 too 5.2"
    assert index.data(Role.STATE) == State.REFUSED
    assert model.refusals[f"{SLICE}/price"].message.startswith("Price stays 0.9 to 5.2.")
    assert document.project.at(f"{SLICE}/price").text == "0.9 to 5.2"
    assert document.undo_stack.count() == 0


def test_the_next_good_entry_clears_the_refusal(document: Document) -> None:
    model = model_of(document, RENT_ROLL)
    index = at(model, f"{SLICE}/price")
    model.setData(index, "-3")
    model.setData(index, "0.9 to 5.2")

    assert model.refusals == {}
    assert index.data(Role.STATE) == State.SET


def test_undo_of_a_refused_field_shows_what_stands_there(document: Document) -> None:
    model = model_of(document, RENT_ROLL)
    model.setData(at(model, f"{LEASE}/mw"), "95")
    model.setData(at(model, f"{LEASE}/mw"), "many")
    document.undo()

    assert model.refusals == {}
    assert shown(model, f"{LEASE}/mw") == "90"


def test_refusals_go_with_their_row_and_with_the_plan(document: Document) -> None:
    model = model_of(document, RENT_ROLL)
    model.setData(at(model, f"{SLICE}/price"), "x")
    model.edits.remove([model.rows[1]])
    gone = dict(model.refusals)
    model.setData(at(model, f"{LEASE}/price"), "x")
    document.open(two_sites())

    assert gone == {}
    assert model.refusals == {}


def test_flags_are_ticked_and_choices_chosen(document: Document) -> None:
    model = model_of(document, RENT_ROLL)
    active = at(model, f"{LEASE}/active")

    assert active.data(CHECK) == Qt.CheckState.Checked
    assert model.setData(active, Qt.CheckState.Unchecked, CHECK)
    assert model.setData(at(model, f"{LEASE}/basis"), "per_gpu_hour")
    assert document.project.at(f"{LEASE}/active") is False
    assert shown(model, f"{LEASE}/basis") == "Per GPU-hour"
    assert not active.flags() & Qt.ItemFlag.ItemIsEditable


def test_computed_columns_take_nothing(document: Document) -> None:
    model = model_of(document, RENT_ROLL)
    column = [c.name for c in model.columns].index("price_per_mw_year")

    assert not model.setData(model.index(0, column), "5")
    assert not model.index(0, column).flags() & Qt.ItemFlag.ItemIsEditable


def test_a_name_in_the_last_row_adds_an_entity(document: Document) -> None:
    model = model_of(document, RENT_ROLL)
    last = model.index(model.rowCount() - 1, 1)

    assert model.setData(last, "Re-let after exit")
    assert (
        document.project.at("tenants/acme/contracts/re-let-after-exit").name == "Re-let after exit"
    )
    assert model.rowCount() == 4
    assert document.undo_text == "Add Re-let after exit"


def test_without_a_parent_the_last_row_says_what_to_add_first(qapp: object, qtbot: QtBot) -> None:
    document = Document(Project.model_validate({"settings": {"start": "2026-05"}}))
    model = model_of(document, PHASES)
    with qtbot.waitSignal(model.refused) as heard:
        assert not model.setData(model.index(0, 1), "A phase")

    assert heard.args[1] == "Add a facility first."


def test_an_id_is_changed_with_all_that_names_it(document: Document) -> None:
    model = model_of(document, FACILITIES)
    tenants = model_of(document, TENANTS)

    assert model.setData(at(model, "facilities/north/id"), "nord")
    assert document.project.at(f"{LEASE}/facilities") == ("nord",)
    assert shown(tenants, "tenants/model/facilities") == "North; South"
    assert not model.setData(at(model, "facilities/nord/id"), "south")


def test_the_case_in_view_shows_base_and_override(document: Document) -> None:
    model = model_of(document, RENT_ROLL)
    model.set_case(case_of(document.project, Choice("keep", {"terms": "bad"})))
    lock_in = model.cell(at(model, f"{LEASE}/lock_in"))
    active = model.cell(at(model, f"{LEASE}/active"))
    price = model.cell(at(model, f"{SLICE}/price"))

    assert (lock_in.state, lock_in.base, lock_in.text) == (State.OVERRIDDEN, "0", "3")
    assert (active.state, active.checked) == (State.OVERRIDDEN, False)
    assert (price.base, price.text) == ("0.9 to 5.2", "1.26 to 7.28")
    tip = at(model, f"{LEASE}/lock_in").data(Qt.ItemDataRole.ToolTipRole)
    assert "3 by Terms · Bad; 0 as written." in tip
    model.set_case(None)
    assert state(model, f"{LEASE}/lock_in") is State.DEFAULT


def test_a_new_case_repaints_what_it_overrides_and_what_is_worked_out(
    document: Document, qtbot: QtBot
) -> None:
    model = model_of(document, RENT_ROLL)
    heard: list[str] = []

    def hear(first: QModelIndex, _last: QModelIndex) -> None:
        heard.append(model.path_of(first))

    model.dataChanged.connect(hear)
    choice = Choice(None, {"terms": "bad"})
    model.set_case(case_of(document.project, choice))
    model.set_case(case_of(document.project, choice))

    worked_out = [LEASE for column in model.columns if column.computed is not None]
    assert sorted(heard) == [*worked_out, f"{LEASE}/lock_in", f"{SLICE}/price"]


def test_a_renamed_site_is_repainted_where_others_name_it(document: Document) -> None:
    model = model_of(document, TENANTS)
    heard: list[int] = []

    def hear(first: QModelIndex, last: QModelIndex) -> None:
        heard.extend(range(first.column(), last.column() + 1))

    model.dataChanged.connect(hear)
    document.edit("Rename", document.project.replacing_at("facilities/north/name", "Nord"))

    assert heard == [[c.name for c in model.columns].index("facilities")]
    assert shown(model, "tenants/model/facilities") == "Nord; South"


def test_a_tenants_name_is_repainted_in_the_rent_roll(document: Document) -> None:
    model = model_of(document, RENT_ROLL)
    heard: list[tuple[int, int, int]] = []

    def hear(first: QModelIndex, last: QModelIndex) -> None:
        heard.append((first.row(), first.column(), last.column()))

    model.dataChanged.connect(hear)
    document.edit("Rename", document.project.replacing_at("tenants/acme/name", "Acme plc"))

    assert heard == [(0, 0, 0), (1, 0, 0)]


def test_tenants_carry_the_colour_of_their_place(document: Document) -> None:
    tenants, rent_roll = model_of(document, TENANTS), model_of(document, RENT_ROLL)

    assert [tenants.cell(tenants.index(row, 0)).slot for row in (0, 1)] == [0, 1]
    assert rent_roll.cell(rent_roll.index(1, 0)).slot == 0


def test_signposts_are_read_and_written_by_the_names_of_outcomes(document: Document) -> None:
    model = model_of(document, SIGNPOSTS)

    assert model.setData(at(model, "signposts/letter/likelihood"), "Good: 10 %; Bad: 90 %")
    assert document.project.signposts[0].likelihood == (("good", 0.1), ("bad", 0.9))


def test_many_entries_are_one_step_and_the_refused_ones_are_told(document: Document) -> None:
    model = model_of(document, RENT_ROLL)
    lease, slice_ = model.rows
    entered = model.edits.enter(
        {(lease, "mw"): "95", (slice_, "mw"): "few", (slice_, "lock_in"): AsItIs(6)}, "Paste"
    )

    assert entered.changed == 2
    assert list(entered.refused) == [f"{SLICE}/mw"]
    assert document.undo_stack.count() == 1
    document.undo()
    assert document.project == two_sites()


def test_ids_are_not_entered_in_bulk(document: Document) -> None:
    model = model_of(document, RENT_ROLL)
    entered = model.edits.enter({(model.rows[0], "id"): "x"}, "Paste")

    assert "one at a time" in entered.refused[f"{LEASE}/id"].message


def test_one_edit_among_2000_tenants_repaints_one_row_and_resets_nothing(
    qapp: object, qtbot: QtBot
) -> None:
    document = Document(many_tenants(2_000))
    model = EntityTableModel(document, TENANTS, ENGLISH, document)
    rent_roll = EntityTableModel(document, RENT_ROLL, ENGLISH, document)
    heard: list[tuple[str, int, int]] = []

    def hear(first: QModelIndex, last: QModelIndex) -> None:
        heard.append(("tenants", first.row(), last.row()))

    def hear_rent_roll(first: QModelIndex, last: QModelIndex) -> None:
        heard.append(("rent roll", first.row(), last.row()))

    def fail(*_: object) -> None:
        heard.append(("structure", -1, -1))

    model.dataChanged.connect(hear)
    rent_roll.dataChanged.connect(hear_rent_roll)
    for each in (model, rent_roll):
        each.modelReset.connect(fail)
        each.layoutChanged.connect(fail)
        each.rowsRemoved.connect(fail)
        each.rowsInserted.connect(fail)
    model.setData(at(model, "tenants/tenant-1234/demand"), "77")
    rent_roll.setData(at(rent_roll, "tenants/tenant-999/contracts/lease/price"), "3")

    assert heard == [("tenants", 1234, 1234), ("rent roll", 999, 999)]


class RandomEdits:
    """A person who does anything anywhere, the same way for the same seed."""

    TEXTS = ("", "7", "0.5", "45 %", "2026-05", "2026-05-01", "3 to 9", "nonsense", "a", "North")

    def __init__(self, document: Document, models: list[EntityTableModel], seed: int) -> None:
        self.document, self.models, self.random = document, models, random.Random(seed)

    def act(self) -> None:
        model = self.random.choice(self.models)
        action = self.random.choice(
            [self.enter] * 6 + [self.add, self.copy, self.move] + [self.drop]
        )
        if self.random.random() < 0.25:
            self.random.choice([self.document.undo, self.document.redo])()
        else:
            action(model)

    def enter(self, model: EntityTableModel) -> None:
        row = self.random.randrange(model.rowCount())
        column = self.random.randrange(model.columnCount())
        model.setData(model.index(row, column), self.random.choice(self.TEXTS))

    def add(self, model: EntityTableModel) -> None:
        with suppress(Refused):
            model.edits.add(name=self.random.choice(["", "Lease", "Hall"]))

    def copy(self, model: EntityTableModel) -> None:
        model.edits.duplicate(self.some(model))

    def move(self, model: EntityTableModel) -> None:
        model.edits.move(self.some(model), self.random.choice([-1, 1]))

    def drop(self, model: EntityTableModel) -> None:
        with suppress(Refused):
            model.edits.remove(self.some(model))

    def some(self, model: EntityTableModel) -> list[Row]:
        count = min(len(model.rows), self.random.randrange(1, 4))
        return self.random.sample(list(model.rows), count)


class Painted:
    """What a view would have on screen: read again only where the model says so."""

    def __init__(self, model: EntityTableModel) -> None:
        self.model = model
        self.rows = [self.read(row) for row in range(model.rowCount())]
        model.dataChanged.connect(self.repaint)
        model.rowsInserted.connect(self.insert)
        model.rowsRemoved.connect(self.remove)
        model.rowsMoved.connect(self.move)

    def read(self, row: int) -> list[Cell]:
        model = self.model
        return [model.cell(model.index(row, column)) for column in range(model.columnCount())]

    def repaint(self, first: QModelIndex, last: QModelIndex) -> None:
        for row in range(first.row(), last.row() + 1):
            for column in range(first.column(), last.column() + 1):
                self.rows[row][column] = self.model.cell(self.model.index(row, column))

    def insert(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.rows[first:first] = [self.read(row) for row in range(first, last + 1)]

    def remove(self, _parent: QModelIndex, first: int, last: int) -> None:
        del self.rows[first : last + 1]

    def move(self, _p: QModelIndex, start: int, _end: int, _q: QModelIndex, row: int) -> None:
        self.rows.insert(row if row < start else row - 1, self.rows.pop(start))

    def stale(self) -> list[tuple[str, Cell, Cell]]:
        """Cells on screen that differ from what the model would give now."""
        return [
            (self.model.path_of(self.model.index(row, column)), old, new)
            for row in range(self.model.rowCount())
            for column, (old, new) in enumerate(zip(self.rows[row], self.read(row), strict=True))
            if old != new
        ]


@pytest.mark.parametrize("seed", range(16))
def test_through_random_edits_the_models_hold_and_undoing_all_is_the_start(
    seed: int, qapp: object
) -> None:
    start = two_sites()
    document = Document(start)
    models = [model_of(document, table) for table in TABLES]
    painted = [Painted(model) for model in models]
    person = RandomEdits(document, models, seed)
    for _ in range(60):
        person.act()
    ended, place = document.project, document.undo_stack.index()

    for screen in painted:
        assert screen.stale() == []
    while document.undo_stack.canUndo():
        document.undo()
    assert document.project is start
    for screen in painted:
        assert screen.stale() == []
    while document.undo_stack.index() < place:
        document.redo()
    assert document.project is ended


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(ENGLISH)
    yield
    QLocale.setDefault(before)


def test_what_is_worked_out_of_overridden_fields_is_that_of_the_case(document: Document) -> None:
    outcome = "uncertainties/terms/outcomes/bad/overrides"
    stored = document.project.at(outcome)
    power = type(stored[0]).model_validate({"path": f"{LEASE}/mw", "value": 180})
    document.edit("Another outcome", document.project.replacing_at(outcome, (*stored, power)))
    model = model_of(document, RENT_ROLL)
    place = [c.name for c in model.columns].index("price_per_mw_year")
    repainted: list[int] = []
    model.dataChanged.connect(lambda first, _last: repainted.append(first.column()))

    assert model.set_case(case_of(document.project, Choice(None, {"terms": "bad"})))

    # 250 $m a month for 180 MW.
    assert shown(model, f"{LEASE}/mw") == "180"
    assert model.index(0, place).data() == "16.7"
    assert place in repainted
    model.sort(place)
    assert model.path_of(model.index(0, place)) == LEASE
    assert model.set_case(None)
    assert at(model, LEASE).siblingAtColumn(place).data() == "33.3"
