"""Names as they stand in menus, which cannot be as wide as a window."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

WIDEST = 300  # px


def short_name(name: str) -> str:
    """The name for a menu; its beginning and its end where it is very long: names differ there.

    An ampersand is doubled: a single one would mark the letter behind it as a key.
    """
    metrics = QFontMetrics(QApplication.font())
    return metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, WIDEST).replace("&", "&&")


def words_of(menu_text: str) -> str:
    """What an entry of a menu says, without the marks of its key and of a question that follows."""
    words = "&".join(each.replace("&", "") for each in menu_text.split("&&"))
    return words.rstrip("…")
