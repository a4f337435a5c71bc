"""One declaration of a field: title, unit, bounds, help; what it accepts, what the file keeps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from planner.domain.distribution import Range, range_of
from planner.units.message import QT_TRANSLATE_NOOP, Message, Refused, sentence, term
from planner.units.notation import FILE_MARKS, Written, plain_text, read_entry
from planner.units.unit import PLAIN, Unit

LARGEST = 1e12

OUT_OF_BOUNDS = sentence(
    "out-of-bounds",
    QT_TRANSLATE_NOOP("planner", "{field}: {value} is out of bounds; {allowed}."),
)
BETWEEN = sentence("between", QT_TRANSLATE_NOOP("planner", "it must lie between {low} and {high}"))
AT_LEAST = sentence("at-least", QT_TRANSLATE_NOOP("planner", "it must be at least {low}"))
AT_MOST = sentence("at-most", QT_TRANSLATE_NOOP("planner", "it must be at most {high}"))
A_NUMBER = sentence("a-number", QT_TRANSLATE_NOOP("planner", "a number"))
A_NUMBER_OR_RANGE = sentence(
    "a-number-or-range", QT_TRANSLATE_NOOP("planner", "a number or a range such as 250 to 320")
)
OUT_OF_BOUNDS_PERCENT = sentence(
    "out-of-bounds-percent",
    QT_TRANSLATE_NOOP(
        "planner",
        "{field}: {value} is out of bounds; {allowed}. For {value} percent write {value} %.",
    ),
)
WRONG_TYPE = sentence(
    "wrong-type", QT_TRANSLATE_NOOP("planner", "{field}: {value} is not {expected}.")
)
AN_OBJECT = sentence("an-object", QT_TRANSLATE_NOOP("planner", "an object"))
A_LIST_INSTEAD = sentence("a-list-instead", QT_TRANSLATE_NOOP("planner", "a list"))
REQUIRED = sentence("required", QT_TRANSLATE_NOOP("planner", "{field} must be given."))
NEVER_NULL = sentence(
    "never-null",
    QT_TRANSLATE_NOOP(
        "planner", "{field} must be given, or left out for its default, {default}; not null."
    ),
)
NAMED_TWICE = sentence(
    "named-twice", QT_TRANSLATE_NOOP("planner", "{field}: “{value}” stands in the list twice.")
)
NOT_A_CHOICE = sentence(
    "not-a-choice",
    QT_TRANSLATE_NOOP("planner", "{field}: “{value}” is not one of {allowed}."),
)
BAD_RANGE = sentence("bad-range", QT_TRANSLATE_NOOP("planner", "{field}: {reason}"))
NO_MULTIPLE = sentence(
    "no-multiple",
    QT_TRANSLATE_NOOP("planner", "{field}: {value} is not a multiple of {step}."),
)

Kind = Literal[
    "id",
    "text",
    "number",
    "whole",
    "quantity",
    "flag",
    "choice",
    "month",
    "month_or_start",
    "date",
    "loose_date",
    "reference",
    "references",
    "path",
    "paths",
    "ramp",
    "shares",
    "spend",
    "demand",
    "amount",
    "likelihood",
    "value",
    "entity",
    "entities",
]


@dataclass(frozen=True)
class Column:
    """What is known of one field of an entity.

    `low` and `high` bound the number in its stored unit, both included. `optional` fields may be
    null (none). `target` names the list that references point into. `entity` is the type of nested
    entities. `alternative` is the word after a number that makes an amount relative ("bills", "%").
    """

    title: str
    kind: Kind
    default: Any = None
    unit: Unit = PLAIN
    low: float = -LARGEST
    high: float = LARGEST
    optional: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()
    help: str = ""
    target: str = ""
    step: int = 1
    alternative: str = ""
    entity: type[Any] | None = None
    name: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", term(self.title))
        object.__setattr__(self, "help", term(self.help))

    @property
    def may_be_range(self) -> bool:
        """Whether the field takes a distribution (marked ~ in MODEL.md)."""
        return self.kind in ("quantity", "demand")

    @property
    def is_numeric(self) -> bool:
        """Whether one number can stand in it, so that it can be scaled or drawn."""
        return self.kind in ("quantity", "number", "whole", "demand")

    @property
    def is_plain_list(self) -> bool:
        """Whether it is a list that overrides replace whole."""
        return self.kind in ("ramp", "shares", "spend", "references", "paths", "likelihood")

    def bounded(self, value: float) -> float:
        """The number itself. Raises Refused outside the bounds, naming field, value and bounds."""
        if self.low <= value <= self.high:
            return value
        shown = plain_text(value) if abs(value) < 1e15 else str(value)[:40]
        said = {"field": self.title, "value": shown, "allowed": self.allowed}
        if self.unit.shown == 100.0 and self.high < value <= 100 * self.high:
            raise Refused(OUT_OF_BOUNDS_PERCENT(**said))
        raise Refused(OUT_OF_BOUNDS(**said))

    @property
    def allowed(self) -> Message:
        """The bounds in words, in the unit of the file; percent beside it where that is shown."""
        low, high = self._limit(self.low), self._limit(self.high)
        if self.low == -LARGEST:
            return AT_MOST(high=high)
        if self.high == LARGEST:
            return AT_LEAST(low=low)
        return BETWEEN(low=low, high=high)

    def _limit(self, value: float) -> str:
        if self.unit.shown == 100.0:
            return f"{plain_text(value)} ({plain_text(float(f'{value * 100:.12g}'))} %)"
        return f"{plain_text(value)} {self.unit.symbol}".strip()

    def number(self, value: Any) -> float:
        """A plain number within bounds; a bool or a text is no number. Raises Refused."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong_type(value, A_NUMBER())
        return float(self.bounded(value))

    def quantity(self, value: Any) -> float | Range:
        """A number or a range within bounds, from a number, a text, a Written or a Range."""
        if isinstance(value, str):
            try:
                value = read_entry(value, self.unit, FILE_MARKS)
            except Refused as refusal:
                raise Refused(BAD_RANGE(field=self.title, reason=str(refusal))) from None
        if isinstance(value, Written):
            try:
                value = range_of(value)
            except Refused as refusal:
                raise Refused(BAD_RANGE(field=self.title, reason=str(refusal))) from None
        if isinstance(value, Range):
            self._refuse_range_outside(value)
            return value
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong_type(value, A_NUMBER_OR_RANGE())
        return float(self.bounded(value))

    def _refuse_range_outside(self, value: Range) -> None:
        """Refuse typed values out of bounds; tails and what an override scaled are clipped."""
        if not value.clipped:
            for number in value.values:
                self.bounded(number)

    def wrong_type(self, value: Any, expected: Message) -> Refused:
        """The refusal of a value of another kind."""
        return Refused(WRONG_TYPE(field=self.title, value=_shown(value), expected=expected))


def _shown(value: Any) -> object:
    """A value in a sentence, as the file would write it; lists and objects by their kind."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return f"“{value[:80]}”"
    if isinstance(value, int | float):
        return str(value)[:80]
    return AN_OBJECT() if isinstance(value, Mapping) else A_LIST_INSTEAD()
