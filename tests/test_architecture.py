"""Who may know whom, asserted from the imports of every file of the program."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PLANNER = Path(__file__).resolve().parent.parent / "planner"
FILES = sorted(PLANNER.rglob("*.py"))

LONGEST_FILE = 400
LONGEST_FUNCTION = 70
ROOMS_WITHOUT_A_HOME = {"utils", "util", "misc", "common", "helpers", "helper", "manager"}

# How an entity refuses a value: heard where values come in, though pydantic stays in the domain.
REFUSAL = "pydantic.ValidationError"

# Modules that a room may import, beside the standard library and itself; a name stands for
# all that is inside it.
ALLOWED: dict[str, tuple[str, ...]] = {
    "__init__": (),
    "paths": ("appdirs",),
    "units": (),
    "domain": ("planner.units", "pydantic"),
    "engine": ("planner.domain", "planner.units", "numpy"),
    "analysis": ("planner.domain", "planner.engine", "planner.units", "numpy", "scipy"),
    "storage": ("planner.domain", "planner.units", "planner.paths", REFUSAL),
    "exchange": (
        "planner.domain",
        "planner.units",
        "planner.engine.result",
        "planner.analysis",
        "planner.paths",
        "xlsxwriter",
        "openpyxl",
    ),
    "document": ("planner.domain", "planner.units", "PySide6"),
    # Signals and threads only: what computes has nothing to draw.
    "compute": ("planner.domain", "planner.engine", "planner.analysis", "PySide6.QtCore"),
    "editors": ("planner.domain", "planner.units", "planner.document", "PySide6", REFUSAL),
    "charts": (
        "planner.units",
        "planner.engine.result",
        "planner.analysis",
        "numpy",
        "PySide6",
        "pyqtgraph",
    ),
    "pages": (
        "planner.charts",
        "planner.analysis",
        "planner.compute",
        "planner.document",
        "planner.domain",
        "planner.units",
        "PySide6",
    ),
    "report": (
        "planner.units",
        "planner.engine.result",
        "planner.analysis",
        "planner.charts",
        "PySide6",
    ),
}
# These meet everyone.
FREE = {"shell", "cli", "__main__"}

# Modules that a room may import only inside a function, so that no start pays for them.
ALLOWED_INSIDE_FUNCTIONS: dict[str, tuple[str, ...]] = {
    "domain/distribution.py": ("scipy.special",),
    "engine": ("scipy.special",),
}
NEVER_AT_START = ("scipy",)


@dataclass(frozen=True)
class Import:
    module: str
    line: int
    inside_function: bool


def imports(tree: ast.Module, package: str) -> Iterator[Import]:
    """Every import of a file; `from a import b` counts as `a.b`, relative ones are resolved."""
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno, id(node) in inside)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")
                base = ".".join([*parents[: len(parents) - node.level + 1], base]).strip(".")
            for alias in node.names:
                yield Import(f"{base}.{alias.name}", node.lineno, id(node) in inside)


def is_within(module: str, allowed: tuple[str, ...]) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in allowed)


def trespasses(source: str, file: str) -> list[str]:
    """The imports of a file, named relative to planner/, that DESIGN's table does not allow."""
    path = Path(file)
    room = path.parts[0].removesuffix(".py")
    package = ".".join(["planner", *path.parts[:-1]])
    own = f"planner.{room}"
    late = ALLOWED_INSIDE_FUNCTIONS.get(file, ()) + ALLOWED_INSIDE_FUNCTIONS.get(room, ())
    found = []
    for each in imports(ast.parse(source), package):
        where = f"planner/{file}:{each.line} imports {each.module}"
        if is_within(each.module, ("appdirs",)) and room != "paths":
            found.append(f"{where}: only paths.py knows it")
        elif is_within(each.module, NEVER_AT_START) and not each.inside_function:
            found.append(f"{where}: only inside a function")
        elif room == "cli" and is_within(each.module, ("PySide6", "pyqtgraph", "planner.shell")):
            if file != "cli/report.py" or not each.inside_function:
                found.append(f"{where}: the command line has no Qt")
        elif room not in FREE and not (
            each.module.split(".")[0] in sys.stdlib_module_names
            or is_within(each.module, (own, "planner.__version__", *ALLOWED[room]))
            or (each.inside_function and is_within(each.module, late))
        ):
            found.append(where)
    return found


