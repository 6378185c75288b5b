"""What is said of how many meals there will be, in French and English: what that rests on, and what to order."""

from typing import Literal, TypedDict

from attendance.documents import language
from attendance.domain.catering import Lunch
from attendance.domain.forecast import INTERVAL, Outlook


class Words(TypedDict):
    """What is counted has three forms: for none, for one, for many."""

    nothing: str
    before: str
    arriving: str
    serving: str
    over: str
    some_arrived: str
    all_arrived: str
    interval: str
    order: tuple[str, str, str]
    expected: tuple[str, str, str]
    booked: tuple[str, str, str]
    inside: tuple[str, str, str]
    served: tuple[str, str, str]
    unbooked: tuple[str, str, str]
    percent: str
    thousands: str
    decimal: str


WORDS: dict[str, Words] = {
    language.FRENCH: {
        "nothing": "Aucun repas n'est réservé.",
        "before": "{booked}. D'ordinaire {show_up} des personnes inscrites viennent : {expected}. {order}",
        "arriving": "{booked}, {inside}. À cette heure {arrived} : {expected}. {order}",
        "serving": "{served}. {booked}, {inside}. À cette heure {arrived} : en tout, {expected}. {order}",
        "over": "Le déjeuner est terminé. {served}. {booked}.",
        "some_arrived": "{share} des personnes qui viennent sont d'ordinaire arrivées",
        "all_arrived": "toutes les personnes qui viennent sont d'ordinaire arrivées",
        "interval": " (entre {low} et {high}, {often} fois sur 10)",
        "order": (
            "Dans {share} des cas il n'en faut aucun.",
            "{count} suffit dans {share} des cas.",
            "{count} suffisent dans {share} des cas.",
        ),
        "expected": ("on n'attend aucun repas", "on attend 1 repas", "on attend {count} repas"),
        "booked": ("Aucun repas réservé", "1 repas réservé", "{count} repas réservés"),
        "inside": ("aucun convive n'est là", "1 convive est là", "{count} convives sont là"),
        "served": ("Aucun repas servi", "1 repas servi", "{count} repas servis"),
        "unbooked": ("", ", dont 1 sans réservation", ", dont {count} sans réservation"),
        "percent": "{number}\N{NO-BREAK SPACE}%",
        "thousands": "\N{NARROW NO-BREAK SPACE}",
        "decimal": ",",
    },
    language.ENGLISH: {
        "nothing": "No meal is booked.",
        "before": "{booked}. Usually {show_up} of those registered come: {expected}. {order}",
        "arriving": "{booked}, {inside}. By now {arrived}: {expected}. {order}",
        "serving": "{served}. {booked}, {inside}. By now {arrived}: in all, {expected}. {order}",
        "over": "Lunch is over. {served}. {booked}.",
        "some_arrived": "{share} of those who come have usually arrived",
        "all_arrived": "all who come have usually arrived",
        "interval": " (between {low} and {high}, {often} times out of 10)",
        "order": (
            "In {share} of cases none is needed.",
            "{count} will do in {share} of cases.",
            "{count} will do in {share} of cases.",
        ),
        "expected": ("no meal to expect", "1 meal to expect", "{count} meals to expect"),
        "booked": ("No meal booked", "1 meal booked", "{count} meals booked"),
        "inside": ("none of these guests is here", "1 of these guests is here", "{count} of these guests are here"),
        "served": ("No meal served", "1 meal served", "{count} meals served"),
        "unbooked": ("", ", 1 of them without a booking", ", {count} of them without a booking"),
        "percent": "{number}%",
        "thousands": ",",
        "decimal": ".",
    },
}


def explanation(lunch: Lunch, service_level: float, language: str) -> str:
    """Return the forecast of all meals in a few sentences, true before the day, during it and after."""
    words, told = WORDS[language], lunch.meals
    return words[_moment(lunch)].format(
        booked=_counted(words["booked"], told.booked, words),
        inside=_counted(words["inside"], told.booked_inside, words),
        served=_counted(words["served"], told.served, words)
        + _counted(words["unbooked"], lunch.served_not_booked, words),
        show_up=_percent(lunch.show_up, words),
        arrived=_arrived(lunch.share_arrived, words),
        expected=_expected(lunch.outlook, words),
        order=_counted(
            words["order"], lunch.outlook.enough(service_level), words, share=_percent(service_level, words)
        ),
    )


def _moment(lunch: Lunch) -> Literal["nothing", "before", "arriving", "serving", "over"]:
    told = lunch.meals
    if lunch.is_over:
        return "over"
    if told.served:
        return "serving"
    if not told.booked:
        return "nothing"
    return "arriving" if told.booked_inside or lunch.share_arrived > 0 else "before"


def _arrived(share: float, words: Words) -> str:
    told = _percent(round(share, 2), words)
    return words["all_arrived"] if round(share, 2) >= 1 else words["some_arrived"].format(share=told)


def _expected(outlook: Outlook, words: Words) -> str:
    meals = _counted(words["expected"], round(outlook.mean), words)
    if outlook.low == outlook.high:
        return meals
    low, high = _number(outlook.low, words), _number(outlook.high, words)
    return meals + words["interval"].format(low=low, high=high, often=f"{INTERVAL * 10:g}")


def _counted(forms: tuple[str, str, str], count: int, words: Words, **more: str) -> str:
    return forms[min(count, 2)].format(count=_number(count, words), **more)


def _number(count: int, words: Words) -> str:
    return f"{count:,}".replace(",", words["thousands"])


def _percent(share: float, words: Words) -> str:
    """Return a share in percent, with a tenth only where it has one."""
    return words["percent"].format(number=f"{round(share * 100, 1):g}".replace(".", words["decimal"]))
