"""Numbers and ranges as they are typed, stored and printed. MODEL.md part A, "Ranges"."""

import math
import re
from dataclasses import dataclass

from planner.units.message import QT_TRANSLATE_NOOP, Refused, sentence
from planner.units.unit import PLAIN, Unit

NOT_AN_ENTRY = sentence(
    "not-an-entry",
    QT_TRANSLATE_NOOP("planner", "“{text}” is neither a number nor a range. Write {example}."),
)
NOT_A_NUMBER = sentence("not-a-number", QT_TRANSLATE_NOOP("planner", "“{text}” is not a number."))
UNKNOWN_SUFFIX = sentence(
    "unknown-suffix",
    QT_TRANSLATE_NOOP("planner", "“{suffix}” is not a unit of this field; it takes {allowed}."),
)
WRONG_ARGUMENTS = sentence(
    "wrong-arguments", QT_TRANSLATE_NOOP("planner", "{name} takes {expected}, not {count} values.")
)
NOT_A_PAIR = sentence(
    "not-a-pair", QT_TRANSLATE_NOOP("planner", "discrete takes pairs such as 6: 20%, not “{text}”.")
)

MINUS = "\u2212"
NO_BREAK = "\u00a0"
THIN = "\u202f"
LARGEST = 1e12

ARGUMENTS = {
    "normal": 2,
    "lognormal": 2,
    "uniform": 2,
    "triangular": 3,
    "pert": 3,
}
# Arguments that are no amount of the field's unit: the deviation of a log is a plain number.
PLAIN_ARGUMENTS = {"lognormal": (1,)}


@dataclass(frozen=True)
class Marks:
    """The decimal mark and the thousands mark of a locale."""

    decimal: str = "."
    thousands: str = ","

    @property
    def separator(self) -> str:
        """What stands between arguments on screen."""
        return "," if self.decimal != "," else ";"


FILE_MARKS = Marks(".", "")
SCREEN_MARKS = Marks(".", ",")


@dataclass(frozen=True)
class Written:
    """A range as written: its shape and the numbers given, in the field's unit.

    `arguments` of `discrete` alternate value and probability.
    """

    shape: str
    arguments: tuple[float, ...]


_NUMBER = re.compile(
    r"^(?P<number>[0-9]*[.]?[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[.])(?P<suffix>.*)$", re.DOTALL
)
_CALL = re.compile(r"^(?P<name>[A-Za-z_]+)\s*\((?P<arguments>.*)\)$", re.DOTALL)
_TO = re.compile(r"\s+to\s+", re.IGNORECASE)


def read_number(text: str, unit: Unit = PLAIN, marks: Marks = SCREEN_MARKS) -> float:
    """The number in the field's unit; suffixes such as GW, %, bn, mo are read. Raises Refused."""
    return _number(text, unit, marks, None)


def read_entry(text: str, unit: Unit = PLAIN, marks: Marks = SCREEN_MARKS) -> float | Written:
    """What is typed in a cell that takes a number or a range. Raises Refused, with what is allowed.

    Parameters
    ----------
    text : str
        `300`, `250 to 320`, `normal(300, 20)`, `discrete(0: 70%, 6: 30%)`, with suffixes.
    unit : Unit
        The field's unit; `1.2 GW` in a MW field is 1200.
    marks : Marks
        Decimal and thousands marks; `;` always separates arguments.
    """
    stripped = text.strip()
    call = _CALL.match(stripped)
    if call is not None:
        return _call(call["name"].lower(), call["arguments"], unit, marks)
    parts = _TO.split(stripped)
    if len(parts) == 2:
        trailing = _suffix(parts[1], marks)
        return Written(
            "to", (_number(parts[0], unit, marks, trailing), _number(parts[1], unit, marks, None))
        )
    try:
        return _number(stripped, unit, marks, None)
    except Refused as refusal:
        if refusal.message.sentence is NOT_A_NUMBER:
            raise Refused(
                NOT_AN_ENTRY(text=stripped, example="300, 250 to 320 or pert(0, 2, 12)")
            ) from None
        raise


def _call(name: str, inner: str, unit: Unit, marks: Marks) -> Written:
    if name not in ARGUMENTS and name != "discrete":
        allowed = ", ".join([*ARGUMENTS, "discrete"])
        raise Refused(
            NOT_AN_ENTRY(text=f"{name}({inner})", example=f"a number, a to b, or {allowed}(…)")
        )
    parts = [part.strip() for part in _arguments(inner, marks)]
    if name == "discrete":
        return Written(name, tuple(value for part in parts for value in _pair(part, unit, marks)))
    if len(parts) != ARGUMENTS[name]:
        raise Refused(WRONG_ARGUMENTS(name=name, expected=ARGUMENTS[name], count=len(parts)))
    plain = PLAIN_ARGUMENTS.get(name, ())
    trailing = _suffix(parts[-1], marks) if len(parts) - 1 not in plain else None
    numbers = (
        _number(part, PLAIN, marks, None)
        if place in plain
        else _number(part, unit, marks, trailing)
        for place, part in enumerate(parts)
    )
    return Written(name, tuple(numbers))


def _arguments(inner: str, marks: Marks) -> list[str]:
    if ";" in inner or marks.decimal == ",":
        return inner.split(";")
    return inner.split(",")


def _pair(part: str, unit: Unit, marks: Marks) -> tuple[float, float]:
    value, colon, chance = part.partition(":")
    if not colon:
        raise Refused(NOT_A_PAIR(text=part))
    share = Unit("%", {"%": 0.01})
    return _number(value, unit, marks, None), _number(chance, share, marks, None)


