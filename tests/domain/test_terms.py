"""The words of the fields can be translated."""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from planner.domain.facility import Facility
from planner.domain.phase import Phase
from planner.domain.terms import terms
from planner.units.message import Refused, set_translator
from tests.domain.plain_values import every_kind_of_entity


def marked_for_translation() -> str:
    """What the collecting of translations hands to Qt's collector."""
    file = Path(__file__).parents[2] / "packaging" / "translations.py"
    spec = importlib.util.spec_from_file_location("translations", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return str(module.terms_as_source())


@pytest.fixture
def shouting() -> Iterator[None]:
    set_translator(lambda _context, text: text.upper() if "{" not in text else text)
    yield
    set_translator(None)


def test_every_title_help_and_name_of_an_entity_is_a_term() -> None:
    expected = {kind.singular for kind in every_kind_of_entity()}
    for kind in every_kind_of_entity():
        expected |= {column.title for column in kind.columns()}
        expected |= {column.help for column in kind.columns()}
    assert set(terms()) == expected
    assert len(set(terms())) == len(terms())


def test_the_collector_finds_every_term(tmp_path: Path) -> None:
    source, target = tmp_path / "terms.py", tmp_path / "found.ts"
    source.write_text(marked_for_translation(), "utf-8")
    tool = Path(sys.executable).parent / "pyside6-lupdate"
    subprocess.run([tool, "-silent", str(source), "-ts", str(target)], check=True)
    found = {message.findtext("source") for message in ET.parse(target).getroot().iter("message")}
    assert found == {each.english for each in terms()}


@pytest.mark.usefixtures("shouting")
def test_titles_are_shown_in_the_language_in_force_also_inside_sentences() -> None:
    assert str(Phase.column("mw").title) == "POWER"
    assert str(Facility.singular) == "FACILITY"
    with pytest.raises(Refused) as refusal:
        Phase.column("mw").number(-1)
    assert str(refusal.value.message).startswith("POWER: -1 is out of bounds")


@pytest.mark.usefixtures("shouting")
def test_the_schema_and_comparisons_know_the_english_only() -> None:
    assert Phase.column("mw").title == "Power"
    assert json.dumps(Phase.column("mw").title) == '"Power"'
