"""Typed or pasted text as the value of a field, in the marks of the locale."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from planner.domain.acceptance import accepted
from planner.domain.column import NOT_A_CHOICE, REQUIRED, Column
from planner.editors.entry import Field
from planner.editors.words import NONE, choice_text, flag_text
from planner.units.message import QT_TRANSLATE_NOOP, Refused, sentence
from planner.units.notation import (
    NOT_AN_ENTRY,
    Written,
    plain_text,
    print_entry,
    read_entry,
    read_number,
)
from planner.units.unit import SHARE

NOT_PAIRS = sentence(
    "not-pairs",
    QT_TRANSLATE_NOOP("planner", "{field}: “{value}” is no pair; write {example}."),
)
NOTHING_TO_CHOOSE = sentence(
    "nothing-to-choose", QT_TRANSLATE_NOOP("planner", "{field}: there is nothing to choose from.")
)
NO_SUCH_FIELD = sentence(
    "no-field-of-the-plan",
    QT_TRANSLATE_NOOP(
        "planner", "{field}: “{value}” is nothing that can be chosen here; take one from the list."
    ),
)
RANGE_OR_ONE = sentence(
    "range-or-one", QT_TRANSLATE_NOOP("planner", "{range}, or one number such as {one}")
)


def read(field: Field, text: str) -> Any:
    """The accepted value of what was typed or pasted. Raises Refused, naming what is allowed.

    An empty text is the field's default: none where it may be empty.
    """
    stripped = text.strip()
    if not stripped or (stripped == NONE and field.column.kind != "text"):
        return cleared(field.column)
    reader = _READERS.get(field.column.kind)
    return accepted(field.column, stripped if reader is None else reader(field, stripped))


def cleared(column: Column) -> Any:
    """What Delete leaves: the default. Raises Refused for a field that must be given."""
    if column.required:
        raise Refused(REQUIRED(field=column.title))
    return column.default


def _read_number(field: Field, text: str) -> float:
    return read_number(text, field.column.unit, field.marks)


def _read_quantity(field: Field, text: str) -> Any:
    """A number or a range; what is neither is refused with what may have been meant."""
    try:
        return read_entry(text, field.column.unit, field.marks)
    except Refused as refusal:
        if refusal.message.sentence is not NOT_AN_ENTRY:
            raise
        said = dict(refusal.message.values) | {"example": example_of(field, text)}
        raise Refused(NOT_AN_ENTRY(**said)) from None


def example_of(field: Field, text: str) -> str:
    """An entry that the field takes: from the numbers of a text, if it has any, else any."""
    numbers = sorted({number for number in _numbers_in(field, text) if _fits(field, number)})
    unit, marks = field.column.unit, field.marks
    if len(numbers) == 1:
        return print_entry(numbers[0], unit, marks)
    if len(numbers) < 2:
        low, high = (0.1, 0.2) if unit.shown == 100.0 else (250.0, 320.0)
        return print_entry(Written("to", (low, high)), unit, marks)
    low, high = numbers[0], numbers[-1]
    one = print_entry(float(f"{(low + high) / 2:.3g}"), unit, marks)
    return str(RANGE_OR_ONE(range=print_entry(Written("to", (low, high)), unit, marks), one=one))


def range_from(field: Field, text: str) -> str:
    """A range that begins with the number of a text, as an example of how to go on."""
    number = next((each for each in _numbers_in(field, text) if _fits(field, each)), None)
    if number is None or number == 0:
        return example_of(field, "")
    high = min(float(f"{number * 1.3:.2g}"), field.column.high)
    if high <= number:
        return example_of(field, "")
    return print_entry(Written("to", (number, high)), field.column.unit, field.marks)


def _numbers_in(field: Field, text: str) -> Iterator[float]:
    percent = field.column.unit.shown == 100.0 and "%" in text
    for match in field.marks.number.finditer(text):
        whole = "".join(digit for digit in match["whole"] if digit.isdigit())
        number = float(f"{whole or '0'}.{match['rest'] or '0'}")
        yield float(f"{number / 100:.12g}") if percent else number


def _fits(field: Field, number: float) -> bool:
    return field.column.low <= number <= field.column.high


def _read_flag(field: Field, text: str) -> bool:
    words = {flag_text(True): True, flag_text(False): False, "true": True, "false": False}
    folded = {word.casefold(): value for word, value in words.items()} | {"1": True, "0": False}
    if text.casefold() not in folded:
        allowed = f"{flag_text(True)}, {flag_text(False)}"
        raise Refused(NOT_A_CHOICE(field=field.column.title, value=text, allowed=allowed))
    return folded[text.casefold()]


def _read_choice(field: Field, text: str) -> str:
    folded = text.casefold()
    for word in field.column.choices:
        if folded in (word, choice_text(word).casefold()):
            return word
    allowed = ", ".join(choice_text(word) for word in field.column.choices)
    raise Refused(NOT_A_CHOICE(field=field.column.title, value=text, allowed=allowed))


_LOOSE_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_LOOSE_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")


def _read_date(_field: Field, text: str) -> str:
    """Year first, as it is shown; other marks between, and one digit, are put right."""
    for pattern in (_LOOSE_MONTH, _LOOSE_DAY):
        match = pattern.fullmatch(text)
        if match is not None:
            year, *rest = match.groups()
            return "-".join([year, *(part.zfill(2) for part in rest)])
    return text.lower()


def _read_reference(field: Field, text: str) -> str:
    folded = text.casefold()
    for named in (False, True):
        for option in field.options:
            if folded == (option.name if named else option.id).casefold():
                return option.id
    if not field.options:
        raise Refused(NOTHING_TO_CHOOSE(field=field.column.title))
    allowed = ", ".join(option.name for option in field.options)
    raise Refused(NOT_A_CHOICE(field=field.column.title, value=text, allowed=allowed))


def _read_references(field: Field, text: str) -> tuple[str, ...]:
    """Names or ids between semicolons; between commas where no name has one."""
    parts = _parts(text, ";")
    if len(parts) == 1 and "," in text and all("," not in each.name for each in field.options):
        parts = _parts(text, ",")
    return tuple(_read_reference(field, part) for part in parts)


def _read_path(field: Field, text: str) -> str:
    """A path as it stands or by its title."""
    found = text if field.paths is None else field.paths.path_of(text)
    if found is None:
        raise Refused(NO_SUCH_FIELD(field=field.column.title, value=text))
    return found


def _read_paths(field: Field, text: str) -> tuple[str, ...]:
    return tuple(_read_path(field, part) for part in _parts(text, ";"))


def _read_ramp(field: Field, text: str) -> Any:
    """One number is months; a list, or a number with %, is shares."""
    body = text.removeprefix("[").removesuffix("]")
    if body == text and "%" not in text and len(_list_of(field, text)) == 1:
        return read_number(text, field.column.unit, field.marks)
    return _read_shares(field, text)


def _read_shares(field: Field, text: str) -> tuple[float, ...]:
    body = text.removeprefix("[").removesuffix("]")
    return tuple(read_number(part, SHARE, field.marks) for part in _list_of(field, body))


def _list_of(field: Field, text: str) -> list[str]:
    return _parts(text, ";" if ";" in text or field.marks.decimal == "," else ",")


def _parts(text: str, separator: str) -> list[str]:
    return [part.strip() for part in text.split(separator) if part.strip()]


def _read_demand(field: Field, text: str) -> Any:
    if ":" not in text or "(" in text:
        return _read_quantity(field, text)
    return _read_pairs(field, text)


def _read_pairs(field: Field, text: str) -> tuple[tuple[str, float], ...]:
    unit, found = (field.column.unit if field.column.kind == "demand" else SHARE), []
    for part in _parts(text, ";"):
        key, colon, number = part.rpartition(":")
        if not colon:
            example = "2026-05: 60" if field.column.kind == "demand" else "2026-05: 50 %"
            raise Refused(NOT_PAIRS(field=field.column.title, value=part, example=example))
        if field.column.kind == "likelihood":
            name = _read_reference(field, key.strip())
        else:
            name = _read_date(field, key.strip())
        found.append((name, read_number(number, unit, field.marks)))
    return tuple(found)


def _read_amount(field: Field, text: str) -> Any:
    """A number in the field's unit, or one before the field's other word: "3 bills", "40 %"."""
    word = field.column.alternative
    for ending in (word, word.removesuffix("s")):
        if ending and text.casefold().endswith(ending):
            number = read_number(text[: -len(ending)].strip(), marks=field.marks)
            return f"{plain_text(number)} {word}"
    return read_number(text, field.column.unit, field.marks)


_Reader = Callable[[Field, str], Any]

_READERS: dict[str, _Reader] = {
    "number": _read_number,
    "whole": _read_number,
    "quantity": _read_quantity,
    "flag": _read_flag,
    "choice": _read_choice,
    "month": _read_date,
    "month_or_start": _read_date,
    "date": _read_date,
    "loose_date": _read_date,
    "reference": _read_reference,
    "references": _read_references,
    "path": _read_path,
    "paths": _read_paths,
    "ramp": _read_ramp,
    "shares": _read_shares,
    "spend": _read_pairs,
    "demand": _read_demand,
    "likelihood": _read_pairs,
    "amount": _read_amount,
}
