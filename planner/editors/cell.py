"""What a table's cell is, for the delegate that paints it and for whoever reads it aloud."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Protocol

from PySide6.QtCore import Qt

from planner.domain.distribution import Range


class State(StrEnum):
    """Why a cell shows what it shows. LOOK.md, "States"."""

    SET = "set"
    DEFAULT = "default"
    COMPUTED = "computed"
    OVERRIDDEN = "overridden"
    REFUSED = "refused"
    ADDING = "adding"


class Role(IntEnum):
    """Roles beside Qt's own: the whole cell for the delegate, and the path of its field."""

    CELL = Qt.ItemDataRole.UserRole + 1
    STATE = Qt.ItemDataRole.UserRole + 2
    RANGE = Qt.ItemDataRole.UserRole + 3
    PATH = Qt.ItemDataRole.UserRole + 4


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, ready to be painted.

    `text` is what stands in it (where refused: what was typed). `base` is the value as written
    where an override hides it. `suffix` is a unit that depends on the row. `shape` is the range
    whose spark is drawn, `slot` the place in the categorical colours, `checked` a flag's state.
    `warned` tells that a problem or notice speaks of it, `cut_at_left` that its end matters most
    where it does not fit.
    """

    text: str
    state: State = State.SET
    base: str = ""
    suffix: str = ""
    shape: Range | None = None
    slot: int | None = None
    at_right: bool = False
    checked: bool | None = None
    warned: bool = False
    cut_at_left: bool = False


@dataclass(frozen=True)
class Refusal:
    """An entry that was not accepted: what was typed, and what is said of it.

    `reason` is the end of the message, where that first says what stays.
    """

    text: str
    message: str
    reason: str = ""


class Palette(Protocol):
    """The colours the tables are painted with, as "#RRGGBB". LOOK.md, "Colour"."""

    @property
    def raised(self) -> str: ...
    @property
    def sunken(self) -> str: ...
    @property
    def computed(self) -> str: ...
    @property
    def border(self) -> str: ...
    @property
    def gridline(self) -> str: ...
    @property
    def strong(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def muted(self) -> str: ...
    @property
    def accent(self) -> str: ...
    @property
    def text_on_accent(self) -> str: ...
    @property
    def selection(self) -> str: ...
    @property
    def warning(self) -> str: ...
    @property
    def overridden(self) -> str: ...
    @property
    def overridden_fill(self) -> str: ...
    @property
    def refused(self) -> str: ...
    @property
    def refused_fill(self) -> str: ...
    @property
    def categorical(self) -> tuple[str, ...]: ...
