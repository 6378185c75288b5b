"""The name on an attestation, as a verifier may type it."""

from hashlib import sha256

import pytest

from attendance.domain import attestation, badge

UNNAMED_CLAIM = attestation.unnamed_claim("forum-essai", "0" * 18, bytes(attestation.DIGEST_BYTES))


def test_a_name_is_the_same_in_any_case_and_spelling_and_order_of_its_words() -> None:
    forms = ("Jean-Noël d’Œuvre", "jean noel D'OEUVRE", "D'Œuvre, Jean-Noe\u0308l", " d œuvre\u00a0 Noël\tJean ")

    assert len({attestation.name_message(UNNAMED_CLAIM, form) for form in forms}) == 1


@pytest.mark.parametrize("other", ["Ada Exempl", "Ad Aexemple", "Ada", "Ada Ada Exemple", "Exemple Bea"])
def test_another_name_is_another(other: str) -> None:
    assert attestation.name_message(UNNAMED_CLAIM, other) != attestation.name_message(UNNAMED_CLAIM, "Ada Exemple")


def test_a_text_without_a_letter_is_nobodys_name() -> None:
    assert attestation.name_message(UNNAMED_CLAIM, " - ’ ") is None


def test_the_name_is_marked_with_all_else_that_the_code_claims() -> None:
    another = attestation.unnamed_claim("forum-essai", "1" * 18, bytes(attestation.DIGEST_BYTES))

    assert attestation.name_message(UNNAMED_CLAIM, "Ada") != attestation.name_message(another, "Ada")


def test_what_was_printed_once_is_compared_alike_for_ever() -> None:
    """Codes are on paper: another folding needs another version of them."""
    assert attestation.name_message(UNNAMED_CLAIM, "Łukasz Ñandú-Großmann d’Ævar") == (
        UNNAMED_CLAIM + sha256(b"aevar d grossmann lukasz nandu").digest()
    )


def test_half_a_character_in_a_name_is_no_letter_of_it() -> None:
    """A list may bring one of a pair of surrogates, which UTF-8 cannot write."""
    assert attestation.name_message(UNNAMED_CLAIM, "Ada\ud800") == attestation.name_message(UNNAMED_CLAIM, "Ada")


@pytest.mark.parametrize(("version", "is_named"), [(attestation.NAMELESS, False), (attestation.VERSION, True)])
def test_a_code_says_what_was_signed_in_either_version(version: int, is_named: bool) -> None:
    claim = bytes([version]) + UNNAMED_CLAIM[1:] + b"mark"
    signature = bytes(range(64))

    read = attestation.read(attestation.code(claim, signature))

    assert read == attestation.Signed(claim, signature)
    assert (read.event_tag, read.unnamed_claim) == (badge.event_tag("forum-essai"), claim[:-4])
    assert read.message == attestation.message(claim) == b"pointage attestation " + claim
    assert read.name_mark == (b"mark" if is_named else None)


def test_a_code_of_another_version_and_a_text_that_is_none_are_none() -> None:
    code = attestation.code(UNNAMED_CLAIM + b"mark", bytes(64))
    newer = attestation.code(b"\x03" + UNNAMED_CLAIM[1:] + b"mark", bytes(64))

    for given in (newer, code[:-1], code + "A", "é" + code[1:], ""):
        assert attestation.read(given) is None
