"""A dock that can be taken out of the window and put back by a button of its own title bar."""

from PySide6.QtCore import QPoint, QRect, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QSizeGrip, QToolButton, QWidget

from planner.charts.palette import palette_in_force
from planner.units.message import QT_TRANSLATE_NOOP, sentence

PUT_BACK = sentence("dock.put-back", QT_TRANSLATE_NOOP("planner", "Put back: {title}"))
# Where it stood would look as if nothing had happened.
ASIDE = QPoint(-32, -48)
LEAST_HEIGHT = 320
GRIP = 12


class TitledDock(QDockWidget):
    """Outlined while it floats: a dock with its own title bar has no frame of the window system.

    Signals
    -------
    keyboard_left()
        It is about to be hidden while it has the focus.
    """

    keyboard_left = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._detach_button: QToolButton | None = None
        self._detach_words = ""
        self._grip = QSizeGrip(self)
        self._grip.setFixedSize(GRIP, GRIP)
        self._grip.hide()
        self.topLevelChanged.connect(self._on_floating)

    def say_on(self, button: QToolButton) -> None:
        """The button that detaches; while the dock floats it says that it puts it back."""
        self._detach_button, self._detach_words = button, button.toolTip()

    def setVisible(self, visible: bool) -> None:
        """Qt would give the focus to whatever was made next."""
        focused = QApplication.focusWidget()
        if not visible and focused is not None and self.isAncestorOf(focused):
            self.keyboard_left.emit()
        super().setVisible(visible)

    @Slot()
    def detach(self) -> None:
        """Let it float a little aside of where it stood, or put it back; the focus stays in it."""
        focused = QApplication.focusWidget()
        stood = QRect(self.mapToGlobal(QPoint(0, 0)), self.size())
        self.setFloating(not self.isFloating())
        if self.isFloating():
            self.setGeometry(self._aside_of(stood))
        self.activateWindow()
        if focused is not None and self.isAncestorOf(focused):
            focused.setFocus()

    def come_forward(self) -> None:
        """Give the keyboard to the window it floats in; there the focus alone would not do."""
        if self.isFloating():
            self.activateWindow()

    def _aside_of(self, stood: QRect) -> QRect:
        """A place on the screen, and not lower than a few rows need."""
        room = self.screen().availableGeometry()
        height = min(max(stood.height(), LEAST_HEIGHT), room.height())
        place = QRect(stood.left(), stood.bottom() + 1 - height, stood.width(), height)
        place.translate(ASIDE)
        place.moveLeft(max(min(place.left(), room.right() + 1 - place.width()), room.left()))
        place.moveTop(max(min(place.top(), room.bottom() + 1 - height), room.top()))
        return place

    @Slot(bool)
    def _on_floating(self, floats: bool) -> None:
        self._grip.setVisible(floats)
        self._place_grip()
        if self._detach_button is not None:
            words = str(PUT_BACK(title=self.windowTitle())) if floats else self._detach_words
            self._detach_button.setToolTip(words)
            self._detach_button.setAccessibleName(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_grip()

    def _place_grip(self) -> None:
        """In the corner where scroll bars meet, in front of the content."""
        self._grip.move(self.rect().bottomRight() - QPoint(GRIP, GRIP))
        self._grip.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.isFloating():
            painter = QPainter(self)
            painter.setPen(QColor(palette_in_force().strong))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            painter.end()
