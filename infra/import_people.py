"""Register the people of a list, a CSV file or a workbook: python -m infra.import_people liste.csv.

First it shows the columns with their fields, then all errors line by line, and then it asks. People
who are registered already stay unchanged, so it may be repeated, also after an interruption.
"""

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import httpx
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from attendance.documents.lists import columns, file, headers, sentences
from attendance.documents.lists.columns import Column
from attendance.documents.lists.headers import NAME, NAME_FAMILY_FIRST
from attendance.documents.lists.table import Garbled, Table, UnreadableList
from attendance.documents.lists.values import CANCELLED, PENDING, WAITING
from attendance.documents.localised import FRENCH
from attendance.domain.lists import LEAVE_OUT, REGISTER, WAIT
from attendance.domain.programme import Atelier
from attendance.domain.questions import Question
from attendance.domain.texts import Choice
from infra import import_values, rejected_lines, target
from infra import import_words as words
from infra.import_client import ImportClient
from infra.import_values import UnclearMeaning
from infra.server import Server, StoppedError
from infra.target import NoTargetError

LARGEST_BYTES = 64 * 1024 * 1024
# The choices for lines whose status says that the person does not come, or not yet.
STATUSES = {
    CANCELLED: (LEAVE_OUT, REGISTER),
    WAITING: (LEAVE_OUT, REGISTER, WAIT),
    PENDING: (LEAVE_OUT, REGISTER),
}


class ListError(Exception):
    """A list that cannot be imported. The text says why."""


def read(path: Path, *, repair: bool = False) -> Table:
    """Return the list in a file. Raises ListError."""
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            raise ListError(f"{path} a {size:,} octets ; une liste en a au plus {LARGEST_BYTES:,}.".replace(",", " "))
        table = file.read(path.read_bytes(), headers.is_known, repair=repair)
    except OSError as error:
        raise ListError(f"{path} ne peut pas être lu : {error.strerror}.") from None
    if isinstance(table, UnreadableList):
        raise ListError(f"{path} : {sentences.of_file(table, [FRENCH])[FRENCH]}")
    return table


def mapped(
    table: Table,
    ateliers: Sequence[Atelier],
    questions: Sequence[Question],
    kinds: Sequence[Choice],
    mapping: str,
) -> tuple[Column, ...]:
    """Return the columns with their fields; `mapping` is "Colonne=champ,…". Raises ListError."""
    pairs = [pair.rpartition("=") for pair in re.split(r"[,;](?=[^,;=]+=)", mapping) if pair.strip()]
    if wrong := next(("".join(pair) for pair in pairs if not pair[1]), None):
        raise ListError(f"MAPPING dit « {wrong} » : écrivez « Colonne=champ ».")
    wanted = {name.strip(): field.strip() for name, _, field in pairs}
    found = columns.matched(table, ateliers, questions, kinds)
    try:
        return columns.remapped(found, wanted, ateliers, questions)
    except UnreadableList as refused:
        about = refused.more["about"]
        if refused.reason == "two_columns" and (rivals := _rivals(found, about, wanted)):
            choices = "\n".join(f'  MAPPING="{choice}"   ({column.example})' for column, choice in rivals)
            raise ListError(f"{words.TWO_FIT.format(about=words.field(about))}\n{choices}") from None
        known = f"Colonnes : {', '.join(table.header)}\nChamps : {', '.join(columns.fields(ateliers, questions))}"
        raise ListError(f"{words.mapping(refused.reason, refused.more)}\n{known}") from None


def _rivals(found: Sequence[Column], field: str, wanted: Mapping[str, str]) -> list[tuple[Column, str]]:
    """Return the columns that fit a field equally well, each with the mapping that adds it to the given one."""
    headers = [column.header for column in found]
    given = [f"{name}={column_field}" for name, column_field in wanted.items()]

    def called(column: Column) -> str:
        is_plain = headers.count(column.header) == 1 and not re.search(r'[,;="]|^\s*\d*\s*$', column.header)
        return column.header.strip() if is_plain else str(column.column + 1)

    rivals = [column for column in found if column.field == field]
    return [(column, ",".join([*given, f"{called(column)}={field}"])) for column in rivals] if len(rivals) > 1 else []


