"""Every sentence that is declared is found by Qt's collector of texts to translate."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import planner
from planner.units.message import Sentence

PACKAGE = Path(planner.__file__).parent
ROOMS = ("units", "domain")


def modules(room: str) -> list[str]:
    files = sorted((PACKAGE / room).rglob("*.py"))
    parts = [file.relative_to(PACKAGE.parent).with_suffix("").parts for file in files]
    return [".".join(part).removesuffix(".__init__") for part in parts]


def tree_of(module: str) -> ast.Module:
    file = importlib.import_module(module).__file__
    assert file is not None
    return ast.parse(Path(file).read_text("utf-8"))


def declared(room: str) -> list[Sentence]:
    """Sentences that the room's own modules declare."""
    found: list[Sentence] = []
    for name in modules(room):
        module = importlib.import_module(name)
        for node in tree_of(name).body:
            if isinstance(node, ast.Assign) and _declares(node.value):
                found += [getattr(module, ast.unparse(target)) for target in node.targets]
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_the_collector_finds_the_sentences_of_the_room_and_nothing_else(
    room: str, tmp_path: Path
) -> None:
    target = tmp_path / "found.ts"
    tool = Path(sys.executable).parent / "pyside6-lupdate"
    sources = [str(file) for file in sorted((PACKAGE / room).rglob("*.py"))]
    subprocess.run([tool, "-silent", *sources, "-ts", str(target)], check=True)
    contexts = list(ET.parse(target).getroot().iter("context"))
    assert [context.findtext("name") for context in contexts] == ["planner"]
    found = {message.findtext("source") for message in contexts[0].iter("message")}
    assert found == {one.text for one in declared(room)}


@pytest.mark.parametrize("room", ROOMS)
def test_an_id_belongs_to_one_sentence(room: str) -> None:
    by_id: dict[str, set[str]] = {}
    for one in declared(room):
        by_id.setdefault(one.id, set()).add(one.text)
    assert all(len(texts) == 1 for texts in by_id.values()), by_id


@pytest.mark.parametrize("name", [name for room in ROOMS for name in modules(room)])
def test_sentences_are_declared_at_the_top_of_their_module_only(name: str) -> None:
    tree = tree_of(name)
    calls = [node for node in ast.walk(tree) if _declares(node)]
    at_the_top = [
        node for node in tree.body if isinstance(node, ast.Assign) and _declares(node.value)
    ]
    assert len(calls) == len(at_the_top)


def _declares(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "sentence"
    )
