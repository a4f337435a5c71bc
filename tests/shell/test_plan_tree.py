"""The outline of the plan: what it shows, how it follows edits, what can be done in it."""

import random
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from planner.charts.palette import LIGHT
from planner.document.document import Document
from planner.domain.path import Path
from planner.domain.project import Project
from planner.editors.tables import PHASES, RENT_ROLL, TENANTS
from planner.paths import resource
from planner.shell.docks import NARROW_PLAN_WIDTH
from planner.shell.plan_commands import Addition, addition
from planner.shell.plan_tree import PlanTree
from planner.shell.plan_tree_model import PlanTreeModel
from planner.shell.told_apart import shared_starts, told_apart
from planner.storage.project_file import read
from tests.looks.painted_text import painted_texts


@pytest.fixture
def document() -> Document:
    return Document(read(resource("examples", "colossus.ncplan")).project)


@pytest.fixture
def tree(document: Document, qtbot: QtBot) -> Iterator[PlanTree]:
    made = PlanTree(document)
    qtbot.addWidget(made)
    made.resize(260, 900)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    yield made
    document.undo_stack.blockSignals(True)


def titles(model: PlanTreeModel, parent: QModelIndex | None = None) -> list[str]:
    above = QModelIndex() if parent is None else parent
    return [model.index(row, 0, above).data() for row in range(model.rowCount(above))]


def detail(tree: PlanTree, path: Path) -> str:
    node = tree.outline.node(tree.outline.index_of(path))
    assert node is not None
    assert node.path == path
    return node.detail


def edit(document: Document, after: Project) -> None:
    document.edit("Change", after)


def test_the_groups_stand_in_the_order_of_the_window_with_their_counts(tree: PlanTree) -> None:
    assert titles(tree.outline) == [
        "Facilities",
        "Tenants",
        "Market",
        "Cash lines",
        "Strategies",
        "Uncertainties",
        "Drivers",
        "Correlations",
        "Signposts",
        "Valuation",
        "Settings",
        "Sources",
    ]
    assert detail(tree, "tenants") == "7"
    assert detail(tree, "signposts") == "0 of 8 seen"


def test_sites_show_their_megawatts_the_first_with_its_unit(tree: PlanTree) -> None:
    assert detail(tree, "facilities/colossus-1") == "340\u00a0MW"
    assert detail(tree, "facilities/colossus-2") == "1,531"
    halls = tree.outline.index_of("facilities/colossus-1")
    assert len(titles(tree.outline, halls)) == 3
    assert detail(tree, "tenants/anthropic") == "300\u00a0MW"


