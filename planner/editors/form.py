"""A form of one entity, made from its declared fields."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from planner.document.document import Document
from planner.domain.case import Case
from planner.domain.entity import Entity
from planner.domain.path import Path
from planner.domain.project import Project
from planner.editors.cell import Palette, Refusal
from planner.editors.field_edits import AsItIs
from planner.editors.field_groups import groups_of, listed_fields, nested_fields
from planner.editors.field_help import FieldHelp
from planner.editors.fields_area import SPARE, STEP, FieldsArea
from planner.editors.followed_path import followed
from planner.editors.form_flow import MARGIN, NARROWEST
from planner.editors.form_row import FormRow
from planner.editors.form_section import FieldsSection, ListsSection, NestedSection, Section
from planner.editors.form_state import FormState
from planner.editors.form_style import form_style
from planner.editors.row_projection import Row, joined, row_of
from planner.editors.table_column import TableColumn, column_of

# Titles beneath one another are as wide as the widest, up to so much in a narrow and a wide form.
LABEL_WIDEST, LABEL_WIDEST_BESIDE, LABEL_GAP = 106, 158, 4
# From this width on, what a field means stands beside the fields rather than beneath them.
HELP_BESIDE, HELP_WIDTH = 660, 250
# In a form lower than this already from so much on: beneath them it would leave them one row.
LOW, HELP_BESIDE_LOW, HELP_WIDTH_LOW = 240, 480, 190
# Beneath them it is as tall as its text, up to so much or this share of the height.
HELP_TALLEST, SHARE_OF_HELP, RULE = 78, 0.27, 1
GAP, LOWEST = 4, 2 * STEP


class EntityForm(QWidget):
    """The fields of the entity at a path, in groups, in as many columns as there is room for.

    Signals
    -------
    refusals_changed()
        `refusals` is no longer what it was.
    path_asked(path: str)
        Somebody wants to see the list or entity at a path.
    moved(path: str)
        The entity is at another path now: it, or what it lies in, was given another id.
    """

    refusals_changed = Signal()
    path_asked = Signal(str)
    moved = Signal(str)

    def __init__(
        self,
        document: Document,
        path: Path | None,
        palette: Palette,
        parent: QWidget | None = None,
        locale: QLocale | None = None,
    ) -> None:
        """A form for the entity at `path`; None shows nothing until `set_path`."""
        super().__init__(parent)
        self._document, self._path = document, path
        self._made: dict[tuple[Any, ...], list[Section]] = {}
        self._sections: list[Section] = []
        self._is_outdated = True
        self._explained: Path = ""
        self.state = FormState(document, palette, self, locale)
        self.help = FieldHelp(palette)
        self._fields = FieldsArea(palette, self)
        self._help_area = QScrollArea(self)
        self._edge = QFrame(self)
        self._arrange()
        self.set_palette(palette)
        self.state.refusals_changed.connect(self.refusals_changed)
        self.state.outdated.connect(self._refresh)
        document.opened.connect(self.state.forget)
        document.changed.connect(self._on_changed)
        self.state.visited.connect(self._on_visited)

    def _arrange(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._help_area.setWidget(self.help)
        self._help_area.setWidgetResizable(True)
        self._help_area.setFrameShape(QFrame.Shape.NoFrame)
        self._help_area.setObjectName("fieldHelpArea")
        self._help_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._help_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fields.flow.outgrown.connect(self._settle)

        self._edge.setObjectName("fieldsEdge")
        self._edge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._edge.hide()
        self._fields.verticalScrollBar().valueChanged.connect(self._show_edge)

    def _show_edge(self, scrolled: int) -> None:
        """Fields that are scrolled go on beneath a rule, not beneath the words above them."""
        self._edge.setVisible(scrolled > 0)

    def _settle(self) -> None:
        """Take in at once what all fields need now, and place them anew."""
        self._fields.flow.settle()
        self._place()

    def _place(self) -> None:
        """Fields with what they mean beside or beneath them, which takes what its text needs."""
        width, height = self.width(), self.height()
        fields, area = self._fields, self._help_area
        beside = width >= (HELP_BESIDE_LOW if height < LOW else HELP_BESIDE)
        self._set_beside(beside)
        self._edge.setGeometry(0, 0, width, RULE)
        self._edge.raise_()
        if beside:
            told = HELP_WIDTH if width >= HELP_BESIDE else HELP_WIDTH_LOW
            high = fields.fit(width - told, height)
            fields.setGeometry(0, 0, width - told, high)
            area.setGeometry(width - told, 0, told, height)
            return
        inner = width - 2 * MARGIN
        wanted = self.help.heightForWidth(inner) + RULE
        tallest = max(HELP_TALLEST, int(SHARE_OF_HELP * height))
        high = fields.fit(width, max(height - min(wanted, tallest) - GAP, 0))
        fields.setGeometry(0, 0, width, high)
        left = height - high - GAP
        area.setGeometry(
            MARGIN, high + GAP, inner, wanted if wanted <= left else self.help.whole_lines(left)
        )

    def _align_titles(self) -> None:
        """Titles as wide as the widest, or wrapped where that is too wide."""
        beside = bool(self._help_area.property("beside"))
        narrow = [row for row in self.rows if not row.is_wide]
        wanted = max((row.wanted_title_width for row in narrow), default=0) + LABEL_GAP
        for row in narrow:
            row.set_title_width(min(wanted, LABEL_WIDEST_BESIDE if beside else LABEL_WIDEST))
        self._fields.flow.settle()

    def _set_beside(self, beside: bool) -> None:
        area = self._help_area
        if area.property("beside") != beside:
            area.setProperty("beside", beside)
            area.style().unpolish(area)
            area.style().polish(area)
            self.help.set_beside(beside)
            self._align_titles()

    def sizeHint(self) -> QSize:
        return QSize(NARROWEST, HELP_TALLEST)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, LOWEST)

    @property
    def path(self) -> Path | None:
        """The path of the entity; None if nothing is shown."""
        return self._path

    @property
    def refusals(self) -> Mapping[Path, Refusal]:
        """Entries that were not accepted and not yet put right, by the path of their field."""
        return self.state.refusals

    @property
    def rows(self) -> list[FormRow]:
        """The fields that are shown, in the order of the form."""
        return [row for section in self._sections for row in section.rows]

    @property
    def fields(self) -> dict[str, FormRow]:
        """The fields of the form's own entity, by name."""
        own = (section for section in self._sections if not section.inner)
        return {row.column.name: row for section in own for row in section.rows}

    @property
    def first_field(self) -> QWidget | None:
        """What takes the focus when somebody goes to the form."""
        self._bring_up_to_date()
        return self.rows[0].focus_target if self.rows else None

    def set_path(self, path: Path | None) -> None:
        """Show the entity at another path, or nothing. Raises KeyError if there is none."""
        if path == self._path:
            return
        self.commit_typing()
        self._explained = ""
        self.help.clear_field()
        self._path = path
        self._outdate()

    def set_case(self, case: Case | None) -> None:
        """Show what this case overrides; None shows the plan as written."""
        self.state.set_case(case)

    def set_problems(self, problems: Mapping[Path, Sequence[str]]) -> None:
        """Mark the fields that problems and notices speak of."""
        self.state.set_problems(problems)

    def set_palette(self, palette: Palette) -> None:
        """Dress it in these colours from now on."""
        self.state.set_palette(palette)
        self.help.set_palette(palette)
        self._fields.flow.set_palette(palette)
        self.setStyleSheet(form_style(palette))
        for sections in self._made.values():
            for section in sections:
                for row in section.rows:
                    row.set_palette()

    def commit_typing(self) -> None:
        """Enter what is being typed, as leaving the field would."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()

    def show_path(self, path: Path) -> bool:
        """Go to the field at a path. Whether it is in this form."""
        self._bring_up_to_date()
        for row in self.rows:
            if row.path == path:
                row.focus_target.setFocus(Qt.FocusReason.OtherFocusReason)
                self._fields.ensureWidgetVisible(row)
                return True
        return False

    def explain(self, path: Path) -> None:
        """Say what the field at a path means, as if it had the focus."""
        if self.isVisible() and path:
            for row in self.rows:
                if row.path == path and row.row is not None:
                    self._on_visited(row.row, row.column)

    # Parts

    def _outdate(self) -> None:
        self._is_outdated = True
        if self.isVisible():
            self._bring_up_to_date()

    def _refresh(self) -> None:
        self._outdate()

    def _bring_up_to_date(self) -> None:
        if not self._is_outdated:
            return
        self._is_outdated = False
        self._fields.flow.setVisible(self._path is not None)
        if self._path is None:
            self._sections = []
            self.help.clear_field()
            return
        self._take_sections(self._path)
        for section in self._sections:
            section.show_entity(self._path)
        for row in self.rows:
            if self._explained and row.path == self._explained and row.row is not None:
                self.help.show_field(self.state, row.row, row.column)
        self._settle()

    def _take_sections(self, path: Path) -> None:
        """The parts that an entity of this type and with these parts needs, made once."""
        entity = self._document.project.at(path)
        key = (type(entity), *(_is_there(entity, name) for name in nested_fields(type(entity))))
        if path == "":
            key = (type(entity),)
        if key not in self._made:
            self._made[key] = self._sections_for(entity)
        if self._made[key] is not self._sections:
            self._sections = self._made[key]
            self._fields.flow.set_groups(self._sections)
            self._fields.verticalScrollBar().setValue(0)
            self._align_titles()

    def _sections_for(self, entity: Entity) -> list[Section]:
        kind = type(entity)
        found: list[Section] = list(self._of_fields(kind, ""))
        for name in nested_fields(kind) if kind is not Project else ():
            nested = NestedSection(
                self.state, str(kind.column(name).title), name, self._fields.flow
            )
            nested.turned.connect(self._on_turned)
            found.append(nested)
            inner = getattr(entity, name)
            if inner is not None:
                found += self._of_fields(type(inner), name)
        lists = [column_of(kind.column(name)) for name in listed_fields(kind)]
        if lists and kind is not Project:
            contained = ListsSection(self.state, "", lists, self._fields.flow)
            contained.asked.connect(self.path_asked)
            found.append(contained)
        return found

    def _of_fields(self, kind: type[Entity], inner: Path) -> list[Section]:
        return [
            FieldsSection(
                self.state,
                "" if group.heading is None else str(group.heading()),
                inner,
                group.columns,
                self._fields.flow,
            )
            for group in groups_of(kind)
        ]

    def _on_turned(self, name: str) -> None:
        """Add the nested entity with its defaults, or take it away."""
        if self._path is None:
            return
        row = row_of(self._document.project, self._path)
        column = column_of(type(row.entity).column(name))
        if column.field is None or column.field.entity is None:
            return
        there = getattr(row.entity, name) is not None
        self.state.enter(row, column, AsItIs(None if there else column.field.entity()))

    # What happens elsewhere

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._bring_up_to_date()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _on_changed(self, before: Project, after: Project) -> None:
        if self._path is not None:
            now = followed(before, after, self._path)
            if now != self._path:
                self._path = now
                self.moved.emit(now or "")
        self.state.drop_put_right(before, after)
        self._outdate()

    def _on_visited(self, row: Row, column: TableColumn) -> None:
        self._explained = joined(row.path, column.name)
        self.help.show_field(self.state, row, column)
        self._place()
        self._keep_focus_in_view()

    def _keep_focus_in_view(self) -> None:
        """What is said about a field may need the room in which the field stood."""
        focused = QApplication.focusWidget()
        for row in self.rows:
            if focused is not None and row.isAncestorOf(focused):
                self._fields.ensureWidgetVisible(row, 0, SPARE)
                self._fields.ensureWidgetVisible(focused, 0, SPARE)


def _is_there(entity: Entity, name: str) -> bool:
    return getattr(entity, name) is not None
