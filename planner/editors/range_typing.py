"""Watches a line in which a range is typed: shows its preview, offers other shapes."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from planner.editors.entry import Field
from planner.editors.other_shapes import other_shapes
from planner.editors.range_preview import RangePreview
from planner.editors.range_view import RangeView, Unreadable, seen_in
from planner.editors.site_limit import Limit

# A text is told to be wrong only when typing rests; a range is shown at once.
PAUSE = 500

_Type = QEvent.Type


@dataclass(frozen=True)
class Subject:
    """What is typed: the field, its title with the unit, what stood there, what it may not exceed.

    `kept` is what the preview should not hide.
    """

    field: Field
    title: str
    was: str
    kept: QWidget
    limit: Limit | None = None


class RangeTyping(QObject):
    """Goes with its line. The preview is shown beside it as long as it has the focus."""

    def __init__(self, line: QLineEdit, subject: Subject | None, preview: RangePreview) -> None:
        super().__init__(line)
        self._line, self._subject, self._preview = line, subject, preview
        self._shape: RangeView | None = None
        self._is_mine = False  # one preview may serve all lines of a form
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._tell_refusal)
        line.textEdited.connect(self._on_text)
        line.installEventFilter(self)

    @property
    def is_shown(self) -> bool:
        """Whether the preview stands beside this line."""
        return self._is_mine and not self._preview.isHidden()

    def set_subject(self, subject: Subject) -> None:
        """What is typed in the line from now on."""
        self._subject = subject

    def begin(self) -> None:
        """Show what stands in the line, if that is a range."""
        self._on_text(self._line.text())

    def end(self) -> None:
        """Hide the preview."""
        self._pause.stop()
        if self._is_mine:
            self._is_mine = False
            self._preview.hide()
            self._line.setAccessibleDescription("")

    def _on_text(self, text: str) -> None:
        subject = self._subject
        seen = seen_in(subject.field, text, subject.limit) if subject is not None else None
        self._pause.stop()
        self._shape = seen if isinstance(seen, RangeView) else None
        if seen is None or subject is None:
            self.end()
        elif isinstance(seen, Unreadable):
            self._pause.start()
        else:
            self._preview.show_seen(subject.title, subject.was, seen, self._offers)
            self._show()

    @property
    def _offers(self) -> bool:
        return self._shape is not None

    def _tell_refusal(self) -> None:
        subject = self._subject
        if subject is None:
            return
        seen = seen_in(subject.field, self._line.text(), subject.limit)
        if isinstance(seen, Unreadable) and self._line.isVisible():
            self._preview.show_seen(subject.title, subject.was, seen, False)
            self._show()

    def _show(self) -> None:
        if self._line.isVisible() and self._subject is not None:
            self._is_mine = True
            self._preview.float_beside(self._line, self._subject.kept)
            self._line.setAccessibleDescription(self._preview.spoken())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the line as it moves; leave with it; F1 while the preview is shown."""
        kind = event.type()
        if kind in (_Type.Resize, _Type.Move) and self.is_shown:
            self._show()
        elif kind in (_Type.Hide, _Type.Close) or _is_left(event):
            self.end()
        elif isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F1 and self._offers:
            if kind == _Type.ShortcutOverride:
                event.accept()
                return True
            if kind == _Type.KeyPress:
                self._offer()
                return True
        return super().eventFilter(watched, event)

    def _offer(self) -> None:
        """A menu of other shapes beneath the line; the chosen one replaces the text."""
        if self._shape is None or self._subject is None:
            return
        menu = QMenu(self._line)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for shape in other_shapes(self._subject.field, self._shape.shape):
            action = menu.addAction(f"{shape.text}\t{shape.description}")
            action.setData(shape.text)
        menu.triggered.connect(self._on_chosen)
        menu.popup(self._line.mapToGlobal(self._line.rect().bottomLeft()))

    def _on_chosen(self, action: QAction) -> None:
        self._line.setText(str(action.data()))
        self._line.setModified(True)
        self._on_text(self._line.text())


def _is_left(event: QEvent) -> bool:
    """Whether the focus goes elsewhere; a menu over the line does not count."""
    if not isinstance(event, QFocusEvent) or event.type() != _Type.FocusOut:
        return False
    return event.reason() != Qt.FocusReason.PopupFocusReason
