"""Places where a store is not safe: folders that a cloud service syncs, and disks of other machines."""

from __future__ import annotations

import re
from os.path import exists
from pathlib import Path

from pmdesk.store import driver

_SYNCED = {
    "Dropbox": r"dropbox( \(.+\))?",
    "OneDrive": r"onedrive( - .+)?|onedrive-.+",
    "Google Drive": r"google ?drive( .+)?|googledrive-.+|my drive",
    "iCloud": r"icloud ?drive|mobile documents|com~apple~clouddocs",
    "Box": r"box( sync)?|box-box",
    "Nextcloud": r"nextcloud|owncloud",
    "MEGA": r"mega(sync)?",
    "pCloud": r"pcloud ?drive",
    "Proton Drive": r"proton ?drive.*|protondrive-.+",
    "Seafile": r"seafile|seadrive",
    "Synology Drive": r"synology ?drive|cloudstation",
    "Yandex.Disk": r"yandex\.disk",
    "a cloud service": r"cloudstorage",
}
_STEMS = (
    "dropbox", "onedrive", "google", "my drive", "icloud", "mobile documents", "com~apple", "box", "nextcloud",
    "owncloud", "mega", "pcloud", "proton", "seafile", "seadrive", "synology", "cloudstation", "yandex", "cloudstorage",
)  # fmt: skip
"""One of them is in every folder's name that ``_SYNCED`` knows: most names need no closer look."""
_MARKS = {".dropbox": "Dropbox", ".stfolder": "Syncthing", ".owncloudsync.log": "Nextcloud", ".sync": "Resilio Sync"}
_INSTEAD = "keep it on a disk of this machine (--store PATH or PMDESK_STORE), and put copies there: pmdesk backup PATH"


def warning(path: Path) -> str:
    """Give a warning where a store lies in such a place: why, and what to do instead; empty where it doesn't."""
    place = path.absolute()
    resolved = _resolved(place)
    for candidate in dict.fromkeys((place, resolved)):
        if service := _service(candidate):
            return (
                f"the store {path} lies in a folder that {service} syncs, which may copy it while it is written, "
                f"and so damage it or split it in two; {_INSTEAD}"
            )
    kind = driver.file_system(resolved)
    if kind in driver.NETWORK:
        return (
            f"the store {path} lies on a network disk ({kind}), whose locks can't be relied on: two programs could "
            f"damage it; {_INSTEAD}"
        )
    return ""


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path


def _service(path: Path) -> str:
    for part in path.parts[1:-1]:
        if part.isascii() and not any(stem in part.lower() for stem in _STEMS):
            continue
        for name, form in _SYNCED.items():
            if re.fullmatch(form, part, re.IGNORECASE):
                return name
    for folder in path.parents:
        for mark, name in _MARKS.items():
            if exists(f"{folder}/{mark}"):
                return name
    return ""
