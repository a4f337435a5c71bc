"""A line of a form: the value at the left, its unit muted at the right, its state in colour."""

from typing import cast

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QStyle, QStyleOptionFrame, QWidget

from planner.editors.cell import Palette, State
from planner.editors.cell_painter import (
    GAP,
    ICON,
    SPARK_HEIGHT,
    SPARK_WIDTH,
    paint_spark,
    paint_triangle,
)
from planner.editors.shown_field import ShownField
from planner.editors.typing_line import TypingLine
from planner.editors.words import NONE
from planner.units.notation import NO_BREAK

PADDING = 7
NARROWEST, HEIGHT = 64, 26
# What Qt leaves free at both ends of the text inside a line, and the cursor.
INSIDE = 6
AROUND_TEXT = 2
ASIDE_SIZE = 12  # px
# What an overridden field was stands before this, and what overrides it behind.
BEFORE_ORIGIN = " · "
# What an overridden text was is cut short if so much of it stays.
ENOUGH = 0.7
TEXTS = ("text", "reference", "references", "path", "paths")
DATE_HINTS = {
    "month": "2026-05",
    "month_or_start": "2026-05",
    "date": "2026-05-01",
    "loose_date": "2026-05-01",
}

_Key = Qt.Key
_Standard = QKeySequence.StandardKey
_STAYS_TYPED = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


