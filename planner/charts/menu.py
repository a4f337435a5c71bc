"""The right-click menu of a chart: its picture and its numbers."""

from pathlib import Path
from typing import TYPE_CHECKING
from weakref import ref

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox

from planner.charts.numbers import NumbersWindow
from planner.charts.picture import file_name, picture, save_png, save_svg, without_unit
from planner.charts.words import (
    COPY_PICTURE,
    CSV_FILES,
    NOT_SAVED,
    PNG_FILES,
    SAVE_NUMBERS,
    SAVE_PICTURE,
    SHOW_NUMBERS,
    SVG_FILES,
    WHOLE_PERIOD,
    word,
)

if TYPE_CHECKING:
    from planner.charts.chart import Chart


class ChartMenu(QObject):
    """The actions of one chart, for its context menu and for the page's "…" button."""

    def __init__(self, chart: "Chart") -> None:
        super().__init__(chart)
        # Weakly: in a cycle the chart would be destroyed whenever Python collects, even in a paint.
        self._reference = ref(chart)
        self.copy_picture = QAction(word(COPY_PICTURE), self)
        self.copy_picture.triggered.connect(self.copy)
        self.save_picture = QAction(word(SAVE_PICTURE), self)
        self.save_picture.triggered.connect(self.ask_picture)
        self.save_numbers = QAction(word(SAVE_NUMBERS), self)
        self.save_numbers.triggered.connect(self.ask_numbers)
        self.show_numbers = QAction(word(SHOW_NUMBERS), self)
        self.show_numbers.triggered.connect(self.open_numbers)
        self.whole_period = QAction(word(WHOLE_PERIOD), self)
        self.whole_period.triggered.connect(chart.zoom_home)

    @property
    def _chart(self) -> "Chart":
        chart = self._reference()
        if chart is None:
            raise RuntimeError("The chart of this menu is gone.")
        return chart

    def actions(self) -> list[QAction]:
        """All actions, in the menu's order."""
        return [
            self.show_numbers,
            self.save_numbers,
            self.copy_picture,
            self.save_picture,
            self.whole_period,
        ]

    def offer(self, point: QPoint) -> None:
        """Open the menu at a point of the screen."""
        menu = QMenu(self._chart)
        menu.addActions(self.actions())
        filled = self._chart.filled
        for action in self.actions():
            action.setEnabled(filled)
        menu.exec(point)
        menu.deleteLater()

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        QGuiApplication.clipboard().setImage(picture(self._chart))

    def open_numbers(self) -> None:
        """Show the numbers in a window of their own."""
        # The numbers are in units of their own, which their heads name.
        title = without_unit(self._chart.caption)
        NumbersWindow(title, self._chart.numbers(), self._chart).show()

    def ask_picture(self) -> None:
        """Ask for a file and save the picture, as PNG or SVG by its ending."""
        filters = ";;".join((word(PNG_FILES), word(SVG_FILES)))
        name, kind = QFileDialog.getSaveFileName(
            self._chart, word(SAVE_PICTURE), self._proposal("png"), filters
        )
        if name:
            ending = ".svg" if kind == word(SVG_FILES) else ".png"
            self.save(Path(name) if Path(name).suffix else Path(name).with_suffix(ending))

    def ask_numbers(self) -> None:
        """Ask for a file and save the numbers as CSV."""
        name, _kind = QFileDialog.getSaveFileName(
            self._chart, word(SAVE_NUMBERS), self._proposal("csv"), word(CSV_FILES)
        )
        if name:
            self.save(Path(name) if Path(name).suffix else Path(name).with_suffix(".csv"))

    def save(self, path: Path) -> None:
        """Save what the ending says: .png, .svg, or the numbers. Failure is said in a window."""
        try:
            if path.suffix.lower() == ".svg":
                save_svg(self._chart, path)
            elif path.suffix.lower() == ".png":
                save_png(self._chart, path)
            else:
                self._chart.numbers().save(path)
        except OSError as error:
            reason = error.strerror or str(error)
            QMessageBox.warning(
                self._chart, self._chart.caption, str(NOT_SAVED(file=path.name, reason=reason))
            )

    def _proposal(self, ending: str) -> str:
        return file_name(self._chart.caption, ending)
