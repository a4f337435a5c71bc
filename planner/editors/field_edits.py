"""Entering one value into one field of the plan, for tables and forms alike."""

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from planner.document.document import Document
from planner.document.identity import renamed
from planner.domain.acceptance import accepted
from planner.domain.column import Column
from planner.domain.entity import refusals
from planner.editors.cell import Refusal
from planner.editors.presentation import Presentation
from planner.editors.reading import read
from planner.editors.row_projection import Row, joined, label
from planner.units.message import QT_TRANSLATE_NOOP, Message, Refused, sentence

CHANGE = sentence("edit-change", QT_TRANSLATE_NOOP("planner", "Change {field} of {name}"))
CHANGE_OF_PLAN = sentence("edit-change-of-plan", QT_TRANSLATE_NOOP("planner", "Change {field}"))
STAYS = sentence("cell-stays", QT_TRANSLATE_NOOP("planner", "{field} stays {value}. {reason}"))


@dataclass(frozen=True)
class AsItIs:
    """A value to enter, as against a text to be read."""

    value: object


class FieldEdits:
    """Reads what is entered into a field and makes it one step of the document."""

    def __init__(self, document: Document, presentation: Presentation) -> None:
        self._document = document
        self._presentation = presentation

    def set_value(self, row: Row, column: Column, value: object) -> bool:
        """Enter one value, typed text or chosen. Whether the plan changed. Raises Refused."""
        try:
            after = self.accepted(row, column, value)
            if after == getattr(row.entity, column.name):
                return False
            project = self._document.project
            if column.kind == "id":
                changed = renamed(project, row.path, str(after))
            else:
                changed = project.replacing_at(joined(row.path, column.name), after)
        except ValidationError as error:
            raise self.stays(row, column, refusals(error)[0][1]) from error
        except Refused as refusal:
            raise self.stays(row, column, refusal.message) from refusal
        self._document.edit(str(_step(row, column)), changed)
        return True

    def accepted(self, row: Row, column: Column, value: object) -> Any:
        """What the field would keep of a text, a chosen value or one given as it is."""
        if isinstance(value, AsItIs):
            # Nested entities are read by the entity that holds them.
            is_nested = column.kind in ("entity", "entities")
            return value.value if is_nested else accepted(column, value.value)
        if isinstance(value, str):
            return read(self._presentation.field(self._document.project, row, column), value)
        return accepted(column, value)

    def stays(self, row: Row, column: Column, reason: Message | str) -> Refused:
        """The refusal of an entry: what the field still holds, and why."""
        field = self._presentation.field(self._document.project, row, column)
        value = self._presentation.value_text(field, getattr(row.entity, column.name))
        return Refused(STAYS(field=column.title, value=value, reason=reason))


def refusal_of(text: str, refused: Refused) -> Refusal:
    """What to keep of an entry that was not accepted."""
    said = dict(refused.message.values)
    reason = str(said["reason"]) if refused.message.sentence is STAYS else ""
    return Refusal(text, str(refused), reason)


def _step(row: Row, column: Column) -> Message:
    field = in_sentence(column.title)
    name = (label(row.entity) or row.entity.singular) if row.path else ""
    return CHANGE(field=field, name=name) if name else CHANGE_OF_PLAN(field=field)


def in_sentence(title: str) -> str:
    """A title inside a sentence: its first letter small, unless the word is an abbreviation."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
