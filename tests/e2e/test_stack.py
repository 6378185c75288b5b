"""The deployed template: every route with its role's own permissions, retries, refusals, and what a restart keeps."""

import os
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from httpx import URL

from attendance.domain import attestation
from attendance.usecases import cursor
from infra import preflight, smoke, verify
from infra.local import deploy, launch, rehearsal, stack
from infra.local.front_door import SIGNED
from tests.builders import attendee
from tests.doors import Doors
from tests.gateway import ROOT, contract

DECODER = "/site/zxing/zxing_reader.wasm"
DECODER_FILE = ROOT / "node_modules/zxing-wasm/dist/reader/zxing_reader.wasm"


def test_every_route_works_with_the_permissions_of_its_function(doors: Doors) -> None:
    phone = doors.invite("entrance", walk_ins=True)
    ada = doors.register(email="ada.permissions@example.org", lunch=True)
    moved = doors.call("PATCH", "/api/registration", {"email": "ada.moved@example.org"}, ada["pass"])
    ada = moved.json() | ada
    doors.register(phone["pass"], ateliers=["atelier-5"])
    assert doors.call("POST", "/api/attendees", doors.registration(), phone["pass"]).status_code == 201
    (double,) = doors.scan(phone["pass"], doors.sent(ada["badge"], "entrance", "05:00", offline="admitted"))
    (stranger,) = doors.scan(phone["pass"], doors.sent("no badge", "entrance", offline="admitted"))
    scans = f"/api/attendees/{ada['attendee_id']}/scans/{double['scan_id']}"
    statement = attestation.nameless(doors.stack.event_id, ada["attendee_id"], bytes(attestation.DIGEST_BYTES)) + bytes(
        4
    )
    unsigned = attestation.code(statement, b"\1" * 64)
    listed = attendee(ada["given_name"], family_name=ada["family_name"], id=ada["attendee_id"])
    read = doors.call("GET", "/api/roster", secret=phone["pass"]).json()["cursor"]
    page = cursor.after(f"{cursor.decoded(read)} everybody {cursor.after_person(listed)}")
    asked = [
        ("GET", "/api/programme", None, None),
        ("GET", "/api/openapi.json", None, None),
        ("GET", "/api/registration", None, ada["pass"]),
        ("PATCH", "/api/registration", {"lunch": False}, ada["pass"]),
        ("GET", "/api/badge.svg", None, ada["pass"]),
        ("GET", "/api/badge.png", None, ada["pass"]),
        ("GET", "/api/badge.pdf", None, ada["pass"]),
        ("GET", "/api/badge.ics", None, ada["pass"]),
        ("GET", "/api/badges.pdf", None, doors.organiser),
        ("GET", f"/api/badges.pdf?page={cursor.after_person(listed)}", None, doors.organiser),
        ("GET", f"/api/attendees/{ada['attendee_id']}/badge.pdf", None, doors.organiser),
        ("GET", "/api/roster", None, phone["pass"]),
        ("GET", f"/api/roster?after={read}", None, phone["pass"]),
        ("GET", f"/api/roster?page={page}", None, phone["pass"]),
        ("GET", "/api/headcounts", None, phone["pass"]),
        ("GET", "/api/catering", None, doors.organiser),
        ("GET", "/api/attendees?q=essai", None, doors.organiser),
        ("GET", f"/api/attendees/{ada['attendee_id']}", None, doors.organiser),
        ("GET", "/api/passes", None, doors.organiser),
        ("GET", "/api/conflicts", None, doors.organiser),
        *(("GET", f"/api/exports/{name}", None, doors.organiser) for name in ("attestations.pdf", "report.pdf")),
        ("GET", "/api/attestation.pdf", None, ada["pass"]),
        ("GET", f"/api/attendees/{ada['attendee_id']}/attestation.pdf", None, doors.organiser),
        ("GET", f"/api/attestations/{unsigned}", None, None),
        ("POST", f"/api/attestations/{unsigned}", {"name": "Ada Essai"}, None),
        ("POST", f"{scans}/settle", {"note": "vu"}, doors.organiser),
        ("GET", "/api/conflicts?settled=true", None, doors.organiser),
        ("POST", f"{scans}/undo", None, phone["pass"]),
        ("POST", f"/api/attendees/stranger/scans/{stranger['scan_id']}/settle", {}, doors.organiser),
        ("POST", f"/api/attendees/stranger/scans/{stranger['scan_id']}/undo", None, doors.organiser),
        ("PATCH", "/api/ateliers/atelier-5", {"room": "Autre salle", "capacity": 31}, doors.organiser),
        ("POST", "/api/ateliers/atelier-5/release", {}, doors.organiser),
        ("POST", "/api/day/end", {"early": True}, doors.organiser),
        ("POST", "/api/passes/cards.pdf", {"passes": [phone["pass"]]}, doors.organiser),
        ("GET", "/api/acts", None, doors.organiser),
        ("POST", "/api/scans", {"sent_at": "2022-08-30T11:15:00+02:00", "scans": []}, phone["pass"]),
        ("DELETE", "/api/registration", None, ada["pass"]),
        ("DELETE", f"/api/passes/{phone['id']}", None, doors.organiser),
    ]

    answered = {f"{method} {path}": doors.call(method, path, body, secret) for method, path, body, secret in asked}

    assert {key: answer.text for key, answer in answered.items() if answer.status_code != 200} == {}


