"""Sentences about the forecast of meals: its basis, and what to order."""

from typing import Literal

from attendance.documents.numerals import percent
from attendance.domain.catering import Lunch
from attendance.domain.forecast import INTERVAL, Forecast
from attendance.vocabulary.words import filled, spoken


def explanation(lunch: Lunch, service_level: float, language: str) -> str:
    """Return the forecast of all meals in a few sentences, true before the day, during it and after."""
    words, meals = spoken("papers.forecast", language), lunch.meals

    def counted(what: str, count: int, **more: str) -> str:
        return filled(words[what], language, count=count, **more)

    return filled(
        words[_moment(lunch)],
        language,
        booked=counted("booked", meals.booked),
        inside=counted("inside", meals.booked_inside),
        served=counted("served", meals.served) + counted("unbooked", lunch.served_not_booked),
        show_up=percent(lunch.show_up, language),
        eats=percent(round(lunch.demand.eats, 2), language),
        arrived=_arrived(lunch.share_arrived, language),
        expected=_expected(lunch.forecast, language),
        order=counted("order", lunch.forecast.enough(service_level), share=percent(service_level, language)),
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
    words, percentage = spoken("papers.forecast", language), percent(round(share, 2), language)
    return words["all_arrived"] if round(share, 2) >= 1 else filled(words["some_arrived"], language, share=percentage)


def _expected(forecast: Forecast, language: str) -> str:
    words = spoken("papers.forecast", language)
    meals = filled(words["expected"], language, count=round(forecast.mean))
    if forecast.low == forecast.high:
        return meals
    often = f"{INTERVAL * 10:g}"
    return meals + filled(words["interval"], language, low=forecast.low, high=forecast.high, often=often)
