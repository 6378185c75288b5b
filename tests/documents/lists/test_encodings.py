"""The letters of a list are read as they were written, whatever wrote them; what nobody can know is told."""

from pathlib import Path

import pytest

from attendance.documents.lists import file, garbled, headers
from attendance.documents.lists.table import Example, Table
from tests.documents.lists.files import HEADER, ZOE, book, reason, table, text

CASES = Path(__file__).parents[2] / "cases" / "imports"

# Given name, family name, town: invented people with names as they are written there.
FRENCH = ["Zoé;Lefèvre;Orléans", "François;Noël;Besançon", "Gaëlle;Châtel;Nîmes"]
GERMAN = ["Jörg;Müller;Köln", "Käthe;Groß;München", "Åse;Sørensen;Ålesund"]
SPANISH = ["Íñigo;Muñoz;Málaga", "María;Sánchez;León", "Ramón;Núñez;Almería"]
PORTUGUESE = ["João;Gonçalves;São Paulo", "Inês;Magalhães;Évora", "Conceição;Leitão;Guimarães"]
POLISH = ["Łukasz;Wiśniewski;Łódź", "Małgorzata;Dąbrowska;Kraków", "Józef;Święcicki;Poznań"]
CZECH = ["Jiří;Dvořák;Plzeň", "Božena;Němcová;Česká Skalice", "Štěpán;Růžička;Písek"]
HUNGARIAN = ["Győző;Kovács;Győr", "Ágnes;Tóth;Pécs", "Ödön;Szűcs;Kőszeg"]
CROATIAN = ["Đuro;Ljubičić;Šibenik", "Željka;Marjanović;Čakovec", "Tomislav;Kovačević;Požega"]
TURKISH = ["Ayşe;Yıldız;İstanbul", "Çağrı;Öztürk;Muğla", "Gülşah;Işık;Eskişehir"]
RUSSIAN = ["Иван;Дмитриев;Москва", "Ольга;Щербакова;Тверь", "Юлия;Жукова;Уфа"]
UKRAINIAN = ["Олексій;Шевченко;Київ", "Ірина;Ґалаґан;Чернігів", "Євген;Їжак;Вінниця"]


def listed(people: list[str]) -> str:
    return "\r\n".join(["Prenom;Nom;Ville", *people]) + "\r\n"


def said(read: Table) -> list[str]:
    return [";".join(line.cells) for line in read.lines]


@pytest.mark.parametrize(
    ("people", "codec", "name"),
    [
        (FRENCH, "cp1252", "Windows-1252"),
        (FRENCH, "mac_roman", "Mac Roman"),
        (FRENCH, "cp850", "DOS 850"),
        ([*FRENCH, "Cœur;Lœil;Crèvecœur"], "iso8859-15", "ISO 8859-15"),
        (GERMAN, "cp1252", "Windows-1252"),
        (GERMAN, "mac_roman", "Mac Roman"),
        (SPANISH, "cp1252", "Windows-1252"),
        (PORTUGUESE, "cp1252", "Windows-1252"),
        (POLISH, "cp1250", "Windows-1250"),
        (POLISH, "iso8859-2", "ISO 8859-2"),
        (CZECH, "cp1250", "Windows-1250"),
        (CZECH, "iso8859-2", "ISO 8859-2"),
        (HUNGARIAN, "cp1250", "Windows-1250"),
        (CROATIAN, "cp1250", "Windows-1250"),
        (TURKISH, "cp1254", "Windows-1254"),
        (RUSSIAN, "cp1251", "Windows-1251"),
        (RUSSIAN, "koi8-r", "KOI8"),
        (UKRAINIAN, "cp1251", "Windows-1251"),
        (UKRAINIAN, "koi8-u", "KOI8"),
    ],
)
@pytest.mark.parametrize("capitals", [False, True])
def test_a_list_of_three_is_read_in_the_code_page_that_makes_words_of_it(
    people: list[str], codec: str, name: str, capitals: bool
) -> None:
    if capitals:
        people = [person.replace("i", "İ").upper() if people is TURKISH else person.upper() for person in people]
        people = [person for person in people if person.encode(codec, "ignore").decode(codec) == person]
    read = table(listed(people).encode(codec))

    assert said(read) == people
    assert read.dialect.encoding == name
    assert read.dialect.words


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("people", [FRENCH, POLISH, RUSSIAN, ["Ada;Exemple;Lyon"]])
def test_a_text_of_wide_letters_is_read_with_and_without_its_mark(people: list[str], codec: str) -> None:
    read = table(listed(people).encode(codec))

    assert said(read) == people
    assert read.dialect.words == ()


def test_one_cut_letter_makes_no_other_code_page_of_a_list_and_its_line_is_one_to_mend() -> None:
    read = table((CASES / "cut_letter.csv").read_bytes())

    assert read.dialect.encoding == "UTF-8"
    assert [line.cells[:2] for line in read.lines[:2]] == [("Lefèvre", "Zoé"), ("Noël", "François")]
    assert [line.problem for line in read.lines] == [None, None, "letter_lost"]
    assert read.lines[2].cells[:2] == ("Chatel\ufffd", "Ana")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_lines_of_another_encoding_among_many_are_lines_to_mend(mark: bytes) -> None:
    content = mark + listed(FRENCH).encode() + "Hélène;Prévôt;Sète\r\n".encode("cp1252")

    read = table(content)

    assert (read.dialect.encoding, said(read)[:3]) == ("UTF-8", FRENCH)
    assert [line.problem for line in read.lines] == [None, None, None, "letter_lost"]


