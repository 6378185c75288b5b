"""What is said of how many meals there will be, in French and English: what that rests on, and what to order."""

from typing import Literal, TypedDict

from attendance.documents import language
from attendance.documents.numerals import percent, said
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


WORDS: dict[str, Words] = {
    language.FRENCH: {
        "nothing": "Aucun repas n’est réservé.",
        "before": "{booked}. D’ordinaire {show_up} des personnes inscrites viennent : {expected}. {order}",
        "arriving": "{booked}, {inside}. À cette heure {arrived} : {expected}. {order}",
        "serving": "{served}. {booked}, {inside}. À cette heure {arrived} : en tout, {expected}. {order}",
        "over": "Le déjeuner est terminé. {served}. {booked}.",
        "some_arrived": "{share} des personnes qui viennent sont d’ordinaire arrivées",
        "all_arrived": "toutes les personnes qui viennent sont d’ordinaire arrivées",
        "interval": " (entre {low} et {high}, {often} fois sur 10)",
        "order": (
            "Dans {share} des cas il n’en faut aucun.",
            "{count} suffit dans {share} des cas.",
            "{count} suffisent dans {share} des cas.",
        ),
        "expected": ("on n’attend aucun repas", "on attend 1 repas", "on attend {count} repas"),
        "booked": ("Aucun repas réservé", "1 repas réservé", "{count} repas réservés"),
        "inside": ("aucun convive n’est là", "1 convive est là", "{count} convives sont là"),
        "served": ("Aucun repas servi", "1 repas servi", "{count} repas servis"),
        "unbooked": ("", ", dont 1 sans réservation", ", dont {count} sans réservation"),
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
    },
}


def explanation(lunch: Lunch, service_level: float, told_in: str) -> str:
    """Return the forecast of all meals in a few sentences, true before the day, during it and after."""
    words, told = WORDS[told_in], lunch.meals
    return words[_moment(lunch)].format(
        booked=_counted(words["booked"], told.booked, told_in),
        inside=_counted(words["inside"], told.booked_inside, told_in),
        served=_counted(words["served"], told.served, told_in)
        + _counted(words["unbooked"], lunch.served_not_booked, told_in),
        show_up=percent(lunch.show_up, told_in),
        arrived=_arrived(lunch.share_arrived, told_in),
        expected=_expected(lunch.outlook, told_in),
        order=_counted(
            words["order"], lunch.outlook.enough(service_level), told_in, share=percent(service_level, told_in)
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


def _arrived(share: float, told_in: str) -> str:
    words, told = WORDS[told_in], percent(round(share, 2), told_in)
    return words["all_arrived"] if round(share, 2) >= 1 else words["some_arrived"].format(share=told)


def _expected(outlook: Outlook, told_in: str) -> str:
    words = WORDS[told_in]
    meals = _counted(words["expected"], round(outlook.mean), told_in)
    if outlook.low == outlook.high:
        return meals
    often = f"{INTERVAL * 10:g}"
    return meals + said(words["interval"], told_in, low=outlook.low, high=outlook.high, often=often)


def _counted(forms: tuple[str, str, str], count: int, told_in: str, **more: str) -> str:
    return said(forms[min(count, 2)], told_in, count=count, **more)
