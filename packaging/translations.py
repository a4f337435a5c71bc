"""Collect the sentences of planner/ for translation, and compile the translations there are.

resources/translations/planner.ts is the template with every English sentence. A language begins as
a copy of it, `planner_de.ts`, edited with Qt Linguist; it is kept up to date here, and the `.qm`
file compiled beside it is what the program reads.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from planner.domain.terms import terms

CHECKOUT = Path(__file__).resolve().parent.parent
TRANSLATIONS = CHECKOUT / "resources" / "translations"
TEMPLATE = TRANSLATIONS / "planner.ts"
UPDATE = ("-silent", "-no-obsolete", "-sort-messages", "-locations", "none", "-ts")


def main() -> None:
    TRANSLATIONS.mkdir(parents=True, exist_ok=True)
    sources = sorted(str(file) for file in (CHECKOUT / "planner").rglob("*.py"))
    languages = sorted(TRANSLATIONS.glob("planner_*.ts"))
    with tempfile.TemporaryDirectory() as folder:
        # The words of the fields are declared with them, where lupdate does not look.
        words = Path(folder) / "terms.py"
        words.write_text(terms_as_source(), "utf-8")
        _run("pyside6-lupdate", *sources, str(words), *UPDATE, *map(str, [TEMPLATE, *languages]))
    for language in languages:
        _run("pyside6-lrelease", "-silent", str(language), "-qm", str(language.with_suffix(".qm")))


def terms_as_source() -> str:
    """Python that marks every word of the fields for translation."""
    calls = (f'QT_TRANSLATE_NOOP("planner", {json.dumps(each.english)})' for each in terms())
    return "\n".join(calls) + "\n"


def _run(tool: str, *arguments: str) -> None:
    finished = subprocess.run([Path(sys.executable).parent / tool, *arguments], check=False)
    if finished.returncode != 0:
        sys.exit(f"{tool} failed with code {finished.returncode}.")


if __name__ == "__main__":
    main()
