"""How an entity declares a field. Each function returns pydantic's field carrying its Column."""

from typing import Any

from pydantic import Field
from pydantic.fields import FieldInfo

from planner.domain.column import LARGEST, Column, Kind
from planner.units.unit import MONTHS, PLAIN, SHARE, Unit


class Declared:
    """Carries the Column in a field's metadata."""

    def __init__(self, column: Column) -> None:
        self.column = column


def declare(column: Column) -> Any:
    """The pydantic field of this column."""
    if column.required:
        made: FieldInfo = Field(title=column.title, description=column.help or None)
    else:
        made = Field(column.default, title=column.title, description=column.help or None)
    made.metadata.append(Declared(column))
    return made


def _plain(kind: Kind, default: Any, title: str, help: str, **more: Any) -> Any:
    optional = more.pop("optional", default is None)
    return declare(Column(title, kind, default, help=help, optional=optional, **more))


def quantity(
    default: float | None,
    title: str,
    unit: Unit = PLAIN,
    low: float = -LARGEST,
    high: float = LARGEST,
    help: str = "",
) -> Any:
    """A number that may be a range; None as default makes it optional."""
    return _plain("quantity", default, title, help, unit=unit, low=low, high=high)


def number(
    default: float | None,
    title: str,
    unit: Unit = PLAIN,
    low: float = -LARGEST,
    high: float = LARGEST,
    help: str = "",
) -> Any:
    """A certain number; None as default makes it optional."""
    return _plain("number", default, title, help, unit=unit, low=low, high=high)


def whole(
    default: int | None,
    title: str,
    unit: Unit = PLAIN,
    low: float = 0,
    high: float = LARGEST,
    step: int = 1,
    help: str = "",
) -> Any:
    """A whole number."""
    return _plain("whole", default, title, help, unit=unit, low=low, high=high, step=step)


def months(
    default: int | None, title: str, low: float = 0, high: float = 1200, help: str = ""
) -> Any:
    """A whole number of months."""
    return whole(default, title, MONTHS, low, high, help=help)


def flag(default: bool, title: str, help: str = "") -> Any:
    """Yes or no."""
    return _plain("flag", default, title, help)


def choice(
    title: str, *words: str, default: str | None = None, optional: bool = False, help: str = ""
) -> Any:
    """One of some words; the first is the default unless told (or unless optional: none)."""
    chosen = default if default is not None or optional else words[0]
    return _plain("choice", chosen, title, help, choices=words, optional=optional)


def text(title: str, default: str = "", help: str = "") -> Any:
    """A free text."""
    return _plain("text", default, title, help)


def called(title: str) -> Any:
    """The free name of an entity."""
    return text(title, help="What it is called on screen; renaming it changes no result.")


def identifier(title: str = "Id", default: str | None = None) -> Any:
    """The id of a listed entity; required unless a default is given."""
    help = "Letters, digits, - and _; unique among its siblings; used in paths."
    return _plain("id", default, title, help, required=default is None, optional=False)


def month(title: str, required: bool = False, help: str = "") -> Any:
    """A calendar month such as "2026-05"; none unless given."""
    return _plain("month", None, title, help, required=required, optional=not required)


def month_or_start(title: str, help: str = "") -> Any:
    """A calendar month, or "start" for the time before the first month."""
    return _plain("month_or_start", None, title, help)


def day(title: str, loose: bool = False, help: str = "") -> Any:
    """A date such as "2026-05-01"; where loose, a month or a year will do."""
    return _plain("loose_date" if loose else "date", None, title, help)


def reference(title: str, target: str, help: str = "") -> Any:
    """The id of an entity in the list named `target`; empty means none."""
    return _plain("reference", None, title, help, target=target)


def references(title: str, target: str, help: str = "") -> Any:
    """Ids of entities in the list named `target`; replaced whole by overrides."""
    return _plain("references", (), title, help, target=target)


def path(title: str, required: bool = False, help: str = "") -> Any:
    """A path into the plan."""
    return _plain("path", None if required else "", title, help, required=required, optional=False)


def paths(title: str, help: str = "") -> Any:
    """Paths into the plan."""
    return _plain("paths", (), title, help)


def ramp(title: str, help: str = "") -> Any:
    """Months to full power, or a list of shares, one a month."""
    return _plain("ramp", 0.0, title, help, unit=MONTHS, low=0.0, high=1200.0)


def shares(title: str, low: float = 0.0, high: float = 1.0, help: str = "") -> Any:
    """A list of shares, one a month."""
    return _plain("shares", (), title, help, unit=SHARE, low=low, high=high)


def spend(title: str, help: str = "") -> Any:
    """A list of (month or "start", share)."""
    return _plain("spend", (), title, help)


def demand(title: str, unit: Unit, help: str = "") -> Any:
    """A number, a range, or a list of (month, number)."""
    return _plain("demand", None, title, help, unit=unit, low=0.0)


def amount(title: str, unit: Unit, alternative: str, high: float = LARGEST, help: str = "") -> Any:
    """A number in `unit`, or a text such as "3 bills" or "40 %"."""
    return _plain(
        "amount", 0.0, title, help, unit=unit, low=0.0, high=high, alternative=alternative
    )


def likelihood(title: str, help: str = "") -> Any:
    """A probability for each outcome, by its id."""
    return _plain("likelihood", (), title, help, unit=SHARE, low=0.0, high=1.0)


def entities(type_: type[Any], title: str, help: str = "") -> Any:
    """A list of entities with ids (or of plain parts without)."""
    return _plain("entities", (), title, help, entity=type_)


def entity(
    type_: type[Any], title: str, default: Any = None, help: str = "", required: bool = False
) -> Any:
    """One nested entity; None as default makes it optional."""
    return _plain(
        "entity",
        default,
        title,
        help,
        entity=type_,
        required=required,
        optional=default is None and not required,
    )
