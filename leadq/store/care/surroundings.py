"""Where the store lies: who else can read it, whether its folder is synced, how much room is left.

Nothing here opens the store.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from contextlib import suppress
from pathlib import Path

from leadq.files import is_abandoned
from leadq.store.care.backup import list_left_of
from leadq.store.care.backup_folder import backups_of, list_backups
from leadq.store.team.membership import password_file

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_SYNCED = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "mobile documents": "iCloud",
    "icloud": "iCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "cloudstorage": "CloudStorage",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pcloud": "pCloud",
    "syncthing": "Syncthing",
    "nutstore": "坚果云",
    "坚果云": "坚果云",
    "baidunetdisk": "百度网盘",
    "baidusyncdisk": "百度网盘",
    "百度网盘": "百度网盘",
    "百度云": "百度网盘",
    "wpsdrive": "WPS 云盘",
    "wps云盘": "WPS 云盘",
    "weiyun": "微云",
    "微云": "微云",
    "aliyundrive": "阿里云盘",
    "阿里云盘": "阿里云盘",
}
_NETWORK = {
    "nfs", "nfs4", "cifs", "smbfs", "smb3", "afpfs", "davfs", "fuse.sshfs", "fuse.rclone",
    "fuse.davfs", "9p", "ncpfs",
}  # fmt: skip
_MOUNTS = Path("/proc/mounts")


def find_sync(store: Path) -> str | None:
    """Return the name of the service that seems to sync the store's folder, or None."""
    for part in reversed(store.parent.parts):
        name = part.casefold()
        for start, service in _SYNCED.items():
            if name.startswith(start) or (not start.isascii() and start in name):
                return service
    return None


def is_on_network(store: Path) -> bool:
    """Tell whether the store lies on another machine, as far as the system says."""
    place = store
    with suppress(OSError, RuntimeError):
        # a drive letter of Windows that stands for a network folder becomes that folder
        place = store.resolve()
    if any(str(path).startswith(("\\\\", "//")) for path in (store, place)):
        return True
    return _mounted_as(place) in _NETWORK


def _mounted_as(place: Path) -> str:
    """Return the kind of file system a place is on; empty where that cannot be known."""
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best, kind = -1, ""
    for line in lines:
        _device, mounted, found, *_ = line.split(" ")
        folder = Path(mounted.replace("\\040", " "))
        if place.is_relative_to(folder) and len(folder.parts) >= best:
            best, kind = len(folder.parts), found
    return kind


def free_bytes(store: Path) -> int | None:
    """Return how much room the disk of the store has left; None where that cannot be known."""
    try:
        return shutil.disk_usage(store.parent).free
    except OSError:
        return None


def list_open_to_others(store: Path) -> list[Path]:
    """Return the files and folders of the store that others than their owner can get at."""
    if sys.platform == "win32":
        return []
    found = [store, password_file(store), backups_of(store)]
    found += [one.path for one in list_backups(store)]
    return [path for path in found if _mode(path) & _OTHERS]


def close_to_others(paths: list[Path]) -> list[Path]:
    """Take the rights of others away; return what could not be changed."""
    left = []
    for path in paths:
        try:
            path.chmod(_mode(path) & ~_OTHERS)
        except OSError:
            left.append(path)
    return left


def list_abandoned(store: Path) -> list[Path]:
    """Return what commands that were killed have left of files they wrote."""
    return [left for left in list_left_of(store) if is_abandoned(left)]


def remove_files(paths: list[Path]) -> list[Path]:
    """Remove files; return what could not be removed."""
    left = []
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            left.append(path)
    return left


def is_folder_shared(store: Path) -> bool:
    """Tell whether others could put another file in the store's place."""
    others = stat.S_IWGRP | stat.S_IWOTH
    mode = _mode(store.parent)
    return os.name == "posix" and bool(mode & others) and not mode & stat.S_ISVTX


def _mode(path: Path) -> int:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return 0