def _plain(text: str, marks: Marks) -> tuple[float, str]:
    """Sign, number with a point, and what is left of the text."""
    body = text.strip().replace(NO_BREAK, " ").replace(THIN, " ").replace(MINUS, "-")
    sign = 1.0
    if body[:1] in "+-" and body:
        sign = -1.0 if body[0] == "-" else 1.0
        body = body[1:].lstrip()
    body = body.removeprefix("$").lstrip()
    if marks.thousands:
        body = re.sub(rf"(?<=[0-9]){re.escape(marks.thousands)}(?=[0-9]{{3}}(?![0-9]))", "", body)
    if marks.decimal != ".":
        body = body.replace(marks.decimal, ".", 1)
    return sign, body


def _suffix(text: str, marks: Marks) -> str | None:
    match = _NUMBER.match(_plain(text, marks)[1])
    return (match["suffix"].strip() or None) if match else None


def _number(text: str, unit: Unit, marks: Marks, fallback_suffix: str | None) -> float:
    sign, body = _plain(text, marks)
    match = _NUMBER.match(body)
    if match is None:
        raise Refused(NOT_A_NUMBER(text=text.strip()))
    suffix = match["suffix"].strip() or fallback_suffix or ""
    return sign * _scaled(float(match["number"]), _factor(suffix, unit))


def _scaled(number: float, factor: float) -> float:
    # 70 / 100 is the float nearest to 0.7; 70 * 0.01 is not.
    return number / round(1.0 / factor) if factor < 1.0 else number * factor


def _factor(suffix: str, unit: Unit) -> float:
    folded = re.sub(r"\s+", " ", suffix.lower())
    if folded in ("", unit.symbol.lower()) and folded != "%":
        return unit.suffixes.get(folded, 1.0 / unit.shown if folded else 1.0)
    for candidate in (folded, folded.removeprefix("$")):
        if candidate in unit.suffixes:
            return unit.suffixes[candidate]
    allowed = ", ".join(name for name in unit.suffixes if name) or "a plain number"
    raise Refused(UNKNOWN_SUFFIX(suffix=suffix, allowed=allowed))


def plain_text(value: float) -> str:
    """The shortest text that reads back as the same number, as the file has it: 300, 0.1, 1e-07."""
    if value == 0:
        return "0"
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return repr(float(value))


def print_number(value: float, marks: Marks = SCREEN_MARKS, decimals: int | None = None) -> str:
    """A number for the screen: U+2212 for minus, thousands marked; all its digits unless told.

    An exact zero is `0`; what is not a number is a dash.
    """
    if not math.isfinite(value):
        return "\u2014"
    if value == 0:
        return "0"
    text = plain_text(abs(value)) if decimals is None else f"{abs(value):.{decimals}f}"
    if "e" not in text:
        whole, point, rest = text.partition(".")
        whole = f"{int(whole):,}".replace(",", marks.thousands)
        text = whole + (marks.decimal + rest if point else "")
    rounded_to_zero = not any(digit in text for digit in "123456789")
    return text if value > 0 or rounded_to_zero else MINUS + text


def _shown(value: float, unit: Unit, marks: Marks) -> str:
    """All digits of the shown number; scaling by 100 must not show binary noise (0.07 is 7 %)."""
    scaled = value if unit.shown == 1.0 else float(f"{value * unit.shown:.12g}")
    return print_number(scaled, marks)


def print_entry(entry: float | Written, unit: Unit = PLAIN, marks: Marks = SCREEN_MARKS) -> str:
    """What the cell shows and what an editor opens with; reads back to the same entry."""
    percent = NO_BREAK + "%" if unit.shown == 100.0 else ""
    if isinstance(entry, float | int):
        return _shown(entry, unit, marks) + percent
    if entry.shape == "to":
        low, high = entry.arguments
        return f"{_shown(low, unit, marks)} to {_shown(high, unit, marks)}{percent}"
    glue = marks.separator + " "
    if entry.shape == "discrete":
        pairs = zip(entry.arguments[::2], entry.arguments[1::2], strict=True)
        chance = Unit("%", {}, 100.0)
        parts = [
            f"{_shown(v, unit, marks)}{percent}: {_shown(p, chance, marks)}%" for v, p in pairs
        ]
    else:
        plain = PLAIN_ARGUMENTS.get(entry.shape, ())
        parts = [
            _shown(v, PLAIN, marks) if place in plain else _shown(v, unit, marks) + percent
            for place, v in enumerate(entry.arguments)
        ]
    return f"{entry.shape}({glue.join(parts)})"


def file_text(entry: Written) -> str:
    """The range as the file keeps it: `.` and `,`, the field's unit, probabilities as percent."""
    if entry.shape == "to":
        return " to ".join(plain_text(value) for value in entry.arguments)
    if entry.shape == "discrete":
        pairs = zip(entry.arguments[::2], entry.arguments[1::2], strict=True)
        inner = ", ".join(f"{plain_text(v)}: {_percent(p)}" for v, p in pairs)
        return f"discrete({inner})"
    return f"{entry.shape}({', '.join(plain_text(value) for value in entry.arguments)})"


def _percent(probability: float) -> str:
    text = plain_text(float(f"{probability * 100:.12g}"))
    # A probability whose percent form would read back as another number is kept as a fraction.
    return text + "%" if float(text) * 0.01 == probability else plain_text(probability)
