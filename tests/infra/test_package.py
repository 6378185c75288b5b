import gzip
import io
import json
import marshal
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from attendance.vocabulary import words
from infra import package, page_words, pages
from tests.forum import Forum
from tests.gateway import Gateway

WORKER = f"{pages.UNPACKAGED_VERSION}\n{pages.UNPACKAGED_SHELLS}\n"


def project(folder: Path) -> Path:
    """Write a project of a function and of pages, which needs no library."""
    for path, text in {
        "template.yaml": "Resources: {}\n",
        "shared/attendance/__init__.py": "",
        "shared/attendance/domain/scan.py": "LIMIT = 50\nKNOWN = LIMIT in {50, 'entrance', 'lunch', 'village', None}\n",
        "functions/scan/handler.py": "from attendance.domain import scan\n",
        "functions/scan/README.md": "What the code cannot say.\n",
        "functions/pages/handler.py": "",
        "functions/pages/tsconfig.json": "{}",
        "functions/pages/site/index.html": "<!doctype html>\n",
        "functions/pages/site/sw.js": WORKER,
        "functions/pages/site/scan/index.html": "<!doctype html>\n" + "<p>Pointage</p>\n" * 20,
        "functions/pages/site/scan/scan.js": imports(
            "../lib/api.js",
            "../words/scan.js",
            "../zxing/reader/index.js",
            *(f"../{made}" for made in pages.VOCABULARY),
        ),
        "functions/pages/site/badge/index.html": "<!doctype html>\n",
        "functions/pages/site/badge/badge.js": imports(
            "../lib/api.js", "../words/badge.js", *(f"../{made}" for made in pages.VOCABULARY)
        ),
        "functions/pages/site/caterer/index.html": "<!doctype html>\n",
        "functions/pages/site/caterer/caterer.js": imports("../organiser/context.js"),
        "functions/pages/site/organiser/context.js": "export {};\n",
        "functions/pages/site/organiser/of_others.js": "export {};\n",
        "functions/pages/site/lib/of_others.js": "export {};\n",
        "functions/pages/site/lib/api.js": "export {};\n",
        "functions/pages/site/lib/api.d.ts": "export {};\n",
        "functions/pages/site/lib/README.md": "What the code cannot say.\n",
        "functions/pages/site/lib/lib.css": "/* The list. */\n\n@import './type.css';\n",
        "functions/pages/site/lib/type.css": "h1 {\n  margin: 0;\n}\n",
        "functions/pages/site/badge/badge.css": "@import '../lib/lib.css';\n@import './card.css';\n",
        "functions/pages/site/badge/card.css": "#card {\n  margin: 0;\n}\n",
        "functions/pages/site/icons/icon.png": "a picture " * 20,
        **{f"node_modules/{source}": f"{source} " * 20 for source in pages.DECODER.values()},
        f"node_modules/{pages.DECODER['zxing/reader/index.js']}": "import { share } from '../share.js';\n" * 20,
        "functions/notes/later.txt": "no function yet\n",
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def imports(*modules: str) -> str:
    return "".join(f"import {{ each }} from '{module}';\n" for module in modules)


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_built_tree_mirrors_the_project_so_that_the_template_fits_unchanged(tmp_path: Path) -> None:
    template = package.build(tmp_path / "built", root=project(tmp_path / "project"))

    sources = {name for name in files(template.parent) if not name.endswith(".pyc")}
    assert sources == {
        "template.yaml",
        "shared/python/attendance/__init__.py",
        "shared/python/attendance/domain/scan.py",
        "functions/scan/handler.py",
        "functions/pages/handler.py",
        "functions/pages/version",
        "functions/pages/site/index.html",
        "functions/pages/site/sw.js",
        "functions/pages/site/sw.js.gz",
        "functions/pages/site/scan/index.html",
        "functions/pages/site/scan/index.html.gz",
        "functions/pages/site/scan/scan.js",
        "functions/pages/site/scan/scan.js.gz",
        "functions/pages/site/badge/badge.css",
        "functions/pages/site/badge/badge.js",
        "functions/pages/site/badge/badge.js.gz",
        "functions/pages/site/badge/index.html",
        "functions/pages/site/caterer/caterer.js",
        "functions/pages/site/caterer/index.html",
        "functions/pages/site/organiser/context.js",
        "functions/pages/site/organiser/of_others.js",
        "functions/pages/site/lib/api.js",
        "functions/pages/site/lib/of_others.js",
        "functions/pages/site/icons/icon.png",
        *(
            f"functions/pages/site/{module}{packed}"
            for module in (*(f"words/{page}.js" for page in page_words.SECTIONS), *pages.VOCABULARY)
            for packed in ("", ".gz")
        ),
        "functions/pages/site/zxing/LICENSE.txt",
        "functions/pages/site/zxing/LICENSE.txt.gz",
        "functions/pages/site/zxing/share.js",
        "functions/pages/site/zxing/share.js.gz",
        "functions/pages/site/zxing/reader/index.js",
        "functions/pages/site/zxing/reader/index.js.gz",
        "functions/pages/site/zxing/zxing_reader.wasm",
        "functions/pages/site/zxing/zxing_reader.wasm.gz",
    }
    assert template.read_text() == "Resources: {}\n"


def test_a_stack_within_the_stack_is_packed_where_the_template_looks_for_it(tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    (root / "infra").mkdir()
    (root / "infra/watch.yaml").write_text("Resources: {}\n")
    within = "{Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: infra/watch.yaml}}"
    (root / "template.yaml").write_text(f"Resources:\n  Watch: {within}\n")

    template = package.build(tmp_path / "built", root=root)

    assert (template.parent / "infra/watch.yaml").read_text() == "Resources: {}\n"


def test_what_left_the_project_leaves_the_built_tree(tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    package.build(tmp_path / "built", root=root)
    shutil.rmtree(root / "functions/pages/site/scan")
    (root / "functions/scan/handler.py").unlink()

    package.build(tmp_path / "built", root=root)

    assert not [name for name in files(tmp_path / "built/functions") if "scan/" in name]


def test_a_traceback_names_the_place_that_lambda_unpacks_to(tmp_path: Path) -> None:
    package.build(tmp_path / "built", root=project(tmp_path / "project"))

    compiled = (tmp_path / "built/shared/python/attendance/domain/__pycache__/scan.cpython-313.pyc").read_bytes()

    assert marshal.loads(compiled[16:]).co_filename == "/opt/python/attendance/domain/scan.py"


BUILD = (
    "import sys; from pathlib import Path; from infra import package; "
    "package.build(Path(sys.argv[1]), root=Path(sys.argv[2]))"
)


def test_the_same_files_make_the_same_archive_whenever_and_wherever_they_were_written(tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    package.build(tmp_path / "monday", root=root)
    for path in root.rglob("*.py"):
        os.utime(path, (0, 0))
    # Another process has another order of sets, which must not come into byte code.
    command = [sys.executable, "-c", BUILD, str(tmp_path / "friday"), str(root)]
    subprocess.run(command, cwd=package.ROOT, env=os.environ | {"PYTHONHASHSEED": "7"}, check=True)

    (layer, pages_), *later = [
        [package.archive(tmp_path / day / folder) for folder in ("shared", "functions/pages")]
        for day in ("monday", "friday")
    ]

    assert later == [[layer, pages_]]
    assert "python/attendance/domain/scan.py" in zipfile.ZipFile(io.BytesIO(layer)).namelist()


def packaged(folder: Path, changes: dict[str, str] | None = None) -> Path:
    """Return the packaged pages of a project in which some files are another's."""
    root = project(folder / "project")
    for path, text in (changes or {}).items():
        (root / path).write_text(text)
    return package.build(folder / "built", root=root).parent / "functions/pages"


def test_the_service_worker_is_told_its_version_and_every_file_of_each_page_that_opens_offline(tmp_path: Path) -> None:
    folder = packaged(tmp_path)

    worker = (folder / "site/sw.js").read_text()
    (version,) = re.findall(r"const VERSION = '([0-9a-f]{12})';", worker)
    (listed,) = re.findall(r"const SHELLS = (\{.*\});", worker, re.DOTALL)
    assert (folder / "version").read_text() == version
    assert json.loads(listed) == {
        "/scan": [
            "/scan",
            f"/site/{version}/scan/scan.js",
            f"/site/{version}/lib/api.js",
            f"/site/{version}/words/scan.js",
            *(f"/site/{version}/{made}" for made in pages.VOCABULARY),
            f"/site/{version}/zxing/LICENSE.txt",
            f"/site/{version}/zxing/reader/index.js",
            f"/site/{version}/zxing/share.js",
            f"/site/{version}/zxing/zxing_reader.wasm",
            f"/site/{version}/icons/icon.png",
        ],
        "/badge": [
            f"/site/{version}/badge/badge.css",
            f"/site/{version}/badge/badge.js",
            "/badge",
            f"/site/{version}/words/badge.js",
            *(f"/site/{version}/{made}" for made in pages.VOCABULARY),
            f"/site/{version}/lib/api.js",
        ],
        "/traiteur": [
            f"/site/{version}/caterer/caterer.js",
            "/traiteur",
            f"/site/{version}/organiser/context.js",
            f"/site/{version}/icons/icon.png",
        ],
    }


@pytest.mark.parametrize(
    "path",
    [
        "functions/pages/site/lib/api.js",
        "functions/pages/site/lib/type.css",
        "functions/pages/site/scan/index.html",
        "functions/pages/site/badge/index.html",
        "functions/pages/handler.py",
        "node_modules/zxing-wasm/dist/reader/zxing_reader.wasm",
    ],
)
def test_a_change_of_what_a_phone_keeps_is_a_new_version(tmp_path: Path, path: str) -> None:
    before = packaged(tmp_path / "before")

    after = packaged(tmp_path / "after", {path: "# changed\n"})

    assert (before / "version").read_text() != (after / "version").read_text()


def test_a_change_of_another_page_is_none(tmp_path: Path) -> None:
    before = packaged(tmp_path / "before")

    after = packaged(tmp_path / "after", {"functions/pages/site/index.html": "changed\n"})

    assert (before / "version").read_text() == (after / "version").read_text()


def test_a_new_worker_is_a_new_version(tmp_path: Path) -> None:
    before = packaged(tmp_path / "before")

    after = packaged(tmp_path / "after", {"functions/pages/site/sw.js": f"{WORKER}// changed\n"})

    assert (before / "version").read_text() != (after / "version").read_text()


def test_the_real_service_worker_has_the_two_lines_that_packaging_fills() -> None:
    worker = (package.ROOT / "functions/pages/site/sw.js").read_text().splitlines()

    assert [worker.count(line) for line in (pages.UNPACKAGED_VERSION, pages.UNPACKAGED_SHELLS)] == [1, 1]


def test_a_style_sheet_is_joined_with_all_that_it_imports_and_asked_for_once(tmp_path: Path) -> None:
    site = packaged(tmp_path) / "site"

    assert (
        site / "badge/badge.css"
    ).read_text() == "/* The list. */\n\nh1 {\n  margin: 0;\n}\n#card {\n  margin: 0;\n}\n"
    assert list(site.rglob("*.css")) == [site / "badge/badge.css"]


def test_a_style_sheet_that_imports_none_there_is_cannot_be_packaged(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^no such style sheet: gone\.css$"):
        packaged(tmp_path, {"functions/pages/site/badge/badge.css": "@import './gone.css';\n"})


def test_the_front_page_names_the_modules_that_it_loads_and_those_that_they_import(tmp_path: Path) -> None:
    entry = '    <script type="module" src="/site/lib/front.js"></script>\n'
    template = project(tmp_path / "project") / "functions/welcome/templates/base.html"
    template.parent.mkdir(parents=True)
    template.write_text(f"<head>\n{entry}</head>\n")
    built = packaged(
        tmp_path,
        {
            "functions/welcome/handler.py": "",
            "functions/pages/site/lib/front.js": "import {\n  a,\n} from './api.js';\nimport { d } from './day.js';\n",
            "functions/pages/site/lib/day.js": "import './api.js';\nimport { zone } from '../badge/zone.js';\n",
            "functions/pages/site/badge/zone.js": "const late = () => import('./late.js');\n",
        },
    ).parent

    assert (built / "welcome/templates/base.html").read_text() == (
        "<head>\n"
        '    <link rel="modulepreload" href="/site/lib/api.js">\n'
        '    <link rel="modulepreload" href="/site/lib/day.js">\n'
        '    <link rel="modulepreload" href="/site/badge/zone.js">\n'
        f"{entry}</head>\n"
    )


def test_a_packed_file_unpacks_to_the_file_beside_it(tmp_path: Path) -> None:
    site = packaged(tmp_path) / "site"

    packed = list(site.rglob("*.gz"))
    assert len(packed) == 8 + len(page_words.SECTIONS) + len(pages.VOCABULARY)
    for path in packed:
        assert gzip.decompress(path.read_bytes()) == path.with_suffix("").read_bytes()
        assert path.stat().st_size < path.with_suffix("").stat().st_size


def test_a_missing_decoder_is_told_with_what_to_do(tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    (root / "node_modules/zxing-wasm/dist/es/share.js").unlink()

    with pytest.raises(package.PackagingError) as refused:
        package.build(tmp_path / "built", root=root)

    assert str(refused.value) == (
        "node_modules lacks zxing-wasm/dist/es/share.js, which the pages read badges with: "
        "run `make node_modules/made`, then try again."
    )


def test_the_words_that_functions_read_are_packed_so_that_no_cold_start_reads_toml(tmp_path: Path) -> None:
    room = tmp_path / "vocabulary"
    room.mkdir()
    for language in words.languages():
        (room / f"{language}.toml").write_text("")

    package.pack_words(room)

    assert files(room) == {f"{language}.json" for language in words.languages()}
    assert json.loads((room / "fr.json").read_text()) == words.of("fr")


@pytest.mark.parametrize(
    ("name", "path", "table", "word"),
    [
        ("welcome", "/", "welcome", "hours"),
        ("address", "/address/none", "address.told.link_over", "heading"),
        ("accessibility", "/accessibilite", "accessibility", "title"),
    ],
)
def test_a_function_finds_its_words_whatever_the_folder_that_it_is_unpacked_to(
    forum: Forum, tmp_path: Path, name: str, path: str, table: str, word: str
) -> None:
    package.own_code(package.ROOT / "functions" / name, tmp_path / "task", tmp_path / "task", package.FUNCTION_HOME)

    assert words.spoken(table, "fr")[word] in Gateway(unpacked=tmp_path / "task").call("GET", path).text
