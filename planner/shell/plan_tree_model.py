"""The outline of the plan as an item model that follows edits without forgetting what is open."""

from collections.abc import Sequence
from enum import IntEnum
from itertools import count
from typing import Any, overload

from pydantic import ValidationError
from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from planner.document.document import Document
from planner.domain.entity import refusals
from planner.domain.path import Path
from planner.domain.project import Project
from planner.editors.field_edits import CHANGE, in_sentence
from planner.editors.row_changes import Inserted, Moved, Removed, Step, steps
from planner.shell.plan_nodes import Node, Outline
from planner.shell.told_apart import shared_starts
from planner.units.message import Refused

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()

_Item = Qt.ItemDataRole
_Flag = Qt.ItemFlag


class NodeRole(IntEnum):
    """What the view asks for beside the usual roles."""

    NODE = Qt.ItemDataRole.UserRole + 1
    SHARED_START = Qt.ItemDataRole.UserRole + 2  # letters with which a sibling begins as well


class _Branch:
    """A node in its place; the same one as long as its entity stays in its list."""

    __slots__ = ("branches", "key", "node", "parent", "shared")

    def __init__(self, key: int, node: Node | None, parent: "_Branch | None") -> None:
        self.key = key
        self.node = node
        self.parent = parent
        self.branches: list[_Branch] = []
        # By title, of what lies in it; made when it is asked for.
        self.shared: dict[str, int] | None = None


