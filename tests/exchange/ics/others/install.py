"""Fetches readers of other languages into a folder of their own; the reason in one line where that can't be done."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

_PATIENCE = 180


class Missing(Exception):
    """A reader can't be had here; says why."""


def _run(command: Sequence[str], folder: Path) -> None:
    program = shutil.which(command[0])
    if program is None:
        raise Missing(f"there is no {command[0]} here")
    try:
        subprocess.run(
            [program, *command[1:]], cwd=folder, check=True, capture_output=True, text=True, timeout=_PATIENCE
        )
    except subprocess.TimeoutExpired:
        raise Missing(f"{' '.join(command[:3])} takes more than {_PATIENCE} seconds") from None
    except subprocess.CalledProcessError as error:
        lines = str(error.stderr).strip().splitlines()
        raise Missing(f"{' '.join(command[:3])}: {lines[-1] if lines else error.returncode}") from None


def ical_js(folder: Path) -> Path:
    """Install ical.js; give its module."""
    if shutil.which("node") is None:
        raise Missing("there is no node here")
    _run(
        ["npm", "install", "ical.js@2", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder)], folder
    )
    return folder / "node_modules" / "ical.js" / "dist" / "ical.js"


def libical(folder: Path) -> Path:
    """Unpack Debian's libical; give the library."""
    _run(["apt-get", "download", "libical3"], folder)
    for package in folder.glob("libical3_*.deb"):
        _run(["dpkg-deb", "-x", str(package), str(folder / "held")], folder)
    found = sorted((folder / "held").rglob("libical.so.3"))
    if not found:
        raise Missing("the package libical3 holds no libical.so.3")
    return found[0]
