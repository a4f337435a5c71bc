"""What is pinned stands behind the case in view, and is never of another plan than it says."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.domain.case import DRAWN, Choice, case_of
from planner.domain.project import Project
from planner.engine.result import Result
from planner.engine.simulate import simulate
from planner.shell.followed_choice import followed_choice
from planner.shell.main_window import MainWindow
from planner.shell.pinned_case import Standing, case_title
from planner.storage.project_file import dumps
from tests.shell.conftest import ScriptedDialogs, small_plan

PRICE = "tenants/acme/contracts/lease/price"


def result_of(window: MainWindow) -> Result | None:
    """The result of the pinned case as it now is."""
    return window.pinned.result


def is_pinned(window: MainWindow) -> bool:
    """Whether a case is pinned as of now."""
    return window.pinned.pin is not None


def with_choices() -> Project:
    """The small plan with a dearer strategy and one uncertainty."""
    return small_plan().replacing_all(
        {
            "strategies": (
                {
                    "id": "dear",
                    "name": "Dear",
                    "overrides": [{"path": "tenants/acme/contracts/lease/price", "value": 0.9}],
                },
            ),
            "uncertainties": (
                {
                    "id": "law",
                    "name": "Law",
                    "outcomes": [
                        {"id": "good", "name": "Good", "probability": 0.5},
                        {"id": "bad", "name": "Bad", "probability": 0.5},
                    ],
                },
            ),
        }
    )


def settled(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.wiring.is_settled, timeout=20_000)


def change_of_npv(window: MainWindow) -> str:
    return window.kpi_strip.key_figures()[1].change


def mean_npv(project: Project, choice: Choice | None = None) -> float:
    mean = simulate(case_of(project, choice), 512).measures["npv"].mean
    assert mean is not None
    return mean


def test_a_pinned_strategy_is_the_ground_that_changes_are_measured_from(
    open_window: Callable[[Project], MainWindow], qtbot: QtBot
) -> None:
    plan = with_choices()
    window = open_window(plan)
    settled(window, qtbot)
    assert change_of_npv(window) == ""
    window.actions_of_window.pin.trigger()
    settled(window, qtbot)
    assert window.pinned.title == "The plan as written"
    assert change_of_npv(window) == "0"

    window.case_bar.choose(Choice("dear"))
    settled(window, qtbot)
    pinned = window.pinned.result
    assert pinned is not None
    assert pinned.measures["npv"].mean == mean_npv(plan)
    shown = window.pages.result
    assert shown is not None
    assert shown.measures["npv"].mean == mean_npv(plan, Choice("dear"))
    assert change_of_npv(window).startswith("▲")


def test_an_edit_computes_the_pinned_case_anew_and_shows_no_mixture_meanwhile(
    open_window: Callable[[Project], MainWindow], qtbot: QtBot
) -> None:
    window = open_window(with_choices())
    window.actions_of_window.pin.trigger()
    window.case_bar.choose(Choice("dear"))
    settled(window, qtbot)
    after = window.document.project.replacing_at(PRICE, 0.7)
    window.document.edit("Change", after)
    assert window.pinned.standing is Standing.AWAITED
    assert result_of(window) is None

    settled(window, qtbot)
    pinned = result_of(window)
    assert pinned is not None
    assert pinned.measures["npv"].mean == mean_npv(after)


def test_a_case_pinned_as_it_is_stays_while_the_plan_goes_on(
    window: MainWindow, qtbot: QtBot
) -> None:
    before = window.document.project
    window.actions_of_window.pin_as_it_is.trigger()
    window.document.edit("Change", before.replacing_at(PRICE, 1.5))
    settled(window, qtbot)

    pinned = window.pinned.result
    assert pinned is not None
    assert pinned.measures["npv"].mean == mean_npv(before)
    assert window.pinned.title == "The plan as written, as it was"
    assert change_of_npv(window).startswith("▲")


def test_what_is_in_view_is_compared_with_what_it_was_when_it_was_pinned(
    open_window: Callable[[Project], MainWindow], qtbot: QtBot
) -> None:
    window = open_window(with_choices())
    before = window.document.project
    window.actions_of_window.pin.trigger()
    settled(window, qtbot)
    window.document.edit("Change", before.replacing_at(PRICE, 1.5))
    settled(window, qtbot)
    assert window.pinned.title == "The plan as written, as it was"
    assert window.pinned_label.name.toolTip() == "The plan as written, as it was"
    assert change_of_npv(window).startswith("▲")

    window.document.undo()
    settled(window, qtbot)
    assert change_of_npv(window) == "0"
    window.document.redo()
    settled(window, qtbot)
    assert change_of_npv(window).startswith("▲")
    pinned = result_of(window)
    assert pinned is not None
    assert pinned.measures["npv"].mean == mean_npv(before)


def test_another_file_is_compared_with_the_same_draws(
    window: MainWindow, dialogs: ScriptedDialogs, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "other.ncplan"
    other = small_plan(draws=1024, price=0.8).replacing_at("settings/seed", 99)
    file.write_text(dumps(other), encoding="utf-8")
    dialogs.files = [file]
    window.actions_of_window.compare_with_file.trigger()
    settled(window, qtbot)

    pinned = window.pinned.result
    assert pinned is not None
    assert (pinned.draws, pinned.seed) == (512, 3)
    assert window.pinned.title == "other.ncplan: The plan as written"
    assert window.document.project == small_plan()
    shared = small_plan(price=0.8)
    assert pinned.measures["npv"].mean == mean_npv(shared)


def test_a_file_that_is_no_plan_is_not_pinned_and_its_faults_are_shown(
    window: MainWindow, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    file = tmp_path / "broken.ncplan"
    file.write_text("{", encoding="utf-8")
    dialogs.files = [file]
    window.actions_of_window.compare_with_file.trigger()

    assert [name.name for name, _ in dialogs.faults] == ["broken.ncplan"]
    assert window.pinned.pin is None


def test_what_is_pinned_stays_when_another_plan_is_opened(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "other.ncplan"
    file.write_text(dumps(small_plan(price=0.8)), encoding="utf-8")
    window.actions_of_window.pin.trigger()
    settled(window, qtbot)
    assert window.session.open(file)
    settled(window, qtbot)

    pinned = window.pinned.result
    assert pinned is not None
    assert pinned.measures["npv"].mean == mean_npv(small_plan())
    assert window.pinned.title == "Small: The plan as written"


def test_a_removed_strategy_is_no_longer_pinned_and_a_renamed_one_stays(
    open_window: Callable[[Project], MainWindow], qtbot: QtBot
) -> None:
    window = open_window(with_choices())
    window.case_bar.choose(Choice("dear", {"law": "bad"}))
    window.actions_of_window.pin.trigger()
    assert window.pinned.title == "Dear · Law Bad"
    project = window.document.project
    window.document.edit("Rename", project.replacing_at("strategies/dear/id", "costly"))
    assert window.case_bar.choice == Choice("costly", {"law": "bad"})
    assert window.pinned.pin is not None
    assert window.pinned.pin.choice == Choice("costly", {"law": "bad"})

    window.document.edit("Remove", window.document.project.removing("strategies/costly"))
    assert not is_pinned(window)
    assert window.case_bar.choice == Choice(None, {"law": "bad"})
    settled(window, qtbot)


def test_a_pinned_case_with_problems_is_told_and_not_awaited(
    open_window: Callable[[Project], MainWindow], qtbot: QtBot
) -> None:
    overrides = [
        {"path": "tenants/acme/contracts/lease/start", "value": None},
        {"path": "tenants/acme/contracts/lease/mw", "value": -1},
    ]
    broken = small_plan().replacing_at(
        "strategies", ({"id": "broken", "name": "Broken", "overrides": overrides},)
    )
    window = open_window(broken)
    settled(window, qtbot)
    window.pinned.pin_choice(Choice("broken"))

    assert window.pinned.standing is Standing.BLOCKED
    assert window.wiring.is_settled
    assert "problems" in window.pinned_label.name.toolTip()


def test_the_cross_compares_with_nothing(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_of_window.pin.trigger()
    settled(window, qtbot)
    label = window.pinned_label
    assert label.close_button.isVisible()
    label.close_button.click()

    assert window.pinned.pin is None
    assert change_of_npv(window) == ""
    assert not label.close_button.isVisible()
    assert not window.actions_of_window.unpin.isEnabled()


def test_a_choice_follows_new_ids_and_forgets_what_is_gone() -> None:
    plan = with_choices()
    choice = Choice("dear", {"law": "bad"})
    renamed = plan.replacing_at("uncertainties/law/outcomes/bad/id", "worse")
    assert followed_choice(choice, plan, renamed) == Choice("dear", {"law": "worse"})
    gone = plan.removing("uncertainties/law/outcomes/bad")
    assert followed_choice(choice, plan, gone) == Choice("dear")
    drawn = Choice(None, {"law": DRAWN})
    other_id = plan.replacing_at("uncertainties/law/id", "ruling")
    assert followed_choice(drawn, plan, other_id) == Choice(None, {"ruling": DRAWN})
    assert followed_choice(drawn, plan, plan) is drawn


def test_a_case_in_words_names_what_is_not_as_written() -> None:
    assert case_title(with_choices(), Choice()) == "The plan as written"
    assert case_title(with_choices(), Choice("dear", {"law": DRAWN})) == "Dear · Law drawn"


def test_what_is_pinned_is_named_in_full_where_there_is_room(
    window: MainWindow, qtbot: QtBot
) -> None:
    label, bar = window.pinned_label, window.case_bar
    window.actions_of_window.pin.trigger()
    for width in (1600, 1280, 1024):
        window.resize(width, 800)
        settled(window, qtbot)
        QApplication.processEvents()
        assert bar.width() == width
        assert label.name.text() == "The plan as written"
        assert bar.rect().contains(label.mapTo(bar, label.rect().bottomRight()))
