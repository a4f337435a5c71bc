"""Cash: cumulative free cash flow with its fan, and the money lines by month or year."""

from types import EllipsisType

from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QWidget

from planner.charts import Result
from planner.charts.cash_chart import CashChart
from planner.charts.cash_figures import cash_figures
from planner.charts.cash_findings import cash_findings, money_of
from planner.charts.figures import MILLIONS
from planner.charts.figures_table import FiguresTable
from planner.pages.chart_page import ChartPage
from planner.pages.page_head import Segments
from planner.units.message import QT_TRANSLATE_NOOP, sentence

TITLE = sentence("cash-title", QT_TRANSLATE_NOOP("planner", "Free cash flow to the firm, {unit}"))
BARS = sentence("cash-bars", QT_TRANSLATE_NOOP("planner", "Bars"))
MONTHLY = sentence("cash-monthly", QT_TRANSLATE_NOOP("planner", "Monthly"))
ANNUAL = sentence("cash-annual", QT_TRANSLATE_NOOP("planner", "Annual"))
FIGURES = sentence("cash-figures", QT_TRANSLATE_NOOP("planner", "Figures by year"))
CHART_ROOM = 400  # pixels for head and chart before the figures get theirs


class CashPage(ChartPage):
    """The page of the Cash tab."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.chart = CashChart()
        super().__init__(self.chart, parent)
        self.period = Segments(str(BARS()), (str(MONTHLY()), str(ANNUAL())), self)
        self.period.chosen.connect(self._set_period)
        self.head.add_control(self.period)
        self.head.add_menu(self.chart.menu.actions())
        self._set_title(str(TITLE(unit=MILLIONS.symbol)))
        self.figures = FiguresTable(str(FIGURES()), self)
        self._add_below(self.figures)
        self.figures_shown = QAction(str(FIGURES()), self)
        self.figures_shown.setCheckable(True)
        self.figures_shown.setChecked(True)
        self.figures_shown.setShortcut(QKeySequence("Ctrl+T"))
        self.figures_shown.toggled.connect(self._fold)
        self.addAction(self.figures_shown)

    def show(
        self, result: Result | EllipsisType | None = ..., pinned: Result | None = None
    ) -> None:
        """Show a result beside a pinned one; None says why there is nothing.

        Without a result this is QWidget's own `show`.
        """
        if isinstance(result, EllipsisType):
            super().show()
            return
        self.chart.show(result, pinned)
        self.figures.set_figures(cash_figures(result))
        self._fold()
        if result is None:
            self._show_nothing()
            return
        self._set_title(str(TITLE(unit=money_of(result).symbol)))
        self.head.finding.set_messages(cash_findings(result))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the figures where the chart would get too little room."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self, _asked: bool = True) -> None:
        room = self.height() >= CHART_ROOM + self.figures.sizeHint().height()
        there = bool(self.figures.figures().rows)
        self.figures.setVisible(room and there and self.figures_shown.isChecked())

    def _set_period(self, index: int) -> None:
        self.chart.set_annual(index == 1)
