"""Combo boxes in the head of a page: which part of the plan, which period."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolTip,
    QWidget,
)

from planner.charts.lettering import shortened
from planner.charts.things import Thing

TEXT_MARGIN = 4
WIDEST = 190  # pixels; longer names are cut, and told in full on hover


class Chooser(QComboBox):
    """A combo box of bounded width: of a longer name beginning and end are shown."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaximumWidth(WIDEST)
        self.view().setTextElideMode(Qt.TextElideMode.ElideMiddle)

    def sizeHint(self) -> QSize:
        """What the style asks for, and the margin that painting keeps."""
        asked = super().sizeHint()
        return QSize(asked.width() + TEXT_MARGIN, asked.height())

    def minimumSizeHint(self) -> QSize:
        """The same: what the style answers once, it keeps for other names, too."""
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        """What is chosen, and of what, while the pointer rests here."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            told = self.toolTip() or f"{self.accessibleName()}: {self.currentText()}"
            QToolTip.showText(event.globalPos(), told, self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as the style does, the text shortened to its room."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        combo = QStyle.ComplexControl.CC_ComboBox
        room = self.style().subControlRect(combo, option, field, self).width() - TEXT_MARGIN
        option.currentText = shortened(self.currentText(), self.font(), room)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()


class PartChooser(Chooser):
    """The whole plan or one of its parts; what was chosen stays so while the plan has it."""

    def __init__(self, name: str, whole: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._whole = whole
        self._groups: tuple[tuple[Thing, ...], ...] = ()
        self.addItem(whole, "")

    @property
    def path(self) -> str:
        """The chosen part; "" is the whole plan."""
        return str(self.currentData() or "")

    @property
    def chosen_name(self) -> str:
        """What the chosen part is called."""
        return self.currentText()

    def offer(self, *groups: Sequence[Thing]) -> bool:
        """Offer these groups of parts; True if what is chosen is another part now."""
        wanted = tuple(tuple(group) for group in groups)
        if wanted == self._groups:
            return False
        before, self._groups = self.path, wanted
        self.blockSignals(True)
        self.clear()
        self.addItem(self._whole, "")
        for group in wanted:
            if group:
                self.insertSeparator(self.count())
            for thing in group:
                self.addItem(thing.name, thing.path)
        self.setCurrentIndex(max(self.findData(before), 0))
        self.blockSignals(False)
        return self.path != before
