"""An event says its texts in the languages that it has them in, and else in its own."""

from dataclasses import replace

from attendance.domain.translation import TEXTS, in_language, key, untranslated
from tests.builders import programme

SAID = {
    "event/name": "Probeforum",
    "event/access/1": "Mit dem Bus",
    "ateliers/atelier-1/title": "Werkstatt 1",
    "slots/strategic/title": "Strategische Werkstätten",
    "checkpoints/lunch/title": "Mittagessen",
}
OURS = programme(languages=("fr", "de"), translations={"de": SAID})
FORUM = replace(OURS, event=replace(OURS.event, access=("À pied", "En bus")))


def test_a_text_is_said_in_a_language_where_it_is_given_in_it() -> None:
    german = in_language(FORUM, "de")

    assert (german.event.name, german.event.venue) == ("Probeforum", FORUM.event.venue)
    assert german.event.access == ("À pied", "Mit dem Bus")
    assert [atelier.title for atelier in german.ateliers] == ["Werkstatt 1", "Atelier 2", "Atelier 3"]
    lunch = german.checkpoint("lunch")
    assert lunch
    assert (lunch.title, lunch.room) == ("Mittagessen", "Salle lunch")


def test_a_text_is_said_as_the_event_writes_it_in_its_own_language_and_in_any_without_texts() -> None:
    assert in_language(FORUM, "fr") is FORUM
    assert in_language(FORUM, "en") is FORUM


def test_what_is_not_said_in_a_language_is_known() -> None:
    german = in_language(FORUM, "de")

    assert untranslated(german, "de", "event", german.event) == ["venue", "address", "access.0"]
    assert untranslated(german, "de", "ateliers", german.ateliers[0]) == []
    assert untranslated(german, "de", "ateliers", german.ateliers[1]) == ["title"]
    assert untranslated(german, "fr", "ateliers", german.ateliers[1]) == []
    assert untranslated(german, "en", "slots", german.slots[0]) == ["title"]


def test_every_text_has_a_place_of_its_own() -> None:
    rows = [("event", FORUM.event), *((sort, row) for sort in TEXTS if sort != "event" for row in getattr(FORUM, sort))]
    keys = [key(sort, row, name) for sort, row in rows for name in TEXTS[sort]]

    assert len(set(keys)) == len(keys)