class PlanTreeModel(QAbstractItemModel):
    """One column; groups at the top. The names of entities can be edited.

    Signals
    -------
    refused(sentence: str)
        A name was not accepted, and why.
    """

    refused = Signal(str)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._outline = Outline()
        # Indexes carry a number, not a pointer: one that outlives its row leads nowhere, harmless.
        self._keys = count(1)
        self._branches: dict[int, _Branch] = {}
        self._is_other_plan = False
        self._root = self._grown(None, None)
        self._grow(self._root, self._outline.nodes(document.project))
        document.opened.connect(self._on_opened)
        document.changed.connect(self._on_changed)

    def node(self, index: Index) -> Node | None:
        """What stands at an index; None for an invalid one."""
        return self._at(index).node

    def index_of(self, path: Path) -> QModelIndex:
        """The entry of a path, or the nearest one that it lies in; invalid if there is none."""
        branch, index = self._root, QModelIndex()
        while True:
            place = _leading_to(branch, path)
            if place is None:
                return index
            branch, index = branch.branches[place], self.index(place, 0, index)

    # What views ask

    def index(self, row: int, column: int, parent: Index = ROOT) -> QModelIndex:
        branches = self._at(parent).branches
        if column != 0 or not 0 <= row < len(branches):
            return QModelIndex()
        return self.createIndex(row, column, branches[row].key)

    @overload
    def parent(self) -> QObject | None: ...
    @overload
    def parent(self, child: Index) -> QModelIndex: ...
    def parent(self, child: Index | None = None) -> QObject | QModelIndex | None:
        if child is None:
            return super().parent()
        above = self._at(child).parent
        return self._index(above)

    def rowCount(self, parent: Index = ROOT) -> int:
        return len(self._at(parent).branches)

    def columnCount(self, _parent: Index = ROOT) -> int:
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        node = self.node(index)
        if node is None:
            return _Flag.NoItemFlags
        shown = _Flag.ItemIsEnabled | _Flag.ItemIsSelectable
        return shown | _Flag.ItemIsEditable if node.depth else shown

    def data(self, index: Index, role: int = _Item.DisplayRole) -> Any:
        node = self.node(index)
        if node is None:
            return None
        if role in (_Item.DisplayRole, _Item.EditRole):
            return node.title
        if role == NodeRole.NODE:
            return node
        if role == NodeRole.SHARED_START:
            return self._shared_start(self._at(index))
        if role in (_Item.AccessibleTextRole, _Item.ToolTipRole):
            return node.spoken()
        return None

    def setData(self, index: Index, value: Any, role: int = _Item.EditRole) -> bool:
        """Give an entity another name, as one step of the history."""
        node, project = self.node(index), self._document.project
        if node is None or role != _Item.EditRole or value == node.title:
            return False
        path = f"{node.path}/name"
        try:
            after = project.replacing_at(path, value)
        except ValidationError as error:
            self.refused.emit(str(refusals(error)[0][1]))
            return False
        except Refused as refusal:
            self.refused.emit(str(refusal.message))
            return False
        title = in_sentence(type(project.at(node.path)).column("name").title)
        self._document.edit(str(CHANGE(field=title, name=node.title)), after)
        return True

    # Following the plan

    def _on_opened(self) -> None:
        self._is_other_plan = True

    def _on_changed(self, _before: Project, after: Project) -> None:
        nodes = self._outline.nodes(after)
        if self._is_other_plan:
            self._is_other_plan = False
            self.beginResetModel()
            self._forget(self._root.branches)
            self._root.branches, self._root.shared = [], None
            self._grow(self._root, nodes)
            self.endResetModel()
        else:
            self._follow(self._root, nodes)

    def _follow(self, branch: _Branch, nodes: Sequence[Node]) -> None:
        branch.shared = None
        before = [each.node.path for each in branch.branches if each.node is not None]
        after = [node.path for node in nodes]
        if before != after:
            for step in steps(before, after):
                self._take(branch, step, nodes)
        for below, node in zip(branch.branches, nodes, strict=True):
            old = below.node
            if old is node or old is None:
                continue
            below.node = node
            if not old.looks_like(node):
                index = self._index(below)
                self.dataChanged.emit(index, index)
            self._follow(below, node.children)

    def _take(self, branch: _Branch, step: Step, nodes: Sequence[Node]) -> None:
        rows, parent = branch.branches, self._index(branch)
        match step:
            case Removed(first, last):
                self.beginRemoveRows(parent, first, last)
                self._forget(rows[first : last + 1])
                del rows[first : last + 1]
                self.endRemoveRows()
            case Inserted(first, last):
                self.beginInsertRows(parent, first, last)
                rows[first:first] = [self._grown(n, branch) for n in nodes[first : last + 1]]
                self.endInsertRows()
            case Moved(source, target):
                # Qt counts the target before the row is taken out.
                place = target + 1 if target > source else target
                self.beginMoveRows(parent, source, source, parent, place)
                rows.insert(target, rows.pop(source))
                self.endMoveRows()

    def _grown(self, node: Node | None, parent: _Branch | None) -> _Branch:
        branch = _Branch(next(self._keys), node, parent)
        self._branches[branch.key] = branch
        self._grow(branch, () if node is None else node.children)
        return branch

    def _grow(self, branch: _Branch, nodes: Sequence[Node]) -> None:
        branch.branches = [self._grown(node, branch) for node in nodes]

    def _forget(self, branches: Sequence[_Branch]) -> None:
        for branch in branches:
            del self._branches[branch.key]
            self._forget(branch.branches)

    def _shared_start(self, branch: _Branch) -> int:
        above = branch.parent
        if above is None or branch.node is None:
            return 0
        if above.shared is None:
            titles = [each.node.title for each in above.branches if each.node is not None]
            above.shared = dict(zip(titles, shared_starts(titles), strict=True))
        return above.shared[branch.node.title]

    def _at(self, index: Index) -> _Branch:
        return self._branches.get(index.internalId(), self._root) if index.isValid() else self._root

    def _index(self, branch: _Branch | None) -> QModelIndex:
        if branch is None or branch.parent is None:
            return QModelIndex()
        return self.createIndex(branch.parent.branches.index(branch), 0, branch.key)


def _leading_to(branch: _Branch, path: Path) -> int | None:
    """The place of the entry below that a path leads to or through."""
    for place, below in enumerate(branch.branches):
        here = "" if below.node is None else below.node.path
        if path == here or path.startswith(f"{here}/"):
            return place
    return None
