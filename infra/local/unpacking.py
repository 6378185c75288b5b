"""Unpacks each of the emulator's archives once, for all workers.

The emulator unpacks the layer anew for every worker: thousands of files, which are most of a cold
start on this machine and of the time that a stack takes to stop. To ask where each of them would
come to lie, without unpacking any, is still a third of all that the emulator does for a test.
"""

import os
import zipfile
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self


def unpack_once(emulator_module: Any, kept: Path) -> None:
    """Make an emulator module link the content unpacked in `kept`, instead of unpacking it again."""

    class Archive:
        def __init__(self, file: str) -> None:
            self.unpacked = kept / sha256(Path(file).read_bytes()).hexdigest()
            if not self.unpacked.exists():
                draft = kept / f"{self.unpacked.name}.{os.getpid()}.{id(self)}"
                with zipfile.ZipFile(file) as archive:
                    archive.extractall(draft)
                # If two unpack the same at once, the second finds the place taken.
                place(draft, self.unpacked)

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def namelist(self) -> list[str]:
            """Return what is left to be looked at: `zipfile` has let nothing out of its folder."""
            return []

        def extractall(self, path: str) -> None:
            Path(path).rmdir()
            Path(path).symlink_to(self.unpacked, target_is_directory=True)

    emulator_module.zipfile = SimpleNamespace(**{**vars(zipfile), "ZipFile": Archive})


def place(draft: Path, unpacked: Path) -> None:
    """Give an unpacked archive its name, unless another has it already."""
    try:
        draft.rename(unpacked)
    except OSError:
        if not unpacked.exists():
            raise
