"""How often the forecast of meals holds the truth on days of which it knows nothing, and how long it takes."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from attendance.documents.catering_words import explanation
from attendance.documents.localised import FRENCH
from attendance.domain.catering import catering
from attendance.domain.headcount import Totals
from attendance.domain.programme import DIETS
from attendance.edge.answers import headcounts
from attendance.vocabulary.limits import SERVICE_LEVEL
from infra.programme import file
from tests.bench.report import Figures, milliseconds, p50, thousands
from tests.calibrate.__main__ import played, summary
from tests.calibrate.truths import families
from tests.gateway import ROOT

FEW, MANY = 300, 30_000
ROUNDS = 20
# Of many settings some, of each sort: all of them are `make calibrate`.
DAYS, EVERY = 100, 9
MOST_SECONDS = 0.025
PROGRAMME = file.read(ROOT / "infra/programme/destins-2022.toml")
ASKED: headcounts.Asked = {"orders": [], "batches": [], "decided_last": None, "servings": []}


def figures() -> Iterator[Figures]:
    yield summary(list(played(list(families())[::EVERY], DAYS)))
    yield _speed()


def _speed() -> Figures:
    """Return the processor time of an answer of the catering, without the reading of the counters."""
    table = Figures(
        f"Forecast: processor time of one answer of /api/catering (medians of {ROUNDS})",
        ("meals booked", "before the day, ms", "half have come, ms", "during lunch, ms", "aim"),
        "All diets and all meals, the order and its explanation; the counters' query is not among it.",
    )
    lunch = PROGRAMME.checkpoint("lunch")
    assert lunch
    for booked in (FEW, MANY):
        cases = (
            (PROGRAMME.event.starts_at, 0, 0),
            (lunch.opens_at - timedelta(hours=2, minutes=30), booked * 4 // 10, 0),
            (lunch.opens_at + timedelta(minutes=30), booked * 8 // 10, booked * 5 // 10),
        )
        spent = [p50(_answered(_totals(booked, inside, served), at)) for at, inside, served in cases]
        aim = Figures.aim(max(spent) * 1000, MOST_SECONDS * 1000)
        table.add(thousands(booked), *(milliseconds(seconds) for seconds in spent), aim)
    return table


def _totals(booked: int, inside: int, served: int) -> Totals:
    """Return the totals of a lunch where three in four have no diet."""
    summed: Totals = Counter()
    for diet in DIETS:
        weight = 15 if diet == "none" else 1
        for checkpoint, measure, count in (
            ("lunch", "meals_", booked),
            ("entrance", "meals_inside_", inside),
            ("lunch", "served_", served),
        ):
            summed[checkpoint, measure + diet] = count * weight // 20
    return summed


def _answered(summed: Totals, at: datetime) -> Iterable[float]:
    for _ in range(ROUNDS):
        begun = time.process_time()
        counted = catering(summed, PROGRAMME, at)
        headcounts.catering(counted, [], SERVICE_LEVEL, explanation(counted.lunch, SERVICE_LEVEL, FRENCH), at, ASKED)
        yield time.process_time() - begun
