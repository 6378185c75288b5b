"""Builds the tree that is deployed: the template beside the folders that its relative paths name.

Libraries are pinned and hashed, and come as wheels for the functions' processor. Byte code is made
here because the functions' disk is read-only, and importing from source takes twice as long.
"""

import compileall
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from py_compile import PycInvalidationMode

from attendance.vocabulary import words
from infra import pages
from infra.local import template

ROOT = Path(__file__).resolve().parent.parent
# Lambda's Python 3.13 runs on Amazon Linux 2023, whose glibc is 2.34; some wheels ask for more than 2014's.
AWS = "aarch64-manylinux_2_28"
HOST = "host"

# Lambda unpacks a layer and a function here, so tracebacks should show these paths.
LAYER_HOME = "/opt/python"
FUNCTION_HOME = "/var/task"

# Lambda provides these; packed, they would be two thirds of the bytes of every cold start.
LAMBDA_HAS = ("boto3", "botocore")

NOT_DEPLOYED = shutil.ignore_patterns("requirements.txt", "README.md", "__pycache__", ".*", "tsconfig*.json", "*.d.ts")
FIXED_TIME = (1980, 1, 1, 0, 0, 0)


class PackagingError(Exception):
    """The tree cannot be built; the text says what to do."""


def build(target: Path, *, machine: str = HOST, root: Path = ROOT) -> Path:
    """Build the tree in `target` and return its template.

    Libraries are fetched again only if their requirement file changes; our own files are always copied
    anew.
    """
    if sys.version_info[:2] != (3, 13):
        raise PackagingError(f"Byte code must be made by Python 3.13, and this is {platform.python_version()}.")
    shutil.rmtree(target / "functions", ignore_errors=True)
    shutil.rmtree(target / "shared", ignore_errors=True)
    layer = target / "shared" / "python"
    furnish(layer, root / "shared" / "requirements.txt", target / ".libraries" / "shared", machine, LAYER_HOME)
    own_code(root / "shared" / "attendance", layer / "attendance", layer, LAYER_HOME)
    pack_words(layer / "attendance" / "vocabulary")
    for source in function_folders(root):
        folder = target / "functions" / source.name
        furnish(folder, source / "requirements.txt", target / ".libraries" / source.name, machine, FUNCTION_HOME)
        for entry in sorted(source.iterdir()):
            if entry.name not in NOT_DEPLOYED(str(source), [entry.name]):
                own_code(entry, folder / entry.name, folder, FUNCTION_HOME)
        if (folder / "site").is_dir():
            complete_pages(folder, root / "node_modules")
    # What another function serves asks for modules of the pages'.
    for page in target.glob("functions/*/templates/*.html"):
        pages.preload(page, target / "functions" / "pages" / "site")
    for part in ("template.yaml", *template.parts(template.load(root / "template.yaml"))):
        (target / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / part, target / part)
    return target / "template.yaml"


def function_folders(root: Path = ROOT) -> Iterator[Path]:
    """Yield the functions' folders, by name."""
    yield from (handler.parent for handler in sorted(root.glob("functions/*/handler.py")))


def furnish(folder: Path, requirements: Path, kept: Path, machine: str, home: str) -> None:
    """Install a folder's libraries from its requirement file, or take an earlier build's if they are the same."""
    if not requirements.exists():
        folder.mkdir(parents=True)
        return
    stamp = kept.with_suffix(".stamp")
    wanted = hashlib.sha256(f"{machine} {sys.version}\n{requirements.read_text()}".encode()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        stamp.unlink(missing_ok=True)
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(parents=True)
        install(requirements, kept, machine)
        compiled(kept, kept, home)
        stamp.write_text(wanted)
    shutil.copytree(kept, folder, copy_function=os.link)


def install(requirements: Path, folder: Path, machine: str) -> None:
    """Unpack the pinned wheels, and nothing that is not listed."""
    uv = os.environ.get("UV") or str(ROOT / ".venv" / "tools" / "bin" / "uv")
    options = [
        "--python-version",
        "3.13",
        "--require-hashes",
        "--no-deps",
        "--only-binary",
        ":all:",
        "--link-mode",
        "copy",
    ]
    if machine != HOST:
        options += ["--python-platform", machine]
    command = [uv, "pip", "install", "--quiet", "--python", sys.executable, "--target", str(folder), *options]
    done = subprocess.run([*command, "--requirements", str(requirements)], check=False)
    if done.returncode:
        raise PackagingError(f"The libraries of {requirements.relative_to(ROOT)} could not be installed: see above.")
    # The libraries' own tests are a quarter of the files that each worker unpacks.
    for unused in (folder / "bin", *folder.glob("*/tests")):
        shutil.rmtree(unused, ignore_errors=True)
    (folder / ".lock").unlink(missing_ok=True)
    if packed := [name for name in LAMBDA_HAS if (folder / name).exists()]:
        raise PackagingError(f"{requirements} brings {' and '.join(packed)}, which Lambda has already: leave it out.")


def own_code(source: Path, copy: Path, folder: Path, home: str) -> None:
    """Copy one of our files or folders, and compile it."""
    if source.is_dir():
        shutil.copytree(source, copy, ignore=NOT_DEPLOYED)
    else:
        shutil.copyfile(source, copy)
    compiled(copy, folder, home)


def pack_words(folder: Path) -> None:
    """Put the words as they are read in the place of those that are written: no cold start waits for TOML."""
    for path in folder.glob("*.toml"):
        path.with_suffix(".json").write_text(json.dumps(words.unpacked(path.stem), ensure_ascii=False))
        path.unlink()


def complete_pages(folder: Path, node_modules: Path) -> None:
    """Add the files from npm to the pages, and pack them."""
    if missing := [name for name in pages.DECODER.values() if not (node_modules / name).is_file()]:
        raise PackagingError(
            f"node_modules lacks {', '.join(missing)}, which the pages read badges with: "
            "run `make node_modules/made`, then try again."
        )
    pages.complete(folder, node_modules)


def compiled(path: Path, folder: Path, home: str) -> None:
    """Compile a file or a folder, without checking for changed sources later."""
    compile_it = compileall.compile_dir if path.is_dir() else compileall.compile_file
    if path.is_dir() or path.suffix == ".py":
        unchecked = PycInvalidationMode.UNCHECKED_HASH
        compile_it(path, quiet=2, force=True, stripdir=folder, prependdir=home, invalidation_mode=unchecked)


def files_in(folder: Path) -> list[Path]:
    """Return all files of a folder, in one order on every machine."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def archive(folder: Path, *, level: int = 6) -> bytes:
    """Zip a folder, with the same bytes for the same files."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as content:
        for path in files_in(folder):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), FIXED_TIME)
            entry.external_attr = 0o644 << 16
            content.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, level)
    return packed.getvalue()


def main() -> None:
    """Build for AWS and print how many bytes a cold start fetches, and their digest: the same on every machine."""
    target = ROOT / ".build" / "aws"
    try:
        build(target, machine=AWS)
    except PackagingError as error:
        sys.exit(str(error))
    for folder in [target / "shared", *sorted((target / "functions").iterdir())]:
        if folder.is_dir():
            packed = archive(folder)
            digest = hashlib.sha256(packed).hexdigest()[:16]
            print(f"{len(packed) / 1024:8.0f} KiB  {digest}  {folder.relative_to(target)}/")


if __name__ == "__main__":
    main()
