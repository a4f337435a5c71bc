"""Finding a field or a command by typing."""

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.domain.project import Project
from planner.paths import resource
from planner.shell.find_field import FindField
from planner.shell.findable import Findables, Found, commands_of
from planner.shell.finder import Finder
from planner.shell.likeness import distance
from planner.shell.main_window import MainWindow
from planner.storage.project_file import read
from tests.shell.conftest import small_plan

pytestmark = pytest.mark.qt_log_ignore("does not support")


def titles(found: list[Found], most: int = 5) -> list[str]:
    return [f"{each.context} › {each.title}" for each in found[:most]]


@pytest.fixture(scope="module")
def colossus() -> Project:
    return read(resource("examples", "colossus.ncplan")).project


@pytest.fixture
def finder(window: MainWindow) -> Iterator[Finder]:
    window.actions_of_window.find.trigger()
    yield window.finder
    window.finder.close()


def test_the_beginning_is_nearer_than_a_word_a_part_and_scattered_letters() -> None:
    found = [distance("pri", title) for title in ("price", "the price", "reprint", "p. r. i.")]
    assert None not in found
    assert found == sorted(value for value in found if value is not None)
    assert len(set(found)) == 4
    assert distance("pri", "irp") is None
    assert distance("xyz", "price") is None


def test_a_field_is_found_by_words_of_its_entity_and_its_title(colossus: Project) -> None:
    search = Findables()
    for typed in ("anthropic price", "price anthropic", "antro price", "prc anthropic colossus"):
        first = search.matching(colossus, (), typed, 20)[0]
        assert first.target == "tenants/anthropic/contracts/colossus/price", typed
    settings = search.matching(colossus, (), "discount rate", 20)[0]
    assert settings.target == "settings/discount_rate"


def test_an_entity_is_found_by_its_name_and_stands_before_its_fields(colossus: Project) -> None:
    found = Findables().matching(colossus, (), "colossus 2", 20)
    assert found[0].target == "facilities/colossus-2"


def test_every_path_found_is_in_the_plan(colossus: Project) -> None:
    search = Findables()
    for typed in ("a", "power", "rate", "escal", "xq"):
        for found in search.matching(colossus, (), typed, 200):
            colossus.at(str(found.target))


def test_among_commands_and_fields_the_nearest_comes_first(window: MainWindow) -> None:
    commands = list(commands_of(window.menus.all()))
    named = {found.title for found in commands}
    assert {"Save", "Dark", "Reset layout", "Pin this case", "Cash"} <= named
    assert "Undo" not in named, "what cannot be done now is not offered"
    search = Findables()
    first = search.matching(window.document.project, commands, "dark", 10)[0]
    assert (first.title, first.context) == ("Dark", "View › Theme")
    save = search.matching(window.document.project, commands, "save", 10)
    assert [found.key for found in save[:2]] == ["Ctrl+S", "Ctrl+Shift+S"]


def test_nothing_typed_offers_the_commands(finder: Finder, window: MainWindow) -> None:
    commands = list(commands_of(window.menus.all()))
    assert finder.found.rowCount() == min(len(commands), 60)
    assert finder.found.found(0) is not None


def test_return_leads_to_the_field(finder: Finder, window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClicks(finder.line, "lease price")
    QTest.keyClick(finder.line, Qt.Key.Key_Return)

    assert not finder.isVisible()
    table = window.editors.current_table
    assert table is not None
    assert table.entities.path_of(table.currentIndex()) == "tenants/acme/contracts/lease/price"
    assert window.docks.tree.path == "tenants/acme"


def test_arrows_choose_among_what_was_found_and_return_does_it(
    finder: Finder, window: MainWindow
) -> None:
    QTest.keyClicks(finder.line, "view theme")
    names = [finder.found.index(row).data() for row in range(3)]
    assert sorted(names) == ["As the system", "Dark", "Light"]
    for _ in range(names.index("Dark") + 1):
        QTest.keyClick(finder.line, Qt.Key.Key_Down)
    QTest.keyClick(finder.line, Qt.Key.Key_Up)
    assert finder.list.currentIndex().data() == "Dark"
    QTest.keyClick(finder.line, Qt.Key.Key_Return)
    assert window.palette().window().color().lightness() < 128


def test_what_is_called_nothing_says_so(finder: Finder) -> None:
    QTest.keyClicks(finder.line, "qqqxz")
    assert finder.nothing.isVisible()
    assert not finder.list.isVisible()
    QTest.keyClick(finder.line, Qt.Key.Key_Return)
    assert finder.isVisible()
    QTest.keyClick(finder.line, Qt.Key.Key_Escape)
    assert not finder.isVisible()


def test_everything_in_it_has_a_name_for_those_who_do_not_see_it(finder: Finder) -> None:
    assert finder.line.accessibleName() == "Find a field or command"
    assert finder.list.accessibleName() == "Found"
    QTest.keyClicks(finder.line, "lease price")
    spoken = finder.found.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Price, Acme › Lease"


def test_the_button_in_the_case_bar_opens_it(window: MainWindow) -> None:
    button = window.case_bar.findChild(FindField)
    assert button is not None
    button.click()
    assert window.finder.isVisible()
    window.finder.close()


def test_two_thousand_tenants_are_searched_while_one_types() -> None:
    plan = small_plan()
    tenant = plan.tenants[0]
    many = tuple(tenant.replacing(id=f"t{n}", name=f"Tenant {n}") for n in range(2_000))
    large = plan.replacing_at("tenants", many)
    search = Findables()
    search.matching(large, (), "warm up", 20)
    began = time.perf_counter()
    found = search.matching(large, (), "tenant 1999 price", 20)
    took = time.perf_counter() - began
    assert found[0].target == "tenants/t1999/contracts/lease/price"
    assert took < 1.0
