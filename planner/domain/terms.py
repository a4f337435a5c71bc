"""The words of the fields, for those who translate them."""

from planner.domain.entity import Entity
from planner.domain.project import Project
from planner.units.message import Term, term


def terms() -> tuple[Term, ...]:
    """Every title, line of help and name of an entity of the plan, each once, in the file's order.

    They are declared with the fields, where Qt's collector does not find them.
    """
    found: dict[Term, None] = {}
    kinds: list[type[Entity]] = [Project]
    for kind in kinds:
        found[term(kind.singular)] = None
        for column in kind.columns():
            found[term(column.title)] = None
            found[term(column.help)] = None
            if column.entity is not None and column.entity not in kinds:
                kinds.append(column.entity)
    return tuple(found)
