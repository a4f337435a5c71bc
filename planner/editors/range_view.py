"""What is to be shown of a range while it is typed: its figures, its bound, its sentences."""

import re
from dataclasses import dataclass

from planner.domain.column import LARGEST, Column
from planner.domain.distribution import Range
from planner.editors.density import percentile, share_below, span
from planner.editors.entry import Field, rounded_text
from planner.editors.presentation import shape_word
from planner.editors.reading import example_of, range_from, read
from planner.editors.site_limit import Limit
from planner.units.message import QT_TRANSLATE_NOOP, Message, Refused, sentence
from planner.units.notation import ARGUMENTS, NO_BREAK, NOT_AN_ENTRY

EIGHT_IN_TEN = sentence(
    "range-eight-in-ten",
    QT_TRANSLATE_NOOP("planner", "{shape}, 8 draws in 10 from {low} to {high}."),
)
VALUES = sentence(
    "range-values", QT_TRANSLATE_NOOP("planner", "{count} values; the median is {median}.")
)
BEYOND = sentence(
    "range-beyond",
    QT_TRANSLATE_NOOP("planner", "{share} of draws lie beyond {bound} and are set to it."),
)
AT_MOST = sentence("range-at-most", QT_TRANSLATE_NOOP("planner", "at most {value}"))
AT_LEAST = sentence("range-at-least", QT_TRANSLATE_NOOP("planner", "at least {value}"))
WRITE = sentence("range-write", QT_TRANSLATE_NOOP("planner", "Write {example}."))
GO_ON = sentence("range-go-on", QT_TRANSLATE_NOOP("planner", "Go on, as in {example}."))
NO_RANGE = sentence(
    "range-neither", QT_TRANSLATE_NOOP("planner", "“{text}” is neither a number nor a range.")
)
LESS_THAN = sentence("share-less-than", QT_TRANSLATE_NOOP("planner", "<{share}"))

# Shares of draws below this are not spoken of.
NEGLIGIBLE = 0.0005
# The tails that are drawn, and how far beyond them a bound is still shown, in widths.
DRAWN_TAIL, REACH, ROOM_FOR_WORDS = 0.004, 0.35, 0.2
_ENDS = re.compile(r"\s(t|to)?\s*$", re.IGNORECASE)
_CALL = re.compile(r"([A-Za-z]+)\s*(\([^)]*)?$")


@dataclass(frozen=True)
class Bound:
    """A value at which draws are cut, or which they exceed, with its words on the plot."""

    value: float
    words: str


@dataclass(frozen=True)
class RangeView:
    """A range that can be read: from where to where it is drawn, its figures and sentences.

    `figures` are P10, median and P90, each with its text; `words_of_values` are the values of a
    discrete range with their chances.
    """

    shape: Range
    low: float
    high: float
    figures: tuple[tuple[float, str], ...]
    bound: Bound | None
    sentences: tuple[str, ...]
    words_of_values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unfinished:
    """The beginning of a range, and an example of how it may go on."""

    hint: str


@dataclass(frozen=True)
class Unreadable:
    """A text that is refused: why, and what may be written instead."""

    reason: str
    example: str


Seen = RangeView | Unfinished | Unreadable | None


def seen_in(field: Field, text: str, limit: Limit | None = None) -> Seen:
    """What a typed text is; None for a plain number, for nothing and for lists of pairs."""
    stripped = text.strip()
    if not stripped or not field.column.may_be_range:
        return None
    if field.column.kind == "demand" and ":" in stripped and "(" not in stripped:
        return None
    try:
        value = read(field, stripped)
    except Refused as refusal:
        if _is_begun(field, text):
            return Unfinished(str(GO_ON(example=_continued(field, stripped))))
        reason: Message = refusal.message
        if reason.sentence is NOT_AN_ENTRY:
            reason = NO_RANGE(text=stripped)
        return Unreadable(str(reason), str(WRITE(example=example_of(field, stripped))))
    return view_of(field, value, limit) if isinstance(value, Range) else None


def view_of(field: Field, shape: Range, limit: Limit | None = None) -> RangeView:
    """All that is shown of a range in the unit of its field."""
    low, high = (_cut(field.column, end) for end in span(shape, DRAWN_TAIL))
    figures = tuple((each, _figure(field, each)) for each in _percentiles(field.column, shape))
    bound, said = _met(field, shape, limit)
    if bound is not None:
        reach = (high - low) * REACH
        if low - reach <= bound.value <= high + reach:
            room = (high - low) * ROOM_FOR_WORDS if limit is not None else 0.0
            low, high = min(low, bound.value), max(high, bound.value + room)
        else:
            bound = None
    sentences = (_described(field, shape), *said)
    values = tuple(
        f"{_figure(field, value)}: {_share(field, chance)}" for value, chance in _pairs(shape)
    )
    return RangeView(shape, low, high, figures, bound, sentences, values)


