"""The fields of one entity that is no row of a table: the settings, the market, the valuation."""

from collections.abc import Mapping

from pydantic import ValidationError
from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from planner.document.document import Document
from planner.domain.case import Case
from planner.domain.column import Column
from planner.domain.entity import Entity, refusals
from planner.domain.path import Path
from planner.domain.project import Project
from planner.editors.cell import Refusal
from planner.editors.entry import Field, entry_text, marks_of
from planner.editors.field_edits import CHANGE, in_sentence
from planner.editors.overridden import Overridden, overridden_fields
from planner.editors.presentation import IS_OVERRIDDEN
from planner.editors.reading import read
from planner.editors.words import choice_text
from planner.units.message import Message, Refused

FIELD_WIDTH = 196
LABEL_SIZE = 11.5  # px
MARGIN, GAP = 12, 10


class FormField(QWidget):
    """One field: its title and unit, its value, and why an entry was refused.

    `entered(name: str, text: str)` tells what was typed or chosen; `chosen` words are as stored.
    """

    entered = Signal(str, str)

    def __init__(self, field: Field, parent: QWidget) -> None:
        super().__init__(parent)
        column = field.column
        self._field = field
        self._shown = ""
        title = f"{column.title}, {column.unit.symbol}" if column.unit.symbol else column.title
        label = QLabel(title, self)
        label.setProperty("muted", True)
        label.setStyleSheet(f"font-size: {LABEL_SIZE}px;")
        self.editor: QLineEdit | QComboBox = self._editor(column)
        self.editor.setAccessibleName(title)
        self.editor.setAccessibleDescription(column.help)
        label.setBuddy(self.editor)
        self.note = QLabel(self)
        self.note.setProperty("role", "refused")
        self.note.setWordWrap(True)
        self.note.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        for part in (label, self.editor, self.note):
            box.addWidget(part)
        box.addStretch(1)

    def _editor(self, column: Column) -> QLineEdit | QComboBox:
        if column.kind == "choice":
            words = QComboBox(self)
            words.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            for word in column.choices:
                words.addItem(choice_text(word), word)
            words.activated.connect(self._on_chosen)
            return words
        line = QLineEdit(self)
        line.editingFinished.connect(self._on_typed)
        return line

    @property
    def field(self) -> Field:
        """What is edited, and in which marks."""
        return self._field

    def set_value(self, value: object) -> None:
        """Show what stands in the plan."""
        if isinstance(self.editor, QComboBox):
            self.editor.setCurrentIndex(self.editor.findData(value))
        else:
            self._shown = entry_text(self._field, value)
            self.editor.setText(self._shown)
        self.set_refusal(None)

    def set_refusal(self, refusal: Refusal | None) -> None:
        """Mark a refused entry and say why, or clear the mark."""
        self.note.setText("" if refusal is None else refusal.message)
        self.note.setVisible(refusal is not None)
        self._set_mark("refused", refusal is not None)

    def set_overridden(self, overridden: Overridden | None, base: object) -> None:
        """Mark a field that the case in view changes; the value as written stays for editing."""
        text = self._field.column.help
        if overridden is not None:
            value = entry_text(self._field, overridden.value)
            written = entry_text(self._field, base)
            text = str(IS_OVERRIDDEN(value=value, origin=overridden.origin, base=written))
        self.editor.setToolTip(text)
        self._set_mark("overridden", overridden is not None)

    def _set_mark(self, name: str, marked: bool) -> None:
        if bool(self.editor.property(name)) != marked:
            self.editor.setProperty(name, marked)
            self.editor.style().polish(self.editor)

    def _on_typed(self) -> None:
        if not isinstance(self.editor, QLineEdit):
            return
        # The old value typed again puts a refused entry right.
        if self.editor.text() != self._shown or self.editor.property("refused"):
            self.entered.emit(self._field.column.name, self.editor.text())

    def _on_chosen(self, _place: int) -> None:
        if isinstance(self.editor, QComboBox):
            self.entered.emit(self._field.column.name, self.editor.currentData())


