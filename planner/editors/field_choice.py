"""Fields of a form that are chosen or ticked rather than typed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from planner.editors.cell import Palette, State
from planner.editors.entry import Option
from planner.editors.field_line import ENOUGH, set_state
from planner.editors.shown_field import ShownField
from planner.editors.words import NONE, choice_text

ARROW = 22
GAP = 6
TEXT_MARGIN = 2


class FieldChoice(QComboBox):
    """The words of a choice, or the entities that a reference may point to.

    `entered(chosen: object)` tells the word or id, None for none. The wheel scrolls the form.
    """

    entered = Signal(object)
    visited = Signal()  # it has got the focus

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._colours = palette
        self._shown: ShownField | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.activated.connect(self._on_activated)

    def set_palette(self, palette: Palette) -> None:
        """Paint what stands beside the choice in these colours."""
        self._colours = palette
        self.update()

    def show_field(self, shown: ShownField) -> None:
        """Offer what the field may be, with the value as written chosen."""
        self._shown = shown
        field = shown.field
        if field is None:
            return
        options = list(field.options)
        if field.column.kind == "choice":
            options = [Option(word, choice_text(word)) for word in field.column.choices]
        if field.column.optional:
            options.insert(0, Option("", NONE))
        known = [(self.itemData(place) or "") for place in range(self.count())]
        texts = [self.itemText(place) for place in range(self.count())]
        value = shown.value or ""
        if value not in [each.id for each in options]:
            options.append(Option(value, value or NONE))
        if known != [each.id for each in options] or texts != [each.name for each in options]:
            self.clear()
            for option in options:
                self.addItem(option.name, option.id)
        self.setCurrentIndex([each.id for each in options].index(value))
        set_state(self, shown.cell.state)
        self.update()

    def _on_activated(self, place: int) -> None:
        self.entered.emit(self.itemData(place) or None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.visited.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As every box of choices; an overridden one shows what the case has, and what was."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        overridden = self._shown is not None and self._shown.cell.state is State.OVERRIDDEN
        if overridden and self._shown is not None:
            option.currentText = self._shown.cell.text
        whole = option.currentText
        option.currentText = self._cut(option)
        aside = self._shown.aside if overridden and self._shown is not None else ""
        shown_aside = self._aside_beside(option.currentText, aside)
        told = [whole] if option.currentText != whole else []
        told += [aside] if shown_aside != aside else []
        self.setToolTip("\n".join(told))
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        if shown_aside:
            painter.setPen(QColor(self._colours.overridden))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(self.rect().adjusted(GAP, 0, -ARROW - GAP, 0), right, shown_aside)

    def _aside_beside(self, text: str, aside: str) -> str:
        """What it was before the case changed it, if most of that has room beside the text."""
        metrics = QFontMetrics(self.font())
        room = self.width() - 2 * GAP - ARROW - metrics.horizontalAdvance(text) - 3 * GAP
        if room < ENOUGH * metrics.horizontalAdvance(aside):
            return ""
        return metrics.elidedText(aside, Qt.TextElideMode.ElideRight, room)

    def _cut(self, option: QStyleOptionComboBox) -> str:
        """The words as far as there is room: of a long name the beginning and the end."""
        combo, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(combo, option, field, self).width() - TEXT_MARGIN
        middle = Qt.TextElideMode.ElideMiddle
        return QFontMetrics(self.font()).elidedText(option.currentText, middle, room)


class FieldFlag(QCheckBox):
    """Yes or no. `entered(on: object)` tells that it was turned."""

    entered = Signal(object)
    visited = Signal()  # it has got the focus

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self.clicked.connect(self._on_clicked)
        self.set_palette(palette)

    def set_palette(self, _palette: Palette) -> None:
        """The form's style sheet has its colours."""

    def show_field(self, shown: ShownField) -> None:
        """Tick it as written; of an overridden field its text says what the case makes of it."""
        self.setChecked(bool(shown.value))
        overridden = shown.cell.state is State.OVERRIDDEN
        self.setText(shown.aside_while_typing if overridden else shown.cell.text)
        set_state(self, shown.cell.state)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.visited.emit()

    def _on_clicked(self, on: bool) -> None:
        self.entered.emit(on)
