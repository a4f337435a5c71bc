"""What a figure was measured on."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("PySide6-Essentials", "numpy", "pyqtgraph", "pydantic")


def machine() -> dict[str, str]:
    """Processor, cores, load, Python and the packages that count."""
    described = {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "load": f"{os.getloadavg()[0]:.2f}" if hasattr(os, "getloadavg") else "unknown",
        "system": platform.platform(),
        "python": platform.python_version(),
        "qt_platform": os.environ.get("QT_QPA_PLATFORM", "default"),
    }
    return described | {package: version(package) for package in PACKAGES}


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
