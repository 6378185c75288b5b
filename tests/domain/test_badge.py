"""A badge survives its own text, and no other text is a badge."""

import json
import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.domain import badge
from tests.builders import EVENT_ID, attendee

ID = badge.attendee_id(bytes(range(11)))
SIGNATURE = bytes(range(64))
CASES, CODES = (
    json.loads((Path(__file__).parents[1] / f"cases/{name}.json").read_text()) for name in ("badge", "codes")
)


@pytest.mark.parametrize("case", CASES["badges"], ids=lambda case: case["name"])
def test_a_badge_says_what_the_case_says(case: dict[str, Any]) -> None:
    read = badge.read(case["text"])

    assert read
    assert read.event_tag.hex() == case["event_tag"]
    assert (read.attendee_id, read.issue) == (case["attendee_id"], case["issue"])
    assert badge.read(case["canonical"]) == read
    assert badge.canonical(case["text"]) == badge.canonical(case["canonical"]) == case["canonical"]


@pytest.mark.parametrize("case", CASES["no_badges"], ids=lambda case: case["name"])
def test_a_text_of_the_cases_that_is_no_badge_is_none(case: dict[str, Any]) -> None:
    assert badge.read(case["text"]) is None
    assert badge.canonical(case["text"]) == case["text"]


@pytest.mark.parametrize(("typed", "code"), [*CODES["codes"], *((typed, None) for typed in CODES["none"])])
def test_a_code_is_known_however_it_is_typed(typed: str, code: str | None) -> None:
    assert badge.typed_code(typed) == code


@given(
    raw_id=st.binary(min_size=11, max_size=11),
    issue=st.integers(1, 255),
    signature=st.binary(min_size=64, max_size=64),
)
def test_a_badge_says_whom_it_names_and_fills_a_version_5_code(raw_id: bytes, issue: int, signature: bytes) -> None:
    attendee_id = badge.attendee_id(raw_id)

    text = badge.text(EVENT_ID, attendee_id, issue, signature)

    assert len(text) == 122
    assert set(text) <= set(badge.ALPHANUMERIC)
    low = badge.low_form(signature)
    assert badge.read(text) == badge.Badge(badge.event_tag(EVENT_ID), attendee_id, issue, low)
    assert badge.canonical(text) == badge.text(EVENT_ID, attendee_id, issue, low)


def test_an_attendee_id_can_be_read_out_and_stands_in_a_url() -> None:
    assert len(ID) == 18
    assert set(ID) <= set(string.digits + string.ascii_uppercase) - set("ILOU")


@given(st.text())
def test_a_text_that_is_no_badge_is_none(text: str) -> None:
    assert badge.read(text) is None


def test_a_badge_that_begins_with_a_space_must_not_be_trimmed() -> None:
    badges = (badge.text(f"forum-{n}", ID, 1, SIGNATURE) for n in range(1_000))
    spaced = next(text for text in badges if text.startswith(" "))

    assert badge.read(spaced)
    assert badge.read(spaced.strip()) is None


def test_a_badge_of_another_version_is_not_one_of_ours() -> None:
    text = badge.text(EVENT_ID, ID, 1, SIGNATURE)

    assert badge.read(text[2:] + text[:2]) is None


def test_the_words_of_rfc_9285_encode_as_it_says() -> None:
    assert badge.base45(b"AB") == "BB8"
    assert badge.base45(b"Hello!!") == "%69 VD92EX0"
    assert badge.base45(b"base-45") == "UJCLQE7W581"


def test_a_badge_is_the_valid_issue_or_the_one_that_is_asked_for() -> None:
    ada = attendee(signatures=(b"1" * 64, b"2" * 64))

    assert badge.of(ada, EVENT_ID) == badge.of(ada, EVENT_ID, 2) == badge.text(EVENT_ID, ada.id, 2, b"2" * 64)
    assert badge.of(ada, EVENT_ID, 1) == badge.text(EVENT_ID, ada.id, 1, b"1" * 64)


def test_only_the_higher_of_two_forms_is_turned_and_what_is_no_signature_stays() -> None:
    def with_s(s: int) -> bytes:
        return b"r" * 32 + s.to_bytes(32)

    half = badge.ORDER // 2
    assert [badge.low_form(with_s(s)) for s in (half, half + 1, badge.ORDER - 1)] == [
        with_s(s) for s in (half, half, 1)
    ]
    assert [badge.low_form(with_s(s)) for s in (0, badge.ORDER, badge.ORDER + 1)] == [
        with_s(s) for s in (0, badge.ORDER, badge.ORDER + 1)
    ]