def test_an_operator_finds_it_ready_but_for_the_rehearsal_and_leaves_nobody_after_trying_it(
    at_hand: Doors, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    doors = at_hand
    monkeypatch.setenv("ORGANISER", f"{doors.stack.base_url}/tableau#{doors.organiser}")
    before = doors.headcounts()

    looked = {line.what: line for line in preflight.lines(deploy.NAME, {"MailsASecond": "14", "Stage": "training"})}
    ended = smoke.main(sleep=lambda seconds: time.sleep(min(seconds, 1)))

    assert [line.said for line in looked.values() if not line.is_ready] == [looked["programme"].said]
    assert "rehearsal" in looked["programme"].said
    assert ended == 0, capsys.readouterr().out
    # Who is erased stays a number.
    others = {"as_of": 0, "cancelled": before["cancelled"] + 1}
    assert doors.headcounts() | {"as_of": 0} == before | others


def test_make_deploy_has_its_template_found_by_the_address_that_sam_gives_it(doors: Doors) -> None:
    made = deploy.Deployment(doors.stack.environment)
    formation, template = made.client("cloudformation"), '{"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}'
    made.client("s3").put_object(Bucket=deploy.BUCKET, Key="by-sam.json", Body=template)
    asked = {"StackName": "by-sam", "ChangeSetName": "first"}

    address = f"{doors.stack.aws_endpoint_url}/{deploy.BUCKET}/by-sam.json"
    formation.create_change_set(**asked, ChangeSetType="CREATE", TemplateURL=address)

    (change,) = formation.describe_change_set(**asked)["Changes"]
    assert change["ResourceChange"]["LogicalResourceId"] == "Queue"
    formation.delete_stack(StackName="by-sam")


def test_the_contract_that_is_served_is_the_one_that_the_functions_are_tested_against(doors: Doors) -> None:
    assert doors.call("GET", "/api/openapi.json").json() == contract()


def test_the_pages_arrive_at_the_same_origin_as_the_api_byte_for_byte(doors: Doors) -> None:
    packed, plain = (doors.call("GET", DECODER, headers={"accept-encoding": e}) for e in ("gzip", "identity"))
    page = doors.call("GET", "/scan")
    again = doors.call("GET", "/scan", headers={"if-none-match": page.headers["etag"]})
    outside = doors.call("GET", "/site/%2e%2e/handler.py")

    assert packed.headers["content-type"] == "application/wasm"
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content == DECODER_FILE.read_bytes()
    assert (page.status_code, again.status_code, outside.status_code) == (200, 304, 404)
    assert f"const VERSION = '{page.headers['x-pointage-version']}';" in doors.call("GET", "/sw.js").text


def test_a_batch_of_everything_loses_nothing(doors: Doors) -> None:
    ada, phone = doors.register(), doors.invite("entrance")["pass"]
    good = doors.sent(ada["badge"], "entrance")
    batch: list[Any] = [
        good,
        good,
        doors.sent("https://example.org", "entrance"),
        doors.sent(ada["badge"][:-3] + "000", "entrance"),
        doors.sent(ada["badge"], "atelier-1"),
        {"scan_id": "scan-malformed", "typo": 1},
        None,
        doors.sent(ada["badge"], "entrance", direction="out"),
    ]

    results = doors.scan(phone, *batch)

    found = [r.get("verdict") or r["problem"]["code"] for r in results]
    assert found[:3] == ["admitted", "admitted", "unreadable"]
    assert found[3] in ("forged_badge", "unreadable")
    assert found[4:] == ["forbidden", "invalid_request", "invalid_request", "left"]
    again = doors.scan(phone, *batch)
    assert [r for r in again if "verdict" in r] == [r for r in results if "verdict" in r]


def test_malformed_requests_are_problems_and_never_faults(doors: Doors) -> None:
    url = f"{doors.stack.base_url}/api/scans"
    headers = {"authorization": f"Bearer {doors.organiser}"}
    for content in (b"", b"{", b"\xff\xfe", b"[" * 50_000, b"null", b"{}"):
        for kind in ({}, {"content-type": "application/json"}, {"content-type": "text/plain"}):
            answer = httpx.post(url, content=content, headers=headers | kind)
            assert answer.status_code == 422, (content[:9], kind, answer.text)
            assert answer.headers["content-type"] == "application/problem+json"


def test_a_pass_that_is_revoked_is_refused_within_thirty_seconds(doors: Doors) -> None:
    phone = doors.invite("entrance")
    doors.scan(phone["pass"])
    doors.call("DELETE", f"/api/passes/{phone['id']}", secret=doors.organiser)

    revoked_at = time.monotonic()
    body = {"sent_at": "2022-08-30T11:15:00+02:00", "scans": []}
    asked_at = revoked_at
    while (answer := doors.call("POST", "/api/scans", body, phone["pass"])).status_code == 200:
        # However slow the machine is: what is asked after thirty seconds is refused.
        assert asked_at < revoked_at + 30
        time.sleep(1)
        asked_at = time.monotonic()

    assert answer.json()["code"] == "pass_revoked"


def test_no_port_of_a_stack_does_what_a_page_of_another_site_asks(doors: Doors) -> None:
    ada, stack = doors.register(), doors.stack
    forms = {"content-type": "text/plain"}
    strangers = [{"host": "evil.example"}, {"origin": "https://evil.example"}, {"origin": "null"}, {}]
    paths = [
        "/_ministack/reset",
        "/_ministack/ses/messages",
        f"/_files/_ministack/reset?{'&'.join(SIGNED)}",
        "/mails.json",
    ]

    for url in (stack.base_url, stack.mailbox_url, stack.aws_endpoint_url):
        for stranger in strangers:
            for method in ("GET", "POST"):
                answers = [httpx.request(method, URL(url).join(path), headers=forms | stranger) for path in paths]
                assert {answer.status_code for answer in answers} <= {403, 404}
    with_key = httpx.post(f"{stack.aws_endpoint_url}/_ministack/reset", headers={"origin": "https://evil.example"})

    assert with_key.status_code == 403
    assert doors.call("GET", "/api/registration", secret=ada["pass"]).status_code == 200
    assert "strict-transport-security" not in doors.call("GET", "/badge").headers


def test_badges_people_and_counts_survive_a_stop_and_are_open_to_nobody_else(tmp_path: Path) -> None:
    try:
        doors = Doors(stack.start(tmp_path, clock="11:15", parent=os.getpid()))
        ada = doors.register(ateliers=["atelier-1"])
        sent = doors.sent(ada["badge"], "atelier-1")
        answered = doors.scan(doors.organiser, sent)
        before = doors.headcounts()
        assert open_to_others(tmp_path) == []
        stack.stop(tmp_path)
        # As an earlier version left them.
        (tmp_path / "state" / "emulator" / "dynamodb.json").chmod(0o644)
        (tmp_path / "log").chmod(0o644)

        resumed = Doors(stack.start(tmp_path, parent=os.getpid()), doors.ids)

        assert resumed.headcounts() | {"as_of": 0} == before | {"as_of": 0}
        assert resumed.scan(doors.organiser, sent) == answered
        bea = resumed.register()
        (result,) = resumed.scan(resumed.organiser, resumed.sent(bea["badge"], "entrance", scan_id="scan-after"))
        assert result["verdict"] == "admitted"
        assert open_to_others(tmp_path) == []
    finally:
        stack.stop(tmp_path)


def open_to_others(home: Path) -> list[Path]:
    """Return what other users of the machine may do anything with, of all that a stack wrote."""
    return [path for path in home.rglob("*") if not path.is_symlink() and mode(path) & 0o077]


def mode(path: Path) -> int:
    """Return a path's mode; 0 of one that is gone: a function's code is unpacked aside, then moved."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return 0


def test_two_stacks_side_by_side_know_nothing_of_each_other(
    at_hand: Doors, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A training of the same event beside it: even its badges are another's."""
    doors, second = at_hand, deploy.Deployment(at_hand.stack.environment, "formation")
    before = doors.headcounts()
    given = {"EventId": doors.stack.event_id, "MailFrom": launch.MAIL_FROM, "SenderIdentity": "existing"}
    second.deploy(deploy.build(ROOT), given | {"Stage": "training", "MailsASecond": launch.MAILS_A_SECOND})
    outputs = second.outputs()
    environment = doors.stack.environment | {"TABLE_NAME": outputs["TableName"]}
    event = rehearsal.event(stack.PROGRAMME)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    rehearsal.load(stack.PROGRAMME, event.at("11:15"), environment)
    other = rehearsal.passes(environment)["organiser"]
    url = f"{doors.stack.aws_endpoint_url}/_aws/execute-api/{outputs['ApiId']}/$default"
    training = Doors(replace(doors.stack, base_url=url, organiser_pass=other))

    bea = training.register()
    ours, theirs = doors.sent(bea["badge"], "entrance"), training.sent(bea["badge"], "entrance")

    assert training.scan(other, theirs)[0]["verdict"] == "admitted"
    assert doors.scan(doors.organiser, ours)[0]["verdict"] == "unknown_badge"
    assert training.headcounts()["registered"] == 1
    assert doors.headcounts()["registered"] == before["registered"]
    for here, secret in ((doors, other), (training, doors.organiser), (doors, bea["pass"])):
        assert here.call("GET", "/api/registration", secret=secret).status_code == 401
    second.cloudformation.delete_stack(StackName=second.name)
    assert doors.register()["attendee_id"]


def test_after_all_of_this_the_scans_amount_to_what_is_counted(at_hand: Doors) -> None:
    doors = at_hand
    doors_open = doors.invite("entrance", "atelier-4", "village", supervisor=True)["pass"]
    for _ in range(7):
        badge = doors.register(ateliers=["atelier-9"])["badge"]
        doors.scan(doors_open, *(doors.sent(badge, place) for place in ("entrance", "atelier-4", "village")))

    recount = verify.recount(doors.stack.event_id)

    assert recount.differences == []
    assert recount.scans > 20
