"""The list of problems, and which table shows the place of each."""

import pytest
from pytestqt.qtbot import QtBot

from planner.domain.checks.problem import inconsistent, notice
from planner.shell.problems import ProblemsModel, ProblemsView, Weight, by_path, entries, place
from planner.shell.table_of_path import table_of
from planner.units.message import sentence
from tests.looks.painted_text import PaintedText, painted_texts
from tests.shell.conftest import small_plan

SAID = sentence("test.said", "Said {what}.")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("", "Plan"),
        ("settings/tax_rate", "Settings · Tax rate"),
        ("facilities/site", "Site"),
        ("facilities/site/phases/hall/mw", "Site · Hall · Power"),
        ("tenants/acme/contracts/lease/price", "Acme · Lease · Price"),
        ("tenants", "Tenants"),
        ("tenants/nobody/demand", "tenants/nobody/demand"),
    ],
)
def test_a_path_is_told_in_words(path: str, words: str) -> None:
    assert place(small_plan(), path) == words


def test_the_heaviest_come_first_and_nothing_twice() -> None:
    known = notice("facilities/site", SAID(what="b"))
    found = entries(
        small_plan(),
        [known, inconsistent("tenants/acme", SAID(what="c")), known],
        {"settings/months": "Refused."},
        [SAID(what="a")],
    )

    assert [(entry.weight, entry.text) for entry in found] == [
        (Weight.REFUSED, "Refused."),
        (Weight.INCONSISTENT, "Said c."),
        (Weight.NOTICE, "Said b."),
        (Weight.ASSUMPTION, "Said a."),
    ]


def test_a_field_is_told_each_sentence_once() -> None:
    known = notice("facilities/site", SAID(what="b"))
    assert by_path([known, notice("", SAID(what="a")), known]) == {"facilities/site": ["Said b."]}


def test_the_model_counts_by_weight_and_speaks_the_kind(qapp: object) -> None:
    model = ProblemsModel()
    model.show(entries(small_plan(), [notice("tenants/acme", SAID(what="b"))], {}, []))

    assert model.count(Weight.NOTICE) == 1
    assert model.count(Weight.REFUSED, Weight.INCONSISTENT) == 0
    spoken = model.index(0, 0).data(11)  # AccessibleTextRole
    assert spoken == "Notice: Said b. Acme"


def test_a_long_sentence_is_wrapped_and_nothing_of_it_is_cut(qtbot: QtBot) -> None:
    model = ProblemsModel()
    words = "which takes quite a few words to tell, more than a narrow list has room for"
    found = [notice("tenants/acme", SAID(what=words)), notice("tenants", SAID(what="b"))]
    model.show(entries(small_plan(), found, {}, []))
    view = ProblemsView(model)
    qtbot.addWidget(view)
    view.resize(420, 200)
    view.show()
    qtbot.waitExposed(view)

    def heights() -> list[int]:
        return [view.visualRect(model.index(row, 0)).height() for row in range(2)]

    long, short = heights()
    line = view.fontMetrics().lineSpacing()
    assert long >= 2 * line
    assert short < 2 * line
    view.resize(1_200, 200)
    qtbot.waitUntil(lambda: heights()[0] == heights()[1])


def test_all_of_a_problem_is_painted_its_place_beside_or_beneath(qtbot: QtBot) -> None:
    model = ProblemsModel()
    words = "what a plan with names as long as companies have them says"
    model.show(entries(small_plan(), [notice("tenants/acme", SAID(what=words))], {}, []))
    view = ProblemsView(model)
    qtbot.addWidget(view)
    view.resize(300, 200)
    view.show()
    qtbot.waitExposed(view)

    def painted() -> list[PaintedText]:
        return painted_texts(view.viewport())

    narrow = painted()
    assert " ".join(text.text for text in narrow) == f"Said {words}. Acme"
    assert all(text.area.right() <= view.viewport().width() for text in narrow)
    assert all(text.area.bottom() <= view.visualRect(model.index(0, 0)).bottom() for text in narrow)
    view.resize(1_200, 200)
    said, where = painted()
    assert abs(said.area.center().y() - where.area.center().y()) < 3


@pytest.mark.parametrize(
    ("path", "table", "shown"),
    [
        ("facilities/a/pue", "facilities", "facilities/a/pue"),
        ("facilities/a/phases/b/mw", "phases", "facilities/a/phases/b/mw"),
        ("tenants/t", "tenants", "tenants/t"),
        ("tenants/t/contracts/c/parts/p/mw", "rent-roll", "tenants/t/contracts/c/parts"),
        (
            "uncertainties/u/outcomes/o/probability",
            "outcomes",
            "uncertainties/u/outcomes/o/probability",
        ),
        ("correlations", "correlations", ""),
    ],
)
def test_a_path_leads_to_the_nearest_table(path: str, table: str, shown: str) -> None:
    found = table_of(path)

    assert found is not None
    assert (found.table.name, found.path) == (table, shown)


def test_what_has_no_table_leads_nowhere() -> None:
    assert table_of("settings/months") is None
    assert table_of("") is None
