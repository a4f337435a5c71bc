"""What a tab of the editor shows: tables side by side with overrides, or a form."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from planner.document.document import Document
from planner.domain.case import Case
from planner.domain.path import Path
from planner.domain.project import Project
from planner.editors.caption import Caption
from planner.editors.cell import Palette, Refusal
from planner.editors.form import EntityForm
from planner.editors.override_model import OverrideModel
from planner.editors.override_view import OVERRIDES, OverrideView
from planner.editors.panes import Panes
from planner.editors.row_projection import label
from planner.editors.sheet_view import SheetView
from planner.editors.tab import Tab
from planner.editors.table_model import EntityTableModel
from planner.editors.table_view import EntityTableView
from planner.editors.tables import Table
from planner.units.message import QT_TRANSLATE_NOOP, sentence

OVERRIDES_OF = sentence("sheet-overrides-of", QT_TRANSLATE_NOOP("planner", "Overrides of {name}"))
CHOOSE_ROW = sentence(
    "sheet-choose-row", QT_TRANSLATE_NOOP("planner", "Go to a row to see what it changes")
)
# Of a text in a table that stands beside others.
NARROWEST_TEXT_IN_PANE = 112


class Sheet(QWidget):
    """The content of one tab.

    Signals
    -------
    refusals_changed()
        `refusals` is no longer what it was.
    noted(sentence: str)
        Something to tell in passing.
    current_path_changed(path: str)
        Path of the field or entity under the cursor of the table that has the focus.
    path_asked(path: str)
        Somebody wants to see the list or entity at a path.
    filter_dropped()
        All rows are shown again, though nobody has emptied the filter.
    """

    refusals_changed = Signal()
    noted = Signal(str)
    current_path_changed = Signal(str)
    path_asked = Signal(str)
    filter_dropped = Signal()

    def __init__(
        self, document: Document, tab: Tab, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.tab = tab
        self._document = document
        self._palette = palette
        self.views: dict[str, EntityTableView] = {}
        self.form: EntityForm | None = None
        self.overrides: OverrideView | None = None
        self._caption = Caption(parent=self)
        self._captions: list[Caption] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        if tab.form:
            self.form = self._made_form(tab.form)
            row.addWidget(self.form)
        else:
            row.addWidget(self._side_by_side(tab))
        self._caption.setVisible(tab.overrides)
        self.set_palette(palette)
        other = QShortcut(QKeySequence("Ctrl+F6"), self)
        other.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        other.activated.connect(self._go_to_next_pane)

    def _made_form(self, path: Path) -> EntityForm:
        form = EntityForm(self._document, path, self._palette, self)
        form.refusals_changed.connect(self.refusals_changed)
        form.path_asked.connect(self.path_asked)
        return form

    def _side_by_side(self, tab: Tab) -> QWidget:
        """The tables of the tab, and the overrides of the current row."""
        panes = Panes(self)
        is_alone = len(tab.tables) == 1 and not tab.overrides
        for table in tab.tables:
            view = self._made_table(table)
            if is_alone:
                panes.add(view, view)
            else:
                view.narrowest_text = NARROWEST_TEXT_IN_PANE
                panes.add(self._captioned(Caption(str(table.title()), self), view), view)
        if tab.overrides:
            model = OverrideModel(self._document, parent=self)
            model.held.connect(self._name_overrides)
            model.refusals_changed.connect(self.refusals_changed)
            self.overrides = OverrideView(model, self._palette)
            panes.add(self._captioned(self._caption, self.overrides), self.overrides)
            self._document.changed.connect(self._on_changed)
            self._name_overrides()
        return panes

    def _made_table(self, table: Table) -> EntityTableView:
        model = EntityTableModel(self._document, table, parent=self)
        view = EntityTableView(model, self._palette)
        model.refusals_changed.connect(self.refusals_changed)
        view.noted.connect(self.noted)
        view.filter_dropped.connect(self.filter_dropped)
        view.current_path_changed.connect(self._on_path_changed)
        self.views[table.name] = view
        return view

    def _captioned(self, caption: Caption, view: SheetView) -> QWidget:
        self._captions.append(caption)
        pane = QWidget(self)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(caption)
        column.addWidget(view)
        return pane

    def showEvent(self, event: QShowEvent) -> None:
        """Go to the first row where the overrides of some row are to be seen."""
        super().showEvent(event)
        if self.overrides is None:
            return
        for view in self.views.values():
            if not view.currentIndex().isValid():
                view.setCurrentIndex(view.entities.index(0, 0))

    # What is shown

    @property
    def table(self) -> EntityTableView | None:
        """The table that has the focus, else the first; None in a form."""
        focused = QApplication.focusWidget()
        for view in self.views.values():
            if view is focused or (focused is not None and view.isAncestorOf(focused)):
                return view
        return next(iter(self.views.values()), None)

    @property
    def current_path(self) -> Path:
        """The path under the cursor of that table, or of the form's entity."""
        if self.form is not None:
            return self.tab.form
        return "" if self.table is None else self.table.current_path

    @property
    def refusals(self) -> Mapping[Path, Refusal]:
        """The entries that stand refused, by the path of their field."""
        found: dict[Path, Refusal] = {}
        for view in self.views.values():
            found |= view.entities.refusals
        if self.form is not None:
            found |= self.form.refusals
        if self.overrides is not None:
            found |= self.overrides.overrides.refusals
        return found

    def set_case(self, case: Case | None) -> None:
        """Show what this case overrides."""
        for view in self.views.values():
            view.set_case(case)
        if self.form is not None:
            self.form.set_case(case)

    def set_problems(self, problems: Mapping[Path, Sequence[str]]) -> None:
        """Mark the fields that problems and notices speak of."""
        for view in self.views.values():
            view.entities.set_problems(problems)
        if self.form is not None:
            self.form.set_problems(problems)

    def set_palette(self, palette: Palette) -> None:
        """Dress it in these colours from now on."""
        self._palette = palette
        for view in self.views.values():
            view.set_palette(palette)
        if self.form is not None:
            self.form.set_palette(palette)
        if self.overrides is not None:
            self.overrides.set_palette(palette)
        for caption in self._captions:
            caption.setStyleSheet(
                f"background: {palette.raised}; color: {palette.muted};"
                f" border-bottom: 1px solid {palette.border}; font-size: 12px;"
            )

    def set_compact(self, compact: bool) -> None:
        """Rows of 22 px instead of 26."""
        for view in self.views.values():
            view.set_compact(compact)
        if self.overrides is not None:
            self.overrides.set_compact(compact)

    def filter(self, text: str) -> None:
        """Show only the rows that have these words."""
        for view in self.views.values():
            view.filter(text)

    def show_path(self, path: Path) -> bool:
        """Go to the field or entity at a path. Whether it is in this tab."""
        if self.form is not None:
            return self.form.show_path(path)
        if self.overrides is not None and path.rpartition("/")[2] == "overrides":
            holder = path.rpartition("/")[0]
            if any(view.show_path(holder) for view in self.views.values()):
                self.overrides.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return any(view.show_path(path) for view in self.views.values())

    def take_focus(self) -> None:
        """Give the keyboard to its table or its first field."""
        target: QWidget | None = self.table if self.form is None else self.form.first_field
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_next_pane(self) -> None:
        """Ctrl+F6: from one table to the next, to the overrides, and round again."""
        panes: list[QWidget] = list(self.views.values())
        if self.overrides is not None:
            panes.append(self.overrides)
        focused = QApplication.focusWidget()
        here = [place for place, pane in enumerate(panes) if pane is focused]
        if len(panes) > 1:
            panes[(here[0] + 1) % len(panes) if here else 0].setFocus()

    # Overrides beside the tables

    def _on_path_changed(self, path: Path) -> None:
        self._hold(path)
        self.current_path_changed.emit(path)

    def _hold(self, path: Path) -> None:
        if self.overrides is None or not path:
            return
        holder = _holder(self._document.project, path)
        if holder:
            self.overrides.overrides.hold(holder)

    def _on_changed(self, _before: object, _after: object) -> None:
        self._name_overrides()

    def _name_overrides(self) -> None:
        if self.overrides is None:
            return
        holder = self.overrides.overrides.holder
        if holder:
            name = label(self._document.project.at(holder))
            self._caption.setText(str(OVERRIDES_OF(name=name)))
        else:
            self._caption.setText(str(CHOOSE_ROW()))
        self.overrides.setAccessibleName(self._caption.text() if holder else str(OVERRIDES()))


def _holder(project: Project, path: Path) -> Path:
    """The strategy or outcome that a path leads to, of an uncertainty the first; empty for none."""
    steps = path.split("/")
    if steps[0] == "strategies":
        return "/".join(steps[:2])
    if steps[0] != "uncertainties" or len(steps) < 2:
        return ""
    if len(steps) >= 4 and steps[2] == "outcomes":
        return "/".join(steps[:4])
    whole = "/".join(steps[:2])
    outcomes = project.at(whole).outcomes
    return f"{whole}/outcomes/{outcomes[0].id}" if outcomes else ""
