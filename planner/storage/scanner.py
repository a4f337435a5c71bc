"""JSON text to plain values, with the position of everything and without JSON's loopholes.

The usual parsers accept NaN, let 1e999 become infinity, and keep the last of two equal keys in
silence. A plan's numbers are money, so here each of these is a fault with its line. Faults that
leave the rest readable are collected and reported together; a fault of syntax ends the scan.
"""

import json
import re
from dataclasses import dataclass, field
from functools import cached_property

from planner.storage.fault import Fault, Place, Step, Unreadable, plan_path
from planner.storage.lines import Lines
from planner.storage.syntax import (
    BAD_ESCAPE,
    COLON_EXPECTED,
    COMMA_TOO_MANY,
    DUPLICATE_KEY,
    EMPTY,
    ENDS_EARLY,
    HALF_CHARACTER,
    KEY_EXPECTED,
    MORE_FAULTS,
    MORE_TEXT,
    NOT_FINITE,
    NOT_JSON_NUMBER,
    OUT_OF_RANGE,
    SEPARATOR_EXPECTED,
    TEXT_OPEN,
    TOO_DEEP,
    UNKNOWN_WORD,
    VALUE_MISSING,
)
from planner.units.message import Message

DEEPEST = 64
LARGEST = 1e12
MOST_FAULTS = 1000

_SPACE = re.compile(r"[ \t\r\n]*")
_TEXT = re.compile(r'"([^"\\\x00-\x1f]*(?:\\[^\x00-\x1f][^"\\\x00-\x1f]*)*)"')
_KEY = re.compile(
    r'[ \t\r\n]*("[^"\\\x00-\x1f]*(?:\\[^\x00-\x1f][^"\\\x00-\x1f]*)*")[ \t\r\n]*:[ \t\r\n]*'
)
_NUMBER = re.compile(
    r"(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][+-]?[0-9]+)?(?![0-9A-Za-z_.+-])[ \t\r\n]*"
)
_WORD = re.compile(r"[+-]?[0-9A-Za-z_.+-]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_NOT_FINITE = frozenset({"NaN", "Infinity", "-Infinity", "+Infinity", "-NaN", "nan", "inf", "-inf"})

_UNUSABLE = object()


@dataclass(slots=True)
class Spots:
    """Offsets in the text of one object or list and of what stands directly in it."""

    at: int
    keys: dict[Step, int] = field(default_factory=dict)
    values: dict[Step, "int | Spots"] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """A fault of the text that leaves the rest readable: the value at `place` is unusable."""

    place: Place
    offset: int
    message: Message


@dataclass(frozen=True)
class Scan:
    """What a text says, and where it says it.

    `value` is made of dict, list, str, int, float, bool and None; an unusable value is left out
    of its object (None in a list) and stands in `found`.
    """

    text: str
    value: object
    spots: int | Spots
    found: tuple[Found, ...]

    def offset(self, place: Place, of_key: bool = False) -> int:
        """Offset of the value at `place`, or of its key; of the nearest parent if it is absent."""
        spots = self.spots
        offset = _at(spots)
        for depth, step in enumerate(place):
            if not isinstance(spots, Spots) or step not in spots.values:
                return offset
            last = depth == len(place) - 1
            if last and of_key and step in spots.keys:
                return spots.keys[step]
            spots = spots.values[step]
            offset = _at(spots)
        return offset

    def fault(self, place: Place, message: Message, of_key: bool = False) -> Fault:
        """The fault `message` at `place`, with its path in the plan, line and column."""
        offset = self.offset(place, of_key)
        return Fault(plan_path(self.value, place), *self._lines.position(offset), message)

    def line_of(self, path: str) -> int:
        """The line of what a path in the plan names; of its nearest parent if the file omits it."""
        place: list[Step] = []
        here = self.value
        for word in path.split("/"):
            found = _within(here, word)
            if found is None:
                break
            step, here = found
            place.append(step)
        return self._lines.position(self.offset(tuple(place), of_key=True))[0]

    def faults(self) -> tuple[Fault, ...]:
        """The faults found while scanning, with paths and positions."""
        return tuple(
            Fault(plan_path(self.value, one.place), *self._lines.position(one.offset), one.message)
            for one in self.found
        )

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)


def scan(text: str) -> Scan:
    """Read JSON text.

    Raises
    ------
    Unreadable
        At the first fault of syntax, with everything found before it.
    """
    return _Scanner(text).scan()


