"""What is said of text that is not JSON as a plan needs it."""

from planner.units.message import QT_TRANSLATE_NOOP, sentence

EMPTY = sentence(
    "file.empty", QT_TRANSLATE_NOOP("planner", "The file is empty; a plan is expected.")
)
ENDS_EARLY = sentence(
    "file.ends_early",
    QT_TRANSLATE_NOOP(
        "planner",
        "The file ends too early: what begins at line {line} is never closed with {mark}.",
    ),
)
VALUE_MISSING = sentence(
    "file.value_missing",
    QT_TRANSLATE_NOOP("planner", "A value is expected here, but {found} follows."),
)
KEY_EXPECTED = sentence(
    "file.key_expected",
    QT_TRANSLATE_NOOP(
        "planner", "A field name in double quotes and a colon are expected here, not {found}."
    ),
)
COLON_EXPECTED = sentence(
    "file.colon_expected",
    QT_TRANSLATE_NOOP("planner", "A colon is expected after the field name, not {found}."),
)
SEPARATOR_EXPECTED = sentence(
    "file.separator_expected",
    QT_TRANSLATE_NOOP("planner", "A comma or {mark} is expected here, not {found}."),
)
COMMA_TOO_MANY = sentence(
    "file.comma_too_many",
    QT_TRANSLATE_NOOP("planner", "There is a comma too many before {mark}."),
)
MORE_TEXT = sentence(
    "file.more_text",
    QT_TRANSLATE_NOOP("planner", "The plan ends before this, but {found} follows."),
)
TEXT_OPEN = sentence(
    "file.text_open",
    QT_TRANSLATE_NOOP(
        "planner", "This text has no closing quote on its line, or holds a control character."
    ),
)
BAD_ESCAPE = sentence(
    "file.bad_escape",
    QT_TRANSLATE_NOOP("planner", "This text holds a backslash sequence that JSON does not know."),
)
HALF_CHARACTER = sentence(
    "file.half_character",
    QT_TRANSLATE_NOOP("planner", "This text holds half a character (a lone surrogate)."),
)
NOT_JSON_NUMBER = sentence(
    "file.not_json_number",
    QT_TRANSLATE_NOOP("planner", "{found} is not a number as JSON writes it, such as 1250 or 0.5."),
)
UNKNOWN_WORD = sentence(
    "file.unknown_word",
    QT_TRANSLATE_NOOP(
        "planner",
        "{found} is not a value; expected a number, text in double quotes, true or false.",
    ),
)
TOO_DEEP = sentence(
    "file.too_deep",
    QT_TRANSLATE_NOOP("planner", "The file is nested deeper than {limit} levels."),
)
NOT_FINITE = sentence(
    "file.not_finite",
    QT_TRANSLATE_NOOP("planner", "{found} is not accepted; a plan holds ordinary numbers only."),
)
OUT_OF_RANGE = sentence(
    "file.out_of_range",
    QT_TRANSLATE_NOOP("planner", "{found} is too large; numbers lie between -1e12 and 1e12."),
)
DUPLICATE_KEY = sentence(
    "file.duplicate_key",
    QT_TRANSLATE_NOOP("planner", "“{key}” is given twice; it first stands at line {line}."),
)
MORE_FAULTS = sentence(
    "file.more_faults",
    QT_TRANSLATE_NOOP("planner", "There are more faults; only the first {limit} are listed."),
)
