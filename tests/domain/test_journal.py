"""What the journal keeps of a correction."""

from dataclasses import replace

from attendance.domain import journal
from tests.builders import attendee


def test_a_correction_tells_no_value_that_is_personal() -> None:
    before = attendee("Ada", lunch=True, diet="vegan", organisation="La Fonda")
    after = replace(before, family_name="Lovelace", email="b@example.org", diet="other", pass_generation=2)

    assert journal.correction(before, after) == {"fields": ["family_name", "email", "diet"]}
    assert journal.correction(before, before) == {"fields": []}


def test_a_correction_tells_which_ateliers_were_chosen_before_and_after() -> None:
    before = attendee(ateliers=("atelier-1",))

    assert journal.correction(before, replace(before, ateliers=("atelier-2", "atelier-3"))) == {
        "fields": ["ateliers"],
        "ateliers": {"before": ["atelier-1"], "after": ["atelier-2", "atelier-3"]},
    }
