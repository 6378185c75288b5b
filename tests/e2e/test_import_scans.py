"""A phone whose pass was revoked leaves its scans by a file: the command, its environment, its permissions."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from infra.local import stack
from tests.doors import Doors


def imported(doors: Doors, path: Path) -> subprocess.CompletedProcess[str]:
    environment = {"POINTAGE_URL": doors.stack.base_url, "POINTAGE_PASS": doors.organiser, "PYTHONPATH": "shared:."}
    command = [str(stack.EMULATOR), "-m", "infra.import_scans", str(path)]
    return subprocess.run(
        command, cwd=stack.ROOT, env=os.environ | environment, capture_output=True, text=True, check=False
    )


def saved(scan: dict[str, Any], name: str | None, **facts: Any) -> dict[str, Any]:
    return {"scan": scan, "name": name, "refused": None, "undo": False} | facts


def test_the_scans_of_a_revoked_phone_are_imported_once_however_often(doors: Doors, tmp_path: Path) -> None:
    phone = doors.invite("entrance", "lunch", label="", walk_ins=True)
    people = [doors.register(lunch=True) for _ in range(55)]
    doors.call("DELETE", f"/api/passes/{phone['id']}", secret=doors.organiser)
    before = doors.headcounts()
    scans = [saved(doors.sent(p["badge"], "entrance", offline="admitted"), "Essai E.") for p in people]
    meal = saved(doors.sent(people[0]["badge"], "lunch", "12:30", offline="admitted"), "Essai E.", undo=True)
    poster = saved(doors.sent("a poster", "entrance", offline="admitted"), None)
    malformed = saved(doors.sent(people[0]["badge"], "entrance", "26:00"), "Essai E.")
    body = {name: value for name, value in doors.registration().items() if name != "email"}
    walk_in = {"registration_id": "9d2c7a52-5a0b-4a53-8d6e-3f3f0a3f9a11", "body": body, "checkpoint": "entrance"}
    path = tmp_path / "outbox.json"
    fields = {
        "format": "pointage-outbox",
        "version": 1,
        "event": doors.stack.event_id,
        "device": "phone-of-zoe",
        "phone": "Zoé",
        "saved_at": "2022-08-30T11:20:00+02:00",
        "scans": [*scans, meal, poster, malformed],
        "registrations": [walk_in | {"at": "2022-08-30T11:05:00+02:00"}],
    }
    path.write_text(json.dumps(fields))

    first = imported(doors, path)
    after = doors.headcounts()
    second = imported(doors, path)

    assert (first.returncode, first.stderr) == (1, "")
    assert "Essai E. at entrance, 2022-08-30T26:00:00+02:00: invalid_request" in first.stdout
    assert (second.returncode, second.stdout) == (first.returncode, first.stdout)
    assert after["inside"] == before["inside"] + len(people) + 1
    assert after["registered"] == before["registered"] + 1
    assert after["checkpoints"]["lunch"]["ever"] == before["checkpoints"]["lunch"]["ever"]
    assert doors.headcounts() | {"as_of": None} == after | {"as_of": None}


def test_a_phone_without_a_label_is_told_by_the_name_that_was_given_on_it(doors: Doors) -> None:
    phone, ada = doors.invite("entrance", label=""), doors.register()

    (first,) = doors.scan(phone["pass"], doors.sent(ada["badge"], "entrance"), name="Zoé")
    (second,) = doors.scan(doors.organiser, doors.sent(ada["badge"], "entrance"))

    assert (first["verdict"], second["verdict"], second["by"]) == ("admitted", "already_admitted", "Zoé")
    assert doors.call("GET", "/api/roster", secret=phone["pass"]).json()["pass"]["label"] == ""
