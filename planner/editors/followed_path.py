"""Where an entity is after an edit that may have given it, or what it lies in, another id."""

from planner.domain.path import Path, child
from planner.domain.project import Project


def followed(before: Project, after: Project, path: Path) -> Path | None:
    """The path in `after` of what stood at `path` in `before`; None if it is gone.

    An id that went while its list stayed as long was renamed if the place holds a new one.
    """
    old, new = before, after
    steps: list[str] = []
    here: object = old
    there: object = new
    for step in path.split("/") if path else ():
        now = _step_after(here, there, step)
        if now is None:
            return None
        try:
            here, there = child(here, step, path), child(there, now, path)
        except KeyError:
            return None
        steps.append(now)
    return None if there is None else "/".join(steps)


def _step_after(here: object, there: object, step: str) -> str | None:
    if not isinstance(here, tuple) or not isinstance(there, tuple):
        return step
    old, new = _keys(here), _keys(there)
    if step in new:
        return step
    if step not in old or len(old) != len(new):
        return None
    now = new[old.index(step)]
    return None if now in old else now


def _keys(rows: tuple[object, ...]) -> list[str]:
    """Ids; entries without ids are called by their place."""
    return [str(getattr(each, "id", place)) for place, each in enumerate(rows)]
