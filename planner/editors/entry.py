"""A field's value as the text of a cell, in the marks of the locale."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QLocale

from planner.domain.column import Column
from planner.domain.distribution import Range
from planner.editors.plan_paths import PathNames
from planner.editors.words import NONE, choice_text, flag_text
from planner.units.notation import MINUS, NO_BREAK, THIN, Marks, print_entry, print_number
from planner.units.unit import SHARE, Unit


@dataclass(frozen=True)
class Option:
    """An entity that a reference may point to: its id, and the name it is shown by."""

    id: str
    name: str


@dataclass(frozen=True)
class Field:
    """A column with what printing and reading its values takes.

    `marks` are those of the locale, `options` what it may refer to, `paths` where its paths lead.
    """

    column: Column
    marks: Marks
    options: Sequence[Option] = ()
    paths: PathNames | None = None


def marks_of(locale: QLocale) -> Marks:
    """The decimal and the thousands mark of a locale; spaces are plain, so that they read back."""
    group = locale.groupSeparator()
    return Marks(locale.decimalPoint(), " " if group in (NO_BREAK, THIN) else group)


def entry_text(field: Field, value: Any) -> str:
    """What an editor opens with, empty for none; `reading.read` turns it into the same value."""
    if value is None:
        return ""
    return _PRINTERS.get(field.column.kind, _as_it_is)(field, value)


def shown_text(field: Field, value: Any) -> str:
    """What a cell shows: as `entry_text`, but a dash where there is nothing."""
    text = entry_text(field, value)
    return text if text or field.column.kind in ("text", "id", "path") else NONE


def rounded_text(value: float, unit: Unit, marks: Marks, digits: int = 3) -> str:
    """A number to about so many digits, for sentences; shares and rates as percent."""
    shown = value * unit.shown
    whole = len(f"{abs(shown):.0f}") if abs(shown) >= 1 else 0
    text = print_number(shown, marks, max(0, digits - whole))
    if marks.decimal in text:
        text = text.rstrip("0").removesuffix(marks.decimal)
    return text


def clipboard_text(text: str) -> str:
    """A cell's text as spreadsheets read it: a plain minus and plain spaces."""
    return text.replace(MINUS, "-").replace(NO_BREAK, " ").replace(THIN, " ")


def _as_it_is(_field: Field, value: Any) -> str:
    return str(value)


def _print_number(field: Field, value: Any) -> str:
    entry = value.written if isinstance(value, Range) else float(value)
    return print_entry(entry, field.column.unit, field.marks)


def _print_flag(_field: Field, value: Any) -> str:
    return flag_text(value)


def _print_choice(_field: Field, value: Any) -> str:
    return choice_text(value)


def _print_reference(field: Field, value: Any) -> str:
    return _named(field, value)


def _print_references(field: Field, value: Any) -> str:
    return "; ".join(_named(field, each) for each in value)


def _named(field: Field, entity_id: str) -> str:
    return next((each.name for each in field.options if each.id == entity_id), entity_id)


def _print_path(field: Field, value: Any) -> str:
    return value if field.paths is None else field.paths.title(value)


def _print_paths(field: Field, value: Any) -> str:
    return "; ".join(_print_path(field, each) for each in value)


def _print_shares(field: Field, value: Any) -> str:
    if not isinstance(value, tuple):
        return _print_number(field, value)
    if not value and field.column.kind == "ramp":
        return "0"  # an empty list is full power at once
    return f"{field.marks.separator} ".join(
        print_entry(share, SHARE, field.marks) for share in value
    )


def _print_pairs(field: Field, value: Any) -> str:
    if not isinstance(value, tuple):
        return _print_number(field, value)
    unit = field.column.unit if field.column.kind == "demand" else SHARE
    pairs = (f"{_named(field, key)}: {print_entry(each, unit, field.marks)}" for key, each in value)
    return "; ".join(pairs)


def _print_amount(field: Field, value: Any) -> str:
    if not isinstance(value, str):
        return print_entry(float(value), field.column.unit, field.marks)
    number, word = value.split(" ", 1)
    return f"{print_number(float(number), field.marks)}{NO_BREAK}{word}"


_Printer = Callable[[Field, Any], str]

_PRINTERS: dict[str, _Printer] = {
    "number": _print_number,
    "whole": _print_number,
    "quantity": _print_number,
    "flag": _print_flag,
    "choice": _print_choice,
    "reference": _print_reference,
    "references": _print_references,
    "path": _print_path,
    "paths": _print_paths,
    "ramp": _print_shares,
    "shares": _print_shares,
    "spend": _print_pairs,
    "demand": _print_pairs,
    "likelihood": _print_pairs,
    "amount": _print_amount,
}