def function_lengths(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Name and number of lines of each function, its docstring not counted."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        first = node.body[0]
        if ast.get_docstring(node, clean=False) is not None:
            length -= (first.end_lineno or first.lineno) - first.lineno + 1
        yield node.name, length


def relative(file: Path) -> str:
    return file.relative_to(PLANNER).as_posix()


@pytest.mark.parametrize("file", FILES, ids=relative)
def test_a_file_imports_only_what_its_room_may_know(file: Path) -> None:
    assert trespasses(file.read_text(encoding="utf-8"), relative(file)) == []


@pytest.mark.parametrize("file", FILES, ids=relative)
def test_a_file_and_its_functions_are_short(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    lengths = function_lengths(ast.parse(source))

    assert len(source.splitlines()) <= LONGEST_FILE
    assert {name: length for name, length in lengths if length > LONGEST_FUNCTION} == {}


def test_every_room_has_a_place_in_the_table_and_a_name_that_says_what_it_holds() -> None:
    parts = {part.removesuffix(".py") for file in FILES for part in Path(relative(file)).parts}
    words = {word for part in parts for word in part.split("_")}
    rooms = {Path(relative(file)).parts[0].removesuffix(".py") for file in FILES}

    assert words & ROOMS_WITHOUT_A_HOME == set()
    assert rooms <= ALLOWED.keys() | FREE


def test_every_room_is_a_package_so_that_an_installed_copy_has_it() -> None:
    assert [relative(file) for file in FILES if not (file.parent / "__init__.py").exists()] == []


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("units/unit.py", "import numpy"),
        ("units/unit.py", "from planner.domain import project"),
        ("domain/case.py", "import numpy as np"),
        ("domain/case.py", "from ..engine import simulate"),
        ("domain/checks/dates.py", "from ...storage.scanner import scan"),
        ("domain/distribution.py", "from scipy.special import betaincinv"),
        ("domain/case.py", "def f():\n    from scipy.special import betaincinv"),
        ("engine/draws.py", "from scipy import special"),
        ("engine/draws.py", "def f():\n    from scipy import optimize"),
        ("engine/draws.py", "from PySide6.QtCore import QObject"),
        ("analysis/worth.py", "import scipy.optimize"),
        ("storage/recovery.py", "import appdirs"),
        ("storage/recovery.py", "from pydantic import BaseModel"),
        ("exchange/csv_out.py", "from planner.engine import simulate"),
        ("compute/live.py", "from PySide6.QtWidgets import QWidget"),
        ("charts/cash.py", "from planner.document.document import Document"),
        ("charts/cash.py", "def f():\n    from planner.editors import form"),
        ("editors/form.py", "import planner.charts.cash"),
        ("shell/session.py", "from appdirs import user_config_dir"),
        ("cli/run.py", "def f():\n    from PySide6.QtCore import QObject"),
        ("cli/run.py", "import planner.shell.main_window"),
    ],
)
def test_a_trespass_is_seen(file: str, line: str) -> None:
    assert len(trespasses(line, file)) == 1


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("units/unit.py", "import decimal\nfrom .message import Sentence"),
        ("domain/checks/dates.py", "from ..project import Project\nfrom planner.units import unit"),
        ("domain/distribution.py", "def f():\n    from scipy.special import betaincinv"),
        ("engine/draws.py", "import numpy\ndef f():\n    import scipy.special"),
        ("exchange/csv_out.py", "from planner.engine.result import Result"),
        ("compute/live.py", "from PySide6.QtCore import Signal"),
        ("paths.py", "import appdirs"),
        ("shell/main_window.py", "from planner.charts.cash import Cash"),
        ("cli/report.py", "def f():\n    from PySide6.QtGui import QImage"),
    ],
)
def test_a_lawful_import_is_left_alone(file: str, line: str) -> None:
    assert trespasses(line, file) == []


def test_a_long_function_is_measured_without_its_docstring() -> None:
    source = 'def f():\n    """One.\n\n    Two.\n    """\n    a = 1\n    return a\n'

    assert list(function_lengths(ast.parse(source))) == [("f", 3)]


def test_the_command_line_starts_without_qt_and_without_scipy() -> None:
    program = "import sys, planner.cli; print(*{name.split('.')[0] for name in sys.modules})"
    printed = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert {"PySide6", "shiboken6", "pyqtgraph", "scipy"} & set(printed.stdout.split()) == set()
