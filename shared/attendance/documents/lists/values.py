"""What stands in a cell, as people write it: yes and no, diets, kinds, languages, addresses."""

import re
from dataclasses import dataclass

from attendance.documents import language as words
from attendance.domain.attendee import KINDS
from attendance.domain.programme import DIETS
from attendance.domain.wording import folded, one_line

MOST_ABOUT = 60


@dataclass(eq=False)
class Unread(Exception):
    """A cell that says nothing we understand. `code` says why to programs, `about` is the piece that it is about."""

    code: str
    message: str
    about: str | None = None


_YES = re.compile("oui|yes|o|y|x|1|true|vrai|ok|presente?|coche|checked|on")
_NO = re.compile("non|no|n|0|false|faux|absente?|off|aucune?|none|pas|ne|sans")
_TICKS = set("✓✔☑✅☒❌✗✘☐")
_TICKED = set("✓✔☑✅☒")

# Folded; besides the labels of the form, and the codes.
_DIETS = {
    "none": re.compile(
        "(aucune?|pas de|sans)( regimes?| restrictions?)?( particuliers?| alimentaires?)*"
        "|non|no|ras|rien|neant|normal|standard|omnivore|n ?a|nr|je mange de tout"
    ),
    "vegetarian": re.compile("vegetarienne|vege|veggie"),
    "vegan": re.compile("vegane|vegetalien|vegetalienne"),
    "gluten_free": re.compile("co?eliaque|co?eliac|intoleran(t|te|ce) au gluten"),
    "no_pork": re.compile("pas de porc|pork free"),
    "other": re.compile("autre regime"),
}
_KINDS = {
    "participant": ("particip", "visiteur", "visitor", "public", "attendee"),
    "speaker": ("interven", "speaker", "orat", "conferenci", "panelist"),
    "facilitator": ("anim", "facilit"),
    "exhibitor": ("expos", "exhib"),
    "organiser": ("organis", "organiz", "staff", "equipe"),
    "volunteer": ("benevol", "volunt"),
}
_LANGUAGES = {
    "fr": ("fr", "fra", "francais", "francaise", "french"),
    "en": ("en", "eng", "anglais", "english", "gb", "us"),
}


# What tools and people call a registration that is none, or not yet; whoever is on none of these comes.
CANCELLED, WAITING, PENDING = "cancelled", "waiting", "pending"
_STATUSES = {
    WAITING: re.compile(
        r".*\b(listes? d attente|sur liste|wait ?list(ed)?|waiting list|liste attente|wait ?listing)\b.*"
    ),
    PENDING: re.compile(
        r".*\b(attente|pending|awaiting|impayee?s?|unpaid|non payee?|not paid|due|a payer|a confirmer|a valider"
        r"|en cours|in progress|unconfirmed|non confirmee?|incomplete?s?|tentative|maybe|peut etre|invited|invitee?"
        r"|draft|brouillon|started|panier|(sans|pas de) reponse|no (answer|reply|response))\b.*"
    ),
    CANCELLED: re.compile(
        r".*\b(annul\w*|cancel\w*|rembours\w*|refund\w*|declin\w*|refus\w*|rejet\w*|reject\w*|desist\w*|void\w*"
        r"|not (attending|going|coming)|ne (vient|viendra|participe|participera) pas|(won|will) ?(not|t) (attend|come)"
        r"|expiree?s?|expired|supprime\w*|deleted|removed|effacee?|erased|echoue\w*|failed|no show|absente?"
        r"|charged ?back|abandon\w*|unsubscribed|desinscri\w*|desabonne\w*)\b.*|non|no"
    ),
    "": re.compile(
        r".*\b(confirm\w*|valid\w*|paye\w*|paid|completed?|completee?s?|ok|oui|yes|inscrite?s?|accept\w*"
        r"|approved|approuve\w*|register\w*|checked in|attending|going|presente?s?|activ\w*|actif|free|gratuit\w*"
        r"|process\w*|traite\w*|termine\w*|emise?s?|issued|success\w*|succeeded|reussie?|delivered|sold|vendue?|scanne\w*"
        r"|pas vue?|partie?|not seen|inside|left|unseen|enregistre\w*|subscribed|abonnee?|done|finalise\w*)\b.*"
    ),
}


