"""The diets, kinds and languages that an event has, the questions that it asks, and what it declares of the pages."""

from dataclasses import replace
from pathlib import Path

import pytest

from attendance.domain.accessibility import Declaration
from attendance.domain.questions import Question
from attendance.domain.texts import Choice
from infra.programme.file import read
from tests.infra.programme_files import FORUM, SMALL_EVENT, edited, problems

OWN = """
[[diets]]
id = "halal"
label = {fr = "Halal", en = "Halal food"}

[[diets]]
id = "sem_lactose"
label = "Sem lactose"

[[diets]]
id = "vegan"

[[kinds]]
id = "exhibitor"
label = "Artesão"
"""


def test_an_event_has_diets_of_its_own_and_to_have_none_always_is_one(tmp_path: Path) -> None:
    programme = read(asking(tmp_path, OWN))

    assert [diet.id for diet in programme.diets] == ["none", "halal", "sem_lactose", "vegan"]
    assert [diet.label.get("*", "") for diet in programme.diets] == ["", "Halal", "Sem lactose", ""]
    assert programme.kinds == (Choice("exhibitor", {"*": "Artesão"}),)
    assert [diet.id for diet in read(asking(tmp_path, '\n[[diets]]\nid = "none"\nlabel = "Tudo"\n')).diets] == ["none"]


def test_an_event_that_names_no_diets_and_no_languages_has_the_usual_ones() -> None:
    assert [diet.id for diet in FORUM.diets] == ["none", "vegetarian", "vegan", "gluten_free", "no_pork", "other"]
    assert (FORUM.languages, FORUM.language) == (("fr", "en"), "fr")


@pytest.mark.parametrize(
    ("written", "instead", "problem"),
    [
        ('"halal"', '"sem lactose"', "diets[0].id: must be made of small letters"),
        ('"halal"', '"sem_lactose"', "diets[1].id: 'sem_lactose' is used twice (at line"),
        ('id = "halal"\n', "", "diets[0].id: is missing (at line 65)"),
        ('label = "Sem lactose"', "", "diets[1]: needs a label: only none, vegetarian"),
        ('label = "Sem lactose"', 'label = {en = "Lactose-free"}', "diets[1].label: must be given in 'fr' too"),
        ('label = "Sem lactose"', 'label = " "', "diets[1].label: must not be empty"),
        ("en = ", "xx = ", "diets[0].label: 'xx' is not among the event's languages: fr, en (in 'halal')"),
        ('"exhibitor"', '"artisan"', "kinds[0].id: must be one of participant"),
        ('label = "Artesão"', "", "kinds[0].label: is missing (in 'exhibitor')"),
    ],
)
def test_a_diet_or_a_kind_that_is_written_wrongly_is_told(
    tmp_path: Path, written: str, instead: str, problem: str
) -> None:
    found = problems(asking(tmp_path, OWN.replace(written, instead, 1)))

    assert [one for one in found if one.startswith(problem)], found


@pytest.mark.parametrize(
    ("languages", "problem"),
    [
        ('["fr", "xx"]', "languages[1]: there are no words in 'xx', only in "),
        ('["fr", "fr"]', "languages: names a language twice (at line 1)"),
        ("[]", "languages: must not be empty (at line 1)"),
        ('"fr"', "languages: must be a list of texts (at line 1)"),
        ("[1]", "languages[0]: must be a text in quotes"),
    ],
)
def test_the_languages_of_an_event_have_words(tmp_path: Path, languages: str, problem: str) -> None:
    path = tmp_path / "programme.toml"
    path.write_text(f"languages = {languages}\n" + SMALL_EVENT.read_text(encoding="utf-8"), encoding="utf-8")

    assert [one for one in problems(path) if one.startswith(problem)], problems(path)


def test_the_first_language_is_the_events_own(tmp_path: Path) -> None:
    path = tmp_path / "programme.toml"
    text = f'languages = ["en", "fr"]\n{SMALL_EVENT.read_text(encoding="utf-8")}{ASKED}'
    path.write_text(text, encoding="utf-8")

    programme = read(path)

    assert (programme.languages, programme.language) == (("en", "fr"), "en")
    assert programme.questions[0].label["*"] == "Access needs"


ASKED = """
[[questions]]
id = "acces"
type = "choices"
label = {fr = "Besoins d'accès", en = "Access needs"}
purpose = "Acolher"
choices = [{ id = "pmr", label = "Cadeira de rodas" }, { id = "lgp", label = "Língua gestual" }]
doors = ["entrance"]
"""


def asking(folder: Path, questions: str) -> Path:
    path = folder / "programme.toml"
    path.write_text(SMALL_EVENT.read_text(encoding="utf-8") + questions, encoding="utf-8")
    return path


def test_a_question_is_asked_as_the_file_writes_it(tmp_path: Path) -> None:
    (question,) = read(asking(tmp_path, ASKED)).questions

    assert question == Question(
        "acces",
        "choices",
        {"*": "Besoins d'accès", "fr": "Besoins d'accès", "en": "Access needs"},
        {"*": "Acolher"},
        choices=(Choice("pmr", {"*": "Cadeira de rodas"}), Choice("lgp", {"*": "Língua gestual"})),
        doors=("entrance",),
    )


