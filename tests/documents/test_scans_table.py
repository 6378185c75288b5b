"""The log of every scan: refused, repeated, undone, decided offline, settled."""

from collections.abc import Mapping

import pytest

from attendance.documents import localised, scans_table, tables
from attendance.documents.tables import Cell
from attendance.domain.scan import Settlement, StoredScan
from attendance.vocabulary.codes import Conflict, Verdict
from attendance.vocabulary.words import spoken
from tests.builders import at, attendee, programme, stored

FORUM = programme()


def row(scan: StoredScan, language: str = "fr") -> Mapping[str, Cell]:
    made = scans_table.table([(attendee(), scan)], FORUM, language)
    return dict(zip([column.title for column in made.columns], next(iter(made.rows)), strict=True))


def test_a_scan_tells_when_where_who_and_who_read() -> None:
    cells = row(stored("atelier-2", "9:20", "moved", moved_from="atelier-1", walk_in=True, override=True))

    assert (cells["Heure"], cells["Lieu"], cells["Sens"]) == (at("9:20"), "Atelier-2", "Entrée")
    assert (cells["Personne"], cells["Réponse"], cells["Venait de"]) == (
        "Ada Exemple",
        "Entrée admise, autre atelier quitté",
        "Atelier-1",
    )
    assert (cells["Lu par"], cells["Sans réservation"], cells["Admis par exception"]) == ("Porte A1", True, True)


def test_a_phone_that_decided_alone_is_told_with_what_the_server_would_have_said() -> None:
    conflicts = ("double_admission", "closed")
    cells = row(
        stored("lunch", "12:20", offline="admitted", server_verdict="too_late", conflicts=conflicts, listed=conflicts)
    )

    assert cells["Décidé sans réseau"] is True
    assert cells["Avis du serveur"] == "Trop tard"
    assert cells["Contradictions"] == "Double admission, En dehors des heures"
    assert cells["À régler"] is True


def test_a_settled_conflict_tells_who_settled_it_and_how() -> None:
    settled = Settlement(at("13:00"), "Accueil", "C'était sa sœur")
    cells = row(stored("lunch", "10:30", conflicts=("clock",), listed=("clock",), settled=settled))

    assert (cells["À régler"], cells["Réglé par"], cells["Note"]) == (False, "Accueil", "C'était sa sœur")


def test_an_undone_scan_stays_in_the_log() -> None:
    cells = row(stored("lunch", "10:30", undone_at=at("10:32"), undone_by="Porte A1"))

    assert (cells["Annulé le"], cells["Annulé par"]) == (at("10:32"), "Porte A1")


def test_a_strangers_scan_has_nobodys_name() -> None:
    made = scans_table.table([(None, stored("entrance", "7:00", "unknown_badge", attendee_id=None))], FORUM, "fr")

    assert b"Badge inconnu" in b"".join(tables.csv(made))


@pytest.mark.parametrize("language", localised.SPOKEN)
def test_every_verdict_and_conflict_there_is_has_a_word(language: str) -> None:
    assert spoken("common.recorded", language).keys() == set(Verdict)
    assert spoken("records.conflictSorts", language).keys() == {*Conflict, "other"}


@pytest.mark.parametrize("language", localised.SPOKEN)
def test_every_answer_can_be_written(language: str) -> None:
    scans = [(attendee(), stored("entrance", "7:00", verdict)) for verdict in sorted(Verdict)]

    assert b"".join(tables.csv(scans_table.table(scans, FORUM, language))).count(b"\r\n") == len(Verdict) + 1
    assert tables.xlsx(scans_table.table(scans, FORUM, language), at("18:00"))
