"""What is said of a list to people: of all that can be wrong, in every language, and on the page as by the server."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from attendance.documents import localised
from attendance.documents.lists import sentences
from attendance.documents.lists.table import Dialect, Hidden, UnreadableList
from attendance.domain.lists import Remark
from attendance.domain.texts import Choice
from attendance.vocabulary import words as vocabulary
from tests import builders

ROOT = Path(__file__).parents[3]
# Where the code stands among what each is made with.
CODES = {"Remark": 1, "Refused": 1, "Unread": 0, "UnreadableList": 0}
OF_MAPPINGS = {"no_such_column", "no_such_field", "two_columns"}


def words(spoken: str) -> dict[str, dict[str, str]]:
    said: dict[str, dict[str, str]] = vocabulary.of(spoken)["lists"]
    return said


def codes(*made: str) -> set[str]:
    """Return the codes that the modules write out where they make something."""
    calls = [
        node
        for path in (ROOT / "shared/attendance").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in made
    ]
    found = [call.args[CODES[call.func.id]] for call in calls if isinstance(call.func, ast.Name) and call.args]
    return {str(code.value) for code in found if isinstance(code, ast.Constant)}


@pytest.mark.parametrize("spoken", localised.SPOKEN)
def test_whatever_is_told_of_a_line_or_a_file_has_its_sentence(spoken: str) -> None:
    said = words(spoken)

    assert len(codes("Remark", "Refused", "Unread")) > 20
    assert codes("Remark", "Refused", "Unread") - {*said["errors"], *said["notes"]} == set()
    assert codes("UnreadableList") - {*said["files"]} == OF_MAPPINGS


def test_an_atelier_is_told_by_its_number_and_a_piece_of_a_cell_as_it_stands() -> None:
    full = Remark("ateliers", "atelier_full", "is full", "atelier-1")
    braced = Remark("diet", "diet_words", "is none", "{count} œufs")

    programme = builders.programme()

    assert sentences.of_remark(full, sentences.ERRORS, programme)["en"] == "no seat left: no.\N{NO-BREAK SPACE}1."
    assert "“{count} œufs”" in sentences.of_remark(braced, sentences.NOTES, programme)["en"]


def test_a_remark_names_kinds_and_diets_as_the_event_does_in_its_languages_alone() -> None:
    own = (Choice("exhibitor", {"de": "Aussteller", "en": "Stallholder"}),)
    diets = (Choice("none", {"de": "Alles", "en": "Anything"}), Choice("halal", {"de": "Halal", "en": "Halal"}))
    programme = replace(builders.programme(), languages=("de", "en"), kinds=own, diets=diets)

    kind = sentences.of_remark(Remark("kind", "unknown_kind", "", "Pirat"), sentences.ERRORS, programme)
    diet = sentences.of_remark(Remark("diet", "diet_unknown", "", "Steine"), sentences.NOTES, programme)

    assert kind.keys() == diet.keys() == {"de", "en"}
    assert "Aussteller" in kind["de"]
    assert "Stallholder" in kind["en"]
    assert "„Alles“" in diet["de"]
    assert "“Anything”" in diet["en"]


def test_what_has_no_sentence_yet_is_told_as_to_programs() -> None:
    found = sentences.of_remark(Remark("x", "of_tomorrow", "has {braces}"), sentences.ERRORS, builders.programme())

    assert found == dict.fromkeys(builders.programme().languages, "has {braces}")
    assert sentences.of_file(UnreadableList("of_tomorrow", "It is new.", line=2), ["fr"]) == {"fr": "It is new."}


def test_one_hidden_row_and_several_are_told_as_such() -> None:
    dialect = Dialect("xlsx", hidden=(Hidden("rows", 1, "3"), Hidden("sheets", 2, "A, B")), header_again=(2, 9))

    assert [one["en"] for one in sentences.of_what_is_left_out(dialect, ["en"])] == [
        "2 lines name nobody and are not read, they repeat the names of the columns: 2, 9.",
        "1 hidden row is not read: 3.",
        "2 hidden sheets are not read: A, B.",
    ]
