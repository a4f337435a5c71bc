"""A part of a form: some fields of one entity under a heading, or what it contains."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.domain.path import Path
from planner.editors.form_row import FormRow
from planner.editors.form_state import FormState
from planner.editors.row_projection import joined, row_of
from planner.editors.table_column import TableColumn
from planner.units.message import QT_TRANSLATE_NOOP, sentence

GAP, HEADING_GAP = 6, 8

ADD_NESTED = sentence("form-add-nested", QT_TRANSLATE_NOOP("planner", "Add"))
ADD_NESTED_NAMED = sentence("form-add-nested-named", QT_TRANSLATE_NOOP("planner", "Add {name}"))
REMOVE_NESTED = sentence("form-remove-nested", QT_TRANSLATE_NOOP("planner", "Remove"))
REMOVE_NESTED_NAMED = sentence(
    "form-remove-nested-named", QT_TRANSLATE_NOOP("planner", "Remove {name}")
)
CONTAINS = sentence("form-contains", QT_TRANSLATE_NOOP("planner", "Contains"))
SHOW_LIST = sentence("form-show-list", QT_TRANSLATE_NOOP("planner", "{title}: {count}"))


class Section(QWidget):
    """A heading and what stands beneath it; `inner` is the way from the form's entity to its own.

    `length` says how long it is, in rows.
    """

    def __init__(self, heading: str, inner: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.inner = inner
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self._head = QHBoxLayout()
        self.heading = QLabel(heading, self)
        self.heading.setProperty("role", "group")
        self.heading.setIndent(0)
        self.heading.setVisible(bool(heading))
        self._head.addWidget(self.heading, 1)
        self._column.addLayout(self._head)

    @property
    def rows(self) -> Sequence[FormRow]:
        """Its fields."""
        return ()

    @property
    def length(self) -> int:
        """How many rows it is long, its heading included."""
        return 1 + int(bool(self.heading.text()))

    @property
    def row_ends(self) -> list[int]:
        """Where its rows end, from above. Not its heading, which says nothing without them."""
        return [row.y() + end for row in self.rows if not row.isHidden() for end in row.row_ends]

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where its heading and its rows begin and end, from above."""
        parts: list[QWidget] = [self.heading, *self.rows]
        boxes = [part.geometry() for part in parts if not part.isHidden()]
        return [(box.top(), box.bottom() + 1) for box in boxes]

    def settle(self) -> None:
        """Take in at once what its parts need now, rather than when Qt's events have come."""
        for row in self.rows:
            row.settle()
        self._column.activate()

    def show_entity(self, path: Path) -> None:
        """Show what belongs to the entity at the form's path."""

    def where(self, path: Path) -> Path:
        """The path of the entity that this part is of."""
        return joined(path, self.inner) if self.inner else path


class FieldsSection(Section):
    """Some fields of one entity."""

    def __init__(
        self,
        state: FormState,
        heading: str,
        inner: Path,
        columns: Sequence[TableColumn],
        parent: QWidget,
    ) -> None:
        super().__init__(heading, inner, parent)
        self._state = state
        self._rows = [FormRow(state, column, self) for column in columns]
        for row in self._rows:
            self._column.addWidget(row)

    @property
    def rows(self) -> Sequence[FormRow]:
        return self._rows

    @property
    def length(self) -> int:
        long = sum(3 if row.is_wide else 1 for row in self._rows)
        return long + int(bool(self.heading.text()))

    def show_entity(self, path: Path) -> None:
        row = row_of(self._state.project, self.where(path))
        above = ""
        for each in self._rows:
            each.show_row(row)
            each.setVisible(not each.is_empty)
            title = str(each.column.title)
            if not each.is_empty:
                each.set_title("" if title == above else title)
                above = title


class NestedSection(Section):
    """The heading of one entity inside another, with a button to add or to remove it.

    `turned(inner: str)` tells that the button was pressed.
    """

    turned = Signal(str)

    def __init__(self, state: FormState, title: str, inner: Path, parent: QWidget) -> None:
        super().__init__(title, inner, parent)
        self._state = state
        self.button = QPushButton(self)
        self.button.clicked.connect(self._on_clicked)
        self._head.addWidget(self.button)

    @property
    def row_ends(self) -> list[int]:
        return [self.height()]

    def show_entity(self, path: Path) -> None:
        there = self._state.project.at(self.where(path)) is not None
        named = REMOVE_NESTED_NAMED if there else ADD_NESTED_NAMED
        self.button.setText(str(REMOVE_NESTED() if there else ADD_NESTED()))
        self.button.setAccessibleName(str(named(name=self.heading.text())))

    def _on_clicked(self) -> None:
        self.turned.emit(self.inner)


class ListsSection(Section):
    """How many entities lie in an entity's lists; each leads to its table.

    `asked(path: str)` tells which list is to be shown.
    """

    asked = Signal(str)

    def __init__(
        self, state: FormState, inner: Path, lists: Sequence[TableColumn], parent: QWidget
    ) -> None:
        super().__init__(str(CONTAINS()), inner, parent)
        self._state, self._lists, self._path = state, lists, ""
        self.buttons = [QPushButton(self) for _ in lists]
        for column, button in zip(lists, self.buttons, strict=True):
            button.setObjectName(column.name)
            button.clicked.connect(self._on_clicked)
            self._column.addWidget(button)

    @property
    def length(self) -> int:
        return 1 + len(self._lists)

    @property
    def row_ends(self) -> list[int]:
        return [button.geometry().bottom() + 1 for button in self.buttons]

    def show_entity(self, path: Path) -> None:
        self._path = self.where(path)
        entity = self._state.project.at(self._path)
        for column, button in zip(self._lists, self.buttons, strict=True):
            count = len(getattr(entity, column.name))
            button.setText(str(SHOW_LIST(title=column.title, count=count)))

    def _on_clicked(self) -> None:
        self.asked.emit(joined(self._path, self.sender().objectName()))
