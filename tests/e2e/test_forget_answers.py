"""Answers leave the table at their hour, by the function's own permissions, and every number stays."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from infra.load_programme import load
from infra.local import stack
from infra.local.stack import PROGRAMME
from infra.verify import recount
from tests.doors import Doors, until
from tests.e2e.test_mail import client, invoke
from tests.forum import forget_caches

ASKED = """
[[questions]]
id = "cuisine"
type = "long_text"
label = "Pour qui cuisine"
purpose = "cuisiner"
told_to = "caterer"
erased = "lunch_end"

[[questions]]
id = "aide"
type = "choice"
label = "Aide à l'arrivée"
purpose = "vous aider"
choices = [{id = "porte", label = "À la porte"}, {id = "gare", label = "À la gare"}]
doors = ["entrance"]
counted = true
erased = "event_end"
"""
OF_LUNCH, OF_THE_DAY, KEPT = "SECRET-OF-LUNCH", "gare", "KEPT-WITH-THE-PERSON"


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """The forum, asking something else."""
    path = tmp_path / "programme.toml"
    forum = PROGRAMME.read_text()
    besides = '[[questions]]\nid = "autre"\ntype = "text"\nlabel = "Autre"\npurpose = "savoir"\n'
    path.write_text(forum[: forum.index("[[questions]]")] + ASKED + besides)
    return path


@pytest.fixture
def asking(programme: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Doors]:
    with stack.running(clock="08:45", programme=programme) as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        forget_caches()
        yield Doors(running)
    forget_caches()


def test_answers_leave_the_table_at_their_hour_and_the_numbers_stay(asking: Doors, programme: Path) -> None:
    answers = {"cuisine": OF_LUNCH, "aide": OF_THE_DAY, "autre": KEPT}
    ada = asking.register(lunch=True, answers=answers)
    (seen,) = asking.scan(asking.invite("entrance")["pass"], asking.sent(ada["badge"], "entrance", "08:45"))
    assert seen["attendee"]["notes"] == {"aide": OF_THE_DAY}
    before = asking.headcounts()["answers"]
    assert before["aide"]["gare"] == {"registered": 1, "present": 1}
    # With the person, and with the wish for the caterer.
    until(lambda: stored(asking).count(OF_LUNCH) == 2)

    at_hour("14:30", programme)
    # A function that has run knows the clock of before for a while.
    until(lambda: OF_LUNCH not in forgotten(asking))
    assert OF_THE_DAY in profile(asking, ada)

    at_hour("18:00", programme)
    until(lambda: forgotten(asking) and f"'{OF_THE_DAY}'" not in profile(asking, ada))
    assert KEPT in profile(asking, ada)
    assert asking.headcounts()["answers"] == before
    assert recount(asking.stack.event_id).differences == []


def at_hour(hour: str, programme: Path) -> None:
    hours, minutes = map(int, hour.split(":"))
    load(programme, clock=datetime(2022, 8, 30, hours, minutes, tzinfo=ZoneInfo("Europe/Paris")))


def forgotten(doors: Doors) -> str:
    """Have the function look at the hour, and return all that is in the table then."""
    invoke(doors, "ForgetAnswersFunction", {"source": "aws.events"})
    return stored(doors)


def stored(doors: Doors) -> str:
    """Return all that is in the table, as text."""
    return str(client(doors, "dynamodb").scan(TableName=doors.stack.environment["TABLE_NAME"])["Items"])


def profile(doors: Doors, who: dict[str, str]) -> str:
    """Return what the table says of somebody, as text."""
    items = client(doors, "dynamodb").scan(TableName=doors.stack.environment["TABLE_NAME"])["Items"]
    return str([item for item in items if who["attendee_id"] in str(item["PK"])])
