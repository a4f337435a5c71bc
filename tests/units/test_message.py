"""A sentence is an id with values; its words are those of the language in force."""

import json
import pickle
from collections.abc import Iterator

import pytest

from planner.units.message import Message, Refused, Term, sentence, set_translator, term

SOLD = sentence("sold", "{name} sells {share} of {whole}.")
WHOLE = sentence("whole", "all {count} MW")


@pytest.fixture
def german() -> Iterator[None]:
    words = {
        ("planner", SOLD.text): "{name} verkauft {share} von {whole}.",
        ("planner", WHOLE.text): "allen {count} MW",
        ("planner", "Price"): "Preis",
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


def test_a_term_is_its_english_until_there_is_a_translation() -> None:
    assert str(Term("Price")) == f"{Term('Price')}" == "Price"
    assert Term("Price").lower() == "price"
    assert term(Term("Price")) == Term("Price") == "Price"


@pytest.mark.usefixtures("german")
def test_a_term_is_shown_in_translation_and_compared_in_english() -> None:
    price = Term("Price")
    assert str(price) == "Preis"
    assert f"{price:>6}" == " Preis"
    assert price.lower() == "preis"
    assert price == "Price"
    assert price.english == "Price"
    assert hash(price) == hash("Price")
    assert json.dumps(price) == '"Price"'
    assert term(price) is price
    assert pickle.loads(pickle.dumps(price)) == "Price"
    assert str(SOLD(name=price, share=1, whole=2)) == "Preis verkauft 1 von 2."