class Dialogue:
    """What an organiser sees and answers during an import."""

    def __init__(self, console: Console, ask: Callable[[str], str] | None) -> None:
        self.console = console
        self.ask = ask

    def say(self, *texts: str) -> None:
        # Texts of a list must not move the cursor, nor act as markup.
        shown = "".join(c if c.isprintable() or c == "\n" else "?" for c in "\n".join(texts).replace("\xa0", " "))
        self.console.print(shown, markup=False, highlight=False, soft_wrap=True)

    def show(self, path: Path, table: Table, found: Sequence[Column]) -> None:
        """Show how the file was read, and which column is which field."""
        dialect = table.dialect
        how = f"feuille « {dialect.sheet} »" if dialect.sheet else f"CSV en {dialect.encoding}"
        if dialect.separator:
            how += f", séparateur {'tabulation' if dialect.separator == '\t' else f'« {dialect.separator} »'}"
        header = f"en-tête à la ligne {dialect.header_line}" if dialect.header_line else "sans en-tête"
        self.say(f"{path.name} : {words.lines(len(table.lines))}, {how}, {header}.")
        if others := [sheet for sheet in dialect.sheets if sheet != dialect.sheet]:
            self.say(f"Les autres feuilles ne sont pas lues : {', '.join(others)}.")
        if dialect.words:
            self.say(f"Lettres à vérifier : {', '.join(dialect.words)}.")
        if dialect.is_repaired:
            self.say("Les lettres abîmées sont réparées.")
        self.say(*(sentence[FRENCH] for sentence in sentences.of_what_is_left_out(dialect, [FRENCH])), "")
        for column in found:
            field = words.field(column.field) if column.field else "(laissée de côté)"
            self.say(f"  {column.column + 1:3} {column.header[:32]:32}  {field:24}  {column.example[:40]}".rstrip())
        if parted := next((c.field for c in found if c.field in (NAME, NAME_FAMILY_FIRST)), None):
            self.say("", words.PARTED.format(first="le prénom" if parted == NAME else "le nom"))
        self.say("", words.TO_MAP, "")

    def repairs(self, found: Garbled, *, may_ask: bool) -> bool:
        """Whether the organiser wants garbled letters repaired. Raises ListError if nobody can answer."""
        if self.ask is None or not may_ask:
            raise ListError(words.garbled(found) + words.TO_REPAIR)
        return _is_yes(self.ask(f"{words.garbled(found)}Les réparer ? [o/n] "))

    def following(self, label: str, answered: Iterator[int], total: int) -> None:
        """Show a bar while lines are processed."""
        bar = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()]
        with Progress(*bar, console=self.console, disable=not self.console.is_terminal) as progress:
            task = progress.add_task(label, total=total)
            for lines in answered:
                progress.advance(task, lines)

    def list_remarks(self, remarks_by_line: Mapping[int, Sequence[str]]) -> None:
        """Show the remarks, line by line."""
        for line, remarks in remarks_by_line.items():
            self.say(*(f"  ligne {line}, {remark}" for remark in remarks))

    def agrees(self, count: int, *, said: bool) -> bool:
        """Whether the organiser confirms, and asserts that the people of the list agreed."""
        if said:
            return True
        if self.ask is None:
            self.say("Rien n'est inscrit. Pour inscrire les lignes justes : YES=1.")
            return False
        return _is_yes(self.ask(words.AGREED.format(people=words.people(count))))