def _within(tree: object, word: str) -> tuple[Step, object] | None:
    """Where one word of a path leads: a field, the entry of that id, or that position."""
    if isinstance(tree, dict):
        return (word, tree[word]) if word in tree else None
    if not isinstance(tree, list):
        return None
    for position, item in enumerate(tree):
        if isinstance(item, dict) and item.get("id") == word:
            return position, item
    is_position = word.isascii() and word.isdigit() and int(word) < len(tree)
    return (int(word), tree[int(word)]) if is_position else None


def _at(spots: int | Spots) -> int:
    return spots.at if isinstance(spots, Spots) else spots


class _Scanner:
    """One pass over one text. Recursion is bounded by the nesting allowed."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._place: list[Step] = []
        self._found: list[Found] = []
        self._open: list[tuple[int, str]] = []
        self._unfinished: list[dict[str, object] | list[object]] = []

    def scan(self) -> Scan:
        at = self._skip(0)
        if at == len(self._text):
            raise self._unreadable(0, EMPTY())
        value, spots, at = self._value(at, None)
        if at < len(self._text):
            raise self._unreadable(at, MORE_TEXT(found=self._describe(at)))
        return Scan(self._text, None if value is _UNUSABLE else value, spots, tuple(self._found))

    def _value(self, at: int, step: Step | None) -> tuple[object, int | Spots, int]:
        """The value at `at`, its spots, and the offset of what follows it and its white space."""
        first = self._text[at : at + 1]
        if first == '"':
            value, end = self._string(at, step)
            return value, at, self._skip(end)
        if first == "{" or first == "[":
            return self._container(at, first, step)
        match = _NUMBER.match(self._text, at)
        if match is not None:
            return self._number(match, step), at, match.end()
        word = _WORD.match(self._text, at)
        if word is None:
            raise self._unreadable(at, self._nothing(at), step)
        return self._word(at, word[0], step), at, self._skip(word.end())

    def _container(self, at: int, first: str, step: Step | None) -> tuple[object, Spots, int]:
        if len(self._open) == DEEPEST:
            raise self._unreadable(at, TOO_DEEP(limit=DEEPEST), step)
        self._open.append((at, "}" if first == "{" else "]"))
        if step is not None:
            self._place.append(step)
        spots = Spots(at)
        inside = self._skip(at + 1)
        value: dict[str, object] | list[object]
        if first == "{":
            value = {}
            self._unfinished.append(value)
            end = self._object(inside, value, spots)
        else:
            value = []
            self._unfinished.append(value)
            end = self._list(inside, value, spots)
        if step is not None:
            self._place.pop()
        self._open.pop()
        self._unfinished.pop()
        return value, spots, self._skip(end)

    def _object(self, at: int, value: dict[str, object], spots: Spots) -> int:
        """Fill `value` from the text after its brace; the offset after the closing one."""
        text, keys, values = self._text, spots.keys, spots.values
        if text.startswith("}", at):
            return at + 1
        while True:
            match = _KEY.match(text, at)
            if match is None:
                raise self._no_key(at, after_comma=bool(keys))
            key_at = match.start(1)
            key = match[1][1:-1] if "\\" not in match[1] else self._string(key_at, None)[0]
            entry, entry_spots, at = self._value(match.end(), key)
            if key in keys:
                line, _ = self._lines.position(keys[key])
                self._collect(key_at, key, DUPLICATE_KEY(key=_shown(key), line=line))
            else:
                keys[key], values[key] = key_at, entry_spots
                if entry is not _UNUSABLE:
                    value[key] = entry
            mark = text[at : at + 1]
            if mark == "}":
                return at + 1
            if mark != ",":
                raise self._no_separator(at, "}")
            at = self._skip(at + 1)

    def _list(self, at: int, value: list[object], spots: Spots) -> int:
        """Fill `value` from the text after its bracket; the offset after the closing one."""
        text, values = self._text, spots.values
        if text.startswith("]", at):
            return at + 1
        while True:
            if text.startswith("]", at):
                raise self._unreadable(at, COMMA_TOO_MANY(mark="]"))
            entry, values[len(value)], at = self._value(at, len(value))
            value.append(None if entry is _UNUSABLE else entry)
            mark = text[at : at + 1]
            if mark == "]":
                return at + 1
            if mark != ",":
                raise self._no_separator(at, "]")
            at = self._skip(at + 1)

    def _string(self, at: int, step: Step | None) -> tuple[str, int]:
        match = _TEXT.match(self._text, at)
        if match is None:
            raise self._unreadable(at, TEXT_OPEN(), step)
        if "\\" not in match[1]:
            return match[1], match.end()
        try:
            value = json.loads(match[0])
        except json.JSONDecodeError as error:
            raise self._unreadable(at + error.pos, BAD_ESCAPE(), step) from error
        half = _SURROGATE.search(value)
        if half is not None:
            raise self._unreadable(at, HALF_CHARACTER(), step)
        return str(value), match.end()

    def _number(self, match: re.Match[str], step: Step | None) -> object:
        whole, part, power = match.groups()
        if part is None and power is None and len(whole) <= 12:
            return int(whole)
        number = float(match[0])
        if abs(number) > LARGEST:
            self._collect(match.start(), step, OUT_OF_RANGE(found=_shown(match[0].strip())))
            return _UNUSABLE
        return number if part or power else int(whole)

    def _word(self, at: int, word: str, step: Step | None) -> object:
        if word in _WORDS:
            return _WORDS[word]
        if word in _NOT_FINITE:
            self._collect(at, step, NOT_FINITE(found=word))
            return _UNUSABLE
        looks_like_number = word[0] in "+-." or word[0].isdigit()
        reason = NOT_JSON_NUMBER if looks_like_number else UNKNOWN_WORD
        raise self._unreadable(at, reason(found=_shown(word)), step)

    def _skip(self, at: int) -> int:
        match = _SPACE.match(self._text, at)
        return at if match is None else match.end()

    def _collect(self, offset: int, step: Step | None, message: Message) -> None:
        place = tuple(self._place) if step is None else (*self._place, step)
        self._found.append(Found(place, offset, message))
        if len(self._found) == MOST_FAULTS:
            raise self._unreadable(offset, MORE_FAULTS(limit=MOST_FAULTS))

    def _no_key(self, at: int, after_comma: bool) -> Unreadable:
        if at == len(self._text):
            return self._unreadable(at, self._nothing(at))
        if after_comma and self._text[at] == "}":
            return self._unreadable(at, COMMA_TOO_MANY(mark="}"))
        if self._text[at] == '"':
            _, end = self._string(at, None)
            after = self._skip(end)
            if after == len(self._text):
                return self._unreadable(after, self._nothing(after))
            return self._unreadable(after, COLON_EXPECTED(found=self._describe(after)))
        return self._unreadable(at, KEY_EXPECTED(found=self._describe(at)))

    def _no_separator(self, at: int, mark: str) -> Unreadable:
        if at == len(self._text):
            return self._unreadable(at, self._nothing(at))
        return self._unreadable(at, SEPARATOR_EXPECTED(mark=mark, found=self._describe(at)))

    def _nothing(self, at: int) -> Message:
        """Why no value can be read at `at`."""
        if at == len(self._text) and self._open:
            opened, mark = self._open[-1]
            return ENDS_EARLY(line=self._lines.position(opened)[0], mark=mark)
        return VALUE_MISSING(found=self._describe(at))

    def _describe(self, at: int) -> str:
        """What stands at `at`, short enough for a sentence."""
        word = _WORD.match(self._text, at)
        if word is not None:
            return _shown(word[0])
        character = self._text[at : at + 1]
        return character if character.isprintable() else f"U+{ord(character):04X}"

    def _unreadable(self, offset: int, message: Message, step: Step | None = None) -> Unreadable:
        place = tuple(self._place) if step is None else (*self._place, step)
        found = [*self._found, Found(place, offset, message)]
        tree = self._tree_so_far()
        return Unreadable(
            Fault(plan_path(tree, one.place), *self._lines.position(one.offset), one.message)
            for one in found
        )

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._text)

    def _tree_so_far(self) -> object:
        """What was read before the fault, so that its path can name entities by id."""
        for depth, step in reversed(list(enumerate(self._place))):
            parent, child = self._unfinished[depth], self._unfinished[depth + 1]
            if isinstance(parent, list):
                parent.append(child)
            else:
                parent[str(step)] = child
        return self._unfinished[0] if self._unfinished else None


def _shown(text: str) -> str:
    """`text`, cut to a length that fits a sentence."""
    return text if len(text) <= 40 else f"{text[:37]}…"
