"""Numbers and ranges as they are typed, stored and printed. MODEL.md part A, "Ranges"."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cached_property

from planner.units.message import QT_TRANSLATE_NOOP, Refused, sentence
from planner.units.unit import PLAIN, Unit

NOT_AN_ENTRY = sentence(
    "not-an-entry",
    QT_TRANSLATE_NOOP("planner", "“{text}” is neither a number nor a range. Write {example}."),
)
NOT_A_NUMBER = sentence(
    "not-a-number",
    QT_TRANSLATE_NOOP("planner", "“{text}” is not a number. Write it like {example}."),
)
BEYOND_LARGEST = sentence(
    "beyond-largest",
    QT_TRANSLATE_NOOP("planner", "“{text}” is too large; numbers lie between −1e12 and 1e12."),
)
UNKNOWN_SUFFIX = sentence(
    "unknown-suffix",
    QT_TRANSLATE_NOOP("planner", "“{suffix}” is not a unit of this field; it takes {allowed}."),
)
NO_SUFFIX = sentence(
    "no-suffix",
    QT_TRANSLATE_NOOP(
        "planner", "“{suffix}” is not a unit of this field; it takes a plain number."
    ),
)
WRONG_ARGUMENTS = sentence(
    "wrong-arguments",
    QT_TRANSLATE_NOOP("planner", "{name} takes {expected} values separated by “;”, not {count}."),
)
NOT_A_PAIR = sentence(
    "not-a-pair", QT_TRANSLATE_NOOP("planner", "discrete takes pairs such as 6: 20%, not “{text}”.")
)

# Enough for the largest float with six decimals.
DIGITS = Context(prec=330)
MINUS = "\u2212"
NO_BREAK = "\u00a0"
THIN = "\u202f"
SPACES = (" ", NO_BREAK, THIN, "\u2009")
APOSTROPHES = ("'", "\u2019")
LARGEST = 1e12
# Far beyond LARGEST in any unit, and small enough for decimal arithmetic.
_UNREADABLE = 1e60

ARGUMENTS = {
    "normal": 2,
    "lognormal": 2,
    "uniform": 2,
    "triangular": 3,
    "pert": 3,
}
# Arguments that are no amount of the field's unit: the deviation of a log is a plain number.
PLAIN_ARGUMENTS = {"lognormal": (1,)}
PROBABILITY = Unit("%", {"%": 0.01}, 100.0)


@dataclass(frozen=True)
class Marks:
    """The decimal mark and the thousands mark of a locale."""

    decimal: str = "."
    thousands: str = ","

    @property
    def separator(self) -> str:
        """What stands between arguments: `;` on screen, `,` only where no number can hold one."""
        return "," if "," not in (self.decimal, self.thousands) else ";"

    @cached_property
    def number(self) -> re.Pattern[str]:
        """A number without its sign, and what stands behind it."""
        grouped = rf"[0-9]{{1,3}}(?:{_either(self.thousands)}[0-9]{{3}})+(?![0-9])|"
        mark = re.escape(self.decimal)
        return re.compile(
            rf"(?P<whole>{grouped if self.thousands else ''}[0-9]+|(?={mark}[0-9]))"
            rf"(?:{mark}(?P<rest>[0-9]*))?"
            r"(?P<power>[eE][+-]?[0-9]+)?"
            r"(?P<suffix>[^0-9.,;:()'\u2019]*)"
        )


def _either(mark: str) -> str:
    """A pattern for a thousands mark and for what keyboards have instead of it."""
    for alike in (SPACES, APOSTROPHES):
        if mark in alike:
            return "[" + "".join(alike) + "]"
    return re.escape(mark)


FILE_MARKS = Marks(".", "")
SCREEN_MARKS = Marks(".", ",")


@dataclass(frozen=True)
class Written:
    """A range as written: its shape and the numbers given, in the field's unit.

    `arguments` of `discrete` alternate value and probability.
    """

    shape: str
    arguments: tuple[float, ...]


_CALL = re.compile(r"(?P<name>[A-Za-z_]+)\s*\((?P<arguments>.*)\)", re.DOTALL)
_TO = re.compile(r"\s+to\s+", re.IGNORECASE)
# A comma that is no thousands mark: not before exactly three digits.
_COMMA_BETWEEN = re.compile(r",(?![0-9]{3}(?![0-9]))")


def read_number(text: str, unit: Unit = PLAIN, marks: Marks = SCREEN_MARKS) -> float:
    """The number in the field's unit; suffixes such as GW, %, bn, mo are read. Raises Refused."""
    return _number(text, unit, marks)


