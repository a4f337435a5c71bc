"""Which table shows the field or entity at a path, so that a problem leads there."""

from dataclasses import dataclass

from planner.editors.tables import TABLES, Table

ANY = "*"


@dataclass(frozen=True)
class Found:
    """A table, the path of the row in it, and of the row's field; empty where the path has none."""

    table: Table
    row_path: str
    path: str


def table_of(path: str) -> Found | None:
    """The table that leads nearest to a path: "facilities/a/phases/b/mw" is a field of Phases."""
    steps = path.split("/")
    fitting = [table for table in TABLES if _leads_to(table, steps)]
    if not fitting:
        return None
    table = max(fitting, key=lambda each: len(_pattern(each)))
    depth = len(_pattern(table))
    row, field = steps[: depth + 1], steps[depth + 1 : depth + 2]
    if len(row) == depth:
        return Found(table, "", "")
    return Found(table, "/".join(row), "/".join([*row, *field]))


def _pattern(table: Table) -> list[str]:
    return table.projection.pattern.split("/")


def _leads_to(table: Table, steps: list[str]) -> bool:
    pattern = _pattern(table)
    return len(steps) >= len(pattern) and all(
        here in (ANY, step) for here, step in zip(pattern, steps, strict=False)
    )