def test_a_file_that_says_to_be_utf_8_and_is_not_is_read_as_what_it_is() -> None:
    read = table(b"\xef\xbb\xbf" + listed(FRENCH).encode("cp1252"))

    assert (read.dialect.encoding, said(read)) == ("Windows-1252", FRENCH)


def test_a_letter_that_was_lost_before_is_told_in_text_and_workbook_alike() -> None:
    lost = ["Zo\ufffd", "Exemple", "zoe@example.org"]

    for read in (table(text(HEADER, lost, ZOE).encode()), table(book(HEADER, lost, ZOE))):
        assert [line.problem for line in read.lines] == ["letter_lost", None]


def test_the_sixteen_bits_of_half_a_letter_are_a_line_to_mend() -> None:
    content = listed(FRENCH).rstrip().encode("utf-16")

    read = table(content[:-1])

    assert [line.problem for line in read.lines] == [None, None, "letter_lost"]


# Letters that were read wrongly before the list was saved.


def misread(text: str, page: str) -> str:
    """Return a text as a program shows it that takes UTF-8 for a code page."""
    return "".join(bytes([byte]).decode(page, "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("page", ["cp1252", "latin-1", "mac_roman", "cp850", "cp1250", "cp1251", "cp1254"])
@pytest.mark.parametrize("people", [FRENCH, POLISH, CZECH, TURKISH, RUSSIAN])
def test_garbled_letters_are_told_and_repaired_only_if_somebody_wants_it(
    people: list[str], page: str, times: int
) -> None:
    stands = people
    for _ in range(times):
        stands = [misread(person, page) for person in stands]
    content = listed(stands).encode()

    list_read = table(content)
    repaired = file.read(content, headers.is_known, repair=True)

    assert said(list_read) == stands
    assert list_read.dialect.garbled
    assert list_read.dialect.garbled.lines == 3
    given = people[0].split(";")[0]
    assert Example(stands[0].split(";")[0], given) in list_read.dialect.garbled.examples or given.isascii()
    assert isinstance(repaired, Table)
    assert (said(repaired), repaired.dialect.is_repaired, repaired.dialect.garbled) == (people, True, None)


def test_garbled_letters_are_told_in_a_workbook_and_in_its_header() -> None:
    content = book([misread(name, "cp1252") for name in HEADER], ["ZoÃ©", "Exemple", "zoe@example.org"])

    list_read = table(content).dialect.garbled
    repaired = file.read(content, headers.is_known, repair=True)

    assert list_read
    assert list_read.examples == (Example("PrÃ©nom", "Prénom"), Example("ZoÃ©", "Zoé"))
    assert isinstance(repaired, Table)
    assert (repaired.header, repaired.lines[0].cells) == (tuple(HEADER), tuple(ZOE))


@pytest.mark.parametrize("people", [FRENCH, GERMAN, SPANISH, PORTUGUESE, POLISH, CZECH, TURKISH, RUSSIAN, UKRAINIAN])
def test_letters_that_were_read_rightly_are_left_alone(people: list[str]) -> None:
    for person in [*people, *(person.upper() for person in people)]:
        for one in (person, f"«{person}»", f"“{person}”", f"{person}…", f"« {person} » – l’une", f"{person}’s"):
            assert garbled.repaired(one) == one


@pytest.mark.parametrize("text", ["CAFÉ»", "Où…", "OÙ…", "MAÇÃ", "Ángel “Ñ”", "Ελένη", "李小龙", "นภา", "محمد", "É’"])
def test_what_only_looks_garbled_is_left_alone(text: str) -> None:
    assert garbled.repaired(text) == text


def test_nothing_is_called_repaired_that_was_not_garbled() -> None:
    read = file.read(listed(FRENCH).encode(), headers.is_known, repair=True)

    assert isinstance(read, Table)
    assert (said(read), read.dialect.is_repaired) == (FRENCH, False)


def test_what_is_no_text_in_any_encoding_is_no_list() -> None:
    assert reason(b"MZ\x90\0\x03\0\0\0") == "not_a_list"
    assert reason(b"\xff\xfeN\0o\0m\0;") == "encoding"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a" * 3_000_000 + b"\xff\n", "quote_unclosed"),
        (("é" * 3_000_000 + "\n").encode("cp1252"), "quote_unclosed"),
        (b"<!-- a -->" * 6_000 + b"\xff;b\nc;d\n", None),
        (b"<!--" * 15_000 + b";b\nc;d\n", None),
    ],
)
def test_a_file_that_was_made_to_be_slow_is_not(content: bytes, expected: str | None) -> None:
    read = file.read(content, headers.is_known)

    assert (None if isinstance(read, Table) else read.reason) == expected
