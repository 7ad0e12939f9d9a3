"""Whether a record lies where its file is not safe: on another computer, or in a folder that a program keeps in step.

SQLite's locks and its log ask for a disk of this computer. Source: "How To Corrupt An SQLite Database File", part 2.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QStorageInfo

WAY_OUT = (
    "Close Exodesk, move the file and its .keys to a folder of this computer, and let a second place hold backups."
)

_OF_NETWORKS = {
    *("9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "davfs", "davfs2", "glusterfs", "gvfsd-fuse", "lustre", "ncpfs"),
    *("nfs", "nfs4", "onedriver", "rclone", "s3fs", "smb2", "smb3", "smbfs", "sshfs", "vboxsf", "webdav"),
}
_DRIVE_REMOTE = 4
"""What Windows answers of a drive that is another computer's."""
_BY_NAME = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud": "iCloud",
    "mobile documents": "iCloud",
    "cloudstorage": "a cloud service",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pcloud": "pCloud",
    "megasync": "MEGA",
    "box sync": "Box",
}
"""How the names of folders begin that programs keep in step with other computers."""
_BY_MARK = {
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
}
"""What such programs keep in a folder of any name."""


def unsafe_place(record_path: Path) -> str:
    """Why the place of a record is not safe, and what to do; "" where nothing is known against it."""
    if name := kept_in_step_by(record_path.parent):
        why = f"{name} keeps the folder of the record in step"
        return f"{why}: it may copy the file half written, or put an older one back. {WAY_OUT}"
    if _is_of_another_computer(record_path):
        return f"The record lies on another computer, where two can write into it at once. {WAY_OUT}"
    return ""


def kept_in_step_by(folder: Path) -> str:
    """The program that keeps a folder or one above it in step with other computers; "" where none is known."""
    for each in (folder, *folder.parents):
        found = [name for begins, name in _BY_NAME.items() if each.name.casefold().startswith(begins)]
        found += [name for mark, name in _BY_MARK.items() if (each / mark).exists()]
        if found:
            return found[0]
    return ""


def is_of_networks(file_system: str) -> bool:
    """By the name that the system gives to a kind of disk, such as `ext4`, `nfs4` or `fuse.sshfs`."""
    return file_system.casefold().removeprefix("fuse.") in _OF_NETWORKS


def _is_of_another_computer(path: Path) -> bool:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - beside the only use of it

        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.absolute().anchor) == _DRIVE_REMOTE)
    return is_of_networks(bytes(QStorageInfo(str(path.parent)).fileSystemType().data()).decode())
