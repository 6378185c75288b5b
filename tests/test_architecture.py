"""What a machine can check of how the code is kept."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from attendance.domain import passes, people_filter
from attendance.domain.problem import Problem
from attendance.edge.contract import CONTRACT
from attendance.edge.routes import NOBODY, ROUTES, of
from attendance.store import table
from attendance.usecases.exporting import MAKER_TIMEOUT
from attendance.vocabulary.codes import PROBLEMS, Kind
from infra import pages
from tests.builders import at, programme
from tests.gateway import ROOT, api_routes, handler_module, routes, template

PACKAGE = ROOT / "shared/attendance"
SITE = ROOT / "functions/pages/site"
MAY_IMPORT = {
    "__init__.py": set[str](),
    "vocabulary": {"vocabulary"},
    "domain": {"domain"},
    "documents": {"vocabulary", "domain", "documents"},
    "services": {"domain", "services"},
    "store": {"domain", "services", "store"},
    "usecases": {"domain", "services", "store", "usecases"},
    "edge": {"vocabulary", "domain", "services", "store", "usecases", "edge"},
}
EVERYWHERE = ("attendance.vocabulary.codes", "attendance.vocabulary.limits", "attendance.vocabulary.providers")
"""Codes and numbers that everybody obeys; they stand on nothing."""

ONE_SUBJECT_AT_ANY_LENGTH = {
    "functions/pages/site/words/*.js": "what a page says, as it is made of the words of each language",
    "shared/attendance/edge/contract.py": "every route that programs call, one entry each",
    "shared/attendance/store/keys.py": "every key of the table, a line or two each",
}
"""Modules that may pass 260 lines, which are asked what their second subject is, and why they have none."""

FUNCTIONS = {
    name: resource["Properties"]
    for name, resource in template()["Resources"].items()
    if resource["Type"] == "AWS::Serverless::Function"
}

RULES_ALONE = """
import sys, pytest
sys.modules.update(dict.fromkeys(("attendance.store", "moto", "boto3", "botocore")))
sys.exit(pytest.main(["-q", "--collect-only", "-p", "no:cacheprovider", "tests/domain"]))
"""


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Return the modules that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.Import(names=names):
                found |= {name.name for name in names}
            case ast.ImportFrom(module=str(module), names=names):
                found |= {f"{module}.{name.name}" for name in names} | {module}
    return found


def reached(path: Path) -> set[str]:
    """Return the modules of ours that a file imports, and all that these import."""
    found: set[str] = set()
    asked = [path]
    while asked:
        new = {name for name in imported(asked.pop()) if name.startswith("attendance.")} - found
        found |= new
        asked += [file for name in new if (file := ROOT / f"shared/{name.replace('.', '/')}.py").is_file()]
    return found


@pytest.mark.parametrize("path", sources("shared/attendance"), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_folder_imports_only_what_it_stands_on(path: Path) -> None:
    folder = path.relative_to(PACKAGE).parts[0]

    ours = {name for name in imported(path) if name.startswith("attendance.") and not name.startswith(EVERYWHERE)}
    assert {name.split(".")[1] for name in ours} <= MAY_IMPORT[folder]


@pytest.mark.parametrize("path", sources("shared/attendance/edge/bodies"), ids=lambda p: p.name)
def test_a_body_is_read_without_the_table(path: Path) -> None:
    assert not {name for name in reached(path) if name.startswith("attendance.store")}


@pytest.mark.parametrize("path", sources("shared/attendance/edge/answers"), ids=lambda p: p.name)
def test_an_answer_shows_what_was_decided_and_tries_nothing(path: Path) -> None:
    assert not [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Try | ast.Raise)]
    # A type or a name of the store it may show; whoever asks the table calls one of its modules.
    assert "attendance.store" not in imported(path)


@pytest.mark.parametrize("path", sources("shared/attendance/domain"), ids=lambda p: p.name)
def test_the_rules_need_nothing_but_the_standard_library_and_no_clock(path: Path) -> None:
    roots = {name.split(".")[0] for name in imported(path)}

    assert roots <= {"attendance", *sys.stdlib_module_names} - {"os", "random", "secrets", "time", "uuid"}
    assert not re.search(r"\.(now|today|utcnow)\(", path.read_text())


def test_a_value_of_ours_has_no_refusal_of_its_own_for_cold_starts_to_make() -> None:
    slow = "\n@dataclass(frozen=True, slots=True)\n"
    rooms = [path for path in sources("shared/attendance", "functions") if path.parent.name != "vocabulary"]

    assert [path for path in rooms if slow in path.read_text()] == []


@pytest.mark.parametrize(
    ("function", "spared"),
    [
        ("scan", {"pydantic", "idna", "tomllib", "attendance.vocabulary.words", "attendance.vocabulary.fields"}),
        *((function, {"pydantic"}) for function in ("welcome", "registration", "badges", "verify_attestation")),
        ("exports", {"reportlab", "PIL"}),
        ("orders", {"qrcode", "attendance.edge.bodies.registrations"}),
        ("send_mail", {"icalendar"}),
    ],
)
def test_a_function_starts_without_what_its_first_answer_does_not_need(function: str, spared: set[str]) -> None:
    """People wait: a queue for the scan, a stranger for the first page. With pydantic it takes a third longer."""
    assert started(function, f"import handler, sys; print({spared} & sys.modules.keys())") == "set()"


# Whom somebody waits for at a door, and the one that imports the most.
@pytest.mark.parametrize("function", ["scan", "orders"])
def test_a_function_starts_without_looking_for_garbage(function: str) -> None:
    told = started(
        function,
        "import attendance, gc; looked = []; gc.callbacks.append(lambda *told: looked.append(told))\n"
        "import handler; print(looked)",
    )

    assert told == "[]"


def started(function: str, code: str) -> str:
    """Return what some code prints in a fresh interpreter that finds a function's handler."""
    path = f"{ROOT / 'shared'}{os.pathsep}{ROOT / 'functions' / function}"
    ended = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": path, "TABLE_NAME": "pointage", "AWS_DEFAULT_REGION": "eu-west-3"},
        capture_output=True,
        text=True,
        check=True,
    )
    return ended.stdout.strip()


