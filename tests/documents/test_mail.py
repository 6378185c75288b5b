"""Mails as they are written: every kind, both languages, in text and in HTML."""

import re
from dataclasses import fields, replace
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from markupsafe import escape

from attendance.documents import mail as written
from attendance.domain.attendee import Attendee, Waiting
from attendance.domain.letter import Letter
from attendance.domain.mails import Mail
from attendance.domain.message import Message
from attendance.services import mail_message
from attendance.vocabulary import words
from attendance.vocabulary.codes import NOTICES, MailKind
from infra.programme.file import read
from tests.builders import at, attendee
from tests.documents import pictures
from tests.gateway import ROOT

FORUM = read(ROOT / "infra/programme/destins-2022.toml")
ADDRESS = "https://forum.example.org/badge#" + "s" * 43
ADA = attendee(
    opened_at=at("6:30"),
    organisation="La Fonda",
    ateliers=("atelier-4", "atelier-8"),
    lunch=True,
    diet="vegetarian",
    village=True,
)
OFFERED = (Waiting("atelier-3", at("6:00"), at("6:00") + timedelta(hours=3)),)


MESSAGE = Message("asked-by-somebody", at("6:00"), "Zoé", "Le plan", "Une salle a changé.\n\nÀ demain !")


def letter(kind: str, who: Attendee = ADA, message: Message = MESSAGE) -> Letter:
    who = replace(who, cancelled_at=at("7:00")) if kind == MailKind.CANCELLATION else who
    who = replace(who, ateliers=(), waiting=OFFERED) if kind == MailKind.OFFER else who
    mail = Mail(who.id, kind, kind, at("6:00"), to="old@example.org" if kind in NOTICES else None)
    return written.letter(
        mail, who, FORUM, ADDRESS if leads(kind) else "", at("6:00"), message if kind == MailKind.MESSAGE else None
    )


def leads(kind: str) -> bool:
    """Whether a mail has a link: a notice only the one that takes the address back."""
    return kind == MailKind.RESTORE or kind not in NOTICES


