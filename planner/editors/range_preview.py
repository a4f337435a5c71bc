"""The floating picture of a range while it is typed. LOOK.md, "Layout decisions", 9."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from planner.editors.cell import Palette
from planner.editors.density_plot import DensityPlot
from planner.editors.placement import beside
from planner.editors.range_view import RangeView, Unfinished, Unreadable
from planner.units.message import QT_TRANSLATE_NOOP, sentence

WIDTH = 316
PADDING = 12

WAS = sentence("preview-was", QT_TRANSLATE_NOOP("planner", "was {value}"))
HINTS = sentence(
    "preview-hints",
    QT_TRANSLATE_NOOP(
        "planner",
        "<b>Enter</b> accept &nbsp;&nbsp; <b>Esc</b> keep {value} &nbsp;&nbsp;"
        " <b>F1</b> other shapes",
    ),
)
HINTS_WITHOUT_SHAPES = sentence(
    "preview-hints-without-shapes", QT_TRANSLATE_NOOP("planner", "<b>Esc</b> keep {value}")
)
LONGEST_KEPT = 12


class RangePreview(QFrame):
    """Title, curve, sentences and keys; it takes neither the focus nor the mouse.

    It is a part of the window in which the range is typed, where that has room for it, and a window
    of its own otherwise, as over a table that was detached.
    """

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("rangePreview")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedWidth(WIDTH)
        self._title, self._was = QLabel(self), QLabel(self)
        self._plot = DensityPlot(palette, self)
        self._reason, self._said = QLabel(self), QLabel(self)
        self._rule, self._hints = QFrame(self), QLabel(self)
        for name, label in (
            ("title", self._title),
            ("was", self._was),
            ("reason", self._reason),
            ("said", self._said),
            ("hints", self._hints),
        ):
            label.setObjectName(f"rangePreview-{name}")
        for label in (self._reason, self._said, self._hints):
            label.setWordWrap(True)
        self._rule.setFixedHeight(1)
        self._arrange()
        self.set_palette(palette)
        self.hide()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._was)
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, 10, PADDING, 10)
        column.setSpacing(6)
        column.addLayout(head)
        for part in (self._plot, self._reason, self._said, self._rule, self._hints):
            column.addWidget(part)

    def set_palette(self, palette: Palette) -> None:
        """Dress it in these colours from now on."""
        self._plot.set_palette(palette)
        self.setStyleSheet(
            f"#rangePreview {{ background: {palette.raised}; border: 1px solid {palette.strong};"
            f" border-radius: 6px; }}"
            f"#rangePreview QLabel {{ background: transparent; color: {palette.muted};"
            f" font-size: 12px; }}"
            f"QLabel#rangePreview-title {{ color: {palette.text}; font-size: 13px;"
            f" font-weight: 600; }}"
            f"QLabel#rangePreview-reason {{ color: {palette.refused}; font-weight: 600; }}"
            f"QLabel#rangePreview-said {{ color: {palette.muted}; font-size: 12.5px; }}"
        )
        self._rule.setStyleSheet(f"background: {palette.border};")

    def show_seen(
        self, title: str, was: str, seen: RangeView | Unfinished | Unreadable, readable: bool
    ) -> None:
        """Fill it. `readable` tells that other shapes can be offered."""
        self._title.setText(title)
        self._was.setText(str(WAS(value=was)) if was and len(was) <= LONGEST_KEPT else "")
        is_view = isinstance(seen, RangeView)
        self._plot.setVisible(is_view)
        self._reason.setVisible(isinstance(seen, Unreadable))
        if isinstance(seen, RangeView):
            self._plot.show_view(seen)
            self._said.setText("\n".join(seen.sentences))
        elif isinstance(seen, Unreadable):
            self._reason.setText(seen.reason)
            self._said.setText(seen.example)
        else:
            self._said.setText(seen.hint)
        kept = was if len(was) <= LONGEST_KEPT else ""
        hints = HINTS if readable else HINTS_WITHOUT_SHAPES
        self._hints.setText(str(hints(value=kept)))

    def spoken(self) -> str:
        """All its words, for a screen reader: they are given to the editor as its description."""
        labels = (self._reason, self._said) if not self._reason.isHidden() else (self._said,)
        return " ".join(label.text() for label in labels).replace("\n", " ")

    def float_beside(self, field: QWidget, kept: QWidget) -> None:
        """Show it beside a field so that least of `kept` is hidden."""
        window = field.window()
        height = self.heightForWidth(WIDTH)
        self.setFixedHeight(height if height > 0 else self.sizeHint().height())
        fits = window.height() >= 2 * self.height() and window.width() >= 2 * WIDTH
        kind = Qt.WindowType.Widget if fits else Qt.WindowType.ToolTip
        if self.parentWidget() is not window or self.windowType() != kind:
            self.setParent(window, kind)
        room = window.screen().availableGeometry()
        if fits:
            room = QRect(window.mapToGlobal(QPoint(0, 0)), window.size()).adjusted(4, 4, -4, -4)
        corner = beside(_on_screen(field), self.size(), room, _on_screen(kept))
        self.move(window.mapFromGlobal(corner) if fits else corner)
        self.show()
        if fits:
            self.raise_()  # a window of its own is above the others anyhow


def _on_screen(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())
