"""The language of the sentences: the user's, where it has been translated."""

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from planner.paths import resource
from planner.units.message import set_translator


def speak(application: QCoreApplication, locale: QLocale | None = None) -> bool:
    """Say every sentence in the language of `locale` (the system's); False if it stays English.

    The translator belongs to the application and lives as long as it.
    """
    translator = QTranslator(application)
    wanted = QLocale.system() if locale is None else locale
    try:
        folder = resource("translations")
    except FileNotFoundError:
        return False
    if not translator.load(wanted, "planner", "_", str(folder), ".qm"):
        return False
    application.installTranslator(translator)
    set_translator(_translated)
    return True


def _translated(context: str, english: str) -> str:
    return QCoreApplication.translate(context, english)
