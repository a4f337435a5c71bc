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