@pytest.mark.parametrize(
    ("written", "instead", "problem"),
    [
        ('purpose = "Acolher"\n', "", "questions[0].purpose: is missing (in 'acces')"),
        ('id = "acces"\n', "", "questions[0].id: is missing"),
        ('id = "acces"', 'id = "accès"', "questions[0].id: must be made of small letters"),
        ('"choices"\n', '"several"\n', "questions[0].type: must be 'text', 'long_text'"),
        ('"choices"\n', '"text"\n', "a question of type text has no choices"),
        ("choices = [", "# [", "a question of type choices needs choices"),
        ('"choices"\n', '"text"\ncounted = true\n', "a question of type text has no choices"),
        ('["entrance"]', '["entree"]', "questions[0].doors: there is no checkpoint 'entree' (in 'acces')"),
        ('id = "lgp"', 'id = "pmr"', "questions[0].choices: 'pmr' is used twice (in 'acces')"),
        (
            '{fr = "Besoins d\'accès", en = "Access needs"}',
            "{}",
            "questions[0].label: must be a text in quotes, or one",
        ),
        ('{fr = "Besoins d\'accès"', '{"*" = "Besoins"', "questions[0].label: must be a text in quotes, or one"),
        ('{fr = "Besoins d\'accès"', '{fr = ""', "questions[0].label.fr: must not be empty (in 'acces')"),
        ("doors =", 'asked_of = ["guest"]\ndoors =', "questions[0].asked_of[0]: must be one of participant"),
        ("doors =", 'told_to = "everybody"\ndoors =', "questions[0].told_to: must be 'organisers' or 'caterer'"),
        ("doors =", 'erased = "never"\ndoors =', "questions[0].erased: must be 'lunch_end'"),
    ],
)
def test_a_question_that_cannot_be_asked_is_named(tmp_path: Path, written: str, instead: str, problem: str) -> None:
    assert written in ASKED

    assert any(problem in each for each in problems(asking(tmp_path, ASKED.replace(written, instead))))


def test_a_text_cannot_be_counted_and_no_question_is_asked_twice(tmp_path: Path) -> None:
    text = '\n[[questions]]\nid = "acces"\ntype = "text"\nlabel = "?"\npurpose = "?"\ncounted = true\n'

    found = problems(asking(tmp_path, ASKED + text))

    assert [one for one in found if one.startswith("questions[1].id: 'acces' is used twice")]
    assert any("answers of type text cannot be counted" in each for each in found)


def test_a_text_may_be_given_by_language_and_is_plain_in_the_events_own(tmp_path: Path) -> None:
    path = edited(
        tmp_path,
        ('name = "Tarde dos Ofícios 2023"', 'name = {fr = "Tarde dos Ofícios 2023", en = "Afternoon of Crafts"}'),
        ("venue = ", 'access = ["A pé", {fr = "De autocarro", en = "By bus"}]\nvenue = '),
        ('title = "O barro e a roda"', 'title = {en = "Clay and wheel", fr = "O barro e a roda"}'),
        ('title = "Oficina {number}"', 'title = {fr = "Oficina {number}", en = "Workshop {number}"}'),
    )

    programme = read(path)

    assert replace(programme, event=replace(programme.event, access=()), translations={}) == read(SMALL_EVENT)
    assert programme.event.access == ("A pé", "De autocarro")
    assert programme.translations == {
        "en": {
            "event/name": "Afternoon of Crafts",
            "event/access/1": "By bus",
            "ateliers/barro/title": "Clay and wheel",
            "checkpoints/barro/title": "Workshop 1",
            "checkpoints/papel/title": "Workshop 2",
        }
    }


@pytest.mark.parametrize(
    ("title", "problem"),
    [
        ('{en = "Clay"}', "ateliers[0].title: must be given in 'fr' too, the event's own language (in 'barro')"),
        ('{fr = "O barro", xx = "Clay"}', "ateliers[0].title: 'xx' is not among the event's languages: fr, en"),
        ('{fr = "O barro", en = ""}', "ateliers[0].title.en: must not be empty (in 'barro') (at line 34)"),
        ("{}", "ateliers[0].title: must be a text in quotes, or one for each language"),
        ("7", "ateliers[0].title: must be a text in quotes, or one for each language"),
    ],
)
def test_a_text_that_is_given_by_language_is_given_in_the_events(tmp_path: Path, title: str, problem: str) -> None:
    found = problems(edited(tmp_path, ('title = "O barro e a roda"', f"title = {title}")))

    assert [one for one in found if one.startswith(problem)], found


DECLARED = """
[accessibility]
organiser = "Casa Imaginária"
declared_on = 2023-05-01
audited_on = 2023-04-20
audited_by = "Auditoria Exemplo"
share = 72.5
inaccessible = ["O mapa"]
"""


def test_what_an_organiser_declares_of_the_pages_is_read(tmp_path: Path) -> None:
    declared = read(asking(tmp_path, DECLARED)).accessibility

    assert (declared.state, declared.share, declared.inaccessible) == ("partial", 72.5, ("O mapa",))
    assert (declared.organiser, declared.contact) == ("Casa Imaginária", "")
    assert read(SMALL_EVENT).accessibility == Declaration()


@pytest.mark.parametrize(
    ("written", "instead", "problem"),
    [
        ("share = 72.5\n", "", "accessibility: tells of an audit without share"),
        ("share = 72.5", "share = 101", "accessibility.share: must be at most 100"),
        ("share = 72.5", 'share = 72.5\nplan = "our plan"', "accessibility.plan: must be one web address"),
        ("share = 72.5", 'share = 72.5\ncontact = "Camille"', "accessibility.contact: must be one e-mail address"),
        ("declared_on = 2023-05-01\n", "", "accessibility.declared_on: is missing"),
    ],
)
def test_a_declaration_with_a_mistake_is_told(tmp_path: Path, written: str, instead: str, problem: str) -> None:
    [told] = problems(asking(tmp_path, DECLARED.replace(written, instead)))

    assert told.startswith(problem)
