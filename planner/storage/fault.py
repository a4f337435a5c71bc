"""What is wrong with a file, where, and in which words."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.units.message import Message

Step = str | int
Place = tuple[Step, ...]


@dataclass(frozen=True)
class Fault:
    """One reason why a file is not accepted.

    `path` is the path in the plan ("" = the plan itself) with ids where entities have them and
    positions (from 0) elsewhere; `line` and `column` count from 1.
    """

    path: str
    line: int
    column: int
    message: Message

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.path or 'plan'}: {self.message}"


class Unreadable(Exception):
    """A file that is not a plan. Carries every fault that was found, in the order of the file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.line, fault.column)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def plan_path(tree: object, place: Place) -> str:
    """The path in the plan of `place`, a walk of keys and positions through the read `tree`.

    An entry of a list is named by its `id` where it has a usable one, else by its position.
    """
    words: list[str] = []
    here = tree
    for step in place:
        words.append(str(step))
        if isinstance(step, int):
            here = here[step] if isinstance(here, list) and step < len(here) else None
            name = here.get("id") if isinstance(here, dict) else None
            if isinstance(name, str) and name and "/" not in name:
                words[-1] = name
        else:
            here = here.get(step) if isinstance(here, dict) else None
    return "/".join(words)
