"""The log of every scan: refused, repeated, undone, decided offline, settled."""

from collections.abc import Mapping

import pytest

from attendance.documents import localised, scans_table, tables
from attendance.documents.table_words import CONFLICTS, VERDICTS
from attendance.documents.tables import Cell
from attendance.domain.scan import Settlement, StoredScan
from tests.builders import ALL_CONFLICTS, ALL_VERDICTS, at, attendee, programme, stored

FORUM = programme()


def row(scan: StoredScan, language: str = "fr") -> Mapping[str, Cell]:
    made = scans_table.table([(attendee(), scan)], FORUM, language)
    return dict(zip([column.title for column in made.columns], next(iter(made.rows)), strict=True))


def test_a_scan_tells_when_where_who_and_who_read() -> None:
    told = row(stored("atelier-2", "9:20", "moved", moved_from="atelier-1", walk_in=True, override=True))

    assert (told["Heure du scan"], told["Point de contrôle"], told["Sens"]) == (at("9:20"), "Atelier-2", "Entrée")
    assert (told["Personne"], told["Réponse"], told["Venait de"]) == (
        "Ada Exemple",
        "Admis, a changé d'atelier",
        "Atelier-1",
    )
    assert (told["Lu par"], told["Sans inscription"], told["Forcé"]) == ("Porte A1", True, True)


def test_a_phone_that_decided_alone_is_told_with_what_the_server_would_have_said() -> None:
    conflicts = ("double_admission", "closed")
    told = row(
        stored("lunch", "12:20", offline="admitted", server_verdict="too_late", conflicts=conflicts, listed=conflicts)
    )

    assert told["Décidé par le téléphone"] is True
    assert told["Le serveur aurait dit"] == "Trop tard"
    assert told["Contradictions"] == "Double admission, Hors des heures"
    assert told["À régler"] is True


def test_a_settled_conflict_tells_who_settled_it_and_how() -> None:
    settled = Settlement(at("13:00"), "Accueil", "C'était sa sœur")
    told = row(stored("lunch", "10:30", conflicts=("clock",), listed=("clock",), settled=settled))

    assert (told["À régler"], told["Réglé par"], told["Note"]) == (False, "Accueil", "C'était sa sœur")


def test_an_undone_scan_stays_in_the_log() -> None:
    told = row(stored("lunch", "10:30", undone_at=at("10:32"), undone_by="Porte A1"))

    assert (told["Annulé le"], told["Annulé par"]) == (at("10:32"), "Porte A1")


def test_a_strangers_scan_has_nobodys_name() -> None:
    made = scans_table.table([(None, stored("entrance", "7:00", "unknown_badge", attendee_id=None))], FORUM, "fr")

    assert b"Badge inconnu" in b"".join(tables.csv(made))


@pytest.mark.parametrize("language", localised.LANGUAGES)
def test_every_verdict_and_conflict_there_is_has_a_word(language: str) -> None:
    assert VERDICTS[language].keys() == ALL_VERDICTS
    assert CONFLICTS[language].keys() == ALL_CONFLICTS


@pytest.mark.parametrize("language", localised.LANGUAGES)
def test_every_answer_can_be_written(language: str) -> None:
    scans = [(attendee(), stored("entrance", "7:00", verdict)) for verdict in sorted(ALL_VERDICTS)]

    assert b"".join(tables.csv(scans_table.table(scans, FORUM, language))).count(b"\r\n") == len(ALL_VERDICTS) + 1
    assert tables.xlsx(scans_table.table(scans, FORUM, language), at("18:00"))