class FieldLine(TypingLine):
    """Shows a field at rest; with the focus it holds the value as written, to be typed over.

    Return or leaving it enters what was typed, Esc takes it back, Up and Down lead to the
    neighbours. Ctrl+Z takes back typing first and then, where nothing is typed, the last step.

    Signals
    -------
    entered(text: str)
        Something was typed and is to be entered.
    dropped()
        Esc where an entry stands refused: the value is to be shown again.
    visited()
        It has got the focus.
    """

    entered = Signal(str)
    dropped = Signal()
    visited = Signal()

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._colours = palette
        self._shown: ShownField | None = None
        self._dressed: ShownField | None = None
        self._opened_with = ""

    def set_palette(self, palette: Palette) -> None:
        """Paint asides and sparks in these colours from now on."""
        self._colours = palette
        self.update()

    @property
    def is_typed(self) -> bool:
        """Whether something stands in it that was not yet entered."""
        return self.hasFocus() and self.text() != self._opened_with

    def show_field(self, shown: ShownField) -> None:
        """Show this; what is being typed is kept, whatever happens elsewhere."""
        typed = self.is_typed and not shown.refused
        self._shown = shown
        if self._looks_like(shown):
            return  # most fields of a form, whenever another one is edited
        self._dressed = None if self.hasFocus() else shown
        self.setReadOnly(shown.field is None)
        kind = "" if shown.field is None else shown.field.column.kind
        self.setPlaceholderText(DATE_HINTS.get(kind, "") if self.hasFocus() else "")
        set_state(self, shown.cell.state)
        if not typed:
            self._put_text()
        self._fit_margins()
        self._tell_cut()
        self.update()

    def _looks_like(self, shown: ShownField) -> bool:
        """Whether it stands there at rest as this would be shown."""
        before = self._dressed
        return (
            before is not None
            and not self.hasFocus()
            and self.text() == shown.cell.text
            and before.cell == shown.cell
            and before.aside == shown.aside
            and before.refused == shown.refused
            and (before.field is None) == (shown.field is None)
        )

    def _tell_cut(self) -> None:
        """What there is no room for appears when the pointer rests on the line."""
        told = [self.text()] if self._room_aside() < 0 else []
        if self._shown is not None and self._is_overridden:
            told += [self._shown.aside] if self._aside != self._shown.aside else []
        elif self._aside and not self._has_room_for(self._aside):
            told = [f"{self.text()}{NO_BREAK}{self._aside}"]  # a figure without its unit
        self.setToolTip("\n".join(told))

    def _put_text(self) -> None:
        shown = self._shown
        if shown is None:
            return
        text = shown.entry if self.hasFocus() else shown.cell.text
        self._opened_with = text
        if self.text() != text:
            self.setText(text)
        if not self.hasFocus():
            self.setCursorPosition(0)  # of a long text the beginning is seen

    def _choose_all(self) -> None:
        """Choose all of it; of a text that is too long the beginning stays in view."""
        if self._text_width() <= self._room_for_text():
            self.selectAll()
            return
        self.end(False)
        self.cursorBackward(True, len(self.text()))

    def take_back(self) -> None:
        """Forget what was typed."""
        self._put_text()
        self._choose_all()

    def enter_typed(self) -> None:
        """Enter what was typed, if anything."""
        if self.text() != self._opened_with and not self.isReadOnly():
            self._opened_with = self.text()
            self.entered.emit(self.text())

    # Events

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.visited.emit()
        if event.reason() in _STAYS_TYPED and self.is_typed:
            return
        if self._shown is not None:
            self.show_field(self._shown)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self._choose_all()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() in _STAYS_TYPED:
            return
        self.enter_typed()
        if self._shown is not None:
            self.show_field(self._shown)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window where nothing is typed."""
        if event.type() == QEvent.Type.ShortcutOverride and not self.is_typed:
            key = cast("QKeyEvent", event)
            if key.matches(_Standard.Undo) or key.matches(_Standard.Redo):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, refused = event.key(), self._shown is not None and bool(self._shown.refused)
        if key in (_Key.Key_Return, _Key.Key_Enter):
            self.enter_typed()
            self._choose_all()
        elif key == _Key.Key_Escape and self.is_typed:
            self.take_back()
        elif key == _Key.Key_Escape and refused:
            self.dropped.emit()
        elif key == _Key.Key_Down:
            self.focusNextChild()
        elif key == _Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_margins()
        self._tell_cut()

    def minimumSizeHint(self) -> QSize:
        """What stands beside the text gives way to it, so it needs no room."""
        return QSize(NARROWEST, HEIGHT)

    # What stands beside the text

    def _fit_margins(self) -> None:
        """Keep the text off the icon and off what stands at the right."""
        left = ICON + GAP if self._has_icon else 0
        right = self._right_width()
        if self.textMargins().left() != left or self.textMargins().right() != right:
            self.setTextMargins(left, 0, right, 0)

    @property
    def _has_icon(self) -> bool:
        cell = self._shown.cell if self._shown else None
        return cell is not None and (cell.state is State.REFUSED or cell.warned)

    @property
    def _aside(self) -> str:
        if self._shown is None or self._shown.cell.state is State.REFUSED:
            return ""
        if self._shown.cell.text == NONE and not self.hasFocus():
            return ""  # nothing has no unit
        words = self._shown.aside_while_typing if self.hasFocus() else self._shown.aside
        without_origin = words.partition(BEFORE_ORIGIN)[0]
        shorter = [words.replace("-month", "-mo"), without_origin]
        if self._is_overridden and not self.hasFocus() and self._shown.cell.base:
            shorter.append(self._shown.cell.base)
        return next(
            (each for each in (words, *shorter) if self._has_room_for(each)), without_origin
        )

    @property
    def _is_overridden(self) -> bool:
        return self._shown is not None and self._shown.cell.state is State.OVERRIDDEN

    def _may_be_cut(self, words: str, room: int) -> bool:
        """Of what an overridden text was, most may do; a figure or a date is told whole."""
        field = None if self._shown is None else self._shown.field
        is_text = field is not None and field.column.kind in TEXTS
        return self._is_overridden and is_text and room > ENOUGH * self._aside_width(words)

    def _has_room_for(self, words: str) -> bool:
        spark = SPARK_WIDTH + GAP if self._has_spark else 0
        return self._aside_width(words) + spark <= self._room_aside()

    def _aside_width(self, words: str) -> int:
        return QFontMetrics(self._aside_font(words)).horizontalAdvance(words) + GAP

    def _room_aside(self) -> int:
        """What the icon and the text leave."""
        icon = ICON + GAP if self._has_icon else 0
        text = QFontMetrics(self.font()).horizontalAdvance(self.text()) + INSIDE
        return self.width() - 2 * PADDING - icon - text

    @property
    def _has_spark(self) -> bool:
        return (
            self._shown is not None and self._shown.cell.shape is not None and not self.hasFocus()
        )

    def _right_width(self) -> int:
        """The aside as far as it leaves room for the text, and the spark."""
        spark = SPARK_WIDTH + GAP if self._has_spark else 0
        room, words = self._room_aside(), self._aside
        aside = self._aside_width(words)
        if words and (aside + spark <= room or self._may_be_cut(words, room)):
            return min(aside + spark, room)
        return spark if spark <= room else 0

    def _aside_font(self, words: str) -> QFont:
        """What was written is struck through where it stands without "was"."""
        font = QFont(self.font())
        font.setItalic(False)
        was = self._shown.cell.base if self._shown is not None and self._is_overridden else ""
        font.setStrikeOut(bool(was) and words == was)
        font.setPixelSize(ASIDE_SIZE)
        return font

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus() or self._room_for_text() >= self._text_width():
            super().paintEvent(event)
            painter = QPainter(self)
        else:
            painter = QPainter(self)
            self._paint_cut(painter)
        inner = self.rect().adjusted(PADDING, 0, -PADDING, 0)
        if self._shown is None:
            return
        if self._has_icon:
            refused = self._shown.cell.state is State.REFUSED
            colour = self._colours.refused if refused else self._colours.warning
            paint_triangle(painter, inner, colour)
        right = self._right_width()
        shape = self._shown.cell.shape
        if self._has_spark and shape is not None and right >= SPARK_WIDTH:
            foot = inner.center().y() + SPARK_HEIGHT // 2 + 0.5
            paint_spark(painter, inner.right(), foot, shape, self._colours.accent)
            inner.adjust(0, 0, -SPARK_WIDTH - GAP, 0)
            right -= SPARK_WIDTH + GAP
        if right > GAP:
            self._paint_aside(painter, inner, right)

    def _paint_cut(self, painter: QPainter) -> None:
        """A text that there is no room for is cut with dots, not in the midst of a letter."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        style, line = self.style(), QStyle.PrimitiveElement.PE_PanelLineEdit
        style.drawPrimitive(line, option, painter, self)
        inner = self._text_rect(option)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        mode = Qt.TextElideMode
        at_left = self._shown is not None and self._shown.cell.cut_at_left
        where = mode.ElideLeft if at_left else mode.ElideRight
        words = self.fontMetrics().elidedText(self.text(), where, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    def _text_rect(self, option: QStyleOptionFrame) -> QRect:
        """Where Qt writes the text."""
        contents = QStyle.SubElement.SE_LineEditContents
        margins = self.textMargins()
        return (
            self.style()
            .subElementRect(contents, option, self)
            .marginsRemoved(margins)
            .adjusted(AROUND_TEXT, 0, -AROUND_TEXT, 0)
        )

    def _room_for_text(self) -> int:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        return self._text_rect(option).width()

    def _text_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self.text())

    def _paint_aside(self, painter: QPainter, inner: QRect, width: int) -> None:
        colours, words = self._colours, self._aside
        painter.setPen(QColor(colours.overridden if self._is_overridden else colours.muted))
        font = self._aside_font(words)
        painter.setFont(font)
        words = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, width)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)


def set_state(widget: QWidget, state: State) -> None:
    """Dress a field of a form as its state wants; the form's style sheet has the colours."""
    if widget.property("state") != state.value:
        widget.setProperty("state", state.value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
