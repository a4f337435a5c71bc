"""A sentence is an id with values; its words are those of the language in force."""

from collections.abc import Iterator

import pytest

from planner.units.message import Message, Refused, sentence, set_translator

SOLD = sentence("sold", "{name} sells {share} of {whole}.")
WHOLE = sentence("whole", "all {count} MW")


@pytest.fixture
def german() -> Iterator[None]:
    words = {
        ("planner", SOLD.text): "{name} verkauft {share} von {whole}.",
        ("planner", WHOLE.text): "allen {count} MW",
    }
    set_translator(lambda context, text: words.get((context, text), text))
    yield
    set_translator(None)


def sold() -> Message:
    return SOLD(name="{Lab}", share="45 %", whole=WHOLE(count=300))


def test_values_fill_the_sentence_whatever_braces_they_hold() -> None:
    assert str(sold()) == "{Lab} sells 45 % of all 300 MW."


@pytest.mark.usefixtures("german")
def test_a_sentence_and_those_inside_it_are_translated_when_shown() -> None:
    assert str(sold()) == "{Lab} verkauft 45 % von allen 300 MW."


def test_equal_sentences_with_equal_values_are_equal() -> None:
    assert sold() == sold()
    assert hash(sold()) == hash(sold())
    assert sold() != SOLD(name="Lab", share="45 %", whole="")


def test_a_missing_value_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        str(SOLD(name="Lab"))


def test_a_refusal_carries_its_sentence() -> None:
    refusal = Refused(WHOLE(count=3))
    assert refusal.message == WHOLE(count=3)
    assert str(refusal) == "all 3 MW"
