"""Large figures beside a chart: closer where the chart is low, and never fewer."""

import pytest
from pytestqt.qtbot import QtBot

from planner.charts.figure_column import SPACINGS, FigureColumn, LargeFigure
from tests.looks.painted_text import painted_texts

FIGURES = (
    LargeFigure("Headline", "45.0", "At the start", "capital"),
    LargeFigure("Expected", "35.2", "78 % of headline", "tax"),
    LargeFigure("Firm", "6.2", "14 % of headline", "receipts"),
)


@pytest.fixture
def column(qtbot: QtBot) -> FigureColumn:
    made = FigureColumn("Backlog at the start")
    qtbot.addWidget(made)
    made.set_figures(FIGURES)
    made.show()
    return made


@pytest.mark.parametrize("height", [126, 150, 190, 230, 262, 400])
def test_all_figures_are_painted_within_every_height(column: FigureColumn, height: int) -> None:
    assert height >= column.minimumSizeHint().height()
    column.resize(column.sizeHint().width(), height)
    texts = list(painted_texts(column))
    told = [text.text for text in texts]
    assert [one.figure in told for one in FIGURES] == [True] * 3
    assert max(text.area.bottom() for text in texts) <= height + 1.0
    notes = [one.note in told for one in FIGURES]
    assert notes == [height >= SPACINGS[-2].height(3)] * 3
    assert all(one.note in column.toolTip() for one in FIGURES)
