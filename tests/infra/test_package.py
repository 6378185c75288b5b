import io
import marshal
import os
import zipfile
from pathlib import Path

from infra import package


def project(folder: Path) -> Path:
    """Write a project of one function, which needs no library."""
    for path, text in {
        "template.yaml": "Resources: {}\n",
        "shared/attendance/__init__.py": "",
        "shared/attendance/domain/scan.py": "LIMIT = 50\n",
        "functions/scan/handler.py": "from attendance.domain import scan\n",
        "functions/scan/README.md": "What the code cannot say.\n",
        "functions/pages/handler.py": "",
        "functions/pages/site/index.html": "<!doctype html>\n",
        "functions/notes/later.txt": "no function yet\n",
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_built_tree_mirrors_the_project_so_that_the_template_fits_unchanged(tmp_path):
    template = package.build(tmp_path / "built", root=project(tmp_path / "project"))

    sources = {name for name in files(template.parent) if not name.endswith(".pyc")}
    assert sources == {
        "template.yaml",
        "shared/python/attendance/__init__.py",
        "shared/python/attendance/domain/scan.py",
        "functions/scan/handler.py",
        "functions/pages/handler.py",
        "functions/pages/site/index.html",
    }
    assert template.read_text() == "Resources: {}\n"


def test_what_left_the_project_leaves_the_built_tree(tmp_path):
    root = project(tmp_path / "project")
    package.build(tmp_path / "built", root=root)
    (root / "functions/pages/site/index.html").unlink()
    (root / "functions/scan/handler.py").unlink()

    package.build(tmp_path / "built", root=root)

    assert {name for name in files(tmp_path / "built/functions") if not name.endswith(".pyc")} == {"pages/handler.py"}


def test_a_traceback_names_the_place_that_lambda_unpacks_to(tmp_path):
    package.build(tmp_path / "built", root=project(tmp_path / "project"))

    compiled = (tmp_path / "built/shared/python/attendance/domain/__pycache__/scan.cpython-313.pyc").read_bytes()

    assert marshal.loads(compiled[16:]).co_filename == "/opt/python/attendance/domain/scan.py"


def test_the_same_files_make_the_same_archive_whenever_they_were_written(tmp_path):
    root = project(tmp_path / "project")
    package.build(tmp_path / "monday", root=root)
    for path in root.rglob("*.py"):
        os.utime(path, (0, 0))
    package.build(tmp_path / "friday", root=root)

    archives = [package.archive(tmp_path / day / "shared") for day in ("monday", "friday")]

    assert archives[0] == archives[1]
    assert "python/attendance/domain/scan.py" in zipfile.ZipFile(io.BytesIO(archives[0])).namelist()
