"""What the guides say is so: paths, commands, chapters, numbers, decisions, keys."""

import re

import pytest
import yaml

from attendance.store.recent_board import KEPT_SECONDS
from attendance.usecases.exporting import MOST_ATTESTED
from attendance.vocabulary.limits import CACHE_SECONDS, LATECOMER_SECONDS, MAIL_OVERDUE_SECONDS
from tests.gateway import ROOT

PACKAGE = ROOT / "shared/attendance"
GUIDES = ["README.md", "CONTRIBUTING.md", "infra/README.md", "shared/attendance/store/README.md"]
BLOCK = re.compile(r"^ *```.*?^ *```", re.DOTALL | re.MULTILINE)


def quoted(guide: str) -> set[str]:
    """Return what a guide sets in back quotes, without its blocks of code."""
    return set(re.findall(r"`([^`\n]+)`", BLOCK.sub("", (ROOT / guide).read_text())))


@pytest.mark.parametrize("guide", GUIDES)
def test_a_path_that_a_guide_names_is_there(guide: str) -> None:
    """It is, from the root, from the guide's own folder, or within the package."""
    # A space stands in a placeholder only, or the words are a command or a route.
    word = re.compile(r"\w([\w.*-]|<[\w ]+>|/)*/([\w.*-]|<[\w ]+>)*|\w+\.py")
    paths = {path for path in quoted(guide) if word.fullmatch(path) and re.search(r"/$|\.[a-z]+$", path)}
    paths |= set(re.findall(r'(?:src="|\]\()(?!https:)([^"#)]+)', (ROOT / guide).read_text()))
    places = [ROOT, (ROOT / guide).parent, PACKAGE]

    assert {path for path in paths if not any(any(p.glob(re.sub("<[^>]*>", "*", path))) for p in places)} == set()


def chapters(guide: str) -> set[str]:
    """Return the chapters of a guide as links name them."""
    titles = re.findall(r"^#+ (.+)$", BLOCK.sub("", (ROOT / guide).read_text()), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("guide", GUIDES)
def test_a_command_and_a_chapter_that_a_guide_names_are_there(guide: str) -> None:
    text = (ROOT / guide).read_text()
    lines = "\n".join([*quoted(guide), *BLOCK.findall(text)])
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    links = re.findall(r"\]\((?!https:)([^)#]*)#([^)]+)\)", text)

    assert set(re.findall(r"^ *(?:\$ )?make ([a-z-]+)", lines, re.MULTILINE)) <= set(targets)
    assert [chapter for page, chapter in links if chapter not in chapters(page or guide)] == []


def test_a_guide_tells_the_numbers_that_the_code_has() -> None:
    runbook, readme = ((ROOT / guide).read_text() for guide in ("infra/README.md", "README.md"))

    assert f"{LATECOMER_SECONDS // 60} minutes after an atelier's beginning" in runbook
    assert f"`writing` for more than {MAIL_OVERDUE_SECONDS // 60} minutes" in runbook
    assert f"Doors refuse it within {CACHE_SECONDS} seconds" in runbook
    assert f"More than {MOST_ATTESTED // 1000} 000 attestations" in runbook
    assert f"The headcounts in its answer are at most {KEPT_SECONDS:.0f} seconds old" in readme


def test_a_forge_runs_the_commands_of_the_guide_and_nobody_elses_code_unpinned() -> None:
    (workflow,) = (ROOT / ".github/workflows").glob("*.yml")
    steps = [step for job in yaml.safe_load(workflow.read_text())["jobs"].values() for step in job["steps"]]

    told = re.findall(r"^make (check|test) ", "\n".join(BLOCK.findall((ROOT / "README.md").read_text())), re.MULTILINE)
    assert [step["run"] for step in steps if step.get("run", "").startswith("make ")] == [
        f"make {name}" for name in told
    ]
    assert [step["uses"] for step in steps if not re.search(r"@[0-9a-f]{40}$", step.get("uses", "@" + "0" * 40))] == []


def test_the_table_of_decisions_names_each_of_them() -> None:
    chapters = (ROOT / "CONTRIBUTING.md").read_text().partition("## Decisions")[2].split("\n### ")
    told = dict(re.findall(r"^\| \[(.+?)\]\(.+?\) \| (.+) \|$", chapters[0], re.MULTILINE))

    for chapter in chapters[1:]:
        title = chapter.partition("\n")[0]
        decisions = [
            " ".join(each.split()) for each in re.findall(r"^\*\*(.+?)\*\*", chapter, re.MULTILINE | re.DOTALL)
        ]
        assert told[title] == "; ".join(each.partition(":")[0].removesuffix(".") for each in decisions)


def test_every_room_with_a_readme_is_described_where_the_code_is() -> None:
    chart = (PACKAGE / "store/README.md").read_text()
    keys = (PACKAGE / "store/keys.py").read_text()

    for sort_key in re.findall(r'"([A-Z]{4,})[#"]', keys):
        assert sort_key in chart, f"store/README.md does not tell of {sort_key}"


def test_each_access_pattern_that_the_store_tells_of_has_its_function() -> None:
    modules = {path.stem: path.read_text() for path in (PACKAGE / "store").glob("*.py")}
    found = [word.split(".") for word in quoted("shared/attendance/store/README.md") if re.fullmatch(r"\w+\.\w+", word)]

    named = {(module, name) for module, name in found if module in modules and name != "py"}
    assert len(named) > 50
    assert {(m, name) for m, name in named if not re.search(rf"^(def )?{name}\b", modules[m], re.MULTILINE)} == set()
