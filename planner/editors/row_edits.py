"""Adding, duplicating and moving rows: the plan before, the plan after."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence

from planner.domain.entity import Entity
from planner.domain.path import Path, place_of
from planner.domain.project import Project
from planner.editors.row_projection import label
from planner.units.message import QT_TRANSLATE_NOOP, sentence

NEW = sentence("new-entity-name", QT_TRANSLATE_NOOP("planner", "New {kind}"))
COPY = sentence("copied-entity-name", QT_TRANSLATE_NOOP("planner", "{name} copy"))


def id_from(name: str, fallback: str, taken: Collection[str]) -> str:
    """An id made of the letters and digits of a name that none of `taken` has."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    stem = stem or re.sub(r"[^a-z0-9]+", "-", fallback.lower()).strip("-")
    found, number = stem, 2
    while found in taken:
        found, number = f"{stem}-{number}", number + 1
    return found


def new_entity(
    project: Project, entity: type[Entity], list_path: Path, name: str = "", **values: object
) -> Entity:
    """An entity with a name, an id that its siblings leave free, and defaults for the rest."""
    kind = entity.singular.lower()
    called = name or str(NEW(kind=kind))
    taken = {each.id for each in project.at(list_path)}
    if "id" in values:
        return entity.model_validate({"name": called} | values)
    return entity.model_validate({"id": id_from(called, kind, taken), "name": called} | values)


def duplicated(project: Project, paths: Sequence[Path]) -> tuple[Project, tuple[Path, ...]]:
    """The plan with a copy after each of these entities, and the paths of the copies."""
    after, copies = project, []
    for path in paths:
        list_path, _, entity_id = path.rpartition("/")
        rows = after.at(list_path)
        original = after.at(path)
        name = str(COPY(name=label(original)))
        free = id_from(name, type(original).singular, {each.id for each in rows})
        place = place_of(rows, entity_id, path) + 1
        after = after.adding(list_path, original.replacing(id=free, name=name), place)
        copies.append(f"{list_path}/{free}")
    return after, tuple(copies)


def moved(project: Project, paths: Iterable[Path], step: int) -> Project:
    """The plan with these entities one place up (step −1) or down (+1) among their siblings.

    Neighbours move as a block; what stands at the end stays. The plan itself where all stay.
    """
    after = project
    by_list: dict[Path, set[str]] = {}
    for path in paths:
        list_path, _, entity_id = path.rpartition("/")
        by_list.setdefault(list_path, set()).add(entity_id)
    for list_path, chosen in by_list.items():
        rows = list(after.at(list_path))
        places = [place for place, each in enumerate(rows) if each.id in chosen]
        for place in places if step < 0 else reversed(places):
            target = place + step
            if 0 <= target < len(rows) and rows[target].id not in chosen:
                rows[place], rows[target] = rows[target], rows[place]
        if [each.id for each in rows] != [each.id for each in after.at(list_path)]:
            after = after.replacing_at(list_path, tuple(rows))
    return after
