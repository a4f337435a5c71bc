"""Where the program keeps its own files, and where it finds the resources shipped with it."""

from pathlib import Path

import appdirs

_APPLICATION = "neocloud-planner"
_PACKAGE = Path(__file__).resolve().parent
# Inside the package once it is installed, beside it in a checkout. Inside is asked first: what
# happens to lie beside an installed package may be anyone's.
_RESOURCE_FOLDERS = (_PACKAGE / "resources", _PACKAGE.parent / "resources")


def resource(*parts: str) -> Path:
    """A file or folder shipped with the program, such as ``resource("examples", "x.ncplan")``.

    Raises
    ------
    FileNotFoundError
        If no such resource was shipped: a fault of the installation, never of the user.
    """
    for folder in _RESOURCE_FOLDERS:
        found = folder.joinpath(*parts)
        if found.exists():
            return found
    raise FileNotFoundError(f"The installation lacks the resource {'/'.join(parts)}.")


def user_config_folder() -> Path:
    """Where preferences and the window's layout are kept; made if it is missing."""
    return _made(appdirs.user_config_dir(_APPLICATION, appauthor=False))


def user_data_folder() -> Path:
    """Where the user's own presets are kept; made if it is missing."""
    return _made(appdirs.user_data_dir(_APPLICATION, appauthor=False))


def user_cache_folder() -> Path:
    """Where things are kept that can be made anew; made if it is missing."""
    return _made(appdirs.user_cache_dir(_APPLICATION, appauthor=False))


def user_state_folder() -> Path:
    """Where unsaved work is kept for recovery; made if it is missing."""
    return _made(appdirs.user_state_dir(_APPLICATION, appauthor=False))


def user_log_folder() -> Path:
    """Where the program's log is kept; made if it is missing."""
    return _made(appdirs.user_log_dir(_APPLICATION, appauthor=False))


def _made(folder: str) -> Path:
    path = Path(folder)
    path.mkdir(parents=True, exist_ok=True)
    return path
