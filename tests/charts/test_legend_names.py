"""Long names lose their middle, so that a legend and a read-out stay readable."""

import pytest
from pytestqt.qtbot import QtBot

from planner.charts.legend import WIDEST_NAME, Legend, LegendEntry, Swatch
from planner.charts.lettering import CAPTION, lettering, shortened, text_width
from planner.charts.read_out import WIDEST_NAME as WIDEST_READ
from planner.charts.read_out import ReadOut, ReadOutRow, _name
from planner.pages.page_head import Title

LONG = "Consolidated Intercontinental Accelerated Computing Partnership, Tenant {}"


def test_a_shortened_name_keeps_its_beginning_and_its_end(qtbot: QtBot) -> None:
    font = lettering(CAPTION)
    text = shortened(LONG.format(33), font, 160.0)
    assert text.startswith("Consol")
    assert text.endswith("33")
    assert text_width(text, font) <= 161.0
    assert shortened("Anthropic", font, 160.0) == "Anthropic"


def test_forty_long_names_wrap_and_are_told_whole_to_a_screen_reader(qtbot: QtBot) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    legend.resize(900, 24)
    names = [LONG.format(index) for index in range(8)]
    legend.set_entries([LegendEntry(Swatch.BLOCK, "#415ADD", name) for name in names])
    assert legend.heightForWidth(900) <= 3 * 24
    assert legend.accessibleName() == ", ".join(names)
    spots = legend._spots(900)
    assert all(spot.x() + WIDEST_NAME < 900 for spot in spots)


def test_a_read_out_of_long_names_stays_narrow(qtbot: QtBot) -> None:
    read_out = ReadOut(None)
    qtbot.addWidget(read_out)
    read_out.set_content("Nov 2027", [ReadOutRow(LONG.format(1), "133 of 333 MW")], short=False)
    assert read_out.width() < 360
    assert LONG.format(1) in read_out.spoken()


def test_a_title_that_does_not_fit_is_told_on_hover(qtbot: QtBot) -> None:
    title = Title()
    qtbot.addWidget(title)
    title.resize(200, 20)
    title.show()
    title.set_title(LONG.format(1))
    assert title.text() != title.title
    assert title.toolTip() == title.accessibleName() == LONG.format(1)
    title.resize(1200, 20)
    assert title.text() == LONG.format(1)
    assert title.toolTip() == ""


@pytest.mark.usefixtures("qapp")
def test_of_a_sentence_in_the_read_out_only_the_name_is_shortened() -> None:
    name = "Colossus 1, operated jointly with its affiliates for computing, series 3"
    row = ReadOutRow(f"One more MW at {name}", "$3.84m/month", named=name)
    told = _name(row)
    assert told.startswith("One more MW at Col")
    assert told.endswith("3")
    assert text_width(told, lettering(CAPTION)) <= WIDEST_READ
    # Where the other words leave no room, all of them are shortened.
    row = ReadOutRow(f"One more megawatt at the site that is called {name}", "", named=name)
    assert text_width(_name(row), lettering(CAPTION)) <= WIDEST_READ
