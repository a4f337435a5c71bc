"""The head of a page: what it shows, one computed sentence, and its controls at the right."""

from collections.abc import Sequence
from html import escape, unescape

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from planner.charts.lettering import SEMIBOLD, lettering, shortened, text_width
from planner.charts.palette import palette_in_force
from planner.units.message import QT_TRANSLATE_NOOP, Message, sentence

MORE = sentence("page-more", QT_TRANSLATE_NOOP("planner", "Picture and numbers"))
HEIGHT = 56
CONTROLS, ABOVE, BENEATH = 28, 4, 6
LEAST_WORDS = 260  # pixels; a title fits, or what is left of a long one says enough
MARGIN = 16
SEGMENT_SIZE, AROUND_SEGMENT = 12, 24


class Segments(QWidget):
    """A few alternatives as one row of buttons, of which exactly one is chosen."""

    chosen = Signal(int)

    def __init__(self, name: str, texts: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for index, text in enumerate(texts):
            button = QPushButton(text, self)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleName(f"{name}: {text}")
            place = "first" if index == 0 else "last" if index == len(texts) - 1 else "middle"
            button.setProperty("segment", place)
            chosen = text_width(text, lettering(SEGMENT_SIZE, SEMIBOLD))
            button.setMinimumWidth(round(chosen) + AROUND_SEGMENT)
            self._group.addButton(button, index)
            row.addWidget(button)
        self.choose(0)
        self._group.idClicked.connect(self.chosen)

    def choose(self, index: int) -> None:
        """Mark one as chosen, in silence. Raises IndexError if there is no such button."""
        button = self._group.button(index)
        if button is None:
            raise IndexError(index)
        button.setChecked(True)

    @property
    def choice(self) -> int:
        """Which one is chosen."""
        return self._group.checkedId()


class Finding(QWidget):
    """What a page found: as many whole sentences as fit, the rest on hover.

    The label stands in this widget without a layout: other words in it, which come with every
    result, do not make the whole window share its room anew.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QLabel(self)
        self._line.setProperty("role", "sentence")
        self._line.setTextFormat(Qt.TextFormat.RichText)
        self._line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._line.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._messages: tuple[str, ...] = ()
        self._height = 0

    def set_messages(self, messages: Sequence[Message]) -> None:
        """Say these, the most important first; figures may be marked by <b>…</b>."""
        told = tuple(_marked(str(message)) for message in messages)
        if told == self._messages:
            return
        self._messages = told
        joined = " ".join(told)
        self.setToolTip(f"<qt>{joined}</qt>" if joined else "")
        self.setAccessibleName(_plain(joined))
        self._line.setAccessibleName(self.accessibleName())
        self._fit()

    def text(self) -> str:
        """The sentences that fit, as rich text."""
        return self._line.text()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(200, self._line.fontMetrics().height() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as now fits."""
        super().resizeEvent(event)
        self._line.resize(self.size())
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Ask for other room only if the line is as high as it was no more."""
        if event.type() == QEvent.Type.LayoutRequest:
            height = self.sizeHint().height()
            if height != self._height:
                self._height = height
                self.updateGeometry()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme: the bold figures name their colour."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._fit()

    def _fit(self) -> None:
        kept = list(self._messages)
        while len(kept) > 1 and self._width(" ".join(kept)) > self.width():
            kept.pop()
        strong = f'<span style="font-weight:600; color:{palette_in_force().text}">'
        self._line.setText(" ".join(kept).replace("<b>", strong).replace("</b>", "</span>"))

    def _width(self, text: str) -> int:
        # Bold figures are a little wider than the plain text measured here.
        return round(self._line.fontMetrics().horizontalAdvance(_plain(text)) * 1.03)


class Title(QLabel):
    """What a page shows; where it does not fit, its beginning and end, and all of it on hover."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ""
        self.setProperty("role", "title")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_title(self, title: str) -> None:
        """Show this title."""
        self.title = title
        self.setAccessibleName(title)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as now fits."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another font needs other room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        text = shortened(self.title, self.font(), self.width())
        if text != self.text():
            self.setText(text)
        self.setToolTip(self.title if text != self.title else "")


class PageHead(QWidget):
    """The title with the controls at its right, "…" last; the finding beneath. 56 pixels high.

    Where the title would get too little room the controls stand in a row of their own.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageHead")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = Title(self)
        self.finding = Finding(self)
        self._bar = QWidget(self)
        self._controls = QHBoxLayout(self._bar)
        self._controls.setContentsMargins(0, 0, 0, 0)
        self._controls.setSpacing(8)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(MARGIN, ABOVE, MARGIN, BENEATH)
        self._grid.setHorizontalSpacing(MARGIN)
        self._grid.setVerticalSpacing(0)
        self._grid.addWidget(self._title, 0, 0, Qt.AlignmentFlag.AlignBottom)
        self._grid.addWidget(self.finding, 1, 0, 1, 2)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowMinimumHeight(0, CONTROLS)
        self._beneath = False
        self._place_bar()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the controls beside the words or beneath them."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """A control that comes, goes or grows may need another place."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        beneath = self.width() - self._bar.sizeHint().width() - 3 * MARGIN < LEAST_WORDS
        if beneath == self._beneath:
            return
        self._beneath = beneath
        self._grid.removeWidget(self._bar)
        self._place_bar()

    def _place_bar(self) -> None:
        if self._beneath:
            self._grid.addWidget(self._bar, 2, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        else:
            self._grid.addWidget(self._bar, 0, 1)
        self._grid.setRowMinimumHeight(2, CONTROLS + BENEATH if self._beneath else 0)
        self.setMinimumHeight(HEIGHT + (CONTROLS + BENEATH if self._beneath else 0))

    def set_title(self, title: str) -> None:
        """Name what is shown, with its unit."""
        self._title.set_title(title)

    def title(self) -> str:
        """What is shown, with its unit."""
        return self._title.title

    def add_control(self, control: QWidget) -> None:
        """Put a control to the right of the others."""
        self._controls.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_menu(self, actions: Sequence[QAction]) -> QToolButton:
        """Put the "…" button with these actions at the right end."""
        button = QToolButton(self)
        button.setText("\u2026")
        button.setAccessibleName(str(MORE()))
        button.setToolTip(str(MORE()))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.addActions(list(actions))
        button.setMenu(menu)
        self.add_control(button)
        return button


def _marked(text: str) -> str:
    """Rich text in which only <b> and </b> are marks: `<0.1 %` and a name such as R&D are words."""
    safe = escape(text, quote=False)
    return safe.replace("&lt;b&gt;", "<b>").replace("&lt;/b&gt;", "</b>")


def _plain(text: str) -> str:
    return unescape(text.replace("<b>", "").replace("</b>", ""))
