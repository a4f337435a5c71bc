"""Starting: the application, its language and look, the window on its first plan."""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QLocale, QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget

from planner import __version__
from planner.compute.cache import Cache
from planner.compute.live import Live
from planner.document.document import Document
from planner.pages.percentiles import shows_percentiles
from planner.paths import resource, user_config_folder
from planner.shell import headless
from planner.shell import theme as themes
from planner.shell.dialogs import PROGRAM_NAME, Dialogs
from planner.shell.faults import FaultReport, start_log
from planner.shell.garbage import Garbage
from planner.shell.main_window import MainWindow
from planner.shell.session import EXAMPLE
from planner.shell.theme import ThemeName
from planner.shell.translation import speak
from planner.shell.view_commands import THEME_KEY
from planner.storage.project_file import read
from planner.units.message import QT_TRANSLATE_NOOP, sentence

PICTURE_SIZE = (1600, 1000)
SHOWN_WITHIN = 0.1  # seconds from a result to its picture; the next pass waits no longer

NOT_WRITTEN = sentence(
    "start.not-written", QT_TRANSLATE_NOOP("planner", "The picture cannot be written to {file}.")
)


def run(plan: Path | None, theme: ThemeName | None, picture: Path | None) -> int:
    """Show the window until it is closed; with `picture` only until that is written."""
    application = application_of()
    start_log()
    window = window_of(application, user_settings(), theme)
    faults = FaultReport(window.dialogs.say, window)
    faults.install()
    try:
        if plan is not None:
            window.session.open(plan)
        if picture is not None:
            window.resize(*PICTURE_SIZE)
        elif window.docks.fills_screen:
            window.setWindowState(Qt.WindowState.WindowMaximized)
        window.show()
        if picture is None:
            Garbage(window.document, window.wiring, window)
            return application.exec()
        return _write_picture(window, picture)
    finally:
        faults.remove()
        window.end()


def run_without_display(plan: Path | None, theme: ThemeName | None, picture: Path) -> int:
    """Compute the plan, print its key figures, write a picture of the window. 1 for faults."""
    window = window_of(application_of(), user_settings(), theme, headless.SpokenDialogs)
    try:
        if plan is not None and not window.session.open(plan):
            return 1
        window.resize(*PICTURE_SIZE)
        window.show()
        sys.stdout.write(f"{headless.NO_DISPLAY(plan=window.session.name)}\n")
        sys.stdout.flush()
        settle(window)
        sys.stdout.writelines(f"{line}\n" for line in headless.key_figure_lines(window))
        if _write_picture(window, picture) != 0:
            return 1
        sys.stdout.write(f"{headless.PICTURE(file=picture)}\n")
        return 0 if window.pages.result is not None else 1
    finally:
        window.end()


def application_of() -> QApplication:
    """The one application, in the user's language."""
    application = QApplication(sys.argv[:1])
    if application.platformName() == headless.PLATFORM:
        headless.silence_platform()
    application.setApplicationName(PROGRAM_NAME)
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("neocloud-planner")
    if QLocale.system().language() == QLocale.Language.C:
        # A system without a language: figures are grouped as English has them.
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    speak(application)
    return application


def user_settings() -> QSettings:
    """Layout, theme and recent files of the user."""
    return QSettings(str(user_config_folder() / "window.ini"), QSettings.Format.IniFormat)


def window_of(
    application: QApplication,
    settings: QSettings,
    theme: ThemeName | None = None,
    dialogs: Callable[[QWidget], Dialogs] = Dialogs,
) -> MainWindow:
    """A window on the example; without `theme` dressed as the last time."""
    kept = settings.value(THEME_KEY)
    last: ThemeName = "light" if kept == "light" else "dark" if kept == "dark" else "system"
    dress = themes.apply(application, theme or last)
    document = Document(read(resource(*EXAMPLE)).project)
    live = Live(Cache(), keeps=shows_percentiles, patience=SHOWN_WITHIN)
    return MainWindow(document, live, dress, settings, dialogs)


def settle(window: MainWindow) -> None:
    """Wait until the case in view is computed to the end, or cannot be."""
    if not window.wiring.is_settled:
        loop = QEventLoop()
        window.wiring.settled.connect(loop.quit)
        loop.exec()
    # Labels that got other words ask for room by an event of their own.
    QApplication.processEvents()


def _write_picture(window: MainWindow, file: Path) -> int:
    """Write the window as it is once all is computed. 0, or 1 if the file cannot be written."""
    settle(window)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        written = window.grab().save(str(file))
    except OSError:
        written = False
    if not written:
        sys.stderr.write(f"{NOT_WRITTEN(file=file)}\n")
    return 0 if written else 1