@pytest.mark.parametrize(
    "path",
    sources("shared/attendance/edge", "shared/attendance/usecases", "functions"),
    ids=lambda p: str(p.relative_to(ROOT)),
)
def test_dynamodb_is_known_in_one_room_only(path: Path) -> None:
    assert not re.search(r"\b(PK|SK|GSI1|ClientError|Decimal|boto3|botocore)\b", path.read_text())


def texts(path: Path) -> list[str]:
    """Return the texts that a file's code writes, and the fixed parts of those that it fills in."""
    nodes = [*ast.walk(ast.parse(path.read_text()))]
    said = {node.value for node in nodes if isinstance(node, ast.Expr)}
    return [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str) and n not in said]


def test_keys_are_spelled_in_one_module_only() -> None:
    keys = PACKAGE / "store/keys.py"
    prefixes = {word for text in texts(keys) for word in re.findall(r"\b[A-Z]{3,}\b", text)}
    spelled = re.compile(rf"\b({'|'.join(prefixes)})#|#({'|'.join(prefixes)})\b")
    whole = re.compile("|".join(prefixes))

    assert len(prefixes) > 30
    for path in {*sources("shared", "functions", "infra")} - {keys}:
        assert [text for text in texts(path) if spelled.search(text)] == [], path
        # Elsewhere a word alone is a setting, such as PROGRAMME.
        assert path.parent != keys.parent or [text for text in texts(path) if whole.fullmatch(text)] == [], path


def test_nothing_that_is_deployed_imports_from_infra_or_asks_whether_it_runs_locally() -> None:
    for path in sources("shared", "functions"):
        assert not {name for name in imported(path) if name.split(".")[0] in ("infra", "tests")}, path
        assert not re.search(r"is_local|AWS_ENDPOINT_URL|LOCALSTACK", path.read_text()), path


def test_every_function_folder_is_in_the_template_under_the_same_name() -> None:
    folders = {path.name for path in (ROOT / "functions").iterdir() if path.is_dir()}

    assert {f"{folder.title().replace('_', '')}Function" for folder in folders} == FUNCTIONS.keys()
    for name, one in FUNCTIONS.items():
        folder = one["CodeUri"].removeprefix("functions/").strip("/")
        assert f"{folder.title().replace('_', '')}Function" == name


