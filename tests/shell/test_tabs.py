"""Tab bars: nothing moves when another tab comes to the front, and none is scrolled out of view."""

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.shell import theme
from planner.shell.fitting_tabs import FittingTabs
from planner.shell.plain_tabs import PlainTabs

WORDS = ("Facilities  3", "Phases  8", "Tenants  7", "Rent roll  2", "Market", "Strategies  5")


def test_tabs_stay_where_they_are_whichever_is_in_front(qtbot: QtBot) -> None:
    bar = PlainTabs(36)
    qtbot.addWidget(bar)
    for words in WORDS:
        bar.addTab(words)
    bar.show()
    before = [bar.tabRect(place) for place in range(bar.count())]

    bar.setCurrentIndex(3)

    assert [bar.tabRect(place) for place in range(bar.count())] == before


def test_no_tab_in_the_bar_is_scrolled_away_after_a_hidden_one_was_chosen(
    qtbot: QtBot, qapp: QApplication
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    tabs = FittingTabs(theme.apply(qapp, "light"), "Tables", "More", window)
    tabs.set_words(WORDS)
    tabs.resize(330, 30)
    window.show()
    QApplication.processEvents()
    assert not tabs.bar.isTabVisible(len(WORDS) - 1)

    tabs.turn_to(len(WORDS) - 1)
    QApplication.processEvents()

    shown = [place for place in range(len(WORDS)) if tabs.bar.isTabVisible(place)]
    assert shown[0] == 0
    assert shown[-1] == len(WORDS) - 1
    assert tabs.bar.tabRect(0).left() >= 0
    assert tabs.bar.tabRect(shown[-1]).right() < tabs.bar.width()
    assert tabs.bar.geometry().right() < tabs.width()


def test_the_button_for_more_tabs_never_stands_over_a_tab_not_even_until_qt_has_come_round(
    qtbot: QtBot, qapp: QApplication
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 60)
    tabs = FittingTabs(theme.apply(qapp, "light"), "Tables", "More", window)
    tabs.set_words(WORDS)
    tabs.resize(900, 30)
    window.show()
    QApplication.processEvents()

    for width in (420, 260, 900, 330, 480):
        tabs.resize(width, 30)
        for place in (0, 5, 2):
            tabs.turn_to(place)
            last = max(each for each in range(len(WORDS)) if tabs.bar.isTabVisible(each))
            painted = tabs.bar.mapToParent(tabs.bar.tabRect(last).bottomRight()).x()
            assert painted <= tabs.bar.geometry().right()
            if tabs.more.isVisible():
                assert tabs.more.geometry().left() > painted
                assert tabs.more.geometry().right() < tabs.width()
            assert tabs.more.isVisible() == (width < 900)
