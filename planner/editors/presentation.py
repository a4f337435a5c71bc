"""How the value of a field looks in its cell, and what is said about it on hover and aloud."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

from planner.domain.column import AT_LEAST, AT_MOST, BETWEEN, LARGEST, Column
from planner.domain.distribution import Range
from planner.domain.entity import Entity
from planner.domain.path import Path
from planner.domain.project import Project
from planner.domain.source import Source
from planner.domain.tenant import Tenant
from planner.editors.cell import Cell, Refusal, State
from planner.editors.entry import Field, entry_text, rounded_text, shown_text
from planner.editors.overridden import Overridden
from planner.editors.plan_paths import PathNames, finder_for
from planner.editors.references import options_of
from planner.editors.row_projection import Row
from planner.editors.table_column import TableColumn, unit_in_row
from planner.editors.words import NONE, NOTHING, choice_text
from planner.units.message import QT_TRANSLATE_NOOP, Message, sentence
from planner.units.notation import NO_BREAK, Marks, print_entry, print_number

IS_DEFAULT = sentence(
    "cell-default", QT_TRANSLATE_NOOP("planner", "The default; type to replace it.")
)
IS_COMPUTED = sentence(
    "cell-computed", QT_TRANSLATE_NOOP("planner", "Worked out from other fields; not typed here.")
)
IS_OVERRIDDEN = sentence(
    "cell-overridden",
    QT_TRANSLATE_NOOP("planner", "{value} by {origin}; {base} as written."),
)
IS_RANGE = sentence(
    "cell-range", QT_TRANSLATE_NOOP("planner", "{median} ({low}–{high}){unit}, {shape}.")
)
FROM_SOURCE = sentence("cell-source", QT_TRANSLATE_NOOP("planner", "{confidence}: {text}{date}."))
SHAPES = {
    "normal": sentence("shape-normal", QT_TRANSLATE_NOOP("planner", "normal")),
    "lognormal": sentence("shape-lognormal", QT_TRANSLATE_NOOP("planner", "lognormal")),
    "uniform": sentence("shape-uniform", QT_TRANSLATE_NOOP("planner", "uniform")),
    "triangular": sentence("shape-triangular", QT_TRANSLATE_NOOP("planner", "triangular")),
    "pert": sentence("shape-pert", QT_TRANSLATE_NOOP("planner", "PERT")),
    "discrete": sentence("shape-discrete", QT_TRANSLATE_NOOP("planner", "discrete")),
}


def shape_word(value: Range) -> str:
    """What the distribution of a range is called."""
    shape = value.shape
    if shape == "to":
        shape = "lognormal" if value.arguments[0] > 0 else "normal"
    return str(SHAPES[shape]())


class Presentation:
    """Turns the values of one table into cells, in the marks of a locale."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self._tenants: tuple[Tenant, ...] = ()
        self._slots: Mapping[str, int] = {}
        self._sources: tuple[Source, ...] = ()
        self._sources_by_path: Mapping[Path, Sequence[Source]] = {}

    def field(self, project: Project, row: Row, column: Column) -> Field:
        """A column as it is read and printed in a row: with what it may refer to there."""
        refers = column.target or column.kind == "likelihood"
        options = options_of(project, row.path, column) if refers else ()
        if column.kind in ("path", "paths"):
            kind: type[Entity] = type(row.entity)
            finder = finder_for(kind, column.name)
            return Field(column, self.marks, options, PathNames(project, finder))
        return Field(column, self.marks, options)

    def cell(
        self,
        project: Project,
        row: Row,
        column: TableColumn,
        overridden: Overridden | None = None,
        refusal: Refusal | None = None,
        warned: bool = False,
    ) -> Cell:
        """The cell as it is painted."""
        if column.field is None or not column.is_editable:
            text = self._computed_text(project, row, column)
            slot = self._slot(project, row, column)
            return Cell(text, State.COMPUTED, at_right=column.at_right, slot=slot)
        if refusal is not None:
            return Cell(refusal.text, State.REFUSED, at_right=column.at_right)
        value = getattr(row.entity, column.name)
        if overridden is not None:
            shown = self._overridden_cell(project, row, column, overridden)
            return replace(shown, warned=warned)
        return Cell(
            self._text(project, row, column.field, value),
            State.DEFAULT if _is_default(column.field, value) else State.SET,
            suffix=unit_in_row(column, row.entity),
            shape=value if isinstance(value, Range) else None,
            slot=self._slot(project, row, column),
            at_right=column.at_right,
            checked=value if column.field.kind == "flag" else None,
            warned=warned,
            cut_at_left=column.field.kind == "path",
        )

    def _overridden_cell(
        self, project: Project, row: Row, column: TableColumn, overridden: Overridden
    ) -> Cell:
        assert column.field is not None
        value = _without_noise(overridden.value)
        base = self._text(project, row, column.field, getattr(row.entity, column.name))
        text = self._text(project, row, column.field, value)
        if base == NONE:
            base = str(NOTHING())
        return Cell(
            text,
            State.OVERRIDDEN,
            base=base if base != text else "",
            suffix=unit_in_row(column, row.entity),
            shape=value if isinstance(value, Range) else None,
            at_right=column.at_right,
            checked=value if column.field.kind == "flag" else None,
        )

    def entry(self, project: Project, row: Row, column: TableColumn) -> str:
        """The text an editor opens with, and that is copied; computed columns as they are shown."""
        if column.field is None or not column.is_editable:
            return self._computed_text(project, row, column)
        field = self.field(project, row, column.field)
        return entry_text(field, getattr(row.entity, column.name))

    def value_text(self, field: Field, value: Any) -> str:
        """A value as its cell shows it."""
        return shown_text(field, value)

    def _text(self, project: Project, row: Row, column: Column, value: Any) -> str:
        return shown_text(self.field(project, row, column), value)

    def _computed_text(self, project: Project, row: Row, column: TableColumn) -> str:
        if column.computed is not None:
            value = column.computed(project, row)
        else:
            value = _nested_text(getattr(row.entity, column.name))
        if isinstance(value, float):
            return print_number(value * column.unit.shown, self.marks, column.unit.decimals)
        return NONE if value is None else value

    def tooltip(
        self,
        project: Project,
        row: Row,
        column: TableColumn,
        overridden: Overridden | None = None,
        refusal: Refusal | None = None,
        problems: Sequence[str] = (),
    ) -> str:
        """What the field is, what it takes, why it shows what it shows and where that is from."""
        lines = self.help_lines(column)
        lines += problems
        lines += self.state_lines(project, row, column, overridden, refusal)
        lines += [self._source_line(source) for source in self.sources_of(project, row, column)]
        body = "".join(f"<div>{escape(line)}</div>" for line in lines)
        return f"<qt><b>{escape(column.heading)}</b>{body}</qt>"

    def help_lines(self, column: TableColumn) -> list[str]:
        """What the field means, and its bounds."""
        lines = [str(column.help)] if column.help else []
        if column.field is not None and _is_bounded(column.field):
            allowed = str(self._allowed(column.field))
            lines.append(f"{allowed[:1].upper()}{allowed[1:]}.")
        return lines

    def _allowed(self, field: Column) -> Message:
        """The bounds of a field as its cells show numbers: percent and thousands."""
        low, high = (self._limit(field, each) for each in (field.low, field.high))
        if field.low == -LARGEST:
            return AT_MOST(high=high)
        return AT_LEAST(low=low) if field.high == LARGEST else BETWEEN(low=low, high=high)

    def _limit(self, field: Column, value: float) -> str:
        unit = field.unit.symbol.removeprefix("%").strip()
        return f"{print_entry(float(value), field.unit, self.marks)}{NO_BREAK}{unit}".rstrip()

    def state_lines(
        self,
        project: Project,
        row: Row,
        column: TableColumn,
        overridden: Overridden | None,
        refusal: Refusal | None,
    ) -> list[str]:
        """Sentences about the state of a cell, for hover and for a screen reader."""
        if refusal is not None:
            return [refusal.message]
        if column.field is None:
            return [str(IS_COMPUTED())]
        if not column.is_editable:
            return []
        value = getattr(row.entity, column.name)
        lines: list[str] = []
        if overridden is not None:
            base = self._text(project, row, column.field, value)
            value = _without_noise(overridden.value)
            shown = self._text(project, row, column.field, value)
            lines.append(str(IS_OVERRIDDEN(value=shown, origin=overridden.origin, base=base)))
        if isinstance(value, Range):
            lines.append(self._range_line(column, value))
        elif overridden is None and _is_default(column.field, value):
            lines.append(str(IS_DEFAULT()))
        return lines

    def _range_line(self, column: TableColumn, value: Range) -> str:
        unit = column.unit
        median, low, high = (
            rounded_text(each, unit, self.marks) for each in (value.median, value.p10, value.p90)
        )
        symbol = f"{NO_BREAK}{unit.symbol}" if unit.symbol else ""
        shape = shape_word(value)
        return str(IS_RANGE(median=median, low=low, high=high, unit=symbol, shape=shape))

    def _slot(self, project: Project, row: Row, column: TableColumn) -> int | None:
        """The place of the tenant that a cell names; it carries the tenant's colour."""
        steps = row.path.split("/")
        if steps[0] != "tenants" or column.name != ("parent-0" if row.parents else "name"):
            return None
        if project.tenants is not self._tenants:
            self._tenants = project.tenants
            self._slots = {tenant.id: place for place, tenant in enumerate(project.tenants)}
        return self._slots.get(steps[1])

    def sources_of(self, project: Project, row: Row, column: TableColumn) -> Sequence[Source]:
        """The sources of the field, or of its entity where the field has none of its own."""
        if project.sources is not self._sources:
            by_path: dict[Path, list[Source]] = {}
            for source in project.sources:
                by_path.setdefault(source.path, []).append(source)
            self._sources, self._sources_by_path = project.sources, by_path
        own = self._sources_by_path.get(f"{row.path}/{column.name}", ())
        return own or self._sources_by_path.get(row.path, ())

    def _source_line(self, source: Source) -> str:
        date = f" ({source.date})" if source.date else ""
        text = source.text.rstrip(".")
        return str(FROM_SOURCE(confidence=choice_text(source.confidence), text=text, date=date))


def _without_noise(value: Any) -> Any:
    """A number that a factor made, without the last bits that only arithmetic put there."""
    if isinstance(value, Range):
        return Range(value.shape, tuple(_without_noise(each) for each in value.arguments))
    return float(f"{value:.12g}") if isinstance(value, float) else value


def _nested_text(value: Any) -> str | None:
    """How many entities a list has; what a single one is called."""
    if isinstance(value, tuple):
        return str(len(value)) if value else None
    return None if value is None else (getattr(value, "name", "") or type(value).singular)


def _is_default(column: Column, value: Any) -> bool:
    if column.kind in ("id", "text") or column.required:
        return False
    return bool(value == column.default)


def _is_bounded(column: Column) -> bool:
    is_number = column.kind in ("number", "whole", "quantity", "amount", "ramp", "demand")
    return is_number and (column.low > -LARGEST or column.high < LARGEST)