@pytest.mark.parametrize("folder", ["vocabulary", "domain", "documents", "services", "store", "usecases", "edge"])
def test_a_file_of_tests_is_named_after_the_module_that_it_tries(folder: str) -> None:
    modules = {path.relative_to(PACKAGE / folder).with_suffix("") for path in (PACKAGE / folder).rglob("*.py")}

    for path in (ROOT / "tests" / folder).rglob("test_*.py"):
        subject = path.relative_to(ROOT / "tests" / folder).with_name(path.stem.removeprefix("test_"))
        named = [m for m in modules if m.parent == subject.parent and f"{subject.name}_".startswith(f"{m.name}_")]
        assert named or (PACKAGE / folder / subject).is_dir(), path


def test_each_function_has_tests_of_its_name_and_none_are_of_no_function() -> None:
    functions = {path.parent.name for path in (ROOT / "functions").glob("*/handler.py")}
    tried = {path.stem.removeprefix("test_") for path in (ROOT / "tests/functions").glob("test_*.py")}

    assert functions - tried == set()
    assert {name for name in tried if not any(f"{name}_".startswith(f"{function}_") for function in functions)} == set()


@pytest.mark.parametrize("path", sources("infra"), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_command_needs_nothing_that_only_functions_have(path: Path) -> None:
    """The environment of the commands and of the emulator has no powertools: `make up` would not start."""
    ours = [ROOT / f"shared/{name.replace('.', '/')}.py" for name in reached(path)]

    assert [file for file in ours if file.is_file() and any("powertools" in name for name in imported(file))] == []


def test_a_functions_folder_holds_one_python_file() -> None:
    for folder in (ROOT / "functions").iterdir():
        assert [path.name for path in folder.glob("*.py")] == ["handler.py"]


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_handler_serves_exactly_the_routes_that_the_template_gives_it(name: str) -> None:
    path = ROOT / FUNCTIONS[name]["CodeUri"] / "handler.py"

    given = {key for key, handler in routes().items() if handler == path}
    declared = {key for key, route in ROUTES.items() if route.function == path.parent.name}
    # Pages, which programs do not call, are tested where they are served.
    pages = set(re.findall(r'"((?:GET|POST|PATCH|DELETE) /[^"]*)"', path.read_text()))
    assert declared | pages == given
    assert not [key for key in pages if "/api/" in key]
    assert callable(handler_module(path).handler)


def test_every_route_is_answered_as_the_contract_says() -> None:
    assert ROUTES.keys() == api_routes() == CONTRACT.keys()


def test_every_address_that_is_named_is_a_route_of_the_template() -> None:
    known = [re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(key.split()[1])) for key in routes()]
    naming = [path for kind in ("js", "html", "webmanifest") for path in (ROOT / "functions").rglob(f"*.{kind}")]
    texts = [re.sub(r"\$?\{[^{}]*\}", "{}", path.read_text()) for path in [*naming, PACKAGE / "usecases/pass_links.py"]]
    named = {address for text in texts for address in re.findall(r"""['"`}](/[a-z][^'"`\s?#]*)(?=['"`?#])""", text)}
    texts = [path.read_text() for path in [*sources("infra"), *(ROOT / "infra").glob("*.yaml")]]
    named |= {address for text in texts for address in re.findall(r'"(/api(?:/[a-z-]+)+)"', text)}
    named |= {*pages.SHELLS, *(f"/{page}" for page in passes.PAGES.values())}
    # A page's files are tested where they are served.
    named = {address for address in named if not address.startswith("/site/")}

    assert {"/scan", "/address/{}", "/inscriptions", "/api/scans"} <= named
    assert {address for address in named if not any(re.fullmatch(route, address) for route in known)} == set()


def test_a_function_that_lacks_the_answer_to_a_route_does_not_start() -> None:
    def listed() -> None:
        """Stand for one of the two that answer in that function."""

    with pytest.raises(LookupError, match="settle"):
        of("conflicts", listed)


