"""An override as it is typed and shown: a value in the unit of its field, or a factor "× 0.7"."""

import re
from dataclasses import dataclass
from typing import Any

from planner.domain.acceptance import accepted
from planner.domain.column import Column
from planner.domain.distribution import Range
from planner.domain.entity import stored_value
from planner.domain.overriding import scaled
from planner.domain.path import Path, resolved
from planner.domain.project import Project
from planner.domain.strategy import Override
from planner.editors.entry import Field, entry_text, shown_text
from planner.editors.presentation import Presentation
from planner.editors.reading import read
from planner.editors.row_projection import row_of
from planner.editors.table_column import column_of, titled
from planner.units.message import QT_TRANSLATE_NOOP, Refused, sentence
from planner.units.notation import NO_BREAK, Marks, print_number, read_number
from planner.units.unit import FACTOR

IS_FACTOR = sentence("override-factor", QT_TRANSLATE_NOOP("planner", "= {value}"))
# What may stand before a factor.
_TIMES = re.compile(r"[×x*]\s*(?=[-+−.\d])", re.IGNORECASE)


@dataclass(frozen=True)
class Target:
    """The field that an override changes, as it is read and printed."""

    path: Path
    field: Field
    value: Any
    title: str

    @property
    def column(self) -> Column:
        """The declared field."""
        return self.field.column


def target_of(project: Project, presentation: Presentation, path: Path) -> Target | None:
    """The field at a path; None if it leads to none."""
    found = resolved(project, path)
    if found is None:
        return None
    holder, column = found
    row = row_of(project, path.rpartition("/")[0])
    field = presentation.field(project, row, column)
    title = titled(column_of(column), holder)
    return Target(path, field, getattr(holder, column.name), title)


def read_override(target: Target, text: str) -> Override:
    """The override that was typed for a field. Raises Refused, naming what the field allows."""
    match = _TIMES.match(text.strip())
    if match is None:
        value = read(target.field, text)
        return Override(path=target.path, value=stored_value(target.column, value))
    factor = read_number(text.strip()[match.end() :], FACTOR, target.field.marks)
    scaled(target.column, target.value, factor)
    return Override(path=target.path, factor=factor)


def as_written(target: Target) -> Override:
    """An override that changes nothing yet: the value as it is."""
    return Override(path=target.path, value=stored_value(target.column, target.value))


def typed_text(target: Target | None, override: Override, marks: Marks) -> str:
    """What an editor opens with."""
    if not override.sets:
        return factor_text(override, marks)
    value = value_set(target, override)
    if target is None or value is None:
        return "" if override.value is None else str(override.value)
    return entry_text(target.field, value)


def override_text(target: Target | None, override: Override, marks: Marks) -> str:
    """What the cell shows."""
    if not override.sets:
        return factor_text(override, marks)
    if target is None or (value_set(target, override) is None and override.value is not None):
        return str(override.value)
    if target.column.kind == "entities":
        return str(len(override.value or ()))
    return shown_text(target.field, value_set(target, override))


def factor_text(override: Override, marks: Marks) -> str:
    """A factor with its sign."""
    return f"×{NO_BREAK}{print_number(float(override.factor or 0.0), marks)}"


def product_text(target: Target | None, override: Override) -> str:
    """What a factor makes of the value as written; empty where it makes nothing of it."""
    if target is None or override.sets:
        return ""
    try:
        value = scaled(target.column, target.value, float(override.factor or 0.0))
    except Refused:
        return ""
    return str(IS_FACTOR(value=shown_text(target.field, _tidy(value))))


def value_set(target: Target | None, override: Override) -> Any:
    """What an override sets, as the field reads it; None where it does not accept it."""
    if target is None or not override.sets:
        return None
    if target.column.kind == "entities":
        return override.value
    try:
        return accepted(target.column, override.value)
    except Refused:
        return None


def _tidy(value: Any) -> Any:
    """Without the last bits that only arithmetic put there."""
    if isinstance(value, Range):
        return Range(value.shape, tuple(_tidy(each) for each in value.arguments), value.clipped)
    return float(f"{value:.12g}") if isinstance(value, float) else value
