"""Plain values as JSON text that is read and compared by people: one field a line."""

import json
from typing import Any

WIDTH = 100


def laid_out(value: Any) -> str:
    """JSON text of `value` with a newline at its end.

    Keys keep their order. A list of plain values (or of pairs of them) stands on one line where
    it fits in 100 characters, and so does an object without an id in a list, such as an override.
    Raises ValueError for NaN and infinity.
    """
    return _text(value, 0, in_list=False) + "\n"


def _text(value: Any, depth: int, in_list: bool) -> str:
    if isinstance(value, dict):
        return _object(value, depth, in_list)
    if isinstance(value, list | tuple):
        return _list(value, depth)
    return _scalar(value)


def _object(value: dict[str, Any], depth: int, in_list: bool) -> str:
    if not value:
        return "{}"
    if in_list and "id" not in value and _is_flat(list(value.values())):
        line = (
            "{" + ", ".join(f"{_scalar(key)}: {_line(item)}" for key, item in value.items()) + "}"
        )
        if depth + len(line) < WIDTH:
            return line
    lines = [f"{_scalar(key)}: {_text(item, depth + 1, False)}" for key, item in value.items()]
    return _stacked("{", lines, "}", depth)


def _list(value: list[Any] | tuple[Any, ...], depth: int) -> str:
    if not value:
        return "[]"
    if _is_flat(value):
        line = _line(value)
        if depth + len(line) < WIDTH:
            return line
    return _stacked("[", [_text(item, depth + 1, True) for item in value], "]", depth)


def _stacked(first: str, lines: list[str], last: str, depth: int) -> str:
    inner = " " * (depth + 1)
    return first + "\n" + ",\n".join(inner + line for line in lines) + "\n" + " " * depth + last


def _is_flat(items: list[Any] | tuple[Any, ...]) -> bool:
    """Whether no object stands in it at any depth."""
    return not any(
        isinstance(item, dict) or (isinstance(item, list | tuple) and not _is_flat(item))
        for item in items
    )


def _line(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_line(item) for item in value) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