def read_entry(text: str, unit: Unit = PLAIN, marks: Marks = SCREEN_MARKS) -> float | Written:
    """What is typed in a cell that takes a number or a range. Raises Refused, with what is allowed.

    Parameters
    ----------
    text : str
        `300`, `250 to 320`, `normal(300, 20)`, `discrete(0: 70%, 6: 30%)`, with suffixes. A suffix
        of the last number holds for those before it that have none.
    unit : Unit
        The field's unit; `1.2 GW` in a MW field is 1200.
    marks : Marks
        Decimal and thousands marks; `;` always separates arguments.
    """
    stripped = text.strip()
    call = _CALL.fullmatch(stripped)
    if call is not None:
        return _call(call["name"].lower(), call["arguments"], unit, marks)
    parts = _TO.split(stripped)
    if len(parts) == 2:
        trailing = _suffix(parts[1], marks)
        return Written(
            "to", (_number(parts[0], unit, marks, trailing), _number(parts[1], unit, marks))
        )
    try:
        return _number(stripped, unit, marks)
    except Refused as refusal:
        if refusal.message.sentence is not NOT_A_NUMBER:
            raise
        number = print_number(1234.5, marks)
        raise Refused(
            NOT_AN_ENTRY(text=_cut(stripped), example=f"{number}, 250 to 320 or normal(300; 20)")
        ) from None


def _call(name: str, inner: str, unit: Unit, marks: Marks) -> Written:
    if name == "discrete":
        parts = _arguments(inner, marks, lambda found: all(":" in part for part in found))
        return Written(name, tuple(value for part in parts for value in _pair(part, unit, marks)))
    expected = ARGUMENTS.get(name)
    if expected is None:
        shapes = ", ".join([*ARGUMENTS, "discrete"])
        raise Refused(
            NOT_AN_ENTRY(text=_cut(f"{name}({inner})"), example=f"300, 250 to 320 or {shapes}(…)")
        )
    parts = _arguments(inner, marks, lambda found: len(found) == expected)
    if len(parts) != expected:
        raise Refused(WRONG_ARGUMENTS(name=name, expected=expected, count=len(parts)))
    plain = PLAIN_ARGUMENTS.get(name, ())
    trailing = _suffix(parts[-1], marks) if len(parts) - 1 not in plain else None
    numbers = (
        _number(part, PLAIN, marks) if place in plain else _number(part, unit, marks, trailing)
        for place, part in enumerate(parts)
    )
    return Written(name, tuple(numbers))


def _arguments(inner: str, marks: Marks, fit: Callable[[list[str]], bool]) -> list[str]:
    if ";" in inner or marks.decimal == ",":
        return [part.strip() for part in inner.split(";")]
    parts = inner.split(",")
    if marks.thousands == "," and not fit(parts):
        apart = _COMMA_BETWEEN.split(inner)
        parts = apart if fit(apart) else parts
    return [part.strip() for part in parts]


def _pair(part: str, unit: Unit, marks: Marks) -> tuple[float, float]:
    value, colon, chance = part.partition(":")
    if not colon:
        raise Refused(NOT_A_PAIR(text=_cut(part)))
    return _number(value, unit, marks), _number(chance, PROBABILITY, marks)


def _matched(text: str, marks: Marks) -> tuple[str, re.Match[str]] | None:
    """Sign (behind it $ where one is written) and parts of a number; None if it is none."""
    body = text.strip()
    for space in SPACES[1:]:
        body = body.replace(space, " ")
    body = body.replace(MINUS, "-")
    sign = ""
    if body[:1] in ("+", "-"):
        sign, body = body[0], body[1:].lstrip()
    if body.startswith("$"):
        sign, body = sign + "$", body[1:].lstrip()
    match = marks.number.fullmatch(body)
    return None if match is None else (sign, match)


def _suffix(text: str, marks: Marks) -> str | None:
    found = _matched(text, marks)
    return (found[1]["suffix"].strip() or None) if found else None


def _number(text: str, unit: Unit, marks: Marks, fallback_suffix: str | None = None) -> float:
    found = _matched(text, marks)
    if found is None:
        raise Refused(NOT_A_NUMBER(text=_cut(text.strip()), example=print_number(1234.5, marks)))
    sign, match = found
    whole = "".join(digit for digit in match["whole"] if digit.isdigit())
    plain = f"{sign.rstrip('$')}{whole or '0'}.{match['rest'] or '0'}{match['power'] or ''}"
    suffix = match["suffix"].strip() or fallback_suffix or ""
    factor = unit.factor(suffix)
    if sign.endswith("$") and not unit.money:
        suffix, factor = "$", None
    if factor is None:
        allowed = ", ".join(name for name in unit.suffixes if name)
        if allowed:
            raise Refused(UNKNOWN_SUFFIX(suffix=_cut(suffix), allowed=allowed))
        raise Refused(NO_SUFFIX(suffix=_cut(suffix)))
    value = _scaled(plain, factor)
    if not abs(value) <= LARGEST:
        raise Refused(BEYOND_LARGEST(text=_cut(text.strip())))
    return value


