"""A sentence for the user: an id with values, translatable, English first."""

from collections.abc import Callable
from dataclasses import dataclass

CONTEXT = "planner"

Translator = Callable[[str, str], str]


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark `text` for translation and return it unchanged."""
    return text


def _english(_context: str, text: str) -> str:
    return text


_translator: Translator = _english


def set_translator(translator: Translator | None) -> None:
    """Use `translator(context, english)` for every sentence; None goes back to English."""
    global _translator
    _translator = _english if translator is None else translator


class Term(str):
    """A word of the program, such as the title of a field: its English, shown in translation.

    It equals its English wherever it is compared or kept; `str()` and formatting give the word of
    the language in force. Qt takes the English unless `str()` is called first.
    """

    __slots__ = ()

    def __str__(self) -> str:
        return _translator(CONTEXT, self.english)

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    @property
    def english(self) -> str:
        """The plain English text."""
        return "".join(self)

    def lower(self) -> str:
        """The shown word in lower case, for the middle of a sentence."""
        return str(self).lower()


def term(text: str) -> Term:
    """The text as a Term; a Term is returned as it is."""
    return text if isinstance(text, Term) else Term(text)


@dataclass(frozen=True)
class Sentence:
    """A declared sentence: a stable id and its English template with {named} values."""

    id: str
    text: str

    def __call__(self, **values: object) -> "Message":
        """This sentence with its values filled in. Raises KeyError later if one is missing."""
        return Message(self, tuple(sorted(values.items())))


@dataclass(frozen=True)
class Message:
    """A sentence with its values. `str(message)` is the text in the language in force."""

    sentence: Sentence
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return _translator(CONTEXT, self.sentence.text).format(**dict(self.values))


class Refused(ValueError):
    """An entry that is not accepted, so the old value stays; `message` says what is allowed."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def sentence(sentence_id: str, text: str) -> Sentence:
    """Declare a sentence; its text in QT_TRANSLATE_NOOP("planner", "…"), where lupdate finds it."""
    return Sentence(sentence_id, text)
