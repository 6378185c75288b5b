"""The name on an attestation, as a verifier may type it."""

from hashlib import sha256

import pytest

from attendance.domain import attestation, badge

NAMELESS = attestation.nameless("forum-essai", "0" * 18, bytes(attestation.DIGEST_BYTES))


def test_a_name_is_the_same_in_any_case_and_spelling_and_order_of_its_words() -> None:
    forms = ("Jean-Noël d’Œuvre", "jean noel D'OEUVRE", "D'Œuvre, Jean-Noe\u0308l", " d œuvre\u00a0 Noël\tJean ")

    assert len({attestation.to_mark(NAMELESS, form) for form in forms}) == 1


@pytest.mark.parametrize("other", ["Ada Exempl", "Ad Aexemple", "Ada", "Ada Ada Exemple", "Exemple Bea"])
def test_another_name_is_another(other: str) -> None:
    assert attestation.to_mark(NAMELESS, other) != attestation.to_mark(NAMELESS, "Ada Exemple")


def test_a_text_without_a_letter_is_nobodys_name() -> None:
    assert attestation.to_mark(NAMELESS, " - ’ ") is None


def test_the_name_is_marked_with_all_else_that_the_code_states() -> None:
    another = attestation.nameless("forum-essai", "1" * 18, bytes(attestation.DIGEST_BYTES))

    assert attestation.to_mark(NAMELESS, "Ada") != attestation.to_mark(another, "Ada")


def test_what_was_printed_once_is_compared_alike_for_ever() -> None:
    """Codes are on paper: another folding needs another version of them."""
    assert attestation.to_mark(NAMELESS, "Łukasz Ñandú-Großmann d’Ævar") == (
        NAMELESS + sha256(b"aevar d grossmann lukasz nandu").digest()
    )


def test_half_a_character_in_a_name_is_no_letter_of_it() -> None:
    """A list may bring one of a pair of surrogates, which UTF-8 cannot write."""
    assert attestation.to_mark(NAMELESS, "Ada\ud800") == attestation.to_mark(NAMELESS, "Ada")


@pytest.mark.parametrize(("version", "is_named"), [(attestation.NAMELESS, False), (attestation.VERSION, True)])
def test_a_code_says_what_was_signed_in_either_version(version: int, is_named: bool) -> None:
    statement = bytes([version]) + NAMELESS[1:] + b"mark"
    signature = bytes(range(64))

    read = attestation.read(attestation.code(statement, signature))

    assert read == attestation.Signed(statement, signature)
    assert (read.event_tag, read.nameless) == (badge.event_tag("forum-essai"), statement[:-4])
    assert read.signed_bytes == attestation.to_sign(statement) == b"pointage attestation " + statement
    assert read.name_mark == (b"mark" if is_named else None)


def test_a_code_of_another_version_and_a_text_that_is_none_are_none() -> None:
    code = attestation.code(NAMELESS + b"mark", bytes(64))
    newer = attestation.code(b"\x03" + NAMELESS[1:] + b"mark", bytes(64))

    for given in (newer, code[:-1], code + "A", "é" + code[1:], ""):
        assert attestation.read(given) is None
