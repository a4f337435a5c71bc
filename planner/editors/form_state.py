"""What all fields of a form share: the plan, the case, what was refused, how it is drawn."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QWidget

from planner.document.document import Document
from planner.domain.case import Case
from planner.domain.path import Path
from planner.domain.project import Project
from planner.editors.cell import Palette, Refusal
from planner.editors.entry import marks_of
from planner.editors.field_edits import FieldEdits, refusal_of
from planner.editors.overridden import Overridden, overridden_fields, row_in_case
from planner.editors.presentation import Presentation
from planner.editors.range_preview import RangePreview
from planner.editors.row_projection import Row, joined
from planner.editors.shown_field import ShownField, asides
from planner.editors.site_limit import limit_of
from planner.editors.table_column import TableColumn, titled
from planner.units.message import Message, Refused


class FormState(QObject):
    """The one door through which the fields of a form read and change the plan.

    Signals
    -------
    refusals_changed()
        `refusals` is no longer what it was.
    outdated()
        The fields are to be shown again.
    visited(row: Row, column: TableColumn)
        A field has got the focus.
    """

    refusals_changed = Signal()
    outdated = Signal()
    visited = Signal(object, object)

    def __init__(
        self, document: Document, palette: Palette, parent: QWidget, locale: QLocale | None = None
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.palette = palette
        self.preview = RangePreview(palette, parent)
        self.presentation = Presentation(marks_of(QLocale() if locale is None else locale))
        self._edits = FieldEdits(document, self.presentation)
        self._overridden: Mapping[Path, Overridden] = {}
        self._problems: Mapping[Path, Sequence[str]] = {}
        self._refusals: dict[Path, Refusal] = {}

    @property
    def project(self) -> Project:
        """The plan that is shown."""
        return self.document.project

    @property
    def refusals(self) -> Mapping[Path, Refusal]:
        """Entries that were not accepted and not yet put right, by the path of their field."""
        return self._refusals

    def set_palette(self, palette: Palette) -> None:
        """The colours from now on."""
        self.palette = palette
        self.preview.set_palette(palette)

    def set_case(self, case: Case | None) -> None:
        """Show what this case overrides; None shows the plan as written."""
        overridden = overridden_fields(case)
        if overridden != self._overridden:
            self._overridden = overridden
            self.outdated.emit()

    def set_problems(self, problems: Mapping[Path, Sequence[str]]) -> None:
        """Mark the fields that problems and notices speak of; their sentences by path."""
        if problems != self._problems:
            self._problems = problems
            self.outdated.emit()

    def shown(self, row: Row, column: TableColumn) -> ShownField:
        """A field of an entity as it stands."""
        path = joined(row.path, column.name)
        overridden, refusal = self._overridden.get(path), self._refusals.get(path)
        warned = path in self._problems
        of, project = self.presentation, self.project
        seen = row if column.computed is None else row_in_case(row, self._overridden)
        cell = of.cell(project, seen, column, overridden, refusal, warned)
        title = titled(column, row.entity)
        aside, while_typing = asides(column, row.entity, cell, overridden)
        if column.field is None:
            return ShownField(cell, cell.text, None, None, title, aside, aside)
        return ShownField(
            cell,
            of.entry(project, row, column) if refusal is None else refusal.text,
            getattr(row.entity, column.name),
            of.field(project, row, column.field),
            title,
            aside,
            while_typing,
            "" if refusal is None else refusal.message,
            limit_of(project, row, column.name),
        )

    def explained(self, row: Row, column: TableColumn) -> str:
        """All there is to say about a field, for F1."""
        path = joined(row.path, column.name)
        overridden, refusal = self._overridden.get(path), self._refusals.get(path)
        problems = self._problems.get(path, ())
        of = self.presentation
        return of.tooltip(self.project, row, column, overridden, refusal, problems)

    def said(self, row: Row, column: TableColumn) -> list[str]:
        """Sentences about the state of a field."""
        path = joined(row.path, column.name)
        overridden, refusal = self._overridden.get(path), self._refusals.get(path)
        lines = self.presentation.state_lines(self.project, row, column, overridden, refusal)
        return [*self._problems.get(path, ()), *lines]

    def enter(self, row: Row, column: TableColumn, value: object) -> None:
        """Enter a value; what is refused is kept with its reason."""
        path = joined(row.path, column.name)
        if column.field is None:
            return
        try:
            changed = self._edits.set_value(row, column.field, value)
        except Refused as refusal:
            self._keep(path, refusal_of(str(value), refusal))
            return
        if path in self._refusals:
            self.drop_refusals([path])
        elif not changed:
            self.outdated.emit()

    def refuse(self, path: Path, text: str, reason: Message | str) -> None:
        """Keep a text that was not accepted."""
        self._keep(path, Refusal(text, str(reason)))

    def _keep(self, path: Path, refusal: Refusal) -> None:
        self._refusals[path] = refusal
        self.refusals_changed.emit()
        self.outdated.emit()

    def drop_refusals(self, paths: Sequence[Path]) -> None:
        """Show the values again that stand in these fields."""
        dropped = [path for path in paths if self._refusals.pop(path, None) is not None]
        if dropped:
            self.refusals_changed.emit()
            self.outdated.emit()

    def forget(self) -> None:
        """Another plan is shown: nothing refused, nothing overridden."""
        self._overridden, self._problems = {}, {}
        if self._refusals:
            self._refusals = {}
            self.refusals_changed.emit()

    def drop_put_right(self, before: Project, after: Project) -> None:
        """Forget refusals of fields that another edit has changed, or that are gone."""
        gone = []
        for path in self._refusals:
            try:
                if before.at(path) == after.at(path):
                    continue
            except KeyError:
                pass
            gone.append(path)
        self.drop_refusals(gone)
