"""Which system libraries the program's window needs, and which of them this machine lacks.

Run by the system's own Python before anything is installed: standard library only.
"""

from __future__ import annotations

import ctypes
import subprocess
from pathlib import Path

# Debian's package for each library that PySide6's wheels expect of the system.
PACKAGES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libgl1",
    "libEGL.so.1": "libegl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libstdc++.so.6": "libstdc++6",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}

# What Qt loads by itself while the program runs, so that no import would show it missing.
PLUGINS = (
    "plugins/platforms/libqxcb.so",
    "plugins/platforms/libqoffscreen.so",
    "plugins/iconengines/libqsvgicon.so",
    "plugins/imageformats/libqsvg.so",
    "plugins/imageformats/libqjpeg.so",
    "plugins/platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    "plugins/xcbglintegrations/libqxcb-glx-integration.so",
)
MODULES = ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtPrintSupport", "QtTest", "QtConcurrent")


def missing_before_install() -> list[str]:
    """Names of the libraries in `PACKAGES` that the system's loader cannot open."""
    return [name for name in PACKAGES if not _opens(name)]


def missing_of_qt(site_packages: Path) -> list[str]:
    """Names of the libraries that the installed Qt asks for and the loader does not find.

    Raises
    ------
    FileNotFoundError
        If a plugin or module of Qt that the program needs is not installed.
    """
    qt = site_packages / "PySide6"
    files = [qt / "Qt" / plugin for plugin in PLUGINS]
    files += [qt / f"{module}.abi3.so" for module in MODULES]
    missing: dict[str, None] = {}
    for file in files:
        if not file.exists():
            raise FileNotFoundError(f"The installed PySide6 lacks {file.name}.")
        listing = subprocess.run(["ldd", str(file)], capture_output=True, text=True, check=True)
        for line in listing.stdout.splitlines():
            name, arrow, target = line.strip().partition(" => ")
            if arrow and target.startswith("not found"):
                missing[name] = None
    return list(missing)


def packages_of(libraries: list[str]) -> list[str]:
    """Debian packages that bring the libraries; a library that is not known brings none."""
    return sorted({PACKAGES[name] for name in libraries if name in PACKAGES})


def _opens(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
