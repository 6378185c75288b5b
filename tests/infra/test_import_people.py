"""An organiser imports a list from a file: shown first, asked then, and done once however often it is run."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from rich.console import Console

from attendance.documents.lists import file, headers
from attendance.documents.lists.table import Table
from infra import import_client, import_people, import_words
from tests.forum import Forum

HEADER = "Prénom;Nom;E-mail;Structure;Déjeuner;Régime"
CASES = Path(__file__).parent.parent / "cases" / "imports"
IMPORT = "POST /api/attendees/import"


def line(n: int, **facts: str) -> str:
    told = {
        "given": "Ada",
        "family": f"Exemple-{n}",
        "email": f"ada-{n}@example.org",
        "organisation": "",
        "lunch": "oui",
    }
    return ";".join([*(told | facts).values(), ""])


@dataclass
class Desk:
    """An organiser at a keyboard, with a list. `answers` is what they type when they are asked."""

    forum: Forum
    path: Path
    organiser: str
    answers: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    requests: list[tuple[str, Any]] = field(default_factory=list)
    fault: Callable[[str, Any], httpx.Response | None] = lambda *_: None
    said: str = ""

    def save(self, *lines: str, header: str = HEADER) -> None:
        self.path.write_text("\n".join([header, *lines]) + "\n")

    def bring(self, *options: str, path: Path | None = None) -> int:
        self.requests.clear()
        screen = io.StringIO()
        console = Console(file=screen, width=200)
        ask = (lambda _: self.answers.pop(0)) if self.answers else None
        transport = httpx.MockTransport(self._answer)
        status = import_people.main([str(path or self.path), *options], transport, self.waits.append, console, ask)
        self.said = screen.getvalue()
        return status

    @property
    def registered(self) -> int:
        told: int = self.forum.headcounts(self.organiser)["registered"]
        return told

    @property
    def calls(self) -> list[Any]:
        return [body for route, body in self.requests if route == IMPORT]

    def mended(self, ending: str = "") -> Path:
        return self.path.with_name(f"{self.path.name}.a-corriger{ending}.csv")

    def _answer(self, request: httpx.Request) -> httpx.Response:
        """Hand a request to the functions, as the gateway does."""
        route = f"{request.method} {request.url.path}"
        sent = json.loads(request.content) if request.content else None
        self.requests.append((route, sent))
        if (faulty := self.fault(route, sent)) is not None:
            return faulty
        secret = request.headers["authorization"].removeprefix("Bearer ")
        body = request.content.decode() or None
        answer = self.forum.gateway.call(request.method, request.url.path, body, secret=secret)
        return httpx.Response(answer.status, headers=answer.headers, text=answer.text)


@pytest.fixture
def desk(forum: Forum, organiser: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("POINTAGE_URL", "https://forum.example.org")
    monkeypatch.setenv("POINTAGE_PASS", organiser)
    return Desk(forum, tmp_path / "liste.csv", organiser)


@pytest.fixture
def organiser(forum: Forum) -> str:
    return forum.invite("organiser")


def read(path: Path) -> Table:
    table = file.read(path.read_bytes(), headers.is_known)
    assert isinstance(table, Table)
    return table


def test_the_mapping_and_every_problem_are_shown_before_anybody_is_registered(desk: Desk) -> None:
    desk.save(line(1), line(2, email="ada"), line(3, lunch="peut-être", organisation="=A1"))
    desk.answers = ["n"]

    assert desk.bring() == 2

    assert "CSV en UTF-8, séparateur « ; »" in desk.said
    assert "5 Déjeuner" in desk.said
    assert "ligne 3, e-mail : ce n’est pas une adresse." in desk.said
    assert "ligne 4, déjeuner : « peut-être » n’est ni oui ni non." in desk.said
    assert "ligne 4, organisation : c’est une formule (=A1)" in desk.said
    assert (desk.registered, {call["dry_run"] for call in desk.calls}) == (0, {True})


def test_a_cut_letter_is_a_line_to_mend_and_the_others_are_registered_with_their_letters(desk: Desk) -> None:
    desk.path = desk.path.with_name("coupee.csv")
    desk.path.write_bytes((CASES / "cut_letter.csv").read_bytes())

    assert desk.bring("--yes") == 1

    assert desk.registered == 2
    assert "ligne 4, une lettre n’a pas pu être lue" in desk.said
    names = {line["cells"]["given_name"] for call in desk.calls for line in call["lines"]}
    assert names == {"Zoé", "François"}
    assert read(desk.mended()).lines[0].cells[1] == "Chatel\ufffd"


def test_garbled_letters_are_never_repaired_in_silence(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.save(line(1, given="ZoÃ©"))

    assert (desk.bring("--yes"), desk.registered, desk.calls) == (2, 0, [])
    said = capsys.readouterr().err
    assert "« ZoÃ© » se lirait « Zoé »" in said
    assert "REPAIR=1" in said

    desk.answers = ["n", "n"]
    assert desk.bring() == 2
    assert desk.calls[0]["lines"][0]["cells"]["given_name"] == "ZoÃ©"
    desk.answers = ["o", "n"]
    assert desk.bring() == 2
    assert desk.calls[0]["lines"][0]["cells"]["given_name"] == "Zoé"


@pytest.mark.parametrize(("wish", "name"), [("1", "Zoé"), ("0", "ZoÃ©")])
def test_whether_letters_are_repaired_may_be_said_beforehand(desk: Desk, wish: str, name: str) -> None:
    desk.save(line(1, given="ZoÃ©"))

    assert (desk.bring("--yes", "--repair", wish), desk.registered) == (0, 1)

    assert desk.calls[0]["lines"][0]["cells"]["given_name"] == name
    assert ("réparées" in desk.said) == (wish == "1")


def test_who_is_on_a_hidden_row_is_not_registered_and_the_row_is_told_before(desk: Desk) -> None:
    desk.answers = ["n"]
    assert desk.bring(path=CASES / "hidden_row.xlsx") == 2
    assert "1 ligne masquée n’est pas lue : 3." in desk.said

    assert desk.bring("--yes", path=CASES / "hidden_row.xlsx") == 0

    assert desk.registered == 2
    assert "bob10" not in json.dumps(desk.calls)


@pytest.mark.parametrize("answer", ["o", "OUI", "yes"])
def test_good_lines_go_in_and_bad_ones_come_back_in_a_file(desk: Desk, answer: str) -> None:
    desk.save(line(1), line(2, email="ada"), line(3))
    desk.answers = [answer]

    assert desk.bring() == 1

    assert desk.registered == 2
    assert "Inscrites : 2. Déjà inscrites : 0." in desk.said
    table = read(desk.mended())
    assert table.header == ("À corriger", *HEADER.split(";"))
    assert table.lines[0].cells[0].startswith("Ligne 3 : e-mail : ce n’est pas une adresse")
    assert table.lines[0].cells[3] == "ada"


def test_a_list_without_problems_leaves_no_file(desk: Desk) -> None:
    desk.save(line(1), line(2))

    assert desk.bring("--yes") == 0

    assert desk.registered == 2
    assert [path.name for path in desk.path.parent.iterdir()] == ["liste.csv"]


def test_without_a_keyboard_nobody_is_registered_unless_it_was_said(desk: Desk) -> None:
    desk.save(line(1))

    assert (desk.bring(), desk.registered) == (2, 0)
    assert "YES=1" in desk.said
    assert (desk.bring("--yes"), desk.registered) == (0, 1)


def test_a_second_run_changes_nothing_and_asks_nothing(desk: Desk) -> None:
    desk.save(line(1), line(2), line(3, email="ada"))
    desk.bring("--yes")
    before = desk.mended().read_bytes()

    assert desk.bring() == 1

    assert (desk.registered, desk.mended().read_bytes()) == (2, before)
    assert "À inscrire : 0. Déjà inscrites : 2. À corriger : 1." in desk.said
    assert {call["dry_run"] for call in desk.calls} == {True}


def test_a_mended_file_is_imported_as_it_is(desk: Desk) -> None:
    desk.save(line(1), line(2, email="ada", organisation="=A1"))
    desk.bring("--yes")
    # As a spreadsheet saves it.
    mended = desk.mended().read_text("utf-8-sig").replace(";ada;'=A1;", ";ada@example.org;+A1;")
    desk.mended().write_text(mended, "cp1252")

    assert desk.bring("--yes", path=desk.mended()) == 0
    assert desk.registered == 2


def test_what_was_mended_is_never_overwritten(desk: Desk) -> None:
    desk.save(line(1, email="ada"))
    desk.bring("--yes")
    desk.mended().write_text("what an organiser has typed for an hour")

    desk.bring("--yes")

    assert desk.mended().read_text() == "what an organiser has typed for an hour"
    assert read(desk.mended("-2")).lines[0].cells[3] == "ada"


def test_bad_lines_of_a_mended_file_come_back_beside_it(desk: Desk) -> None:
    desk.save(line(1, email="ada"))
    desk.bring("--yes")

    desk.bring("--yes", path=desk.mended())

    assert desk.mended("-2").exists()


@pytest.mark.parametrize("text", ['=HYPERLINK("http://example.org")', "+33 6", "-", "@x", "'=1", "\t=1", "l'Essai"])
def test_what_comes_back_is_inert_and_reads_as_it_was(desk: Desk, text: str) -> None:
    quoted = '"' + text.replace('"', '""') + '"'
    desk.save(f"Ada;Exemple;ada;{quoted};;")
    original = read(desk.path).lines[0].cells

    desk.bring("--yes")

    (row,) = read(desk.mended()).lines
    assert row.cells[1:] == original
    assert ";=" not in desk.mended().read_text()


def test_a_line_with_too_many_cells_is_not_sent_and_is_no_better_when_it_comes_back(desk: Desk) -> None:
    desk.save("Ada;Exemple; la suite;ada@example.org;;;;Fonda")

    assert desk.bring("--yes") == 1

    assert desk.calls == []
    assert (desk.bring("--yes", path=desk.mended()), desk.registered) == (1, 0)


def test_a_long_list_goes_a_hundred_lines_at_a_time(desk: Desk) -> None:
    desk.save(*(line(n) for n in range(230)))

    desk.bring()

    assert [len(call["lines"]) for call in desk.calls] == [100, 100, 30]
    assert "À inscrire : 230." in desk.said


@pytest.mark.parametrize(("options", "notify"), [((), False), (("--notify",), True)])
def test_only_lines_that_are_right_are_sent_for_good(desk: Desk, options: tuple[str, ...], notify: bool) -> None:
    desk.save(line(1), line(2, email="ada"), line(3))

    desk.bring("--yes", *options)

    assert [[each["line"] for each in call["lines"]] for call in desk.calls] == [[2, 3, 4], [2, 4]]
    assert {call["notify"] for call in desk.calls} == {notify}


def test_somebody_twice_on_a_long_list_is_told_whatever_the_call(desk: Desk) -> None:
    again = [line(5), line(6, given="Zoé"), line(7, email="autre@example.org")]
    desk.save(*(line(n) for n in range(120)), *again)

    desk.bring()

    assert "À inscrire : 122. Déjà inscrites : 0. À corriger : 1." in desk.said
    assert "ligne 122, la même personne est déjà à la ligne 7." in desk.said
    assert "ligne 123," not in desk.said, "a family shares an address"
    assert "ligne 124, une personne du même nom est à la ligne 9" in desk.said


def test_seats_are_counted_over_a_long_list_before_anything_is_done(desk: Desk) -> None:
    chosen = [f"Ada;Exemple-{n};ada-{n}@example.org;{'1' if n % 100 == 0 else ''}" for n in range(450)]
    desk.save(*chosen, header="Prénom;Nom;E-mail;Atelier")

    desk.bring()

    assert "ligne 302, ateliers : plus une place : N°1." in desk.said
    assert "ligne 402, ateliers : plus une place : N°1." in desk.said
    assert "À corriger : 2." in desk.said


def test_an_import_that_was_interrupted_is_taken_up_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_client, "MOST_AT_ONCE", 4)
    desk.save(*(line(n) for n in range(10)))

    def interrupt(route: str, body: Any) -> None:
        if route == IMPORT and not body["dry_run"] and len(desk.calls) == 5:
            raise KeyboardInterrupt

    desk.fault = interrupt
    assert desk.bring("--yes") == 2
    assert (desk.registered, "Inscrites : 4." in desk.said) == (4, True)
    desk.fault = lambda *_: None

    assert desk.bring("--yes") == 0

    assert desk.registered == 10
    assert "À inscrire : 6. Déjà inscrites : 4. À corriger : 0." in desk.said


def test_an_answer_that_was_lost_registers_nobody_twice(desk: Desk) -> None:
    desk.save(line(1), line(2))
    lost: list[int] = []

    def lose(route: str, body: Any) -> None:
        if route == IMPORT and not body["dry_run"] and not lost:
            lost.append(1)
            desk.forum.gateway.call("POST", "/api/attendees/import", body, secret=desk.organiser)
            raise httpx.ReadTimeout("lost")

    desk.fault = lose

    assert desk.bring("--yes") == 0
    assert desk.registered == 2


def test_lines_left_for_later_are_sent_again_alone(desk: Desk) -> None:
    desk.save(line(1), line(2), line(3))
    desk.fault = lambda route, body: postponed(body) if route == IMPORT and len(body["lines"]) == 3 else None

    assert desk.bring("--yes") == 0

    assert [len(call["lines"]) for call in desk.calls] == [3, 2, 3, 2]
    assert desk.registered == 2


def postponed(body: Any) -> httpx.Response:
    """An answer that settles the first line only."""
    first = {"outcome": "registered", "attendee_id": None, "given_name": "A", "family_name": "B", "who": "1"}
    results = [first | {"line": body["lines"][0]["line"], "errors": [], "notes": []}]
    results += [{"line": each["line"], "outcome": "later", "errors": []} for each in body["lines"][1:]]
    return httpx.Response(200, json={"results": results, "seats": {}})


def test_a_server_that_never_has_time_is_given_up_and_said_so(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.save(line(1))
    desk.fault = lambda route, _: httpx.Response(503, json={"code": "later"}) if route == IMPORT else None

    assert desk.bring("--yes") == 2
    assert "recommencez" in capsys.readouterr().err
    assert sum(desk.waits) >= 30


def test_one_line_that_spoils_a_call_keeps_no_other_out(desk: Desk) -> None:
    desk.save(*(line(n) for n in range(7)))

    def spoil(route: str, body: Any) -> httpx.Response | None:
        spoilt = route == IMPORT and any(each["line"] == 5 for each in body["lines"])
        return httpx.Response(422, json={"code": "invalid_request", "detail": "no"}) if spoilt else None

    desk.fault = spoil

    assert desk.bring("--yes") == 1

    assert desk.registered == 6
    assert "ligne 5, " in desk.said


def test_an_organiser_changes_the_mapping(desk: Desk) -> None:
    desk.save("Exemple;Ada;ada@example.org;La Fonda", header="Champ 1;Champ 2;Courriel;Structure")
    mapping = "Champ 1=nom, Champ 2=given_name,Courriel=e-mail,Structure="

    assert desk.bring("--yes", "--mapping", mapping) == 0

    (found,) = desk.forum.gateway.call("GET", "/api/attendees", secret=desk.organiser, query={"q": "exemple"}).body[
        "attendees"
    ]
    assert (found["name"], found["organisation"]) == ("Ada Exemple", "")


@pytest.mark.parametrize(("field", "shown"), [*import_words.FIELDS.items()])
def test_a_field_may_be_typed_as_it_is_shown(field: str, shown: str) -> None:
    assert headers.field_of(shown) == field


@pytest.mark.parametrize("mapping", ["Nulle part=nom", "Nom=roi", "Nom", "Nom=e-mail,Prénom=e-mail"])
def test_a_mapping_that_cannot_be_is_told_with_what_can(
    desk: Desk, mapping: str, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.save(line(1))

    assert desk.bring("--yes", "--mapping", mapping) == 2
    assert capsys.readouterr().err
    assert desk.calls == []


def test_a_whole_name_in_one_column_is_said_to_be_parted(desk: Desk) -> None:
    desk.save("EXEMPLE Ada", "Ada Bea Essai", "Cid de l'Essai", header="Nom complet")

    desk.bring("--yes")

    assert "les mots en CAPITALES sont le nom" in desk.said
    assert "ligne 3, prénom et nom : « Ada Bea Essai » ne dit pas où commence le nom" in desk.said
    assert "ligne 4, prénom et nom : séparés ainsi : Cid | de l'Essai." in desk.said


def test_a_file_of_a_gigabyte_is_refused_before_it_is_read(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    with desk.path.open("wb") as sparse:
        sparse.truncate(1024**3)

    assert desk.bring("--yes") == 2
    assert "1 073 741 824 octets" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "est vide"),
        (b"%PDF-1.7", "ni un tableau CSV, ni un classeur"),
        (b'Nom;Email\n"Ada;a\n', "Un guillemet ouvert à la ligne 2"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "d’avant 2007"),
    ],
)
def test_a_file_that_is_no_list_is_told_in_a_sentence(
    desk: Desk, content: bytes, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.path.write_bytes(content)

    assert desk.bring() == 2
    assert said in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.bring() == 2
    assert "ne peut pas être lu" in capsys.readouterr().err


def test_a_pass_that_is_no_organisers_is_told(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.save(line(1))
    monkeypatch.setenv("POINTAGE_PASS", desk.forum.invite("volunteer", "entrance"))

    assert desk.bring("--yes") == 2
    assert "refuses the pass" in capsys.readouterr().err


def test_what_stands_in_a_list_moves_no_cursor(desk: Desk) -> None:
    desk.save(line(1, lunch="\x1b[2Jpeut-être"))

    desk.bring()

    assert "\x1b" not in desk.said


def test_two_columns_that_nobody_can_tell_apart_are_asked_about_with_the_mapping_to_give(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    header = "Prénom;Nom;E-mail personnel;E-mail professionnel"
    desk.save("Ada;Un;ada@example.org;a.un@example.org", header=header)

    assert desk.bring("--yes", "--mapping", "Nom=nom") == 2

    asked = capsys.readouterr().err
    assert "Deux colonnes peuvent être « e-mail »" in asked
    assert 'MAPPING="Nom=nom,E-mail personnel=email"   (ada@example.org)' in asked
    assert (desk.calls, desk.registered) == ([], 0)
    assert desk.bring("--yes", "--mapping", "Nom=nom,E-mail professionnel=email") == 0
    assert desk.calls[-1]["lines"][0]["cells"]["email"] == "a.un@example.org"


def test_a_line_of_ids_below_the_header_is_told_as_nobody(desk: Desk) -> None:
    header = "User ID;User display name;Nom;Prénom;E-mail"
    ids = "user_id;user_display_name;question-id-1;question-id-2;question-id-3"
    desk.save(ids, "5;Anonymous user;Un;Ada;ada@example.org", header=header)

    assert desk.bring("--yes") == 0

    assert "1 ligne ne nomme personne et n’est pas lue, elle reprend les titres des colonnes : 2." in desk.said
    assert desk.registered == 1


def test_who_cancelled_or_waits_is_counted_left_out_and_registered_only_when_that_is_asked_for(desk: Desk) -> None:
    people = [("Confirmé", "un"), ("Annulé", "deux"), ("Liste d'attente", "trois"), ("En attente", "quatre")]
    desk.save(*(f"Ada;{name};{name}@example.org;{told}" for told, name in people), header="Prénom;Nom;E-mail;Statut")

    assert desk.bring("--yes") == 0

    assert "Laissées de côté : 3 (annulation, remboursement ou refus : 1, confirmation ou paiement" in desk.said
    assert "ligne 3, statut : « Annulé » dit que cette personne ne vient pas" in desk.said
    assert desk.registered == 1
    assert desk.bring("--yes", "--pending", "register") == 0
    assert desk.registered == 2


def test_what_a_list_says_of_food_is_shown_before_and_kept_beside_the_list(desk: Desk) -> None:
    desk.save(line(1) + "halal", line(2) + "sans porc", line(3, lunch="non") + "sans lactose")
    desk.answers = ["n"]

    assert desk.bring() == 2

    assert "ligne 2, régime alimentaire : « halal » compte comme « Autre »" in desk.said
    kept = read(desk.path.with_name(f"{desk.path.name}.a-regarder.csv"))
    assert [(row.cells[0].replace("\xa0", " "), row.cells[-1]) for row in kept.lines] == [
        (
            "Ligne 2 : régime alimentaire : « halal » compte comme « Autre » : dites-le à qui prépare les repas.",
            "halal",
        ),
        (
            "Ligne 4 : régime alimentaire : « sans lactose » n’est pas repris : cette personne ne déjeune pas.",
            "sans lactose",
        ),
    ]


def test_a_family_is_registered_wherever_its_lines_stand(desk: Desk) -> None:
    others = (line(n) for n in range(2, 120))
    desk.save(line(1, email="parents@example.org"), *others, line(120, given="Ben", email="Parents@example.org"))

    assert desk.bring("--yes") == 0

    assert desk.registered == 120


def test_an_address_of_somebody_registered_is_a_line_to_mend_until_the_organiser_shares_it(desk: Desk) -> None:
    desk.forum.register("Zoé", email="ada-1@example.org")
    desk.save(line(1))

    assert desk.bring("--yes") == 1
    assert "SHARE=1" in desk.said
    assert desk.bring("--yes", "--share") == 0

    assert desk.registered == 2
