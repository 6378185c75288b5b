"""Which sheets and tables there are."""

from attendance.domain.exports import NAMES, Export
from tests.builders import programme


def test_an_export_is_named_by_its_subject_and_its_kind() -> None:
    assert {name for name in NAMES if name.startswith("order.")} == {"order.csv", "order.pdf"}
    export = Export("statistics.json")
    assert (export.subject, export.kind) == ("statistics", "json")
    assert [Export(name).tells_of_people for name in ("order.pdf", "statistics.csv", "scans.csv")] == [
        False,
        False,
        True,
    ]


def test_people_sign_for_the_day_and_in_each_atelier() -> None:
    ateliers = ["atelier-1", "atelier-2", "atelier-3"]

    assert Export("signatures.pdf").places(programme()) == ["entrance", *ateliers]
    assert Export("signatures.pdf", place="atelier-2").places(programme()) == ["atelier-2"]