class EntityForm(QScrollArea):
    """As many fields beside one another as there is room for.

    Signals
    -------
    refusals_changed()
        `refusals` is no longer what it was.
    """

    refusals_changed = Signal()

    def __init__(
        self,
        document: Document,
        path: Path,
        locale: QLocale | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """A form for the entity at `path` of every plan that the document opens."""
        super().__init__(parent)
        self._document, self._path = document, path
        self._refusals: dict[Path, Refusal] = {}
        self._overridden: Mapping[Path, Overridden] = {}
        marks = marks_of(QLocale() if locale is None else locale)
        content = QWidget(self)
        self._grid = QGridLayout(content)
        self._grid.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._grid.setSpacing(GAP)
        self.fields = {
            column.name: FormField(Field(column, marks), content)
            for column in type(self._entity(document.project)).columns()
        }
        for field in self.fields.values():
            field.entered.connect(self._on_entered)
        content.setBackgroundRole(QPalette.ColorRole.Base)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._arrange()
        self._show(document.project)
        document.opened.connect(self._on_opened)
        document.changed.connect(self._on_changed)

    @property
    def refusals(self) -> Mapping[Path, Refusal]:
        """Entries that were not accepted and not yet put right, by the path of their field."""
        return self._refusals

    def show_path(self, path: Path) -> bool:
        """Go to the field at a path. Whether it is in this form."""
        head, _, name = path.rpartition("/")
        if head != self._path or name not in self.fields:
            return False
        field = self.fields[name]
        self.ensureWidgetVisible(field)
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def set_case(self, case: Case | None) -> None:
        """Mark what this case overrides; None marks nothing."""
        self._overridden = overridden_fields(case)
        self._show_overridden(self._document.project)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        width = self.viewport().width() - 2 * MARGIN + GAP
        columns = max(1, width // (FIELD_WIDTH + GAP))
        for place, field in enumerate(self.fields.values()):
            field.setFixedWidth(FIELD_WIDTH)
            self._grid.addWidget(field, place // columns, place % columns)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        self._grid.setColumnStretch(columns, 1)
        self._grid.setRowStretch(len(self.fields), 1)

    def _entity(self, project: Project) -> Entity:
        entity = project.at(self._path)
        if not isinstance(entity, Entity):
            raise TypeError(f"{self._path} is a list; it has a table")
        return entity

    def _show(self, project: Project) -> None:
        entity = self._entity(project)
        for name, field in self.fields.items():
            field.set_value(getattr(entity, name))
        self._show_overridden(project)

    def _show_overridden(self, project: Project) -> None:
        entity = self._entity(project)
        for name, field in self.fields.items():
            field.set_overridden(
                self._overridden.get(f"{self._path}/{name}"), getattr(entity, name)
            )

    def _on_opened(self) -> None:
        self._overridden = {}
        self._set_refusals({})

    def _on_changed(self, before: Project, after: Project) -> None:
        old, new = self._entity(before), self._entity(after)
        if old is new:
            return
        for name, field in self.fields.items():
            if getattr(old, name) != getattr(new, name):
                field.set_value(getattr(new, name))
                self._drop(f"{self._path}/{name}")
        self._show_overridden(after)

    def _on_entered(self, name: str, text: str) -> None:
        field, project = self.fields[name], self._document.project
        column = field.field.column
        path = f"{self._path}/{name}"
        try:
            value = read(field.field, text)
            after = project.replacing_at(path, value)
        except ValidationError as error:
            self._refuse(path, field, text, refusals(error)[0][1])
        except Refused as refusal:
            self._refuse(path, field, text, refusal.message)
        else:
            self._drop(path)
            field.set_value(value)
            if value != project.at(path):
                title = in_sentence(column.title)
                whole = type(self._entity(project)).singular
                self._document.edit(str(CHANGE(field=title, name=whole)), after)

    def _refuse(self, path: Path, field: FormField, text: str, reason: Message | str) -> None:
        refusal = Refusal(text, str(reason))
        field.set_refusal(refusal)
        self._set_refusals({**self._refusals, path: refusal})

    def _drop(self, path: Path) -> None:
        self._set_refusals({each: why for each, why in self._refusals.items() if each != path})

    def _set_refusals(self, found: dict[Path, Refusal]) -> None:
        if found != self._refusals:
            self._refusals = found
            self.refusals_changed.emit()