class Tags(HTMLParser):
    """What a page is made of: tags that are opened and closed, and what they carry."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attributes)))
        if tag not in ("meta", "img", "br"):
            self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag


def tags(page: str) -> Tags:
    parser = Tags()
    parser.feed(page)
    parser.close()
    return parser


def test_every_kind_of_mail_has_its_words() -> None:
    assert set(MailKind) <= words.of("fr")["mails"].keys()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", MailKind)
def test_every_mail_is_a_sound_page_in_its_language_and_the_same_as_text(kind: str, language: str) -> None:
    made = letter(kind, replace(ADA, language=language))

    page = tags(made.html)
    assert page.opened == []
    named = [carried["lang"] for _, carried in page.found if "lang" in carried]
    assert named[:2] == [language, language] == [made.language, made.language]
    assert set(named) == {language, FORUM.language}
    assert [tag for tag, _ in page.found].count("h1") == 1
    links = [carried["href"] for tag, carried in page.found if tag == "a"]
    assert links == ([ADDRESS] if leads(kind) else [])
    assert (ADDRESS in made.text.splitlines()) == leads(kind)
    assert all(carried["alt"] for tag, carried in page.found if tag == "img")
    assert FORUM.event.name in made.subject
    assert FORUM.event.contact in made.text
    assert "{" not in made.text
    assert "<" not in made.text


@pytest.mark.parametrize("kind", NOTICES)
def test_a_notice_tells_a_mailbox_that_may_be_somebody_elses_nothing_of_the_person(kind: str) -> None:
    made = letter(kind)

    assert made.to == "old@example.org"
    made = replace(made, text=made.text.replace(ADDRESS, ""))
    for personal in ("Ada", "Exemple", "Fonda", "ada@example.org", ADA.code):
        assert personal not in made.text + made.html + made.subject
    assert "#" not in made.text


@pytest.mark.parametrize("kind", MailKind)
def test_nothing_in_a_mail_is_fetched_from_elsewhere(kind: str) -> None:
    page = tags(letter(kind).html)

    sources = [carried["src"] for _, carried in page.found if "src" in carried]
    assert all(str(source).startswith("cid:") for source in sources)
    assert not {tag for tag, _ in page.found} & {"script", "link", "iframe", "object", "form"}
    assert "url(" not in letter(kind).html


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        (MailKind.CONFIRMATION, ["badge.pdf", "badge.png", "programme.ics"]),
        (MailKind.REMINDER, ["badge.pdf", "badge.png", "programme.ics"]),
        (MailKind.BADGE, ["badge.pdf", "badge.png", "programme.ics"]),
        (MailKind.CHANGE, ["programme.ics"]),
        (MailKind.CANCELLATION, []),
        (MailKind.OFFER, []),
        (MailKind.LINK, []),
        (MailKind.AGAIN, ["badge.pdf", "badge.png", "programme.ics"]),
        (MailKind.MESSAGE, []),
        *((kind, []) for kind in NOTICES),
    ],
)
def test_a_mail_brings_what_its_reader_needs_then(kind: str, files: list[str]) -> None:
    assert sorted(enclosure.name for enclosure in letter(kind).enclosures) == files


def test_a_confirmation_tells_the_ateliers_with_rooms_and_hours_where_the_event_is() -> None:
    text = letter(MailKind.CONFIRMATION).text.replace("\N{NO-BREAK SPACE}", " ")

    assert "N° 4 – Comment explorer" in text
    assert "11 h 05 – 12 h 15, Salle" in text
    assert "Végétarien" in text
    assert "mardi 30 août 2022" in text


def test_an_offer_says_until_when_the_seat_is_held() -> None:
    assert "Place gardée jusqu’au mardi 30 août 2022, 11 h" in letter(MailKind.OFFER).text.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "Seat held until Tuesday 30 August 2022, 11:00" in letter(MailKind.OFFER, replace(ADA, language="en")).text


def test_without_its_picture_a_badge_can_still_be_told() -> None:
    made = letter(MailKind.CONFIRMATION)

    (picture,) = [carried for tag, carried in tags(made.html).found if tag == "img"]
    assert ADA.code in str(picture["alt"])
    assert ADA.code in made.text


def test_what_the_event_says_in_its_own_language_only_is_marked_in_a_mail_in_another() -> None:
    titles = {atelier.title for atelier in FORUM.ateliers if atelier.id in ADA.ateliers}

    english, french = (letter(MailKind.CONFIRMATION, replace(ADA, language=each)).html for each in ("en", "fr"))

    for text in (*titles, FORUM.event.venue, *FORUM.event.access):
        shown = escape(text)
        assert english.count(f'<span lang="fr">{shown}</span>') == english.count(shown) > 0
    assert "<span lang" not in french


def test_an_exhibitor_reads_their_stand() -> None:
    made = letter(MailKind.CHANGE, replace(ADA, kind="exhibitor", stand="Coopérative du Clain"))

    assert "Exposant·e" in made.text
    assert "Coopérative du Clain" in made.text


@pytest.mark.parametrize(
    "name",
    [
        "O",
        "Ana-Lúcia d'Été",
        "אבגד הוז",
        "محمد عبد الله",
        "é" * 40,
        "🎉 Fête",
        "A" * 80,
        "{given_name}",
        "<b>&amp;</b>",
        "{{ x }}",
    ],
)
def test_any_name_arrives_as_it_was_typed_and_stays_text(name: str) -> None:
    made = letter(MailKind.CONFIRMATION, replace(ADA, given_name=name, organisation=name))

    assert f"Bonjour {name}," in made.text
    assert "<b>&amp;" not in made.html
    mail_message.composed(made, "forum@example.org")


def test_a_mail_about_an_atelier_that_has_left_the_programme_is_no_fault() -> None:
    made = letter(
        MailKind.CHANGE,
        replace(ADA, ateliers=("atelier-99",), waiting=(Waiting("atelier-98", at("6:00"), at("9:00")),)),
    )

    assert "atelier-98" in made.text


def test_a_letter_is_written_in_seven_bits_with_its_picture_beside_the_page_that_shows_it() -> None:
    whole = mail_message.composed(letter(MailKind.CONFIRMATION), "forum@example.org")

    assert whole.isascii()
    kinds = re.findall(r"^Content-Type: ([a-z/]+)", whole.decode(), re.MULTILINE)
    assert kinds == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "application/pdf",
        "text/calendar",
    ]


OWN: dict[str, Any] = {"organisation": "Votez Untel", "stand": "Gagnez un voyage"}
SAFE = {
    "id",
    "registered_at",
    "opened_at",
    "given_name",
    "family_name",
    "email",
    "kind",
    "ateliers",
    "lunch",
    "diet",
    "village",
    "drink",
    "language",
    "signatures",
    "pass_generation",
    "cancelled_at",
    "waiting",
    "erased_at",
    "brought_as",
    "released",
    "address_number",
    "pending",
    "shares_email",
}
"""What is no free text: codes, hours, what a server made, and the name. Any other field is one until it is here."""


def everything_in(made: Letter) -> str:
    """Return all that a letter says: its text, its page, its subject, and the files that it brings."""
    brought = {enclosure.name: enclosure.content for enclosure in made.enclosures}
    printed = pictures.page_text(brought["badge.pdf"]) if "badge.pdf" in brought else ""
    unfolded = brought.get("programme.ics", b"").decode().replace("\r\n ", "")
    return "\n".join((made.subject, made.sender, made.text, made.html, printed, unfolded, *brought))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", MailKind)
def test_an_address_that_was_never_opened_reads_no_words_of_a_strangers_but_the_name(kind: str, language: str) -> None:
    exhibitor = replace(ADA, kind="exhibitor", language=language, **OWN)

    mail = everything_in(letter(kind, replace(exhibitor, opened_at=None)))

    assert [words for words in OWN.values() if words in mail] == []
    if kind == MailKind.CONFIRMATION:
        assert [words for words in OWN.values() if words not in everything_in(letter(kind, exhibitor))] == []
        assert exhibitor.name
        assert exhibitor.name in mail


def test_every_field_in_which_a_person_writes_freely_is_kept_from_strangers() -> None:
    nobody = Attendee("", at("6:00"))
    filled = replace(ADA, **OWN)

    found = filled.in_our_words()

    free = {each.name for each in fields(Attendee)} - SAFE
    assert {name: getattr(found, name) for name in free} == {name: getattr(nobody, name) for name in free}
    assert {name: getattr(found, name) for name in SAFE} == {name: getattr(filled, name) for name in SAFE}


def test_who_is_not_told_their_organisation_is_told_why() -> None:
    stranger = replace(ADA, opened_at=None)

    assert "qu’une fois le lien ci-dessus ouvert" in letter(MailKind.CONFIRMATION, stranger).text
    for kind, who in (
        (MailKind.CONFIRMATION, ADA),
        (MailKind.CONFIRMATION, replace(stranger, organisation="")),
        (MailKind.LINK, stranger),
    ):
        assert "lien ci-dessus ouvert" not in letter(kind, who).text


@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_a_message_is_what_was_written_to_the_letter_in_the_frame_of_the_event(language: str) -> None:
    text = "Une salle a changé : <i>B&B</i> {name}\n—\nÀ demain !\n\nhttps://example.org/plan"
    message = replace(MESSAGE, subject="Le plan {day}", text=text)

    made = letter(MailKind.MESSAGE, replace(ADA, language=language), message)

    assert made.subject == "Le plan {day} – Forum participatif Destins 2022"
    assert text in made.text
    assert ADDRESS in made.text
    assert "Une salle a changé : &lt;i&gt;B&amp;B&lt;/i&gt; {name}<br>—<br>À demain !</p>" in made.html
    assert "Le plan {day}</h1>" in made.html
    assert "Ada" in made.text
