"""Make the environment `.venv` ready to run, test and check the program.

Called by the Makefile with the system's Python; standard library only. Asks the system first, then
installs the locked packages, then asks the installed Qt whether it finds all it needs. What the
system lacks is installed by apt-get where that is allowed, and named in one line where it is not.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from system_libraries import missing_before_install, missing_of_qt, packages_of

CHECKOUT = Path(__file__).resolve().parent.parent
ENVIRONMENT = CHECKOUT / ".venv"
OLDEST_PYTHON = (3, 11)
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


def main() -> None:
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(str(part) for part in sys.version_info[:3])
        sys.exit(
            f"Neocloud Planner needs Python 3.11 or newer; this is {found}. "
            "Name another one with: make PYTHON=python3.12"
        )
    _provide_system_packages()
    _make_environment()
    _install_locked_packages()
    _ask_qt()
    (ENVIRONMENT / "ready").touch()


def _provide_system_packages() -> None:
    libraries = missing_before_install() if sys.platform == "linux" else []
    packages = packages_of(libraries)
    if not _can_make_environments():
        packages.append("python3-venv")
    if shutil.which("apt-get") and not CERTIFICATES.exists():
        packages.append("ca-certificates")
    if not packages:
        return
    _install_by_apt(packages, "Missing on this system: " + ", ".join(libraries or packages))
    still = missing_before_install()
    if still or not _can_make_environments():
        sys.exit("Still missing after apt-get: " + ", ".join(still or ["Python's venv module"]))


def _can_make_environments() -> bool:
    # Asked of a fresh interpreter: what apt-get has just brought shows there.
    asked = subprocess.run([sys.executable, "-c", "import ensurepip, venv"], capture_output=True)
    return asked.returncode == 0


def _install_by_apt(packages: list[str], reason: str) -> None:
    print(reason, file=sys.stderr)
    line = "apt-get install --yes --no-install-recommends " + " ".join(packages)
    if not shutil.which("apt-get"):
        names = " ".join(packages)
        sys.exit(f"Install them with your system's package manager (in Debian: {names}).")
    if os.geteuid() != 0:
        become_root = "sudo sh -c" if shutil.which("sudo") else "su -c"
        whole = f"{become_root} 'apt-get update && {line}'"
        sys.exit(f"Install it with this line, then call make again:\n  {whole}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _run(["apt-get", "update", "--quiet"], env=quiet)
    _run(line.split(), env=quiet)


def _make_environment() -> None:
    python = ENVIRONMENT / "bin" / "python"
    wanted = f"import sys; sys.exit(sys.version_info[:2] < {OLDEST_PYTHON})"
    if python.exists() and subprocess.run([str(python), "-c", wanted]).returncode == 0:
        return
    print("Making the environment .venv", file=sys.stderr)
    _run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)])


def _install_locked_packages() -> None:
    print("Installing the locked packages into .venv", file=sys.stderr)
    locks = str(CHECKOUT / "packaging" / "constraints.txt")
    python = str(ENVIRONMENT / "bin" / "python")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    _run([*pip, "--constraint", locks, "--editable", f"{CHECKOUT}[dev]"])


def _ask_qt() -> None:
    if sys.platform != "linux":
        return
    (site_packages,) = ENVIRONMENT.glob("lib/python*/site-packages")
    missing = missing_of_qt(site_packages)
    if not missing:
        return
    packages = packages_of(missing)
    if packages:
        _install_by_apt(packages, "Qt does not find " + ", ".join(missing))
        missing = missing_of_qt(site_packages)
    if missing:
        sys.exit("Qt needs these libraries, which this system lacks: " + ", ".join(missing))


def _run(command: list[str], env: dict[str, str] | None = None) -> None:
    finished = subprocess.run(command, env=env)
    if finished.returncode != 0:
        sys.exit(f"This step failed, with code {finished.returncode}: {' '.join(command)}")


if __name__ == "__main__":
    main()
