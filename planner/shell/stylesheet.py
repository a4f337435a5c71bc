"""The style sheet of the window, made from a palette's tokens. LOOK.md, "Measure"."""

from dataclasses import asdict
from string import Template

from planner.charts.palette import Palette

# Flat, no gradients. Radii 4 for fields and buttons, 6 for popups, 0 for tables, docks and bars.
# A focused field is outlined by 2 px and loses 1 px of padding, so that nothing moves.
_TEMPLATE = Template(
    """
QMainWindow, QDialog, QMessageBox { background: $surface; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QMainWindow::separator { background: $border; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: $accent; }
QToolTip { background: $raised; color: $text; border: 1px solid $strong; padding: 4px 6px; }

QMenuBar { background: $surface; color: $text; padding: 1px 6px; font-size: 12.5px; }
QMenuBar::item { background: transparent; padding: 4px 8px; border-radius: 4px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $selection; color: $text; }
QMenu { background: $raised; color: $text; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 4px 24px 4px 12px; border-radius: 4px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $stale; }
QMenu::separator { background: $border; height: 1px; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }

QToolBar { background: $surface; border: 0; border-bottom: 1px solid $border; padding: 0;
    spacing: 0; }
QToolBar::separator { background: $border; width: 1px; margin: 8px 6px; }
QToolButton { background: transparent; color: $text; border: 1px solid transparent;
    border-radius: 4px; padding: 3px; }
QToolButton:hover { background: $sunken; }
QToolButton:checked, QToolButton:pressed { background: $selection; }
QToolButton:focus { border: 2px solid $accent; padding: 2px; }
QToolButton[drops="true"] { padding: 3px 3px 3px 8px; }
QToolButton[drops="true"]:focus { padding: 2px 2px 2px 7px; }
QToolButton[quiet="true"] { color: $muted; font-size: 12px; }
QToolButton:disabled { color: $stale; }
QToolButton::menu-indicator { image: none; }

QTabWidget::pane { border: 0; background: $raised; }
QTabBar { border: 0; }

QDockWidget { color: $text; titlebar-close-icon: none; titlebar-normal-icon: none; }
QDockWidget::title { background: $sunken; padding: 7px 12px; border-bottom: 1px solid $border; }
QDockWidget > QWidget { background: $raised; }
QStatusBar { background: $surface; color: $muted; border-top: 1px solid $border; min-height: 25px; }
QStatusBar::item { border: 0; }
QStatusBar QLabel { padding: 0 4px; }

QAbstractItemView { background: $raised; alternate-background-color: $raised; color: $text;
    border: 0; selection-background-color: $selection; selection-color: $text; outline: 0; }
QTableView { gridline-color: $border; font-size: 12.5px; }
QTableView#numbers { border: 1px solid $border; background: $raised; }
QTreeView:focus, QListView:focus { border: 2px solid $accent; }
QTableView::item { padding: 0 6px; }
QTableView::item:focus { border: 2px solid $accent; padding: 0 4px; }
QTreeView#planTree { padding-top: 6px; }
QTreeView#planTree { font-size: 12.5px; }
QListView#completions { border: 1px solid $strong; }
QListView#completions::item { min-height: 24px; padding: 0 6px; }
QTreeView::item, QUndoView::item { min-height: 26px; padding: 0 2px; }
QUndoView { padding: 4px; }
QTreeView::item:selected, QTreeView::branch:selected { background: $selection; color: $text; }
QHeaderView { background: $sunken; border: 0; }
QHeaderView::section { background: $sunken; color: $muted; font-size: 11.5px; font-weight: 500;
    border: 0; border-right: 1px solid $border; border-bottom: 1px solid $border;
    padding: 0 9px; min-height: 25px; }
QHeaderView::section:vertical { padding: 0 5px; }
QTableCornerButton::section { background: $sunken; border: 0; border-bottom: 1px solid $border; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox, QDateEdit {
    background: $raised; color: $text; border: 1px solid $strong; border-radius: 4px;
    padding: 0 7px; min-height: 24px;
    selection-background-color: $selection; selection-color: $text; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus,
QComboBox:focus, QDateEdit:focus { border: 2px solid $accent; padding: 0 6px; min-height: 22px; }
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled, QLineEdit[readOnly="true"] {
    background: $computed; color: $muted; border-color: $border; }
QLineEdit[refused="true"] { background: $refused_fill; border: 2px solid $refused; padding: 0 6px;
    min-height: 22px; }
QLineEdit[overridden="true"], QComboBox[overridden="true"] { background: $overridden_fill;
    color: $overridden; border-color: $overridden; }
QTableView QLineEdit, QTableView QComboBox { border-radius: 0; border: 2px solid $accent;
    padding: 0 5px; min-height: 0; }
QComboBox::drop-down { border: 0; width: 22px; }
QComboBox::down-arrow { image: url("$chevron"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { border: 1px solid $strong; padding: 4px; }
QComboBox[chosen="true"] { border: 1px solid $accent; border-left: 3px solid $accent;
    font-weight: 600; }
QComboBox[chosen="true"]:focus { border: 2px solid $accent; border-left: 3px solid $accent; }
QComboBox[held="true"] { color: $overridden; border-color: $overridden; }

QPushButton { background: $raised; color: $text; border: 1px solid $strong; border-radius: 4px;
    padding: 0 12px; min-height: 26px; font-weight: 500; }
QPushButton:hover { background: $sunken; }
QPushButton:pressed { background: $selection; }
QPushButton:focus { border: 2px solid $accent; padding: 0 11px; min-height: 24px; }
QPushButton:disabled { color: $stale; border-color: $border; background: $surface; }
QPushButton:default, QPushButton[primary="true"] { background: $accent; color: $text_on_accent;
    border-color: $accent; }
QPushButton:default:focus, QPushButton[primary="true"]:focus { border: 2px solid $text; }
QPushButton[segment] { border-radius: 0; padding: 0 10px; min-height: 22px; font-weight: 400;
    font-size: 12px; border-right-width: 0; }
QPushButton[segment="first"] { border-top-left-radius: 4px; border-bottom-left-radius: 4px; }
QPushButton[segment="last"] { border-top-right-radius: 4px; border-bottom-right-radius: 4px;
    border-right-width: 1px; }
QPushButton[segment]:checked { background: $selection; border: 1px solid $accent; color: $text;
    font-weight: 600; }
QPushButton[segment]:focus { border: 2px solid $accent; padding: 0 9px; min-height: 20px; }

QCheckBox, QRadioButton { color: $text; spacing: 6px; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator { width: 14px;
    height: 14px; background: $raised; border: 1px solid $strong; border-radius: 3px; }
QRadioButton::indicator { border-radius: 7px; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { background: $accent;
    border-color: $accent; image: url("$check"); }
QRadioButton::indicator:checked { background: $raised; border: 4px solid $accent; width: 8px;
    height: 8px; }
QCheckBox::indicator:disabled { background: $computed; border-color: $border; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $accent; border-radius: 4px; }
QGroupBox { border: 0; border-top: 1px solid $border; margin-top: 20px; padding-top: 6px;
    font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; }
QProgressBar { background: $sunken; border: 0; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollBar { background: transparent; border: 0; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $border; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $strong; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QLabel[muted="true"] { color: $muted; }
QLabel[role="title"] { font-size: 15px; font-weight: 600; }
QLabel[role="inspector-title"] { font-size: 14px; font-weight: 600; }
QLabel[role="sentence"] { color: $muted; font-size: 12.5px; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="refused"] { color: $refused; }
QLabel[role="positive"] { color: $positive; }
QFrame#finder { background: $raised; border: 1px solid $strong; border-radius: 6px; }
QWidget#page, QWidget#pageHead { background: $raised; }
"""
)


def stylesheet(palette: Palette, chevron: str, check: str) -> str:
    """The style sheet in this palette.

    `chevron` and `check` are files: the arrow of a drop-down, the tick of a check box.
    """
    return _TEMPLATE.substitute(asdict(palette), chevron=chevron, check=check)
