"""The words of each language: the same sentences with the same values, all of them said, and each only here."""

import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

import pytest

from attendance.domain.wording import comparable
from attendance.vocabulary import fields, plurals, words
from attendance.vocabulary.codes import Kind, MailKind
from attendance.vocabulary.sentences import parsed, values
from infra import page_words
from tests.gateway import ROOT

SITE = ROOT / "functions/pages/site"
NODE = ROOT / ".venv/node/bin/node"
PAGES = page_words.SECTIONS


def sentences(said: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Yield every sentence with its place."""
    match said:
        case str():
            yield at, said
        case list():
            for number, one in enumerate(said):
                yield from sentences(one, f"{at}[{number}]")
        case _:
            for name, one in said.items():
                yield from sentences(one, f"{at}.{name}" if at else name)


def written(language: str) -> dict[str, str]:
    """Return the sentences by their places in the language's file, without references."""
    tables = {name: table for name, table in words.written(language).items() if name != "language"}
    return {at: said for at, said in sentences(tables) if said and not at.endswith(".as")}


def referred() -> set[str]:
    """Return the places whose sentence another place says too."""
    return {said for at, said in sentences(words.written("fr")) if at.endswith(".as")}


def spoken(language: str) -> dict[str, str]:
    """Return the sentences of a language by their places, without what each language says about itself."""
    return dict(sentences({name: table for name, table in words.of(language).items() if name != "language"}))


def test_each_language_says_the_same_things_with_the_same_values() -> None:
    first, *others = words.languages()

    for other in others:
        assert words.of(other)["language"].keys() == words.of(first)["language"].keys()
        assert spoken(other).keys() == spoken(first).keys(), other
        for place, sentence in spoken(first).items():
            assert needed(spoken(other)[place]) == needed(sentence), (other, place)


@pytest.mark.parametrize("language", words.languages())
def test_each_language_tells_how_its_people_fill_in_a_list(language: str) -> None:
    cells = words.of(language)["language"]["cells"]

    assert cells.keys() == {"called", "yes", "no", "nothing", "kinds"}
    assert cells["kinds"].keys() == {*Kind}
    written = [*chain(cells["called"], cells["yes"], cells["no"], cells["nothing"], *cells["kinds"].values())]
    assert [comparable(each) for each in written] == written
    assert not {*cells["yes"]} & {*cells["no"]}


def needed(sentence: str) -> set[str]:
    return {name for name, _ in values(parsed(sentence))}


# Of two things that another language tells apart, or of one where French agrees with its noun.
SAID_TWICE = {
    "fr": {
        "Entrée",  # a direction; a checkpoint
        "Inscrits",  # in an atelier; at the event
        "Organisation",  # a body; who prepares the event
        "Personne effacée",  # an act; a person
    },
    "en": {
        "Booked",  # seats; meals
        "Cancelled",
        "Made on {day} at {hour}",
        "Never opened",
        "Not sent",  # a mail; a phone's scans
        "Register",  # oneself; somebody
        "Register again",
        "Waiting",  # a tab; people
        "kept on this phone",
        "missing: go online for a moment",
        "not tried yet",
    },
    "de": {
        "Angemeldet",
        "Anmelden",
        "Anwesend",  # how many; somebody's state
        "Als gegangen vermerken",
        "Einlassen",  # a volunteer does; an organiser does
        "Erstellt am {day} um {hour}",
        "Nicht gesendet",
        "Nie geöffnet",
        "Storniert",
        "Von",  # whom; when
        "Warteliste",
        "Wieder anmelden",
        "auf diesem Handy gespeichert",
        "noch nicht ausprobiert",
    },
}


@pytest.mark.parametrize("language", words.languages())
def test_no_sentence_stands_under_two_names(language: str) -> None:
    places: dict[str, list[str]] = {}
    for place, sentence in written(language).items():
        places.setdefault(sentence, []).append(place)
    twice = {sentence: where for sentence, where in places.items() if len(where) > 1}

    # Say it once and refer to it: `{ as = "place" }`; or name why it is two things.
    assert {sentence: where for sentence, where in twice.items() if sentence not in SAID_TWICE[language]} == {}
    assert SAID_TWICE[language] - twice.keys() == set()


def test_a_place_refers_to_a_sentence_in_every_language_alike() -> None:
    first, *others = words.languages()
    of = {language: dict(sentences(words.written(language))) for language in words.languages()}
    references = {at: said for at, said in of[first].items() if at.endswith(".as")}

    for other in others:
        assert {at: said for at, said in of[other].items() if at.endswith(".as")} == references
    assert {said for said in references.values() if said not in written(first)} == set()


@pytest.mark.parametrize("language", words.languages())
def test_what_is_written_has_plain_spaces_and_what_is_read_ends_no_line_before_its_high_signs(language: str) -> None:
    for place, sentence in spoken(language).items():
        assert not re.search(r" [:;?!»€%]|« ", sentence), place


@pytest.mark.parametrize("language", words.languages())
def test_every_sentence_is_typed_as_printers_set_it(language: str) -> None:
    for place, sentence in spoken(language).items():
        # ICU quotes by a straight apostrophe, and printers set none. No number leaves its sign.
        assert not re.search(r"""['"]|[nN]°(?=[\d{])|[nN]°[ ](?=[\d{])|  """, sentence), place


def test_an_atelier_is_numbered_by_a_capital_where_a_heading_begins_with_it_alone() -> None:
    numbered = {place: sentence for place, sentence in spoken("fr").items() if re.search(r"[nN]°\u00a0", sentence)}

    assert numbered
    for place, sentence in numbered.items():
        assert ("N°" in sentence) == sentence.startswith("N°"), place


# The hour and the wish to eat there; the plate that is booked, ordered and served.
PLATES = re.compile(r"réserv|serv|command", re.IGNORECASE)


def test_what_is_booked_ordered_and_served_is_a_meal_and_no_lunch() -> None:
    spoken_of = {place: re.findall(r"[^.;:?!{}]+", sentence) for place, sentence in spoken("fr").items()}

    assert [
        (place, part)
        for place, parts in spoken_of.items()
        for part in parts
        if "déjeuner" in part.lower() and PLATES.search(part)
    ] == []


@pytest.mark.parametrize("language", words.languages())
def test_a_plural_has_a_form_for_each_that_the_language_has(language: str) -> None:
    forms = {*words.of(language)["language"]["plurals"]}
    counted = [sentence for sentence in spoken(language).values() if ", plural," in sentence and "one {" in sentence]

    assert counted
    for sentence in counted:
        assert all(f"{form} {{" in sentence for form in forms), sentence


def test_a_number_of_any_size_gets_the_form_that_browsers_give_it() -> None:
    counts = [*range(130), 1_000, 1_000_001]
    rules = {language: words.of(language)["language"]["plurals"] for language in words.languages()}
    asked = f"""
        const rules = Object.fromEntries({json.dumps([*rules])}.map((each) => [each, new Intl.PluralRules(each)]));
        const formed = Object.entries(rules).map(([each, rule]) => [each, {counts}.map((one) => rule.select(one))]);
        console.log(JSON.stringify(Object.fromEntries(formed)));
    """

    ended = subprocess.run([NODE, "-e", asked], capture_output=True, text=True, check=True)

    found = {language: [plurals.form(count, of) for count in counts] for language, of in rules.items()}
    assert found == json.loads(ended.stdout)


def test_a_sentence_agrees_with_its_number_and_writes_it_as_the_language_does() -> None:
    said = "{free, plural, =0 {complet} one {# place} other {# places}}{door, select, none {} other { ({door})}}"

    assert words.filled(said, "fr", free=0, door="") == "complet"
    assert words.filled(said, "fr", free=1, door="A1") == "1 place (A1)"
    assert words.filled(said, "fr", free=1200, door="") == "1\N{NARROW NO-BREAK SPACE}200 places"
    assert words.filled("{n, plural, one {# one} other {# many}}", "en", n=0) == "0 many"


def read_by(page: str) -> str:
    """Return the sources of a page, and of what it shares with others."""
    rooms = [page, "ui", *(["organiser"] if "organiser" in PAGES[page] else [])]
    return "".join(
        path.read_text() for room in rooms for path in (SITE / room).glob("*") if path.suffix in (".js", ".html")
    )


def read_in(*folders: str) -> str:
    """Return the sources of Python, and the templates, of some folders."""
    files = (path for folder in folders for path in sorted((ROOT / folder).rglob("*")))
    return "".join(path.read_text() for path in files if path.suffix in (".py", ".html", ".txt"))


def is_read(name: str, source: str) -> bool:
    """Tell whether a source of Python, or a template, names a word."""
    return bool(re.search(rf"""["'.]{name}\b""", source))


def is_said(name: str, source: str) -> bool:
    """Tell whether a source names a word: as a property, in a list of names, or as the hint beside another."""
    if name.endswith("Hint") and is_said(name.removesuffix("Hint"), source):
        return True
    return bool(re.search(rf"""[.'"`{{ ]{name}\b""", source))


def test_every_word_of_the_pages_is_said_by_one() -> None:
    own = {(page, name) for page in PAGES for name in words.of("fr")["pages"][page]}
    shared = {(section, name) for section in chain(*PAGES.values()) for name in words.of("fr")[section]}
    sources, elsewhere = {page: read_by(page) for page in PAGES}, read_in("functions", "shared/attendance")

    assert [
        (page, name)
        for page, name in sorted(own)
        if not is_said(name, sources[page]) and f"pages.{page}.{name}" not in referred()
    ] == []
    for section, name in sorted(shared):
        readers = (sources[page] for page in PAGES if section in PAGES[page])
        assert any(is_said(name, source) for source in readers) or is_read(name, elsewhere), (section, name)


@pytest.mark.parametrize("page", [page for page in PAGES if (SITE / page / "index.html").exists()])
def test_a_place_of_a_page_names_a_word_that_it_has(page: str) -> None:
    said = page_words.said(page, "fr")
    named = re.findall(r'data-(?:word|label)="([^"]+)"', (SITE / page / "index.html").read_text())

    assert named
    for name in named:
        assert isinstance(found(said, name), str), name


def found(said: Mapping[str, Any], name: str) -> Any:
    table: Any = said
    for part in name.split("."):
        table = table[part]
    return table


def test_every_word_of_mails_and_of_the_pages_of_functions_is_said_by_one() -> None:
    folders = {
        "accessibility": "functions",
        "welcome": "functions/welcome",
        "address": "functions/address",
        "mails": "shared/attendance/documents",
    }

    for section, folder in folders.items():
        source, said = read_in(folder), words.of("fr")[section]
        # The form says the hint of each field, and of each kind.
        of_fields = {"kinds", *(f"{name}_hint" for name in fields.names())}
        names = {*said, *said.get("words", {})} - {*MailKind} - of_fields
        names -= {place.removeprefix(f"{section}.") for place in referred()}
        assert [name for name in sorted(names) if not is_read(name, source)] == []


def test_every_word_of_papers_and_of_lists_is_said_by_one() -> None:
    of_papers, of_lists = (
        read_in("shared/attendance/documents", "shared/attendance/domain"),
        read_in("shared/attendance"),
    )
    named = {"papers": of_papers, "lists": of_lists}

    unsaid = [
        f"{section}.{place}"
        for section, source in named.items()
        for place, _ in sentences(words.of("fr")[section])
        if f"{section}.{place}" not in referred()
        and not is_read(re.split(r"[.\[]", place)[1].removeprefix("status_"), source)
    ]
    assert unsaid == []


def texts(html: str) -> set[str]:
    """Return what stands between the tags of a page or a template."""
    bare = re.sub(r"<!--.*?-->|<style.*?</style>|{%.*?%}|{{.*?}}|{#.*?#}|&\w+;", "", html, flags=re.DOTALL)
    return {
        text.strip() for text in re.findall(r">([^<>]+)<", bare) if re.search(r"[^\W\d_]", text) and '="' not in text
    }


def test_no_page_and_no_template_says_anything_that_is_not_among_the_words() -> None:
    pages = [*SITE.glob("*/index.html"), *(ROOT / "functions").glob("*/templates/*.html")]
    pages += (ROOT / "shared/attendance/documents").glob("*/templates/*")
    # The name of the product.
    kept = {"Pointage"}

    assert len(pages) > 15
    assert {path: texts(path.read_text()) - kept for path in pages if texts(path.read_text()) - kept} == {}


def test_what_a_page_says_before_its_script_speaks_is_among_the_words_and_packaged_in_all_languages() -> None:
    named = {name for path in SITE.glob("*/index.html") for name in re.findall("said: (\\w+)", path.read_text())}

    assert named == words.spoken("written", "fr").keys()
    made = page_words.in_every_language("<p><!-- said: needs_script --></p>")
    assert re.findall('<span lang="(\\w+)">', made) == [*words.languages()]
    assert words.spoken("written", "fr")["needs_script"] in made


@pytest.mark.parametrize("page", ["badge", "scan"])
def test_what_a_phone_installs_is_named_by_the_words_of_each_language(page: str) -> None:
    written = (SITE / page / f"{page}.webmanifest").read_text()
    made = json.loads(page_words.manifest(page, written))

    assert not {"name", "short_name", "description"} & json.loads(written).keys()
    for member in ("name", "description"):
        assert made[member] == words.spoken(f"apps.{page}", "fr")[member]
        assert made[f"{member}_localized"].keys() == {*words.languages()}
    assert made["short_name_localized"] == made["name_localized"]


# Letters of keyboards and of foldings, which nobody reads.
LETTERS_THAT_ARE_DATA = {"folding.js", "keyboard_scanner.js"}
LITERAL = re.compile(r"""'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`""")


def test_no_script_of_a_page_holds_a_sentence() -> None:
    for path in SITE.glob("*/*.js"):
        if path.parent.name == "words" or path.name in LETTERS_THAT_ARE_DATA:
            continue
        source = re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", path.read_text(), flags=re.DOTALL)
        found = [
            literal
            for literal in LITERAL.findall(source)
            if re.search(r"[^\W\d_\x00-\x7f]|^.[A-Z][a-z]+ [a-z]", literal)
        ]
        assert found == [], path


# Sentences, and columns that tell of something else by the same name.
MORE_THAN_A_LABEL = {"at", "ateliers", "badge", "before", "by", "code", "inside", "left", "released", "scans", "stand"}
MORE_THAN_A_LABEL |= {"to", "until", "village", "walk_in", "registration", "kind", "atelier", "waiting"}


def test_no_paper_and_no_mail_has_a_word_of_its_own_for_a_field() -> None:
    fields = words.spoken("common.fields", "fr").keys() | words.spoken("records.fields", "fr").keys()
    tables = [words.spoken(f"papers.{name}", "fr") for name in words.spoken("papers", "fr") if name != "files"]

    for table in [*tables, words.spoken("mails.words", "fr")]:
        assert table.keys() & fields - MORE_THAN_A_LABEL == set()


@pytest.mark.parametrize("language", words.languages())
def test_no_label_stands_twice_among_those_of_all_pages(language: str) -> None:
    fields = [*words.spoken("common.fields", language).items(), *words.spoken("records.fields", language).items()]

    assert len({name for name, _ in fields}) == len(fields)
