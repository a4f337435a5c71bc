"""One delegate for all tables: the editor that a column wants, and the painting of its cells."""

from html import escape
from typing import cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from planner.editors.cell import Palette, Role
from planner.editors.cell_model import AnyIndex, CellModel
from planner.editors.cell_painter import CellPainter, check_rect, wanted_width
from planner.editors.entry import Field, Option
from planner.editors.path_completion import PathCompletion
from planner.editors.range_preview import RangePreview
from planner.editors.range_typing import RangeTyping, Subject
from planner.editors.references_editor import ReferencesEditor
from planner.editors.typing_line import TypingLine
from planner.editors.words import NONE, choice_text, flag_text

# What an editor opened with: an entry that was not touched is not entered.
_OPENED_WITH = "openedWith"
_DATE_HINTS = {
    "month": "2026-05",
    "month_or_start": "2026-05",
    "date": "2026-05-01",
    "loose_date": "2026-05-01",
}
_CHECK_STATE = Qt.ItemDataRole.CheckStateRole


class ChoiceEditor(QComboBox):
    """The words of a choice, or the entities that a reference may point to.

    `picked` tells that one was taken from the open list, which is as good as Return.
    """

    picked = Signal()

    def __init__(self, options: list[Option], optional: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrame(False)
        if optional:
            self.addItem(NONE, None)
        for option in options:
            self.addItem(option.name, option.id)
        self._from_list = False
        self.activated.connect(self._on_activated)

    def showPopup(self) -> None:
        self._from_list = True
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._from_list = False  # the list is closed, or the key would have gone there
        super().keyPressEvent(event)

    def _on_activated(self, _place: int) -> None:
        if self._from_list:
            self._from_list = False
            self.picked.emit()

    def set_chosen(self, chosen: str | None) -> None:
        """Show this one; what is not in the list is added, so that it is not lost."""
        place = self.findData(chosen)
        if place < 0 and chosen is not None:
            self.addItem(chosen, chosen)
            place = self.count() - 1
        self.setCurrentIndex(max(place, 0))

    def chosen(self) -> str | None:
        """The id or word that is shown; None for none."""
        return cast("str | None", self.currentData())


class CellDelegate(QStyledItemDelegate):
    """Driven by the column: a line for numbers, ranges, dates, texts and lists, else a choice.

    Return and Tab commit, Esc leaves; where they lead is the view's matter. Flags are turned by a
    click or Space, without an editor.
    """

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._painter = CellPainter(palette)
        self._preview = RangePreview(palette, parent)

    def set_palette(self, palette: Palette) -> None:
        """Paint in these colours from now on."""
        self._painter.palette = palette
        self._preview.set_palette(palette)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        self._painter.paint(painter, option, index.data(Role.CELL))

    def sizeHint(self, option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        return QSize(option.rect.width(), option.rect.height())

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> bool:
        """What the model says of the cell; first of all what is cut off in it."""
        cell = index.data(Role.CELL)
        if event.type() != QEvent.Type.ToolTip or cell is None:
            return super().helpEvent(event, view, option, index)
        told = str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
        if wanted_width(cell, QFontMetrics(option.font)) > option.rect.width():
            body = told.removeprefix("<qt>").removesuffix("</qt>")
            told = f"<qt><div>{escape(cell.text)}</div>{body}</qt>"
        QToolTip.showText(event.globalPos(), told, view.viewport(), option.rect)
        return True

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        model = _model(index)
        field = model.field_at(index)
        editor = self._editor(parent, field, model.cell(index).at_right)
        if isinstance(editor, ChoiceEditor):
            editor.picked.connect(self._on_picked)
        editor.setAccessibleName(model.title_at(index))
        editor.setFont(option.font)
        return editor

    def _editor(self, parent: QWidget, field: Field | None, at_right: bool) -> QWidget:
        if field is not None:
            column = field.column
            if column.kind == "choice":
                words = [Option(word, choice_text(word)) for word in column.choices]
                return ChoiceEditor(words, column.optional, parent)
            if column.kind == "flag":
                flags = [Option("true", flag_text(True)), Option("false", flag_text(False))]
                return ChoiceEditor(flags, False, parent)
            if column.kind == "reference":
                return ChoiceEditor(list(field.options), column.optional, parent)
            if column.kind == "references":
                return ReferencesEditor(field.options, self._painter.palette, parent)
        return self._line(parent, field, at_right)

    def _line(self, parent: QWidget, field: Field | None, at_right: bool) -> TypingLine:
        editor = TypingLine(parent)
        colours = self._painter.palette
        editor.setStyleSheet(
            f"QLineEdit {{ border: 2px solid {colours.accent}; border-radius: 0; padding: 0 6px;"
            f" background: {colours.raised}; color: {colours.text}; }}"
        )
        if at_right:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if field is not None and field.column.kind in _DATE_HINTS:
            editor.setPlaceholderText(_DATE_HINTS[field.column.kind])
        editor.textChanged.connect(self._on_text_changed)
        if field is not None and field.paths is not None:
            several = field.column.kind == "paths"
            completion = PathCompletion(editor, field.paths, several)
            if not several:
                completion.picked.connect(self._on_path_picked)
        return editor

    def _watch_range(self, editor: TypingLine, model: CellModel, index: AnyIndex) -> None:
        """Show a preview beside a line in which a range may be typed."""
        field = model.field_at(index)
        if field is None or not field.column.may_be_range:
            return
        was = model.entry(index)
        limit, title = model.limit_at(index), model.title_at(index)
        subject = Subject(field, title, was, limit, model.takes_factors)
        RangeTyping(editor, subject, self._preview).begin()

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        if editor.property(_OPENED_WITH) is not None:
            return  # an edit elsewhere must not wipe out what is being typed
        model = _model(index)
        if isinstance(editor, TypingLine):
            text = model.entry(index)
            editor.setText(text)
            editor.setProperty(_OPENED_WITH, text)
            self._watch_range(editor, model, index)
        elif isinstance(editor, ChoiceEditor | ReferencesEditor):
            editor.set_chosen(model.value(index))
            editor.setProperty(_OPENED_WITH, "")

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        if isinstance(editor, QLineEdit):
            if editor.text() != editor.property(_OPENED_WITH):
                model.setData(index, editor.text())
        elif isinstance(editor, ChoiceEditor | ReferencesEditor):
            model.setData(index, editor.chosen())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: AnyIndex
    ) -> None:
        rect = option.rect
        if isinstance(editor, ReferencesEditor):
            rect = _beneath(editor, rect)
        elif isinstance(editor, QLineEdit):
            rect = QRect(rect.left(), rect.top(), _wide_enough(editor, rect), rect.height())
        elif isinstance(editor, QComboBox):
            wanted = editor.sizeHint().width()
            rect = QRect(rect.left(), rect.top(), max(rect.width(), wanted), rect.height())
        editor.setGeometry(rect)

    def _on_text_changed(self, _text: str) -> None:
        editor = self.sender()
        if isinstance(editor, QLineEdit):
            editor.resize(_wide_enough(editor, editor.geometry()), editor.height())

    def _on_picked(self) -> None:
        editor = self.sender()
        if isinstance(editor, QWidget):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def _on_path_picked(self) -> None:
        completion = self.sender()
        editor = completion.parent()
        if isinstance(editor, QWidget):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.SubmitModelCache)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> bool:
        """Turn a flag by Space, or by a click on its box."""
        state = index.data(_CHECK_STATE)
        if state is None or not _turns(event, option.rect):
            return False
        on = Qt.CheckState(state) == Qt.CheckState.Checked
        turned = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
        return model.setData(index, turned, _CHECK_STATE)


def _model(index: AnyIndex) -> CellModel:
    model = index.model()
    if not isinstance(model, CellModel):
        raise TypeError(f"the delegate serves tables of cells, not {type(model).__name__}")
    return model


def _turns(event: QEvent, rect: QRect) -> bool:
    if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
        return event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select)
    if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
        return check_rect(rect).adjusted(-4, -4, 4, 4).contains(event.position().toPoint())
    return False


def _wide_enough(editor: QLineEdit, rect: QRect) -> int:
    """Room for the whole text, as far as the view reaches; never narrower than the cell."""
    wanted = editor.fontMetrics().horizontalAdvance(editor.text()) + 24
    parent = editor.parentWidget()
    room = parent.width() - rect.left() if parent is not None else wanted
    return max(rect.width(), min(wanted, room))


def _beneath(editor: ReferencesEditor, cell: QRect) -> QRect:
    """As tall as its entries, from the cell downwards, moved up where the view ends."""
    parent = editor.parentWidget()
    room = parent.rect() if parent is not None else cell
    height = min(editor.wanted_height(), room.height())
    width = max(cell.width(), editor.wanted_width())
    top = min(cell.top(), room.height() - height)
    left = min(cell.left(), max(0, room.width() - width))
    return QRect(left, top, width, height)
