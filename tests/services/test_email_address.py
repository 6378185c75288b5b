"""One mailbox is one address: every spelling of it becomes the one that is compared, stored and mailed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from attendance.services.email_address import NotAnAddress, as_mailed, canonical

ÉCOLE = "ada@xn--cole-9oa.example"

CHARACTERS = some.characters() | some.sampled_from("@.-aßéςİK\u0301\u200b\u200c\u00ad\u202e\uff0e\u3002")


@pytest.mark.parametrize(
    ("typed", "mailbox"),
    [
        ("ADA@Example.ORG", "ada@example.org"),
        ("\u202a\ufeff ada@example.org\u200e\u200b ", "ada@example.org"),
        ("ada@exam\u200bple.org", "ada@example.org"),
        ("a\u00adda@exam\u00adple.org", "ada@example.org"),
        ("ada@exam\u2060ple\ufe0f.org", "ada@example.org"),
        ("ada@ｅｘａｍｐｌｅ．ｏｒｇ", "ada@example.org"),
        ("ada@example。org", "ada@example.org"),
        ("ada@école.example", ÉCOLE),
        ("ada@e\u0301cole.example", ÉCOLE),
        ("ada@ÉCOLE.Example", ÉCOLE),
        ("ada@XN--COLE-9OA.example", ÉCOLE),
        # By the IDNA of 2003 these would be others': fass.example, and a sigma in the middle.
        ("ada@faß.example", "ada@xn--fa-hia.example"),
        ("ada@FAẞ.example", "ada@xn--fa-hia.example"),
        ("ada@fass.example", "ada@fass.example"),
        ("ada@βόλος.example", "ada@xn--nxasmm1c.example"),
        # Joined on purpose, in Persian.
        ("ada@نامه\u200cای.example", "ada@xn--mgba3gch31f060k.example"),
        # Letters of another alphabet are another domain, and are seen to be one.
        ("ada@exаmple.org", "ada@xn--exmple-4nf.org"),
        # Another mailbox, for all that we know.
        ("ada+forum@example.org", "ada+forum@example.org"),
        ("a.d.a@example.org", "a.d.a@example.org"),
        ("ada@localhost.test", "ada@localhost.test"),
    ],
)
def test_every_spelling_of_a_mailbox_is_one(typed: str, mailbox: str) -> None:
    assert canonical(typed) == mailbox


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ada",
        "@example.org",
        "ada@",
        "ada@example",
        "ada@localhost",
        "ada@example.org.",
        "ada@example..org",
        "ada@example.org, bea@example.org",
        "Ada <ada@example.org>",
        '"ada"@example.org',
        "ada@[192.0.2.1]",
        "ada@192.0.2.1",
        "adèle@example.org",
        "ada.@example.org",
        ".ada@example.org",
        "ada..b@example.org",
        "ａda@example.org",
        "ad\u212a@example.org",
        "ada＠example.org",
        "a\u200cda@example.org",
        "ada@exam\u200cple.org",
        "\u202eada@example.org",
        "ada@\u202eelpmaxe.org",
        "ada@exa mple.org",
        "ada@ex_ample.org",
        "ada@-example.org",
        "ada@🦄.example",
        "ada@½.example",
        "ada@℀.example",
        "ada@xn--a.example",
        "ada@xn--fass-.example",
        "ada@exam\x00ple.org",
        "ada@exam\ud800ple.org",
        "=?utf-8?q?e?=@example.org",
        "a" * 65 + "@example.org",
        "ada@" + "a" * 64 + ".org",
        "ada@" + ".".join(["é" * 20] * 10) + ".example",
        "a" * 64 + "@" + ".".join(["a" * 60] * 3) + ".example",
    ],
)
def test_what_is_no_mailbox_that_can_be_mailed_is_refused(typed: str) -> None:
    with pytest.raises(NotAnAddress):
        canonical(typed)


@given(some.text(CHARACTERS, max_size=20), some.text(CHARACTERS, max_size=40))
@example("a", "\U000e0001.a")
def test_a_text_becomes_one_plain_address_that_stays_as_it_is_or_none(local: str, domain: str) -> None:
    for typed in (f"{local}@{domain}", f"ada@{domain}.example"):
        try:
            mailbox = canonical(typed)
        except NotAnAddress:
            continue
        assert mailbox.isascii()
        assert mailbox == mailbox.lower() == canonical(mailbox) == canonical(mailbox.upper())
        assert mailbox.count("@") == 1
        assert not set(mailbox) & set(' <>,;:()[]\\"?\n')


def test_what_was_stored_before_is_mailed_in_its_one_spelling_and_what_is_none_is_the_posts_to_refuse() -> None:
    assert as_mailed("Ada@Faß.example") == "ada@xn--fa-hia.example"
    assert as_mailed("ada@🦄.example") == "ada@🦄.example"
