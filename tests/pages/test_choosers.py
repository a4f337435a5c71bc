"""Choosers are as wide as the names they offer now."""

from pytestqt.qtbot import QtBot

from planner.pages.choosers import WIDEST, Chooser

SHORT, LONG = "All", "Everything that is operated jointly with affiliates"


def test_a_chooser_is_as_wide_as_the_names_it_offers_now(qtbot: QtBot) -> None:
    chooser = Chooser("Part")
    qtbot.addWidget(chooser)
    chooser.addItem(SHORT)
    narrow = chooser.minimumSizeHint().width()
    assert narrow < WIDEST
    chooser.addItem(LONG)
    assert chooser.minimumSizeHint().width() > WIDEST
    chooser.clear()
    chooser.addItem(SHORT)
    assert chooser.minimumSizeHint().width() == narrow