def test_a_tenants_dot_has_the_colour_that_charts_give_it(
    tree: PlanTree, document: Document
) -> None:
    for slot, tenant in enumerate(document.project.tenants):
        node = tree.outline.node(tree.outline.index_of(f"tenants/{tenant.id}"))
        assert node is not None
        assert node.slot == slot
    image = tree.grab().toImage()
    row = tree.visualRect(tree.outline.index_of("tenants/anthropic"))
    origin = tree.viewport().mapTo(tree, row.topLeft())
    colours = {
        image.pixelColor(origin.x() + x, origin.y() + row.height() // 2).name().upper()
        for x in range(20)
    }
    assert LIGHT.categorical[0] in colours


def test_an_edit_repaints_its_row_and_keeps_what_is_open_and_selected(
    tree: PlanTree, document: Document
) -> None:
    site = tree.outline.index_of("facilities/colossus-1")
    tree.collapse(site)
    tree.setCurrentIndex(tree.outline.index_of("tenants/google"))
    changed: list[str] = []
    tree.outline.dataChanged.connect(lambda first, _last: changed.append(first.data()))
    edit(document, document.project.replacing_at("tenants/anthropic/contracts/colossus/mw", 250.0))

    assert changed == ["Anthropic"]
    assert detail(tree, "tenants/anthropic") == "250\u00a0MW"
    assert not tree.isExpanded(tree.outline.index_of("facilities/colossus-1"))
    assert tree.isExpanded(tree.outline.index_of("facilities/colossus-2"))
    assert tree.path == "tenants/google"


def test_rows_come_go_and_move_one_by_one_as_the_plan_does(
    tree: PlanTree, document: Document
) -> None:
    QAbstractItemModelTester(
        tree.outline, QAbstractItemModelTester.FailureReportingMode.Fatal, tree.outline
    )
    resets: list[None] = []
    tree.outline.modelReset.connect(lambda: resets.append(None))
    chance = random.Random(4)
    first = document.project
    for number in range(120):
        sites = [f"facilities/{site.id}/phases" for site in document.project.facilities]
        path = chance.choice(["tenants", "facilities", "strategies", "drivers", *sites])
        rows = list(document.project.at(path))
        match chance.randrange(3):
            case 0:
                made = rows or list(first.at(path))
                rows.append(made[0].replacing(id=f"new-{number}", name=f"New {number}"))
            case 1 if len(rows) > 1:
                rows.pop(chance.randrange(len(rows)))
            case _:
                chance.shuffle(rows)
        edit(document, document.project.replacing_at(path, tuple(rows)))
        fresh = PlanTreeModel(Document(document.project))
        group = path.partition("/")[0]
        assert titles(tree.outline) == titles(fresh)
        assert titles(tree.outline, tree.outline.index_of(group)) == titles(
            fresh, fresh.index_of(group)
        )
    document.undo_stack.setIndex(0)
    assert titles(tree.outline, tree.outline.index_of("tenants"))[0] == "Anthropic"
    assert resets == []


def test_choosing_by_arrow_tells_and_leading_does_not(tree: PlanTree) -> None:
    told: list[str] = []
    tree.chosen.connect(told.append)
    tree.lead_to("tenants/anthropic/contracts/colossus/price")
    assert tree.path == "tenants/anthropic"
    assert told == []
    QTest.keyClick(tree, Qt.Key.Key_Down)
    assert told == ["tenants/google"]


def test_what_is_removed_takes_what_speaks_of_it_and_undo_brings_all_back(
    tree: PlanTree, document: Document
) -> None:
    said: list[str] = []
    tree.commands.noted.connect(said.append)
    before = document.project
    tree.setCurrentIndex(tree.outline.index_of("tenants/google"))
    texts = [action.text() for action in tree.menu().actions()]
    with_others = next(text for text in texts if text.startswith("Remove"))
    assert "entries that speak of it" in with_others
    QTest.keyClick(tree, Qt.Key.Key_Delete)

    assert all(tenant.id != "google" for tenant in document.project.tenants)
    assert all("tenants/google" not in source.path for source in document.project.sources)
    assert "Undo brings all back" in said[0]
    document.undo()
    assert document.project is before


def test_a_group_cannot_be_removed(tree: PlanTree, document: Document) -> None:
    before = document.project
    for path in ("tenants", "market", "settings"):
        tree.setCurrentIndex(tree.outline.index_of(path))
        QTest.keyClick(tree, Qt.Key.Key_Delete)
        assert not any(a.text().startswith("Remove") for a in tree.menu().actions())
    assert document.project is before


def test_a_name_typed_in_the_outline_is_a_step_of_the_history(
    tree: PlanTree, document: Document, qtbot: QtBot
) -> None:
    tree.setCurrentIndex(tree.outline.index_of("tenants/google"))
    QTest.keyClick(tree, Qt.Key.Key_F2)
    editor = tree.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, "Alphabet")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: document.project.at("tenants/google").name == "Alphabet")

    assert document.undo_text == "Change tenant of Google"
    assert tree.currentIndex().data() == "Alphabet"


