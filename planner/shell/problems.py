"""What is wrong or worth knowing, in one list that leads to each place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTreeView,
    QWidget,
)

from planner.charts.palette import palette_in_force
from planner.domain.checks import INCONSISTENT, Problem
from planner.domain.path import child
from planner.domain.project import Project
from planner.shell.icons import coloured_icon
from planner.shell.problem_delegate import ProblemDelegate
from planner.units.message import QT_TRANSLATE_NOOP, Message, Sentence, sentence

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()

LIST = sentence("problems.list", QT_TRANSLATE_NOOP("planner", "Problems"))
WHERE = sentence("problems.where", QT_TRANSLATE_NOOP("planner", "Where"))
WHAT = sentence("problems.what", QT_TRANSLATE_NOOP("planner", "What"))
WHOLE_PLAN = sentence("problems.whole-plan", QT_TRANSLATE_NOOP("planner", "Plan"))
IS_REFUSED = sentence("problems.refused", QT_TRANSLATE_NOOP("planner", "Refused"))
IS_INCONSISTENT = sentence("problems.inconsistent", QT_TRANSLATE_NOOP("planner", "Problem"))
IS_NOTICE = sentence("problems.notice", QT_TRANSLATE_NOOP("planner", "Notice"))
IS_ASSUMPTION = sentence("problems.assumption", QT_TRANSLATE_NOOP("planner", "Assumed"))


class Weight(Enum):
    """How much an entry of the list matters, heaviest first."""

    REFUSED = 0
    INCONSISTENT = 1
    NOTICE = 2
    ASSUMPTION = 3


WORDS: dict[Weight, Sentence] = {
    Weight.REFUSED: IS_REFUSED,
    Weight.INCONSISTENT: IS_INCONSISTENT,
    Weight.NOTICE: IS_NOTICE,
    Weight.ASSUMPTION: IS_ASSUMPTION,
}


@dataclass(frozen=True)
class Entry:
    """One line: how much it matters, where it leads, the place in words, the sentence."""

    weight: Weight
    path: str
    place: str
    text: str


def entries(
    project: Project,
    problems: Sequence[Problem],
    refused: Mapping[str, str],
    assumptions: Sequence[Message],
) -> tuple[Entry, ...]:
    """The list's lines, the heaviest first, none twice; `refused` is why, by path."""
    found = [
        Entry(Weight.REFUSED, path, place(project, path), text) for path, text in refused.items()
    ]
    for problem in problems:
        weight = Weight.INCONSISTENT if problem.severity == INCONSISTENT else Weight.NOTICE
        where = place(project, problem.path)
        found.append(Entry(weight, problem.path, where, str(problem.message)))
    found += [Entry(Weight.ASSUMPTION, "", place(project, ""), str(text)) for text in assumptions]
    return tuple(sorted(dict.fromkeys(found), key=lambda entry: entry.weight.value))


def by_path(problems: Sequence[Problem]) -> dict[str, list[str]]:
    """The sentences of the problems that speak of a field or an entity, by its path."""
    found: dict[str, list[str]] = {}
    for problem in problems:
        told = found.setdefault(problem.path, []) if problem.path else []
        if str(problem.message) not in told:
            told.append(str(problem.message))
    return found


def place(project: Project, path: str) -> str:
    """A path in words: names of entities, titles of fields; the path where it leads nowhere."""
    if not path:
        return str(WHOLE_PLAN())
    here: Any = project
    words: list[str] = []
    for step in path.split("/"):
        holder = here
        try:
            here = child(here, step, path)
        except KeyError:
            return path
        if isinstance(holder, tuple):
            words.append(str(getattr(here, "name", "") or step))
        elif len(path) == len(step) or not isinstance(here, tuple):
            words.append(type(holder).column(step).title)
    return " · ".join(words)


class ProblemsModel(QAbstractTableModel):
    """The entries as rows: kind and sentence, then the place."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[Entry, ...] = ()

    def show(self, entries: tuple[Entry, ...]) -> None:
        """Hold these entries."""
        if entries != self._entries:
            self.beginResetModel()
            self._entries = entries
            self.endResetModel()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What the list holds."""
        return self._entries

    def count(self, *weights: Weight) -> int:
        """How many entries have one of these weights."""
        return sum(entry.weight in weights for entry in self._entries)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else 2

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return str((WHAT, WHERE)[section]())
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text if index.column() == 0 else entry.place
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.text if index.column() == 0 else entry.place
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return f"{WORDS[entry.weight]()}: {entry.text} {entry.place}"
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            name, colour = _sign(entry.weight)
            return coloured_icon(name, colour)
        return None


def _sign(weight: Weight) -> tuple[str, str]:
    palette = palette_in_force()
    match weight:
        case Weight.REFUSED | Weight.INCONSISTENT:
            return "refused", palette.refused
        case Weight.NOTICE:
            return "warning", palette.warning
        case Weight.ASSUMPTION:
            return "notice", palette.muted


class ProblemsView(QTreeView):
    """The list of problems; choosing one asks to be led to its place."""

    jump_asked = Signal(str)  # path

    def __init__(self, model: ProblemsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problems = model
        self.setModel(model)
        self.setAccessibleName(str(LIST()))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRootIsDecorated(False)
        self.setHeaderHidden(True)
        self.setColumnHidden(1, True)  # painted with the sentence
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setItemDelegate(ProblemDelegate(self))
        self.header().sectionResized.connect(self.scheduleDelayedItemsLayout)
        self.clicked.connect(self._jump)
        self.activated.connect(self._jump)

    @Slot(QModelIndex)
    def _jump(self, index: QModelIndex) -> None:
        path = self._problems.entries[index.row()].path
        if path:
            self.jump_asked.emit(path)
