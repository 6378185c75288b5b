"""The meaning of a column's name, in the languages that tools speak, and in any that we do."""

import re
from collections.abc import Mapping
from functools import cache

from attendance.documents.lists.values import CANCELLED
from attendance.domain.wording import comparable
from attendance.vocabulary import fields, words

GIVEN_NAME, FAMILY_NAME = "given_name", "family_name"
NAMES = (GIVEN_NAME, FAMILY_NAME)
# A whole name in one column, by the order of its parts, for names without capitals.
NAME, NAME_FAMILY_FIRST = "name", "name_family_first"
WHOLE_NAMES = (NAME, NAME_FAMILY_FIRST)
ATELIERS = "ateliers"
CONSENT = "consent"
MEMO = "memo"
"""What the staff notes about somebody: whatever a list has for which a registration has no field."""
SEVERAL = (ATELIERS, MEMO)
"""What several columns of one list may be."""
FIELDS = (
    GIVEN_NAME,
    FAMILY_NAME,
    NAME,
    NAME_FAMILY_FIRST,
    *(name for name in fields.names() if name not in (GIVEN_NAME, FAMILY_NAME, "waiting")),
    "status",
    # A column of ticks: a ticked person does not come.
    CANCELLED,
    CONSENT,
    MEMO,
)
_LONGEST_NAME = 200
_GIVEN = r"\b(prenoms?|first ?names?|given ?names?|forenames?)\b"
# What somebody did is no choice: our own tables have both. Nor are the points that a quiz gives, beside an answer.
_BEEN = re.compile(
    r"\b(suivie?|vue? la (premiere|derniere) fois|first seen|last seen|attended|arrivees?|checked in|emarg\w*)\b"
    r"|^(points|feedback) \w"
)
# Refusing a newsletter or a photograph does not mean refusing to be registered.
_AGREED_ELSE = re.compile(
    r"^(?!.*\b(donnees|data)\b).*\b(opt in|newsletters?|infolettres?|lettres? d information|sms|alert\w*|photo\w*"
    r"|images?|videos?|marketing|publicit\w+|offres?|partenaires?|partners?|communications?|licen[cs]es?|parent\w*|conduct)\b"
)
_FAMILY = r"\b(noms? de famille|noms?\d?|last ?names?|family ?names?|surnames?|(?<!first )(?<!given )names?\d?)\b"

# Lunch where people answer by yes or no; else a time, a price, a room.
MAYBE_LUNCH = r"(?<!apres )\b(midi|noon|mange[rz]?|mangerez|eat|buffet|panier|plateau|cantine|canteen|restauration)\b"

# The first that matches a column's comparable name.
_NAMES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        (CONSENT, r"\b(consentement|consents?|rgpd|gdpr|j accepte|j autorise|i agree|donnees personnelles)\b|^accord$"),
        ("email", r"\b(e ?mails?|mails?|courriels?|mel|adresse electronique|adresse de messagerie)\b"),
        (
            "diet",
            r"\b(regimes?|diets?|dietary|alimentaires?|alimentation|intolerances?"
            r"|food (restrictions?|preferences?|requirements?|choices?|needs?|allerg\w+|intoleran\w+))\b",
        ),
        ("drink", r"\b(verre|drinks?|cocktail|aperitif|apero|pot de (cloture|depart))\b"),
        ("stand", r"\b(nom|intitule|libelle|name|title)\b.*\b(stand|booth)\b|\b(stand|booth) name\b|^(stand|booth)$"),
        ("village", r"\bvillage\b"),
        ("stand", r"\b(stand|booth)\b"),
        ("lunch", r"(?<!petit )\b(dejeun\w*|lunch|repas|meals?|mittagessen)\b"),
        ("lunch", MAYBE_LUNCH),
        (ATELIERS, r"\b(ateliers?|workshops?)\b"),
        ("language", r"\b(langues?|languages?|lang)\b"),
        (
            "organisation",
            r"\b(organi[sz]ations?|organismes?|structures?|entreprises?|societes?|associations?|institutions?"
            r"|etablissements?|employeurs?|compan(y|ies)|affiliations?|raison sociale|laboratoires?|employers?)\b",
        ),
        (
            "status",
            r"^(order |registration |attendee |booking |payment |rsvp |approval |guest |ticket )?(status|state)$"
            r"|^rsvp$",
        ),
        # "Oui" for a ticket that stands.
        ("status", r"^(billet |inscription |ticket )?(valide|validee|valid)$"),
        (
            CANCELLED,
            r"^(annulee?|cancell?ed|supprimee?|deleted|remboursee?|refunded|desinscrite?|desactivee?|disabled"
            r"|void(ed)?( status)?)$",
        ),
        ("status", r"^(statuts?|etat)\b(?!.* (professionnels?|juridiques?|social|marital)).*"),
        (
            "kind",
            r"^(kind|role|profil|qualite|categorie|category|type)$|\b(vous etes|je suis|en tant que|you are)\b"
            r"|\bvenez( vous)? (comme|en qualite)\b"
            r"|^(type|categorie|profil|kind) (de |d |of )?(participants?|participation|inscription|badge|attendee)$",
        ),
        (NAME, r"\b(nom complet|full ?name|complete name|gecos)\b"),
        (NAME_FAMILY_FIRST, rf"{_FAMILY}.*{_GIVEN}"),
        (NAME, rf"{_GIVEN}.*{_FAMILY}"),
        (GIVEN_NAME, _GIVEN),
        (FAMILY_NAME, _FAMILY),
        (NAME, r"^(participant|participante|participants|attendee|personne|invite)$"),
    )
)


def is_known(name: str) -> bool:
    """Whether a text is the name of a column with a registration's field."""
    return field_of(name) is not None


def is_done(name: str) -> bool:
    """Whether a column tells what somebody did, and not what they chose."""
    text = comparable(name[:_LONGEST_NAME])
    return bool(_BEEN.search(text)) or text.endswith(_ends("attended", "first", "last"))


def field_of(name: str) -> str | None:
    """Return the field meant by a column's name."""
    return meant(name)[0]


def meant(name: str) -> tuple[str | None, str]:
    """Return the field meant by a column's name, and the piece of the name that says so."""
    # Many tools call a family name "name".
    if name in FIELDS and name != NAME:
        return name, name
    text = comparable(name[:_LONGEST_NAME])
    if is_done(name):
        return None, ""
    found = ((field, pattern.search(text)) for field, pattern in _NAMES)
    field, piece = next(((field, match[0]) for field, match in found if match), (_labels().get(text), text))
    if field is None and text.endswith(_ends("chosen")):
        field = ATELIERS
    return (None, "") if field == CONSENT and _AGREED_ELSE.search(text) else (field, piece)


@cache
def _ends(*columns: str) -> tuple[str, ...]:
    """Return how the names of these columns of our own table end, behind a group's name, in any language."""
    tables = [words.spoken("papers.attendance", language) for language in words.languages()]
    return tuple(f" {comparable(words.filled(table[name], 'en', group=''))}" for table in tables for name in columns)


@cache
def _labels() -> Mapping[str, str]:
    """Return the field of each name that fields have on the pages, in any language."""
    places = ("common.fields", "records.fields")
    labels = (words.spoken(place, language) for place in places for language in words.languages())
    return {comparable(label): name for label_of in labels for name, label in label_of.items() if name in FIELDS}