def run(dialogue: Dialogue, client: ImportClient, path: Path, *, agreed: bool) -> int:
    """Try every line, ask, and register the correct ones. Return the command's status."""
    dialogue.following("Vérification", client.rehearse(), len(client.table.lines))
    new, reasons, noted = client.count("registered"), client.reasons, client.notes
    dialogue.say(
        f"{words.lines(len(client.table.lines))}. À inscrire : {new}. Déjà inscrites : {client.count('known')}."
        f" À corriger : {len(reasons)}."
    )
    if left := client.count("left_out"):
        counts = [(said, client.codes["left_out", code]) for code, said in words.STATUSES.items()]
        why = ", ".join(f"{said} : {count}" for said, count in counts if count)
        dialogue.say(f"Laissées de côté : {left} ({why}). {words.TO_REGISTER}")
    dialogue.list_remarks(reasons)
    if client.codes["refused", "already_registered"]:
        dialogue.say(words.TO_SHARE)
    if noted:
        dialogue.say("", "À savoir :")
        dialogue.list_remarks(noted)
    if open_questions := import_values.questions(client.results.values()):
        dialogue.say(*open_questions)
    goes_on = new > 0 and dialogue.agrees(new, said=agreed)
    try:
        if goes_on:
            dialogue.following("Inscription", client.register(), new)
    finally:
        if goes_on:
            dialogue.say(f"Inscrites : {client.registered}. Déjà inscrites : {client.count('known')}.")
            dialogue.list_remarks({line: counts for line, counts in client.reasons.items() if line not in reasons})
        if client.reasons:
            mended = rejected_lines.write(path, client.table, client.reasons)
            dialogue.say(f"À corriger, puis à importer : {mended} ({words.lines(len(client.reasons))}).")
        if noted:
            kept = rejected_lines.write(path, client.table, noted, rejected_lines.TO_LOOK_AT)
            dialogue.say(f"À regarder : {kept} ({words.lines(len(noted))}).")
    if new and not goes_on:
        return 2
    return 1 if client.reasons else 0


def main(
    arguments: list[str],
    transport: httpx.BaseTransport | None = None,
    sleep: Callable[[float], None] = time.sleep,
    console: Console | None = None,
    ask: Callable[[str], str] | None = None,
) -> int:
    """Return 0 if everybody is registered, 1 if lines are to be corrected, 2 if it was interrupted."""
    parser = argparse.ArgumentParser(prog="import_people", description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="the list: CSV, .xlsx or .ods")
    parser.add_argument("--mapping", default="", help='"Colonne=champ,…": which column is which field')
    parser.add_argument("--repair", choices=("0", "1"), help="whether garbled letters are repaired: ZoÃ© is Zoé")
    parser.add_argument("--yes", action="store_true", help="register without asking; the people of the list agreed")
    parser.add_argument("--notify", action="store_true", help="send everybody their confirmation by mail")
    for status, becomes in STATUSES.items():
        parser.add_argument(f"--{status}", choices=becomes, help=f"what becomes of lines whose status is {status}")
    parser.add_argument(
        "--share", action="store_true", help="register people with an address that is somebody else's too"
    )
    parser.add_argument("--values", default="", help='"champ:réponse=sens;…": what answers that are not ours mean')
    parser.add_argument("--usual-names", action="store_true", help="register DUPONT as Dupont")
    chosen = parser.parse_args(arguments)
    statuses = {status: choice for status in STATUSES if (choice := getattr(chosen, status))}
    dialogue = Dialogue(console or Console(), ask or (input if sys.stdin.isatty() else None))
    try:
        table = read(chosen.file, repair=chosen.repair == "1")
        if (
            (found := table.dialect.garbled)
            and chosen.repair is None
            and dialogue.repairs(found, may_ask=not chosen.yes)
        ):
            table = read(chosen.file, repair=True)
        api = target.api()
        with Server(api.origin, api.secret, transport, sleep) as server:
            client = ImportClient(server, table, notify=chosen.notify, statuses=statuses, shares=chosen.share)
            client.chosen |= import_values.chosen(chosen.values, usual_names=chosen.usual_names)
            client.columns = mapped(table, client.ateliers, client.questions, client.kinds, chosen.mapping)
            dialogue.show(chosen.file, table, client.columns)
            return run(dialogue, client, chosen.file, agreed=chosen.yes)
    except (ListError, NoTargetError, UnclearMeaning) as refused:
        print(refused, file=sys.stderr)
    except (StoppedError, KeyboardInterrupt, EOFError) as stopped:
        print(f"{stopped}\nInterrompu : recommencez, personne ne sera inscrit deux fois.".strip(), file=sys.stderr)
    return 2


def _is_yes(answer: str) -> bool:
    return answer.strip().casefold() in ("o", "oui", "y", "yes")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
