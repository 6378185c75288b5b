"""The meals as a table: by diet and by kind, how many are booked, foreseen, to order and served."""

from collections.abc import Mapping, Sequence

from attendance.documents import localised
from attendance.documents.tables import NUMBER, Cell, Column, Table
from attendance.domain.catering import Expected, Lunch, Meals, Wish
from attendance.domain.forecast import INTERVAL, Forecast
from attendance.domain.frozen import frozen
from attendance.domain.programme import Programme
from attendance.domain.texts import in_language
from attendance.vocabulary.words import labelled, spoken

_OF_KINDS = ("bookedColumn", "inside", "servedColumn")


@frozen
class Portion:
    """The meals of one diet, of one kind of people, or all. Kinds are counted, not forecast."""

    booked: int
    booked_inside: int
    served: int
    expected: Expected | None = None
    to_order: int | None = None


@frozen
class Order:
    """What is to be ordered, and what it rests on. Once lunch is over nothing is ordered any more."""

    whole: Portion
    diets: Mapping[str, Portion]
    kinds: Mapping[str, Portion]
    wishes: Sequence[Wish] = ()


def of_lunch(lunch: Lunch, service_level: float, wishes: Sequence[Wish] = ()) -> Order:
    """Return the order by the numbers of lunch."""
    level = None if lunch.is_over else service_level
    return Order(
        whole=_portion(lunch.meals, lunch.forecast, level),
        diets={diet: _portion(m, lunch.diet_forecasts[diet], level) for diet, m in lunch.diets.items()},
        kinds={kind: _portion(meals) for kind, meals in lunch.kinds.items()},
        wishes=wishes,
    )


def _portion(meals: Meals, forecast: Forecast | None = None, service_level: float | None = None) -> Portion:
    if forecast is None:
        return Portion(meals.booked, meals.booked_inside, meals.served)
    expected = Expected(forecast.mean, forecast.low, forecast.high, INTERVAL)
    to_order = None if service_level is None else forecast.enough(service_level)
    return Portion(meals.booked, meals.booked_inside, meals.served, expected, to_order)


def table(order: Order, programme: Programme, language: str) -> Table:
    """Return the order as a table: all meals first, then each diet, each kind, and what else people wish for."""
    words = labelled("papers.caterer", language)
    columns = [
        Column(words["part"], width=12),
        Column("", width=26),
        *(Column(words[field], NUMBER, 12) for field in (*_OF_KINDS, "expectedColumn", "low", "atMost", "orderColumn")),
    ]
    rows = [_cells(words["total"], "", order.whole)]
    diets = ((localised.diet(diet, programme, language), portion) for diet, portion in order.diets.items())
    kinds = ((localised.kind(kind, programme, language), portion) for kind, portion in order.kinds.items())
    rows += [_cells(words["diet"], name, portion) for name, portion in diets]
    rows += [_cells(words["kind"], name, portion) for name, portion in kinds]
    for wish in order.wishes:
        label = in_language(wish.question.label, language)
        rows += [[label, answer, people, *[None] * 6] for answer, people in answers(wish, language)]
    return Table(words["title"], columns, rows, programme.event, language)


def answers(wish: Wish, language: str) -> list[tuple[str, int | None]]:
    """Return each answer with the number of people who chose it, or what people wrote."""
    if not wish.question.is_counted:
        return [(text, None) for text in wish.texts]
    labels = {choice.id: in_language(choice.label, language) for choice in wish.question.choices}
    return [(labels.get(code) or spoken("common", language)[code], people) for code, people in wish.counts.items()]


def _cells(part: str, name: str, portion: Portion) -> list[Cell]:
    expected = portion.expected
    forecast = (expected.mean, expected.low, expected.high) if expected else (None, None, None)
    return [part, name, portion.booked, portion.booked_inside, portion.served, *forecast, portion.to_order]
