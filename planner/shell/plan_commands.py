"""What can be done with an entry of the plan's outline: add, duplicate, move, remove."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from planner.document.document import Document
from planner.document.identity import Removal, removed
from planner.domain.path import Path
from planner.domain.project import Project
from planner.editors.row_edits import duplicated, moved
from planner.editors.row_projection import joined, label
from planner.editors.short_name import short_name
from planner.editors.table_edits import DUPLICATE, MOVE, REMOVE
from planner.editors.tables import (
    CASH_LINES,
    DRIVERS,
    EVENTS,
    FACILITIES,
    LOANS,
    OUTCOMES,
    PHASES,
    RENT_ROLL,
    SIGNPOSTS,
    SOURCES,
    STRATEGIES,
    SUPPLIES,
    TENANTS,
    UNCERTAINTIES,
    Table,
)
from planner.units.message import QT_TRANSLATE_NOOP, Message, Refused, sentence

REMOVED = sentence(
    "plan.removed", QT_TRANSLATE_NOOP("planner", "{name} is removed. Undo brings it back.")
)
REMOVED_WITH = sentence(
    "plan.removed-with",
    QT_TRANSLATE_NOOP(
        "planner",
        "{name} is removed, and {count} sources, overrides or correlations that spoke of it. "
        "Undo brings all back.",
    ),
)
REMOVE_WITH = sentence(
    "plan.remove-with",
    QT_TRANSLATE_NOOP("planner", "Remove {name} and {count} entries that speak of it"),
)
OF = sentence("plan.of", QT_TRANSLATE_NOOP("planner", "{kind} of {parent}"))

# What the outline offers to add; None is a rule between.
ADDABLE: tuple[Table | None, ...] = (
    FACILITIES,
    PHASES,
    SUPPLIES,
    EVENTS,
    None,
    TENANTS,
    RENT_ROLL,
    None,
    STRATEGIES,
    UNCERTAINTIES,
    OUTCOMES,
    SIGNPOSTS,
    None,
    LOANS,
    CASH_LINES,
    DRIVERS,
    SOURCES,
)


@dataclass(frozen=True)
class Addition:
    """What can be added where: the table that shows it and the list that it goes into."""

    table: Table
    list_path: Path
    title: str


def addition(project: Project, table: Table, selected: Path) -> Addition | None:
    """Where a new row of a table would go, being near what is selected; None without a parent."""
    lists = list(table.projection.lists(project))
    if not lists:
        return None
    list_path, parents, _ = next((each for each in lists if _holds(each[0], selected)), lists[-1])
    kind = table.projection.entity.singular
    title = str(OF(kind=kind, parent=label(parents[-1]))) if parents else kind
    return Addition(table, list_path, title)


def _holds(list_path: Path, selected: Path) -> bool:
    """Whether a list lies in the selected entity, or the selected entity in what holds the list."""
    holder = list_path.rpartition("/")[0]
    return bool(holder) and (selected == holder or selected.startswith(f"{holder}/"))


class PlanCommands(QObject):
    """Edits of the outline, one step of the history each.

    Signals
    -------
    noted(sentence: str)
        What came of it, where that is not plain to see.
    """

    noted = Signal(str)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document

    def removal(self, path: Path) -> Removal | Message:
        """The plan without an entity, or why it cannot go."""
        try:
            return removed(self._document.project, [path])
        except Refused as refusal:
            return refusal.message

    def removal_title(self, path: Path, removal: Removal) -> str:
        """What removing it would do, for a menu."""
        name = short_name(self._name(path))
        if removal.followers:
            return str(REMOVE_WITH(name=name, count=removal.followers))
        return str(REMOVE(name=name))

    def remove(self, path: Path) -> None:
        """Remove an entity and what speaks of it, or say why it stays."""
        removal, name = self.removal(path), self._name(path)
        if not isinstance(removal, Removal):
            self.noted.emit(str(removal))
            return
        self._document.edit(str(REMOVE(name=name)), removal.project)
        told = REMOVED_WITH if removal.followers else REMOVED
        self.noted.emit(str(told(name=name, count=removal.followers)))

    def duplicate(self, path: Path) -> Path:
        """Put a copy after an entity; the path of the copy."""
        after, copies = duplicated(self._document.project, [path])
        self._document.edit(str(DUPLICATE(name=self._name(path))), after)
        return copies[0]

    def can_move(self, path: Path, step: int) -> bool:
        """Whether an entity has a sibling above (−1) or below (+1) to change places with."""
        return moved(self._document.project, [path], step) is not self._document.project

    def move(self, path: Path, step: int) -> None:
        """Move an entity one place up (−1) or down (+1) among its siblings."""
        after = moved(self._document.project, [path], step)
        self._document.edit(str(MOVE(name=self._name(path))), after)

    def _name(self, path: Path) -> str:
        return label(self._document.project.at(path))


def is_listed(project: Project, path: Path) -> bool:
    """Whether a path leads to an entity of a list, which can be removed, copied and moved."""
    list_path, _, entity_id = path.rpartition("/")
    if not list_path:
        return False
    try:
        project.at(joined(list_path, entity_id))
    except KeyError:
        return False
    return isinstance(project.at(list_path), tuple)
