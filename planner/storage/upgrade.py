"""Files of older formats become files of today's, one step a format."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from planner.domain.project import FORMAT
from planner.units.message import QT_TRANSLATE_NOOP, Message, sentence

FORMAT_MISSING = sentence(
    "file.format_missing",
    QT_TRANSLATE_NOOP(
        "planner", '“format” must be given; plans of this program begin with "format": {format}.'
    ),
)
FORMAT_WRONG = sentence(
    "file.format_wrong",
    QT_TRANSLATE_NOOP(
        "planner", "The format {given} does not exist; it is a whole number from 1 to {format}."
    ),
)
FORMAT_NEWER = sentence(
    "file.format_newer",
    QT_TRANSLATE_NOOP(
        "planner",
        "The plan has format {given}, made by a newer version of this program; this one reads up "
        "to format {format}.",
    ),
)

Tree = dict[str, Any]
Step = Callable[[Tree], Tree]

# What turns a tree of the format named into one of the next. Format 1 is the first, so no step
# exists yet; a change of a field or of a default adds one here and raises FORMAT.
STEPS: Mapping[int, Step] = {}


def format_fault(tree: Tree) -> Message | None:
    """Why this program cannot read the format that `tree` names; None if it can."""
    if "format" not in tree:
        return FORMAT_MISSING(format=FORMAT)
    given = tree["format"]
    if isinstance(given, bool) or not isinstance(given, int) or given < 1:
        return FORMAT_WRONG(given=_shown(given), format=FORMAT)
    return FORMAT_NEWER(given=given, format=FORMAT) if given > FORMAT else None


def upgraded(tree: Tree, steps: Mapping[int, Step] = STEPS, to: int = FORMAT) -> Tree:
    """The tree in format `to`. Its own `format` must be readable (`format_fault`)."""
    for number in range(tree["format"], to):
        tree = steps[number](tree) | {"format": number + 1}
    return tree


def _shown(given: object) -> str:
    """What was given, as the file has it; of lists and objects only what they are."""
    if isinstance(given, list | dict):
        return "[…]" if isinstance(given, list) else "{…}"
    return json.dumps(given, ensure_ascii=False)[:40]
