"""The case in view as a sentence."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.domain.case import DRAWN, Choice
from planner.domain.project import Project
from planner.shell.case_bar import CaseBar


def plan(count: int = 2) -> Project:
    outcomes = [
        {"id": "good", "name": "Good", "probability": 0.7},
        {"id": "bad", "name": "Bad", "probability": 0.3},
    ]
    return Project.model_validate(
        {
            "settings": {"start": "2026-01"},
            "strategies": [{"id": "lease", "name": "Lease"}, {"id": "keep", "name": "Keep"}],
            "uncertainties": [
                {"id": f"u{place}", "name": f"Question {place}", "outcomes": outcomes}
                for place in range(count)
            ],
        }
    )


@pytest.fixture
def bar(qtbot: QtBot) -> CaseBar:
    made = CaseBar()
    qtbot.addWidget(made)
    made.resize(1280, 46)
    made.show_project(plan())
    made.show()
    return made


def test_at_first_the_plan_is_as_written(bar: CaseBar) -> None:
    assert bar.choice == Choice()
    assert bar.strategies.currentText() == "The plan as written"
    assert bar.world.buttons["u0"].accessibleName() == "Question 0: as written"


def test_a_held_outcome_and_a_drawn_uncertainty_are_told_as_a_choice(
    bar: CaseBar, qtbot: QtBot
) -> None:
    told: list[Choice] = []
    bar.chosen.connect(told.append)
    held, drawn = bar.world.buttons["u0"], bar.world.buttons["u1"]
    held.menu().actions()[3].trigger()
    drawn.menu().actions()[-1].trigger()

    assert told == [Choice(None, {"u0": "bad"}), Choice(None, {"u0": "bad", "u1": DRAWN})]
    assert held.accessibleName() == "Question 0: Bad"
    assert drawn.accessibleName() == "Question 1: drawn"
    held.menu().actions()[0].trigger()
    assert told[-1] == Choice(None, {"u1": DRAWN})


def test_what_the_next_plan_no_longer_has_is_given_up(bar: CaseBar) -> None:
    bar.choose(Choice("keep", {"u0": "bad", "u1": DRAWN}))
    bar.show_project(plan(count=1))
    assert bar.choice == Choice("keep", {"u0": "bad"})
    assert bar.strategies.currentText() == "Keep"

    bar.show_project(Project.model_validate({"settings": {"start": "2026-01"}}))
    assert bar.choice == Choice()


def test_the_uncertainties_that_do_not_fit_are_in_one_menu(bar: CaseBar, qtbot: QtBot) -> None:
    bar.show_project(plan(count=9))
    world = bar.world
    qtbot.waitUntil(world.more.isVisible)
    shown = [button for button in world.buttons.values() if button.isVisible()]
    hidden = [button for button in world.buttons.values() if not button.isVisible()]

    assert shown
    assert world.more.text() == f"{len(hidden)} more"
    assert [action.text() for action in world.more.menu().actions()] == [
        button.menu().title() for button in hidden
    ]
    assert all(button.geometry().right() < world.more.x() for button in shown)
    bar.choose(Choice(None, {"u8": "bad"}))
    assert world.more.text().endswith(" more, 1 not as written")


def long_worded(count: int) -> Project:
    """Uncertainties whose names and outcomes are longer than a chooser shows in a crowd."""
    outcomes = [
        {"id": "held", "name": "Final prospectus, both sites", "probability": 0.6},
        {"id": "other", "name": "As announced", "probability": 0.4},
    ]
    return Project.model_validate(
        {
            "settings": {"start": "2026-01"},
            "uncertainties": [
                {"id": f"u{place}", "name": f"Terms of lease {place}", "outcomes": outcomes}
                for place in range(count)
            ],
        }
    )


def test_words_are_cut_only_as_far_as_the_room_asks_for(bar: CaseBar) -> None:
    bar.show_project(long_worded(count=2))
    bar.choose(Choice(None, {"u0": "held"}))
    world = bar.world
    widths = []
    for width in (1900, 1280, 900, 760):
        bar.resize(width, 46)
        QApplication.processEvents()
        first = world.buttons["u0"]
        assert first.isVisible()
        end = world.more if world.more.isVisible() else world.buttons["u1"]
        assert end.geometry().right() < world.width()
        widths.append(first.width())
    whole = world.buttons["u0"].width_at(10_000)
    assert widths[0] == whole
    assert widths[-1] < whole
    assert widths == sorted(widths, reverse=True)