def test_only_what_has_a_neighbour_can_change_places_with_it(
    tree: PlanTree, document: Document
) -> None:
    edit(document, document.project.replacing_at("tenants/google/name", "R&D"))
    for path, expected in (
        (f"tenants/{document.project.tenants[0].id}", [False, True]),
        ("tenants/google", [True, True]),
        (f"tenants/{document.project.tenants[-1].id}", [True, False]),
    ):
        tree.setCurrentIndex(tree.outline.index_of(path))
        menu = tree.menu()
        moves = [each for each in menu.actions() if each.text().startswith("Move")]
        assert [each.isEnabled() for each in moves] == expected
        if path == "tenants/google":
            assert any("R&&D" in each.text() for each in menu.actions())
        menu.deleteLater()


def test_additions_go_to_what_is_selected(tree: PlanTree, document: Document) -> None:
    near = addition(document.project, PHASES, "facilities/colossus-1/phases/hopper")
    assert near == Addition(PHASES, "facilities/colossus-1/phases", "Phase of Colossus 1")
    far = addition(document.project, RENT_ROLL, "market")
    assert far is not None
    assert far.list_path == f"tenants/{document.project.tenants[-1].id}/contracts"
    empty = Project.model_validate({"settings": {"start": "2026-01"}})
    assert addition(empty, PHASES, "") is None

    asked: list[Addition] = []
    tree.addition_asked.connect(asked.append)
    tree.setCurrentIndex(tree.outline.index_of("tenants/google"))
    QTest.keyClick(tree, Qt.Key.Key_Insert)
    assert asked == [Addition(TENANTS, "tenants", "Tenant")]


def test_rows_are_lower_where_they_are_to_be_compact(tree: PlanTree, qtbot: QtBot) -> None:
    index = tree.outline.index_of("market")
    assert tree.visualRect(index).height() == 26
    tree.set_compact(True)
    qtbot.waitUntil(lambda: tree.visualRect(index).height() == 22)


def test_every_entry_is_told_in_full_to_those_who_do_not_see_it(tree: PlanTree) -> None:
    index = tree.outline.index_of("facilities/orbital")
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Orbital capacity, 100, not active as written"
    assert tree.accessibleName() == "Plan"


def test_siblings_whose_names_begin_alike_are_told_apart_where_they_are_cut(
    qapp: object,
) -> None:
    names = ["Hopper halls, first", "Hopper halls, second", "Blackwell hall", "Hopper halls, first"]
    metrics = QFontMetrics(QApplication.font())

    for width in (60, 80, 100):
        starts = shared_starts(names)
        cut = [told_apart(*each, metrics, width) for each in zip(names, starts, strict=True)]
        assert cut[0] != cut[1]
        assert cut[0] == cut[3]
        assert all(metrics.horizontalAdvance(each) <= width for each in cut)
    assert all(cut[place].endswith(end) for place, end in enumerate(("first", "second")))


def test_names_that_differ_at_once_are_cut_at_their_end(qapp: object) -> None:
    metrics = QFontMetrics(QApplication.font())
    names = [f"Laboratory {number}, operated jointly" for number in range(1, 13)]
    starts = shared_starts(names)

    assert starts[0] == len("Laboratory 1")
    assert told_apart(names[4], starts[4], metrics, 110).startswith("Laboratory 5")
    assert told_apart("Laboratory", 0, metrics, 110) == "Laboratory"


def test_the_tree_paints_no_two_siblings_alike_and_every_group_in_full(
    tree: PlanTree, document: Document
) -> None:
    tree.resize(NARROW_PLAN_WIDTH, 900)
    tree.expandAll()
    tree.scrollToTop()
    changed = {
        "facilities/colossus-1/phases/h100/name": "Hopper halls of one building, first",
        "facilities/colossus-1/phases/h200/name": "Hopper halls of one building, second",
    }
    edit(document, document.project.replacing_all(changed))
    painted = [text.text for text in painted_texts(tree.viewport())]

    halls = [text for text in painted if text.startswith("Hopp")]
    assert len(set(halls)) == 2
    tree.scrollToBottom()
    painted += [text.text for text in painted_texts(tree.viewport())]
    assert set(titles(tree.outline)) <= set(painted)
