"""Words in a few lines at most."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from planner.editors.words import breakable

MOST_LINES = 2
# So many letters of the end are kept: there names that begin alike tend to differ.
END = 14
ELLIPSIS = "…"
HIGHEST = 10_000


class ShortLabel(QLabel):
    """Of words that are too long the beginning and the end remain; all of them appear on hover."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)

    @property
    def words(self) -> str:
        """All of the words."""
        return self._words

    def set_words(self, words: str) -> None:
        """Say this."""
        self._words = words
        self._fit()
        self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        """Room for all lines, or for as many as there may be."""
        self.ensurePolished()
        margins = self.contentsMargins()
        inner = width - margins.left() - margins.right()
        lines = min(self._lines(self._words, inner), MOST_LINES)
        return lines * self.fontMetrics().lineSpacing() + margins.top() + margins.bottom()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.ensurePolished()
        width, words = self.contentsRect().width(), self._words
        is_whole = self._lines(words, width) <= MOST_LINES
        shown = words if is_whole else self._shortened(words, width)
        if self.text() != breakable(shown):
            self.setText(breakable(shown))
        self.setToolTip("" if is_whole else words)

    def _shortened(self, words: str, width: int) -> str:
        """As much of the beginning as leaves room for the end."""
        end = words[-END:].lstrip()
        low, high = 0, max(len(words) - END, 0)
        while low < high:
            middle = (low + high + 1) // 2
            if self._lines(f"{words[:middle].rstrip()}{ELLIPSIS}{end}", width) <= MOST_LINES:
                low = middle
            else:
                high = middle - 1
        return f"{words[:low].rstrip()}{ELLIPSIS}{end}"

    def _lines(self, words: str, width: int) -> int:
        """In how many lines these words would stand."""
        metrics = self.fontMetrics()
        room = QRect(0, 0, max(width, 1), HIGHEST)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        high = metrics.boundingRect(room, flags, breakable(words)).height()
        return max(1, round(high / metrics.lineSpacing()))