def _pairs(shape: Range) -> tuple[tuple[float, float], ...]:
    return shape.pairs if shape.shape == "discrete" else ()


def _cut(column: Column, value: float) -> float:
    """The value itself, or the bound that draws beyond it are set to."""
    return min(max(value, column.low), column.high)


def _percentiles(column: Column, shape: Range) -> tuple[float, ...]:
    return tuple(_cut(column, percentile(shape, p)) for p in (0.1, 0.5, 0.9))


def _described(field: Field, shape: Range) -> str:
    low, median, high = (_figure(field, each) for each in _percentiles(field.column, shape))
    if shape.shape == "discrete":
        return str(VALUES(count=len(shape.pairs), median=median))
    word = shape_word(shape)
    return str(EIGHT_IN_TEN(shape=word[:1].upper() + word[1:], low=low, high=high))


def _met(field: Field, shape: Range, limit: Limit | None) -> tuple[Bound | None, tuple[str, ...]]:
    """The bound that the range meets, and what becomes of the draws beyond it."""
    column = field.column
    if limit is not None:
        bound = Bound(limit.value, str(limit.label(value=_figure(field, limit.value))))
        beyond = 1.0 - share_below(shape, limit.value)
        if beyond < NEGLIGIBLE:
            return bound, ()
        return bound, (str(limit.exceeded(share=_share(field, beyond))),)
    below = share_below(shape, column.low) if column.low > -LARGEST else 0.0
    above = 1.0 - share_below(shape, column.high) if column.high < LARGEST else 0.0
    if max(below, above) < NEGLIGIBLE or shape.shape == "discrete":
        return None, ()
    value, words = (column.high, AT_MOST) if above >= below else (column.low, AT_LEAST)
    figure = _figure(field, value)
    said = str(BEYOND(share=_share(field, max(below, above)), bound=figure))
    return Bound(value, str(words(value=figure))), (said,)


def _figure(field: Field, value: float) -> str:
    """A value to three digits; shares and rates as percent."""
    percent = f"{NO_BREAK}%" if field.column.unit.shown == 100.0 else ""
    return rounded_text(value, field.column.unit, field.marks) + percent


def _share(field: Field, share: float) -> str:
    if share < 0.001:
        return str(LESS_THAN(share=f"0{field.marks.decimal}1{NO_BREAK}%"))
    digits = 1 if share < 0.01 else 0
    shown = f"{100 * share:.{digits}f}".replace(".", field.marks.decimal)
    return f"{shown}{NO_BREAK}%"


def _is_begun(field: Field, text: str) -> bool:
    """Whether more may follow: “250 t”, “250 to ”, “norm”, “normal(300;”."""
    call = _CALL.fullmatch(text.strip())
    if call is not None:
        name, inner = call[1].lower(), call[2]
        known = [*ARGUMENTS, "discrete"]
        return name in known if inner else any(each.startswith(name) for each in known)
    ending = _ENDS.search(text)
    return ending is not None and _is_read(field, text[: ending.start()])


def _is_read(field: Field, text: str) -> bool:
    try:
        return bool(text.strip()) and read(field, text) is not None
    except Refused:
        return False


def _continued(field: Field, text: str) -> str:
    """An example that begins like the text."""
    call = _CALL.fullmatch(text)
    if call is None:
        return range_from(field, text)
    mark = field.marks.separator
    name = next(each for each in [*ARGUMENTS, "discrete"] if each.startswith(call[1].lower()))
    return {
        "normal": str(CALL_NORMAL(mark=mark)),
        "lognormal": str(CALL_LOGNORMAL(mark=mark)),
        "uniform": str(CALL_UNIFORM(mark=mark)),
        "triangular": str(CALL_TRIANGULAR(mark=mark)),
        "pert": str(CALL_PERT(mark=mark)),
        "discrete": str(CALL_DISCRETE(mark=mark)),
    }[name]


CALL_NORMAL = sentence(
    "call-normal", QT_TRANSLATE_NOOP("planner", "normal(mean{mark} standard deviation)")
)
CALL_LOGNORMAL = sentence(
    "call-lognormal",
    QT_TRANSLATE_NOOP("planner", "lognormal(mean{mark} standard deviation of the log)"),
)
CALL_UNIFORM = sentence("call-uniform", QT_TRANSLATE_NOOP("planner", "uniform(low{mark} high)"))
CALL_TRIANGULAR = sentence(
    "call-triangular", QT_TRANSLATE_NOOP("planner", "triangular(low{mark} likeliest{mark} high)")
)
CALL_PERT = sentence(
    "call-pert", QT_TRANSLATE_NOOP("planner", "pert(low{mark} likeliest{mark} high)")
)
CALL_DISCRETE = sentence(
    "call-discrete", QT_TRANSLATE_NOOP("planner", "discrete(0: 70%{mark} 6: 20%{mark} 12: 10%)")
)
