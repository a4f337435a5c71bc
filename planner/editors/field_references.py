"""A field of a form for several references: their names, and a list to tick them in."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from planner.editors.cell import Palette
from planner.editors.field_line import FieldLine
from planner.editors.references_editor import ReferencesEditor
from planner.editors.shown_field import ShownField

_Key = Qt.Key


class FieldReferences(FieldLine):
    """Names can be typed; a click, F2, Space on it or Alt+Down opens the list of what there is.

    `chosen(ids: object)` tells what was ticked when the list is closed by Return or by leaving it.
    """

    chosen = Signal(object)

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(palette, parent)
        self._list: TickList | None = None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if not self.hasSelectedText():
            self.open_list()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt_down = (
            event.key() == _Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        )
        if event.key() in (_Key.Key_F2, _Key.Key_F4) or alt_down:
            self.open_list()
            event.accept()
            return
        super().keyPressEvent(event)

    def open_list(self) -> None:
        """Show the list of what may be chosen."""
        shown = self._shown
        if shown is None or shown.field is None or not shown.field.options:
            return
        self._list = TickList(shown, self._colours, self)
        self._list.accepted.connect(self.chosen)
        self._list.open_beneath(self)


class TickList(QFrame):
    """A popup with one box for each entity. Return and a click elsewhere accept, Esc does not."""

    accepted = Signal(object)

    def __init__(self, shown: ShownField, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        options = () if shown.field is None else shown.field.options
        self.boxes = ReferencesEditor(options, palette, self)
        self.boxes.setAccessibleName(shown.title)
        self.boxes.set_chosen(shown.value or ())
        self._before = self.boxes.chosen()
        self._left = False
        self.boxes.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.boxes)

    def open_beneath(self, field: QWidget) -> None:
        """Show it as wide as the field or its entries."""
        width = max(field.width(), self.boxes.wanted_width())
        self.resize(width, self.boxes.wanted_height())
        self.move(field.mapToGlobal(QPoint(0, field.height() + 2)))
        self.show()
        self.boxes.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return accepts, Esc leaves."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (_Key.Key_Return, _Key.Key_Enter):
                self.close()
                return True
            if event.key() == _Key.Key_Escape:
                self._left = True
                self.close()
                return True
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QEvent) -> None:
        """Tell what is ticked now, unless it was left by Esc or nothing changed."""
        chosen = self.boxes.chosen()
        if not self._left and chosen != self._before:
            self._before = chosen
            self.accepted.emit(chosen)
        event.accept()