def is_yes_or_no(text: str) -> bool:
    """Whether a cell is a tick or none, or blank."""
    stripped, told = text.strip(), folded(text)
    return not stripped or stripped in _TICKS or bool(_YES.fullmatch(told) or _NO.fullmatch(told))


def yes_or_no(text: str) -> bool:
    """Return whether somebody wants something; a blank cell says no. Raises Unread."""
    stripped = text.strip()
    if not folded(text) and not _TICKS & set(stripped):
        return False
    if stripped[0] in _TICKS:
        return stripped[0] in _TICKED
    # "Oui, avec plaisir", "Non merci", "ne participera pas"
    first, *others = folded(text).split()
    if _NO.fullmatch(first):
        return False
    if _YES.fullmatch(first) and not {"pas", "not"} & set(others):
        return True
    raise Unread("not_yes_or_no", "is neither yes nor no", about(text))


def diet(text: str) -> str | None:
    """Return the diet that a cell tells, a blank one none; None for what is none of the event's diets."""
    told = re.sub(r"^(regimes?|repas|menu|diet) ", "", folded(text))
    if not told:
        return "none"
    for code in DIETS:
        labels = (folded(words.diet(code, spoken)) for spoken in words.LANGUAGES)
        if told in (folded(code), *labels) or _DIETS[code].fullmatch(told):
            return code
    return None


def kind(text: str) -> str:
    """Return the kind of attendee that a cell tells; a blank one a participant. Raises Unread."""
    told = folded(text)
    if not told:
        return "participant"
    found = {kind for kind, stems in _KINDS.items() if told.startswith(stems)} if " " not in told else set()
    if len(found) != 1:
        raise Unread("unknown_kind", f"is none of {', '.join(KINDS)}", about(text))
    return found.pop()


def status(text: str) -> str | None:
    """Return why a registration that a cell tells of is none as yet; None for one that stands. Raises Unread."""
    told = folded(text)
    for code, pattern in _STATUSES.items():
        if told and pattern.fullmatch(told):
            return code or None
    if told:
        raise Unread("unknown_status", "does not say whether this person is registered", about(text))
    return None


def cancelled(text: str) -> str | None:
    """Return why somebody does not come, or not yet, by a column of cancellations: ticked or told. Raises Unread."""
    if is_yes_or_no(text):
        return CANCELLED if yes_or_no(text) else None
    return status(text)


def language(text: str) -> str:
    """Return the language that a cell tells; a blank one French. Raises Unread."""
    told = folded(text).split()
    if not told:
        return "fr"
    if found := next((spoken for spoken, names in _LANGUAGES.items() if told[0] in names), None):
        return found
    raise Unread("unknown_language", "is neither fr nor en", about(text))


def email(text: str) -> str | None:
    """Return the one address of a cell, or None for a blank one. Raises Unread.

    Whether it is an address is for the registration's message to say.
    """
    told = one_line(text).removeprefix("mailto:")
    if found := re.fullmatch(r"[^<>]*<([^<>]*)>", told):
        told = found[1].strip()
    if told.count("@") > 1:
        raise Unread("several_addresses", "holds several addresses: one person has one", about(text))
    return told or None


def line(text: str) -> str:
    """Return a text on one line. Raises Unread for a formula: a list holds what it gives, not how."""
    told = one_line(text)
    if told.startswith("="):
        raise Unread("formula", "is a formula: put its result in its place", about(text))
    return told


def about(text: str) -> str:
    """Return enough of a text to find it again."""
    told = one_line(text)
    return told if len(told) <= MOST_ABOUT else told[: MOST_ABOUT - 1] + "…"
