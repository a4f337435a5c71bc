"""From scanned JSON to a project, or to all that keeps it from being one."""

import copy
import difflib
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from planner.domain.column import REQUIRED, Column
from planner.domain.entity import DUPLICATE_ID, Entity
from planner.domain.project import FORMAT, Project
from planner.storage.fault import Fault, Place, Unreadable
from planner.storage.scanner import MOST_FAULTS, Found, Scan
from planner.storage.syntax import DUPLICATE_KEY, MORE_FAULTS
from planner.storage.upgrade import FORMAT_NEWER, format_fault, upgraded
from planner.units.message import QT_TRANSLATE_NOOP, Message, Refused, sentence

NOT_A_PLAN = sentence(
    "file.not_a_plan",
    QT_TRANSLATE_NOOP(
        "planner", "A plan is one object in braces, {{ … }}; this file holds {found}."
    ),
)
UNKNOWN_FIELD = sentence(
    "file.unknown_field",
    QT_TRANSLATE_NOOP("planner", "There is no field “{field}” here."),
)
UNKNOWN_FIELD_NEAR = sentence(
    "file.unknown_field_near",
    QT_TRANSLATE_NOOP("planner", "There is no field “{field}” here; did you mean “{near}”?"),
)
OBJECT_EXPECTED = sentence(
    "file.object_expected",
    QT_TRANSLATE_NOOP(
        "planner", "{field}: an object in braces, {{ … }}, is expected, not {found}."
    ),
)
NOT_ACCEPTED = sentence(
    "file.not_accepted", QT_TRANSLATE_NOOP("planner", "{field} is not accepted: {reason}.")
)

_KINDS = {
    dict: "an object",
    list: "a list",
    str: "a text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "null",
}
_NO_OBJECT = frozenset({"model_type", "model_attributes_type", "dict_type"})


def project_of(scan: Scan) -> tuple[Project, int]:
    """The project that was scanned, and the format it was written in.

    Raises Unreadable with every fault of the file: those of the text, of the format, and of every
    field. A plan of a newer format is not judged any further.
    """
    tree = scan.value
    faults = list(scan.faults())
    if not isinstance(tree, dict):
        faults.append(scan.fault((), NOT_A_PLAN(found=_KINDS[type(tree)])))
        raise Unreadable(faults)
    message = format_fault(tree)
    if message is not None and message.sentence is FORMAT_NEWER:
        raise Unreadable([scan.fault(("format",), message)])
    if message is not None:
        if not _is_spoiled(("format",), scan.found):
            faults.append(scan.fault(("format",), message))
        tree = tree | {"format": FORMAT}
    given: int = tree["format"]
    project, more = _validated(scan, upgraded(tree))
    faults += more
    if project is None or faults:
        raise Unreadable(_bounded(faults))
    return project, given


def _validated(scan: Scan, tree: dict[str, Any]) -> tuple[Project | None, list[Fault]]:
    """The project of a tree in today's format, and why it is none."""
    content = {key: value for key, value in tree.items() if key != "format"}
    twins = list(_twins(Project, content, ()))
    faults = [scan.fault(place, message) for place, message in twins]
    if twins:
        content = _apart(content, [place for place, _ in twins])
    try:
        return Project.model_validate(content), faults
    except ValidationError as error:
        for item in error.errors(include_url=False, include_input=False):
            place: Place = item["loc"]
            if not _is_spoiled(place, scan.found):
                is_unknown = item["type"] == "extra_forbidden"
                message = _message(place, dict(item), content)
                faults.append(scan.fault(place, message, of_key=is_unknown))
        return None, faults


def _twins(entity: type[Entity], tree: Any, place: Place) -> Iterator[tuple[Place, Message]]:
    """Ids that an earlier sibling has already, at any depth: where, and what is said."""
    if not isinstance(tree, dict):
        return
    for column in entity.columns():
        if column.entity is None or column.name not in tree:
            continue
        here, value = (*place, column.name), tree[column.name]
        if column.kind == "entity":
            yield from _twins(column.entity, value, here)
        elif isinstance(value, list):
            seen: set[str] = set()
            for position, item in enumerate(value):
                given = item.get("id") if isinstance(item, dict) else None
                if isinstance(given, str) and given in seen:
                    yield (*here, position, "id"), DUPLICATE_ID(field=column.title, value=given)
                elif isinstance(given, str):
                    seen.add(given)
                yield from _twins(column.entity, item, (*here, position))


def _apart(tree: dict[str, Any], places: list[Place]) -> dict[str, Any]:
    """A copy in which the ids at these places are unique, so that the rest can be judged."""
    tree = copy.deepcopy(tree)
    for number, place in enumerate(places):
        here: Any = tree
        for step in place[:-1]:
            here = here[step]
        here["id"] = f"{here['id'][:100]}-twin-{number}-{id(here)}"
    return tree


def _is_spoiled(place: Place, found: tuple[Found, ...]) -> bool:
    """Whether the text itself has a fault at `place`, above it, or directly in it.

    What validation says there only repeats that the unusable value is absent.
    """
    return any(
        one.message.sentence is not DUPLICATE_KEY
        and (place[: len(one.place)] == one.place or place == one.place[:-1])
        for one in found
    )


def _message(place: Place, item: dict[str, Any], tree: dict[str, Any]) -> Message:
    """What is said of one of pydantic's faults."""
    cause = item.get("ctx", {}).get("error")
    if isinstance(cause, Refused):
        return cause.message
    entity, column = _declared(place)
    field = column.title if column is not None else str(place[-1]) if place else "Plan"
    if item["type"] == "missing":
        return REQUIRED(field=field)
    if item["type"] == "extra_forbidden":
        return _unknown(entity, str(place[-1]))
    if item["type"] in _NO_OBJECT:
        return OBJECT_EXPECTED(field=field, found=_KINDS[type(_at(tree, place))])
    return NOT_ACCEPTED(field=field, reason=item["msg"])


def _unknown(entity: type[Entity], name: str) -> Message:
    names = [*entity.columns_by_name(), *(["format"] if entity is Project else [])]
    near = difflib.get_close_matches(name, names, 1)
    shown = name if len(name) <= 40 else f"{name[:37]}…"
    if near:
        return UNKNOWN_FIELD_NEAR(field=shown, near=near[0])
    return UNKNOWN_FIELD(field=shown)


def _declared(place: Place) -> tuple[type[Entity], Column | None]:
    """The type of the entity that `place` lies in, and the field it names."""
    entity: type[Entity] = Project
    column: Column | None = None
    for depth, step in enumerate(place):
        if isinstance(step, int):
            continue
        column = entity.columns_by_name().get(step)
        if column is None:
            break
        if column.entity is not None and depth < len(place) - 1:
            entity = column.entity
    return entity, column


def _at(tree: Any, place: Place) -> Any:
    for step in place:
        tree = tree[step]
    return tree


def _bounded(faults: list[Fault]) -> list[Fault]:
    """The first faults in the order of the file, up to the limit, with a word on the rest."""
    if len(faults) <= MOST_FAULTS:
        return faults
    kept = sorted(faults, key=lambda fault: (fault.line, fault.column))[:MOST_FAULTS]
    last = kept[-1]
    return [*kept, Fault("", last.line, last.column, MORE_FAULTS(limit=MOST_FAULTS))]
