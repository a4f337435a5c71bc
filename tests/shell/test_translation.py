"""The language of the sentences."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from planner.shell import translation
from planner.shell.actions import SAVE
from planner.units.message import set_translator

GERMAN = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context><name>planner</name>
<message><source>&amp;Save</source><translation>&amp;Speichern</translation></message>
</context>
</TS>
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[Path]:
    """Translations with German in it, in force for one test."""
    source = tmp_path / "planner_de.ts"
    source.write_text(GERMAN, encoding="utf-8")
    tool = Path(sys.executable).parent / "pyside6-lrelease"
    target = str(source.with_suffix(".qm"))
    subprocess.run([tool, "-silent", str(source), "-qm", target], check=True)
    monkeypatch.setattr(translation, "resource", lambda _name: tmp_path)
    yield tmp_path
    set_translator(None)
    for translator in qapp.findChildren(QTranslator):
        QCoreApplication.removeTranslator(translator)


def test_sentences_are_said_in_the_users_language(folder: Path, qapp: QApplication) -> None:
    assert translation.speak(qapp, QLocale(QLocale.Language.German))
    assert str(SAVE()) == "&Speichern"


def test_a_language_without_translation_leaves_english(folder: Path, qapp: QApplication) -> None:
    assert not translation.speak(qapp, QLocale(QLocale.Language.Finnish))
    assert str(SAVE()) == "&Save"