@pytest.mark.parametrize("path", sources("functions"), ids=lambda p: p.parent.name)
def test_a_handler_fits_on_a_screen_or_two_and_has_no_try(path: Path) -> None:
    source = path.read_text()

    assert len(source.splitlines()) <= 90
    assert not [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Try)]


def statements(properties: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what a function's own policies allow; a policy that several share is the resource of that name."""
    shared = {name: told["Properties"].get("PolicyDocument") for name, told in template()["Resources"].items()}
    own = [shared[policy] if isinstance(policy, str) else policy for policy in properties.get("Policies", [])]
    return [statement for policy in own for statement in policy["Statement"]]


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_function_is_given_what_it_reads_of_its_environment(name: str) -> None:
    """But for the bucket: some know what is exported, and keep no file of it."""
    handler = ROOT / FUNCTIONS[name]["CodeUri"] / "handler.py"
    ours = [ROOT / f"shared/{module.replace('.', '/')}.py" for module in reached(handler)]
    read = {
        variable
        for path in [handler, *(file for file in ours if file.is_file())]
        for variable in re.findall(r"""environ\[["'](\w+)["']\]""", path.read_text())
    }

    places = (template()["Globals"]["Function"], FUNCTIONS[name])
    given = {key for place in places for key in place.get("Environment", {}).get("Variables", {})}
    assert read - given <= {"FILES_BUCKET"}


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_functions_policy_lists_exact_actions(name: str) -> None:
    for statement in statements(FUNCTIONS[name]):
        actions = statement["Action"]
        for action in [actions] if isinstance(actions, str) else actions:
            assert "*" not in action
            assert action not in ("dynamodb:Scan", "dynamodb:PartiQLSelect")


def test_only_what_hands_out_a_badge_or_attests_attendance_may_sign() -> None:
    attesting = {"AttestationsFunction", "ExportsFunction", "MakeExportFunction"}
    signing = {name for name, value in FUNCTIONS.items() if "kms:Sign" in str(statements(value))}

    registering = {"RegisterFunction", "WelcomeFunction", "ImportAttendeesFunction"}
    reissuing = {"RegistrationFunction", "CorrectionsFunction"}
    assert signing <= registering | reissuing | attesting


def test_what_anybody_may_send_is_throttled_by_itself_and_the_staff_sends_nothing_there() -> None:
    api = template()["Resources"]["Api"]["Properties"]
    usual = api["DefaultRouteSettings"]["ThrottlingRateLimit"]
    throttled = {key for key, told in api["RouteSettings"].items() if told["ThrottlingRateLimit"] < usual}
    open_to_all = {key for key, route in ROUTES.items() if not route.who or NOBODY in route.who}
    pages = [
        script
        for folder in ("scan", "lib", "organiser", "registrations", "dashboard", "caterer")
        for script in (SITE / folder).glob("*.js")
    ]

    assert {key for key in open_to_all if key.startswith("POST")} <= throttled
    assert {key for key in throttled if " /api/" in key} <= open_to_all
    for path in [key.split()[1].split("{")[0] for key in throttled if " /api/" in key]:
        assert [page.name for page in pages if path in page.read_text()] == []


def test_outside_the_api_there_are_only_pages_and_all_but_two_with_forms_may_read_nothing() -> None:
    outside = {routes()[key] for key in routes().keys() - api_routes()}

    assert outside == {
        ROOT / f"functions/{name}/handler.py" for name in ("accessibility", "address", "pages", "welcome")
    }
    assert statements(FUNCTIONS["PagesFunction"]) == []


@pytest.mark.parametrize("page", pages.SHELLS)
def test_a_page_that_opens_offline_keeps_every_module_that_it_imports(page: str) -> None:
    kept = {path.resolve() for part in pages.SHELLS[page] for path in pages.files(SITE / part)}
    imports = re.compile(r"""(?:\bfrom |^import |\bimport\()['"](\.[^'"]+)['"]""", re.MULTILINE)
    needed = {
        (path.parent / found).resolve()
        for path in kept
        if path.suffix == ".js"
        for found in imports.findall(re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL))
    }

    # npm's decoder comes when the pages are packaged.
    assert {each for each in needed - kept if "zxing" not in each.parts} == set()


