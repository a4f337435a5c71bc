"""What stands in place of a chart: a sentence and a button, whatever stood there before."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from planner.charts.palette import DARK, LIGHT, Palette
from planner.charts.states import StateCard

SHORT = "No facility yet, so there is no power to let and no cash."
LONG = "Two contracts hold the same 60 MW in October 2026. " * 4


@pytest.fixture
def card(qtbot: QtBot) -> Iterator[StateCard]:
    """A card on screen."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 400)
    made = StateCard(window)
    made.resize(window.size())
    window.show()
    qtbot.waitExposed(window)
    yield made
    window.close()


def test_the_button_is_as_near_to_a_short_sentence_after_a_long_one(
    qtbot: QtBot, card: StateCard
) -> None:
    sentence, button = card.findChild(QLabel), card.findChild(QPushButton)
    assert sentence is not None
    assert button is not None
    card.set_empty(SHORT, "Add a facility")
    qtbot.waitUntil(lambda: button.y() > sentence.y())
    height = sentence.height()
    card.set_problem(LONG)
    qtbot.waitUntil(lambda: sentence.height() >= 3 * height)
    card.set_empty(SHORT, "Add a facility")
    qtbot.waitUntil(lambda: sentence.height() == height)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_only_what_is_bold_is_as_dark_as_text(card: StateCard, palette: Palette) -> None:
    card.set_problem("It has neither an end nor a term.")
    card.recolour(palette)
    assert f'color:{palette.text}">Not computed.</span> It has' in card.sentence()


def test_a_name_is_no_mark_and_a_screen_reader_reads_none(card: StateCard) -> None:
    card.set_problem("“R&D <b>” has neither an end nor a term.")
    assert card.accessibleName() == "Not computed. “R&D <b>” has neither an end nor a term."
    assert "“R&amp;D &lt;b&gt;” has" in card.sentence()