def _scaled(number: str, factor: float) -> float:
    """The float nearest to the product: 70 % is 0.7, where 70 * 0.01 is not."""
    value = float(number)
    if factor == 1.0 or value == 0.0 or not abs(value) <= _UNREADABLE:
        return value
    return float(Decimal(number) * Decimal(repr(factor)))


def _cut(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"


def plain_text(value: float) -> str:
    """The shortest text that reads back as the same number, as the file has it: 300, 0.1, 1e-07."""
    if value == 0:
        return "0"
    if abs(value) < 1e15 and value == int(value):
        return str(int(value))
    return repr(float(value))


def _shifted(value: float, shown: float) -> str:
    """The digits of a number times 1 or 100; exact, so that 0.07 is 7 and reads back as 0.07."""
    if shown == 1.0 or value == 0 or not math.isfinite(value):
        return plain_text(value)
    digits = (Decimal(repr(float(value))) * int(shown)).normalize()
    exponent = digits.adjusted()
    return f"{digits:f}" if -7 < exponent < 15 else str(digits).lower()


def print_number(value: float, marks: Marks = SCREEN_MARKS, decimals: int | None = None) -> str:
    """A number for the screen: U+2212 for minus, thousands marked; all its digits unless told.

    An exact zero is `0`; what is not a number is a dash. A half is rounded away from zero, as
    spreadsheets round: 6.25 is 6.3.
    """
    if not math.isfinite(value):
        return "\u2014"
    if value == 0:
        return "0"
    text = plain_text(abs(value)) if decimals is None else _rounded(abs(value), decimals)
    return _marked(text if value > 0 else "-" + text, marks)


def _rounded(value: float, decimals: int) -> str:
    """The digits of the number as it is written, not of its binary neighbour."""
    last = Decimal(1).scaleb(-decimals)
    return f"{Decimal(repr(float(value))).quantize(last, ROUND_HALF_UP, DIGITS):f}"


def _marked(text: str, marks: Marks) -> str:
    """A plain number with the marks of a locale; what is rounded to zero has no sign."""
    digits, power, exponent = text.removeprefix("-").partition("e")
    whole, point, rest = digits.partition(".")
    grouped = f"{int(whole):,}".replace(",", marks.thousands)
    marked = grouped + (marks.decimal + rest if point else "") + power + exponent
    is_zero = not any(digit in digits for digit in "123456789")
    return MINUS + marked if text.startswith("-") and not is_zero else marked


def _shown(value: float, unit: Unit, marks: Marks) -> str:
    return _marked(_shifted(value, unit.shown), marks) if math.isfinite(value) else "\u2014"


def print_entry(entry: float | Written, unit: Unit = PLAIN, marks: Marks = SCREEN_MARKS) -> str:
    """What the cell shows and what an editor opens with; reads back to exactly the same entry."""
    percent = NO_BREAK + "%" if unit.shown == PROBABILITY.shown else ""
    if isinstance(entry, float | int):
        return _shown(entry, unit, marks) + percent
    if entry.shape == "to":
        low, high = entry.arguments
        return f"{_shown(low, unit, marks)} to {_shown(high, unit, marks)}{percent}"
    if entry.shape == "discrete":
        parts = [
            f"{_shown(value, unit, marks)}{percent}: {_shown(chance, PROBABILITY, marks)}%"
            for value, chance in _pairs(entry)
        ]
    else:
        plain = PLAIN_ARGUMENTS.get(entry.shape, ())
        parts = [
            _shown(v, PLAIN, marks) if place in plain else _shown(v, unit, marks) + percent
            for place, v in enumerate(entry.arguments)
        ]
    return f"{entry.shape}({f'{marks.separator} '.join(parts)})"


def file_text(entry: Written) -> str:
    """The range as the file keeps it: `.` and `,`, the field's unit, probabilities as percent."""
    if entry.shape == "to":
        return " to ".join(plain_text(value) for value in entry.arguments)
    if entry.shape == "discrete":
        pairs = (
            f"{plain_text(value)}: {_shifted(chance, PROBABILITY.shown)}%"
            for value, chance in _pairs(entry)
        )
        return f"discrete({', '.join(pairs)})"
    return f"{entry.shape}({', '.join(plain_text(value) for value in entry.arguments)})"


def _pairs(entry: Written) -> list[tuple[float, float]]:
    return list(zip(entry.arguments[::2], entry.arguments[1::2], strict=True))
