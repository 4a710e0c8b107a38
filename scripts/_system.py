"""What the system itself must have: a compiler, Python's venv module, the libraries Qt opens.

On Debian and its relatives root gets exactly what is missing; everyone else gets the one command.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

QT_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libXext.so.6": "libxext6",
    "libXrandr.so.2": "libxrandr2",
    "libXrender.so.1": "libxrender1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdrm.so.2": "libdrm2",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libpulse.so.0": "libpulse0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
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
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
QT_FILES = (
    "QtWidgets.abi3.so",
    "QtMultimedia.abi3.so",
    "Qt/plugins/platforms/libqoffscreen.so",
)
QT_DISPLAY_FILES = (
    "Qt/plugins/platforms/libqxcb.so",
    "Qt/plugins/platforms/libqwayland.so",
)


class SystemLacks(Exception):
    """Something only the person (or root) can install; the text says what and how."""


def has_display() -> bool:
    """Whether a window can open: always on Windows and macOS, elsewhere if a display is named."""
    if os.name == "nt" or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def need_compiler() -> None:
    """See to a C++ compiler, which the language engine is built with. Raises SystemLacks."""
    if os.name == "nt":
        return  # the build tools are not on PATH there; the build itself finds them or says so
    if os.environ.get("CXX") or any(shutil.which(name) for name in ("c++", "g++", "clang++")):
        return
    if sys.platform == "darwin":
        raise SystemLacks("The language engine needs a C++ compiler: xcode-select --install")
    _install(["g++"], "a C++ compiler to build the language engine")


def need_venv_module() -> None:
    """See to Python's own venv module, which Debian keeps in a package. Raises SystemLacks."""
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        version = "python{}.{}-venv".format(*sys.version_info[:2])
        _install([version], "Python's module for virtual environments")


def need_qt_libraries(python: Path, display: bool = True) -> None:
    """See to the shared libraries that the window's toolkit opens. Raises SystemLacks.

    display: also those for a real screen, which tests do without.
    """
    missing = missing_libraries(python, display) if sys.platform.startswith("linux") else set()
    packages = {QT_PACKAGES[name] for name in missing if name in QT_PACKAGES}
    unknown = missing - set(QT_PACKAGES)
    if packages:
        _install(sorted(packages), "libraries for the window")
    if unknown:
        raise SystemLacks(f"The window needs {', '.join(sorted(unknown))} on this system.")


def missing_libraries(python: Path, display: bool = True) -> set[str]:
    """The names of libraries that Qt's own files ask for and the system does not find."""
    where = (
        "import importlib.util as u; print(u.find_spec('PySide6').submodule_search_locations[0])"
    )
    folder = Path(subprocess.check_output([python, "-c", where], text=True).strip())
    wanted = QT_FILES + (QT_DISPLAY_FILES if display else ())
    files = [folder / name for name in wanted if (folder / name).exists()]
    if not files or not shutil.which("ldd"):
        return set()
    report = subprocess.run(["ldd", *files], capture_output=True, text=True, check=False).stdout
    return parse_missing(report)


def parse_missing(report: str) -> set[str]:
    """The library names `ldd` reports as not found."""
    return set(re.findall(r"^\s*(\S+) => not found", report, re.MULTILINE))


def _install(packages: list[str], what: str) -> None:
    """Install Debian packages as root, or raise SystemLacks with the command to type."""
    if not shutil.which("apt-get"):
        raise SystemLacks(
            f"This system lacks {what} (on Debian: {' '.join(packages)}); please install it first."
        )
    if os.geteuid() != 0:
        raise SystemLacks(
            f"This system lacks {what}. Type this once and start again:\n"
            f"  sudo apt-get install -y {' '.join(packages)}"
        )
    print(f"Installing {what}: {' '.join(packages)} ...", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", "-q", *words], env=quiet, capture_output=True, text=True, check=False
        )
    if done.returncode != 0:
        raise SystemLacks(f"{what} could not be installed: {done.stderr.strip()[-300:]}")
