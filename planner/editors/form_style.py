"""The style sheet of forms: their fields in the colours of their states. LOOK.md, "States"."""

from string import Template

from planner.editors.cell import Palette

_TEMPLATE = Template(
    """
EntityForm, QScrollArea, QScrollArea > QWidget > QWidget { background: $raised; }
QLabel { background: transparent; }
QLabel[role="field"] { color: $muted; font-size: 12px; }
QLabel[role="group"] { color: $text; font-weight: 600; padding-top: 2px; }
QLabel[role="refused"] { color: $refused; font-size: 12px; }
QLabel#fieldHelp { background: $raised; font-size: 12px; }
QFrame#fieldsEdge { background: $border; }
QScrollArea#fieldHelpArea { border-top: 1px solid $border; }
QScrollArea#fieldHelpArea[beside="true"] { border-top: 0; border-left: 1px solid $border; }
QLineEdit, QComboBox { background: $raised; color: $text; border: 1px solid $strong;
    border-radius: 4px; min-height: 24px; padding: 0 7px; font-style: normal; }
QLineEdit:focus, QComboBox:focus { border: 2px solid $accent; padding: 0 6px; min-height: 22px; }
QComboBox { padding-left: 9px; } /* as a line keeps 2 px free before its text */
QComboBox:focus { padding-left: 8px; }
QLineEdit[state="default"], QComboBox[state="default"] { color: $muted; font-style: italic; }
QLineEdit[state="default"]:focus { color: $text; font-style: normal; }
QLineEdit[state="computed"] { background: $computed; color: $muted; border-color: $border; }
QLineEdit[state="computed"]:focus { border-color: $accent; }
QLineEdit[state="overridden"], QComboBox[state="overridden"] { background: $overridden_fill;
    color: $overridden; border-color: $overridden; }
QLineEdit[state="overridden"]:focus, QComboBox[state="overridden"]:focus { border-color: $accent; }
QLineEdit[state="refused"] { background: $refused_fill; color: $text; border-color: $refused; }
QLineEdit[state="refused"]:focus { border: 2px solid $refused; }
QCheckBox { color: $text; min-height: 22px; spacing: 6px; border: 2px solid transparent; }
QCheckBox:focus { border: 2px solid $accent; border-radius: 4px; }
QCheckBox[state="default"] { color: $muted; font-style: italic; }
QCheckBox[state="overridden"] { color: $overridden; }
QPushButton { text-align: left; }
QTableView QLineEdit, QTableView QComboBox { border-radius: 0; }
"""
)
_NAMES = (
    "raised",
    "computed",
    "border",
    "strong",
    "text",
    "muted",
    "accent",
    "overridden",
    "overridden_fill",
    "refused",
    "refused_fill",
)


def form_style(palette: Palette) -> str:
    """The style sheet in these colours."""
    return _TEMPLATE.substitute({name: getattr(palette, name) for name in _NAMES})