@pytest.mark.parametrize("path", sorted((SITE / "lib").glob("*.js")), ids=lambda p: p.name)
def test_what_pages_share_knows_no_page(path: Path) -> None:
    source = path.read_text()

    assert not re.search(r"""\bfrom ['"](?!\./|\.\./words/(codes|fields|limits|providers)\.js)""", source)
    assert not re.search(r"\b(document|window|navigator|localStorage|location)\.", source)


def descendants(kind: type[Any]) -> set[type]:
    return {kind} | {d for child in kind.__subclasses__() for d in descendants(child)}


def test_every_problem_that_is_answered_is_among_the_codes() -> None:
    codes = {getattr(kind, "code", None) for kind in descendants(Problem)} - {None}
    codes |= set(re.findall(r'Problem\(\s*"(\w+)"', "".join(p.read_text() for p in sources("shared", "functions"))))

    assert codes <= PROBLEMS.keys()


def test_a_large_export_is_taken_for_dead_when_the_function_that_makes_it_is() -> None:
    assert template()["Resources"]["MakeExportFunction"]["Properties"]["Timeout"] == MAKER_TIMEOUT.total_seconds()


def test_the_table_that_the_code_reads_is_the_one_that_the_template_makes() -> None:
    (index,) = template()["Resources"]["Table"]["Properties"]["GlobalSecondaryIndexes"]

    assert index["IndexName"] == table.INDEX
    assert {*re.findall(r"index/(\w+)", (ROOT / "template.yaml").read_text())} == {table.INDEX}
    watched = re.findall(r"GlobalSecondaryIndexName, Value: (\w+)", (ROOT / "infra/watch.yaml").read_text())
    assert {*watched} == {table.INDEX}


def test_the_form_knows_the_statuses_of_a_busy_server() -> None:
    sending = (SITE / "register/sending.js").read_text()

    for name, code in (("TOO_MANY", "too_many_requests"), ("LATER", "later")):
        assert f"const {name} = {PROBLEMS[code][0]};" in sending


def test_a_module_has_one_subject() -> None:
    modules = [*sources("shared", "functions"), *SITE.rglob("*.js")]
    too_long = {p for p in modules if len(p.read_text().splitlines()) > 260}
    allowed = {each for pattern in ONE_SUBJECT_AT_ANY_LENGTH for each in ROOT.glob(pattern)}

    assert too_long - allowed == set()


def test_the_list_of_people_offers_filters_that_the_server_knows() -> None:
    """Names and values are written on both sides; each that a page can send is tried."""
    offered = {
        name: re.findall(r"pair\('(\w+)'", rest)
        for name, rest in re.findall(
            r"^    .*?filter\('(\w+)', (.*)\)", (SITE / "registrations/filters.js").read_text(), re.MULTILINE
        )
    }
    assert {"kind", "came", "mail", "cancelled"} <= offered.keys()
    for name, values in offered.items():
        for value in values or [Kind.SPEAKER if name == "kind" else "none"]:
            people_filter.wanted([f"{name}:{value}"], "", programme(), at("8:00"))


def test_the_list_of_people_offers_columns_that_the_server_knows() -> None:
    offered = {*re.findall(r"\['(\w+)', ", (SITE / "registrations/columns.js").read_text())}
    told = re.search(r"TOLD = \[(.*?)\]", (SITE / "registrations/view.js").read_text(), re.DOTALL)
    assert told
    at_once = {*re.findall(r"'(\w+)'", told[1])}

    assert {"came_at", "memo"} <= offered
    assert offered - at_once <= people_filter.COLUMNS.keys()


def test_the_rules_tests_need_no_store() -> None:
    """They are collected without it; none imports anything later."""
    later = re.compile(r"^ +(from|import) \w", re.MULTILINE)
    assert not [path for path in (ROOT / "tests/domain").rglob("*.py") if later.search(path.read_text())]
    ended = subprocess.run([sys.executable, "-c", RULES_ALONE], cwd=ROOT, capture_output=True, text=True, check=False)

    assert ended.returncode == 0, ended.stdout + ended.stderr
