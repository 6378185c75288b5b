"""The values of cells as people write them: yes and no, diets, kinds, languages, addresses."""

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cache

from attendance.documents import localised as words
from attendance.domain.programme import Programme
from attendance.domain.texts import Choice
from attendance.domain.wording import comparable, one_line
from attendance.vocabulary import words as vocabulary
from attendance.vocabulary.codes import NO_DIET, Kind
from attendance.vocabulary.fields import Field

MOST_ABOUT = 60


@dataclass(eq=False)
class Unread(Exception):
    """A cell that we do not understand. `code` says why to programs, `about` is the piece in question.

    `value` is that piece in full, if the organiser may say what it means.
    """

    code: str
    message: str
    about: str | None = None
    value: str | None = None


# What is written in any language; the rest stands among the words of each.
_YES, _NO = {"x", "1", "ok"}, {"0"}
_TICKS = set("✓✔☑✅☒❌✗✘☐")
_TICKED = set("✓✔☑✅☒")

# How people write the usual diets, comparable; besides the event's labels and ids.
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

# In our own tables, of somebody who comes.
_STANDING = ("inside", "gone", "unseen")

# Statuses of tools and people for a registration that is none, or not yet; any other person comes.
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


@cache
def written(place: str) -> Set[str]:
    """Return how people write something in a cell, in any language."""
    return {each for language in words.SPOKEN for each in vocabulary.spoken(f"language.cells.{place}", language)}


@cache
def _called(place: str) -> Set[str]:
    """Return what we call something in any language, comparable."""
    return {comparable(str(vocabulary.spoken(place, language))) for language in words.SPOKEN}


def is_yes_or_no(text: str) -> bool:
    """Whether a cell is a tick, its opposite, or blank."""
    stripped, spelled = text.strip(), comparable(text)
    return not stripped or stripped in _TICKS or spelled in _YES | _NO | written("yes") | written("no")


def yes_or_no(text: str) -> bool:
    """Return whether somebody wants something; a blank cell means no. Raises Unread."""
    stripped = text.strip()
    if not comparable(text) and not _TICKS & set(stripped):
        return False
    if stripped[0] in _TICKS:
        return stripped[0] in _TICKED
    # "Oui, avec plaisir", "Non merci", "ne participera pas"
    first, *others = comparable(text).split()
    # "J'accepte", "Je refuse"; a letter says something only alone: "J'hésite" is no German yes.
    begins = {" ".join([first, *others[:1]]), *([first] if len(first) > 1 or not others else [])}
    if begins & (_NO | written("no")):
        return False
    if begins & (_YES | written("yes")) and not ({"not"} | written("no")) & set(others):
        return True
    raise unknown("not_yes_or_no", "is neither yes nor no", text)


def diet_with_yes(text: str, programme: Programme) -> str | None:
    """Return the event's diet that a cell says behind a yes, such as "Oui, sans porc"; None if it says none of them."""
    first, _, rest = comparable(text).partition(" ")
    return diet(rest, programme) if rest and first in {*_YES, *written("yes")} else None


def diet(text: str, programme: Programme) -> str | None:
    """Return the diet in a cell; a blank one means none. None if it is not one of the event's diets."""
    written = comparable(text)
    spelled = re.sub(r"^(regimes?|repas|menu|diet) ", "", written)
    if not spelled:
        return NO_DIET
    offered = [diet.id for diet in programme.diets]
    for code in offered:
        labels = (comparable(words.diet(code, programme, spoken)) for spoken in words.SPOKEN)
        if {written, spelled} & {comparable(code), *labels}:
            return code
    return next((code for code in offered if code in _DIETS and _DIETS[code].fullmatch(spelled)), None)


def choice(field: Field, text: str) -> str:
    """Return which of a field's own choices is in a cell; a blank one is the first. Raises Unread."""
    written = comparable(text)
    if not written:
        return field.choices[0]
    for code in field.choices:
        labels = (comparable(words.choice(field.name, code, spoken)) for spoken in words.SPOKEN)
        if written in {comparable(code), *labels}:
            return code
    raise unknown("unknown_answer", "is not among the answers", text)


def kind(text: str, labelled: Iterable[Choice] = ()) -> str:
    """Return the kind of attendee in a cell; a blank one means participant. Raises Unread.

    `labelled` are those for which the event has labels of its own.
    """
    spelled = comparable(text)
    if not spelled:
        return Kind.PARTICIPANT
    if own := next((kind.id for kind in labelled if spelled in map(comparable, kind.label.values())), None):
        return own
    found = {code for code in Kind if spelled == code or spelled in _called(f"common.kinds.{code}")}
    if not found and " " not in spelled:
        found = {code for code in Kind if spelled.startswith(tuple(written(f"kinds.{code}")))}
    if len(found) != 1:
        raise unknown("unknown_kind", f"is none of {', '.join(Kind)}", text)
    return found.pop()


def status(text: str) -> str | None:
    """Return why a registration does not count yet, by its status; None if it counts. Raises Unread."""
    spelled = comparable(text)
    own = {
        state
        for state in vocabulary.spoken("papers.states", words.FRENCH)
        if spelled in _called(f"papers.states.{state}")
    }
    if own:
        return None if own <= {*_STANDING} else CANCELLED
    for code, pattern in _STATUSES.items():
        if spelled and pattern.fullmatch(spelled):
            return code or None
    if spelled:
        raise unknown("unknown_status", "does not say whether this person is registered", text)
    return None


def cancelled(text: str) -> str | None:
    """Return why somebody does not come, or not yet, by a cancellation column: ticked or in words. Raises Unread."""
    if is_yes_or_no(text):
        return CANCELLED if yes_or_no(text) else None
    return status(text)


def language(text: str, programme: Programme) -> str:
    """Return the language in a cell; a blank one means the event's own. Raises Unread."""
    spelled = comparable(text).split()
    if not spelled:
        return programme.language
    for spoken in programme.languages:
        own = vocabulary.spoken("language", spoken)
        if spelled[0] in (spoken, comparable(own["name"]), *own["cells"]["called"]):
            return spoken
    raise unknown("unknown_language", f"is none of {', '.join(programme.languages)}", text)


def email(text: str) -> str | None:
    """Return the one address in a cell, or None for a blank one. Raises Unread.

    The registration's message decides whether it is an address.
    """
    address = one_line(text).removeprefix("mailto:")
    if found := re.fullmatch(r"[^<>]*<([^<>]*)>", address):
        address = found[1].strip()
    if address.count("@") > 1:
        raise Unread("several_addresses", "holds several addresses: one person has one", about(text))
    return address or None


def line(text: str) -> str:
    """Return a text on one line. Raises Unread for a formula: a list has to hold its result."""
    shown = one_line(text)
    if shown.startswith("="):
        raise Unread("formula", "is a formula: put its result in its place", about(text))
    return shown


def unknown(code: str, message: str, text: str) -> Unread:
    """Return that a text is none of the values we know: the organiser may say which it is."""
    return Unread(code, message, about(text), one_line(text))


def about(text: str) -> str:
    """Return enough of a text to find it again."""
    shown = one_line(text)
    return shown if len(shown) <= MOST_ABOUT else shown[: MOST_ABOUT - 1] + "…"
