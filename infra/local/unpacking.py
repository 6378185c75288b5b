"""Unpacks each of the emulator's archives once, for all workers.

The emulator unpacks the layer anew for every worker: thousands of files, which are most of a cold
start on this machine and of the time that a stack takes to stop.
"""

import os
import zipfile
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any


def unpack_once(emulator_module: Any, kept: Path) -> None:
    """Make an emulator module link the content unpacked in `kept`, instead of unpacking it again."""

    class Archive(zipfile.ZipFile):
        def extractall(self, path: Any = None, members: Any = None, pwd: Any = None) -> None:
            unpacked = kept / sha256(Path(str(self.filename)).read_bytes()).hexdigest()
            if not unpacked.exists():
                draft = kept / f"{unpacked.name}.{os.getpid()}.{id(self)}"
                super().extractall(draft, members, pwd)
                # If two unpack the same at once, the second finds the place taken.
                place(draft, unpacked)
            target = Path(path)
            target.rmdir()
            target.symlink_to(unpacked, target_is_directory=True)

    emulator_module.zipfile = SimpleNamespace(**{**vars(zipfile), "ZipFile": Archive})


def place(draft: Path, unpacked: Path) -> None:
    """Give an unpacked archive its name, unless another has it already."""
    try:
        draft.rename(unpacked)
    except OSError:
        if not unpacked.exists():
            raise
