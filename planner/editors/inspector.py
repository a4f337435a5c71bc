"""The entity under the cursor in full: what it is, and the form of its fields."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from planner.document.document import Document
from planner.domain.case import Case
from planner.domain.contract import Contract
from planner.domain.path import Path, child
from planner.domain.project import Project
from planner.domain.tenant import Tenant
from planner.editors.cell import Palette, Refusal
from planner.editors.followed_path import followed
from planner.editors.form import EntityForm
from planner.editors.row_projection import Row, label, row_of
from planner.editors.short_label import ShortLabel
from planner.editors.words import choice_text
from planner.units.message import QT_TRANSLATE_NOOP, Message, sentence

OF = sentence("inspector-of", QT_TRANSLATE_NOOP("planner", "{kind} of {holder}"))
OF_TENANT = sentence(
    "inspector-of-tenant", QT_TRANSLATE_NOOP("planner", "{kind} of {holder} · {tenant}")
)
OF_KIND = sentence("inspector-of-kind", QT_TRANSLATE_NOOP("planner", "{kind} · {tenant}"))
NOTHING = sentence(
    "inspector-nothing",
    QT_TRANSLATE_NOOP("planner", "Choose a row in a table, and all its fields stand here."),
)
MARGIN = 12


class Inspector(QWidget):
    """Shows the entity at a path, or the one that holds the field at it.

    Signals
    -------
    refusals_changed()
        `refusals` is no longer what it was.
    path_asked(path: str)
        Somebody wants to see the list at a path in its table.
    """

    refusals_changed = Signal()
    path_asked = Signal(str)

    def __init__(self, document: Document, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._document = document
        self.title, self.kind = ShortLabel(self), ShortLabel(self)
        self.title.setProperty("role", "inspector-title")
        self.kind.setProperty("muted", True)
        for words in (self.title, self.kind):
            words.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self.form = EntityForm(document, None, palette, self)
        self._nothing = QLabel(str(NOTHING()), self)
        self._nothing.setWordWrap(True)
        self._nothing.setProperty("muted", True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._nothing.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self.form)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, MARGIN, 0, 0)
        self._column.setSpacing(2)
        for part in (self.title, self.kind):
            self._column.addWidget(part)
        self._column.addWidget(self._stack, 1)
        self.form.refusals_changed.connect(self.refusals_changed)
        self.form.path_asked.connect(self.path_asked)
        self.form.moved.connect(self._describe)
        document.changed.connect(self._on_changed)
        self.set_palette(palette)
        self._describe()

    @property
    def path(self) -> Path | None:
        """The entity that is shown; None if there is none."""
        return self.form.path

    @property
    def refusals(self) -> Mapping[Path, Refusal]:
        """The entries that stand refused in it, by the path of their field."""
        return self.form.refusals

    @Slot(str)
    def show_path(self, path: Path) -> None:
        """Show what is at a path; nothing for an empty path or one that leads nowhere."""
        entity = _entity_at(self._document.project, path) if path else None
        self.form.set_path(entity)
        self._describe()
        self.form.explain(path)

    def set_case(self, case: Case | None) -> None:
        """Show what this case overrides."""
        self.form.set_case(case)

    def set_problems(self, problems: Mapping[Path, Sequence[str]]) -> None:
        """Mark the fields that problems and notices speak of."""
        self.form.set_problems(problems)

    def set_palette(self, palette: Palette) -> None:
        """Dress it in these colours from now on."""
        self.setStyleSheet(f"#inspector {{ background: {palette.raised}; }}")
        self.form.set_palette(palette)

    def _on_changed(self, before: Project, after: Project) -> None:
        path = self.form.path
        # The form may hear of the change after its inspector.
        self._describe(None if path is None else followed(before, after, path) or path)

    def _describe(self, path: Path | None = None) -> None:
        shown = path or self.form.path
        project = self._document.project
        there = shown is not None and _entity_at(project, shown) == shown
        self._stack.setCurrentWidget(self.form if there else self._nothing)
        self.title.setVisible(there)
        self.kind.setVisible(there)
        if shown is not None and there:
            row = row_of(project, shown)
            name = label(row.entity) or str(row.entity.singular)
            said = str(described(row))
            self.title.set_words(name)
            self.kind.set_words(said)
            self.kind.setVisible(said != name)
            self._column.activate()  # at once, or the fields would jump down a moment later


def described(row: Row) -> Message | str:
    """What an entity is: "Contract of Anthropic · customer"."""
    kind = str(row.entity.singular)
    if isinstance(row.entity, Tenant):
        return OF_KIND(kind=kind, tenant=choice_text(row.entity.kind).lower())
    if not row.parents:
        return kind
    holder = " · ".join(label(each) for each in row.parents)
    tenant = row.parents[-1]
    if isinstance(row.entity, Contract) and isinstance(tenant, Tenant):
        return OF_TENANT(kind=kind, holder=holder, tenant=choice_text(tenant.kind).lower())
    return OF(kind=kind, holder=holder)


def _entity_at(project: Project, path: Path) -> Path | None:
    """The path of the listed entity at a path, or of the last one on the way to it."""
    here: object = project
    found: Path | None = None
    steps = path.split("/") if path else []
    for place, step in enumerate(steps):
        try:
            before, here = here, child(here, step, path)
        except KeyError:
            return found
        is_single = place == 0 and not isinstance(here, tuple | str)
        if (isinstance(before, tuple) and hasattr(here, "id")) or is_single:
            found = "/".join(steps[: place + 1])
    return found
