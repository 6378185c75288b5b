"""Sentences about the forecast of meals, in French and English: its basis, and what to order."""

from typing import Literal, TypedDict

from attendance.documents import localised
from attendance.documents.numerals import percent, said
from attendance.domain.catering import Lunch
from attendance.domain.forecast import INTERVAL, Forecast


class Words(TypedDict):
    """A counted thing has three forms: for none, one and many."""

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
    localised.FRENCH: {
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
    localised.ENGLISH: {
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


def explanation(lunch: Lunch, service_level: float, language: str) -> str:
    """Return the forecast of all meals in a few sentences, true before the day, during it and after."""
    words, meals = WORDS[language], lunch.meals
    return words[_moment(lunch)].format(
        booked=_counted(words["booked"], meals.booked, language),
        inside=_counted(words["inside"], meals.booked_inside, language),
        served=_counted(words["served"], meals.served, language)
        + _counted(words["unbooked"], lunch.served_not_booked, language),
        show_up=percent(lunch.show_up, language),
        arrived=_arrived(lunch.share_arrived, language),
        expected=_expected(lunch.forecast, language),
        order=_counted(
            words["order"], lunch.forecast.enough(service_level), language, share=percent(service_level, language)
        ),
    )


def _moment(lunch: Lunch) -> Literal["nothing", "before", "arriving", "serving", "over"]:
    meals = lunch.meals
    if lunch.is_over:
        return "over"
    if meals.served:
        return "serving"
    if not meals.booked:
        return "nothing"
    return "arriving" if meals.booked_inside or lunch.share_arrived > 0 else "before"


def _arrived(share: float, language: str) -> str:
    words, percentage = WORDS[language], percent(round(share, 2), language)
    return words["all_arrived"] if round(share, 2) >= 1 else words["some_arrived"].format(share=percentage)


def _expected(forecast: Forecast, language: str) -> str:
    words = WORDS[language]
    meals = _counted(words["expected"], round(forecast.mean), language)
    if forecast.low == forecast.high:
        return meals
    often = f"{INTERVAL * 10:g}"
    return meals + said(words["interval"], language, low=forecast.low, high=forecast.high, often=often)


def _counted(forms: tuple[str, str, str], count: int, language: str, **more: str) -> str:
    return said(forms[min(count, 2)], language, count=count, **more)
