"""Watches a line in which a range is typed: shows its preview, offers other shapes."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractScrollArea, QMenu, QWidget

from planner.editors.entry import Field
from planner.editors.other_shapes import other_shapes
from planner.editors.range_preview import RangePreview
from planner.editors.range_view import RangeView, Seen, Unreadable, seen_in
from planner.editors.site_limit import Limit
from planner.editors.typing_line import TypingLine

# A text is told to be wrong only when typing rests; a range is shown at once.
PAUSE = 500


@dataclass(frozen=True)
class Subject:
    """What is typed: the field, its title with the unit, what stood there, what it may not exceed.

    `takes_factors` allows "× 0.7", which is no range.
    """

    field: Field
    title: str
    was: str
    limit: Limit | None = None
    takes_factors: bool = False

    def seen(self, text: str) -> Seen:
        """What a typed text is."""
        if self.takes_factors and text.lstrip()[:1].casefold() in ("×", "x", "*"):
            return None
        return seen_in(self.field, text, self.limit)


class RangeTyping(QObject):
    """Goes with its line. The preview is shown beside it as long as it has the focus."""

    def __init__(self, line: TypingLine, subject: Subject | None, preview: RangePreview) -> None:
        super().__init__(line)
        self._line, self._subject, self._preview = line, subject, preview
        self._shape: RangeView | None = None
        self._is_mine = False  # one preview may serve all lines of a form
        self._is_waiting = False  # for the line to be shown
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._tell_refusal)
        line.textEdited.connect(self._on_text)
        line.left.connect(self.end)
        line.placed.connect(self._on_placed)
        line.shapes_asked.connect(self._offer)

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
        self._is_waiting = False
        if self._is_mine:
            self._is_mine = False
            self._preview.hide()
            self._line.setAccessibleDescription("")

    def _on_text(self, text: str) -> None:
        subject = self._subject
        seen = None if subject is None else subject.seen(text)
        self._pause.stop()
        self._shape = seen if isinstance(seen, RangeView) else None
        self._line.offers_shapes = self._shape is not None
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
        seen = subject.seen(self._line.text())
        if isinstance(seen, Unreadable) and self._line.isVisible():
            self._preview.show_seen(subject.title, subject.was, seen, False)
            self._show()

    def _show(self) -> None:
        self._is_waiting = not self._line.isVisible()
        if not self._is_waiting:
            self._is_mine = True
            self._preview.float_beside(self._line, _scrolled(self._line))
            self._line.setAccessibleDescription(self._preview.spoken())

    def _on_placed(self) -> None:
        if self.is_shown or self._is_waiting:
            self._show()

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


def _scrolled(line: QWidget) -> QWidget:
    """The table or the form that a line is in: what the preview should not hide."""
    here: QWidget | None = line
    while here is not None:
        if isinstance(here, QAbstractScrollArea):
            return here.viewport()
        here = here.parentWidget()
    return line
