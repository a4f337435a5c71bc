"""Light and dark: Fusion, an own palette, a style sheet from the tokens, the application's font.

`QStyleHints.setColorScheme` is ignored offscreen and on bare X11, so nothing is left to it but the
frame that the window system draws.
"""

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFont, QFontDatabase, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication

from planner.charts.palette import DARK, LIGHT, Palette
from planner.paths import resource
from planner.shell.icons import coloured_file, coloured_icon
from planner.shell.stylesheet import stylesheet

ThemeName = Literal["light", "dark", "system"]

BASE_SIZE = 13
TABULAR = QFont.Tag("tnum")
SHIPPED_FAMILY = "Inter"
# What fontconfig and Qt name where a desktop has set no font of its own.
NO_FAMILY = frozenset({"", "sans", "sans serif", "sans-serif", "dejavu sans", "helvetica"})
ICON_NAME, IS_QUIET = "iconName", "isQuietIcon"

_Role = QPalette.ColorRole


class Theme(QObject):
    """The theme of one application; `changed` tells the palette in force from then on."""

    changed = Signal(object)  # Palette

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self.name: ThemeName = "system"
        self.palette = LIGHT
        application.setStyle("Fusion")
        application.setFont(application_font())
        application.styleHints().colorSchemeChanged.connect(self._system_changed)

    def apply(self, name: ThemeName) -> None:
        """Dress the application in a light or dark theme, or as the system is."""
        self.name = name
        hints = self._application.styleHints()
        if name == "system":
            hints.unsetColorScheme()
        else:
            dark = name == "dark"
            hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
        self._dress(self._wanted())

    def set_icon(self, target: QAction | QAbstractButton, name: str, quiet: bool = False) -> None:
        """Give an action or a button this icon, and keep it in the theme's text or muted colour."""
        target.setProperty(ICON_NAME, name)
        target.setProperty(IS_QUIET, quiet)
        self._colour_icon(target, name)

    def _colour_icon(self, target: QAction | QAbstractButton, name: str) -> None:
        muted = self.palette.muted if target.property(IS_QUIET) else self.palette.text
        target.setIcon(coloured_icon(name, muted))

    def _wanted(self) -> Palette:
        if self.name == "system":
            scheme = self._application.styleHints().colorScheme()
            return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        return DARK if self.name == "dark" else LIGHT

    def _system_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self.name == "system":
            self._dress(self._wanted())

    def _dress(self, palette: Palette) -> None:
        self.palette = palette
        self._application.setPalette(qt_palette(palette))
        chevron = coloured_file("chevron-down", palette.muted)
        check = coloured_file("check", palette.text_on_accent)
        self._application.setStyleSheet(stylesheet(palette, chevron.as_posix(), check.as_posix()))
        self._recolour_icons()
        self.changed.emit(palette)

    def _recolour_icons(self) -> None:
        for window in self._application.topLevelWidgets():
            targets: list[QAction | QAbstractButton] = [
                *window.findChildren(QAction),
                *window.findChildren(QAbstractButton),
            ]
            for target in targets:
                name = target.property(ICON_NAME)
                if isinstance(name, str):
                    self._colour_icon(target, name)


def apply(application: QApplication, name: ThemeName) -> Theme:
    """Dress the application; the theme returned is one and the same for its whole life."""
    theme = application.findChild(Theme)
    if not isinstance(theme, Theme):
        theme = Theme(application)
    theme.apply(name)
    return theme


def application_font() -> QFont:
    """The system's interface font with tabular figures, or the shipped Inter if it has none."""
    system = _tabular(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
    named = {system.family().lower(), QFontInfo(system).family().lower()}
    if not named & NO_FAMILY and has_equal_digits(system):
        return system
    for file in sorted(Path(resource("fonts")).glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(file))
    return _tabular(QFont(SHIPPED_FAMILY))


def has_equal_digits(font: QFont) -> bool:
    """Whether all digits are equally wide, so that columns of figures align."""
    metrics = QFontMetricsF(font)
    widths = [metrics.horizontalAdvance(digit * 8) for digit in "0123456789"]
    # Hinting moves a width by some 64ths of a pixel; proportional figures differ by whole pixels.
    return max(widths) - min(widths) < 0.5


def qt_palette(palette: Palette) -> QPalette:
    """The tokens as Qt's colour roles."""
    made = QPalette()
    roles: dict[QPalette.ColorRole, str] = {
        _Role.Window: palette.surface,
        _Role.WindowText: palette.text,
        _Role.Base: palette.raised,
        _Role.AlternateBase: palette.computed,
        _Role.Text: palette.text,
        _Role.PlaceholderText: palette.muted,
        _Role.Button: palette.raised,
        _Role.ButtonText: palette.text,
        _Role.BrightText: palette.text_on_accent,
        _Role.Highlight: palette.selection,
        _Role.HighlightedText: palette.text,
        _Role.Accent: palette.accent,
        _Role.Link: palette.accent,
        _Role.LinkVisited: palette.accent,
        _Role.ToolTipBase: palette.raised,
        _Role.ToolTipText: palette.text,
        _Role.Light: palette.raised,
        _Role.Midlight: palette.sunken,
        _Role.Mid: palette.border,
        _Role.Dark: palette.strong,
        _Role.Shadow: palette.strong,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.stale))
    return made


def _tabular(font: QFont) -> QFont:
    font.setPixelSize(BASE_SIZE)
    font.setFeature(TABULAR, 1)
    return font
