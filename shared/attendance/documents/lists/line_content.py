"""One line of a list as the fields of a registration, with all its errors at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from attendance.documents.lists import answers, choices, names, values
from attendance.documents.lists.headers import ATELIERS, CONSENT, FAMILY_NAME, GIVEN_NAME, MEMO, NAME, NAME_FAMILY_FIRST
from attendance.documents.lists.meanings import NOTHING_SAID, Meanings
from attendance.documents.lists.values import CANCELLED, Unread, about, yes_or_no
from attendance.domain.lists import Remark
from attendance.domain.programme import Programme
from attendance.domain.questions import to_the_caterer
from attendance.domain.wording import comparable, one_line
from attendance.vocabulary import fields, words
from attendance.vocabulary.codes import NO_DIET, OTHER_DIET, Kind
from attendance.vocabulary.fields import TEXT, TICK

_READERS: Mapping[str, Callable[[str], Any]] = {
    **dict.fromkeys(fields.names(TEXT), values.line),
    **dict.fromkeys(fields.names(TICK), yes_or_no),
    **{each.name: partial(values.choice, each) for each in fields.FIELDS if each.choices},
    GIVEN_NAME: names.one,
    FAMILY_NAME: names.one,
    "email": values.email,
    MEMO: values.line,
}
_COUNTS_AS_OTHER, _COUNTS_AS_NONE = "diet_words", "diet_unknown"
# An invisible letter is reported as such, not as an unknown word.
LONGEST_TEXT = 1_000


@dataclass(slots=True)
class LineContent:
    """The content of a line: its readable fields, its errors, and remarks for people."""

    fields: dict[str, Any] = field(default_factory=dict)
    errors: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)


def read(cells: Mapping[str, str], programme: Programme, meanings: Meanings = NOTHING_SAID) -> LineContent:
    """Return the content of a line's cells, by field or by a ticked atelier, with the meanings that it was given."""
    content = LineContent()
    written, cells = cells, meanings.applied(cells)
    for name, text in cells.items():
        if len(text) > LONGEST_TEXT:
            content.errors.append(Remark(name, "too_long", f"has more than {LONGEST_TEXT} characters"))
            continue
        try:
            _read(content, name, text, programme)
        except Unread as unread:
            content.errors.append(Remark(name, unread.code, unread.message, unread.about, unread.value))
    _drop_diet(content, cells)
    _drop_what_is_not_asked(content, programme)
    _keep_words_of_diet(content, written.get("diet", ""), programme)
    return content


def _count_as_some_diet(content: LineContent, text: str, programme: Programme) -> None:
    """Count a diet that the event does not have as another one, if it has such, and tell it to people."""
    diet, code = (OTHER_DIET, _COUNTS_AS_OTHER) if programme.offers_diet(OTHER_DIET) else (NO_DIET, _COUNTS_AS_NONE)
    content.fields["diet"] = diet
    message = f"is none of the event's diets, and counts as {diet}"
    content.notes.append(Remark("diet", code, message, about(text), one_line(text)))


def _keep_words_of_diet(content: LineContent, text: str, programme: Programme) -> None:
    """Keep how people write a diet that the event does not have: for the caterer if the event asks that, else noted."""
    is_counted = any(note.code in (_COUNTS_AS_OTHER, _COUNTS_AS_NONE) for note in content.notes)
    is_other = is_counted or content.fields.get("diet") == OTHER_DIET
    if not is_other or not comparable(text) or values.diet(text, programme) is not None:
        return
    question = to_the_caterer(programme.questions, content.fields.get("kind", Kind.PARTICIPANT))
    if question:
        kept, name, said = content.fields.setdefault("answers", {}), question.id, one_line(text)
    else:
        common = words.spoken("common", programme.language)
        label = common["fields"]["diet"]
        said = words.filled(common["labelled"], programme.language, label=label, text=one_line(text))
        kept, name = content.fields, MEMO
    had = kept.get(name) or ""
    if comparable(said) not in comparable(had):
        kept[name] = f"{had} ; {said}" if had else said


def _drop_diet(content: LineContent, cells: Mapping[str, str]) -> None:
    """Drop a diet without a lunch, as forms ask everybody; its words stay on the line.

    If the list has a lunch column too, a blank cell there is an open question.
    """
    is_unsaid = "lunch" in cells and not comparable(cells["lunch"])
    if (
        content.fields.get("diet", NO_DIET) == NO_DIET
        or content.fields.get("lunch")
        or is_unsaid
        or _is_wrong(content, "lunch")
    ):
        return
    content.fields["diet"] = NO_DIET
    content.notes = [note for note in content.notes if note.code not in (_COUNTS_AS_OTHER, _COUNTS_AS_NONE)]
    if comparable(cells.get("lunch", "")):
        content.notes.append(Remark("diet", "diet_dropped", "is left out: there is no lunch", about(cells["diet"])))
    else:
        message = "is left out: nothing says that this person has lunch"
        content.notes.append(Remark("diet", "diet_without_lunch", message, about(cells["diet"])))


def _drop_what_is_not_asked(content: LineContent, programme: Programme) -> None:
    """A list has one column for everybody: who is not asked has nothing to answer."""
    kind, answered = content.fields.get("kind", Kind.PARTICIPANT), content.fields.get("answers", {})
    for question in programme.questions:
        if question.id in answered and not question.is_asked_of(kind) and answered.pop(question.id) is not None:
            content.notes.append(Remark(question.field, "not_asked", "is left out: this person is not asked"))


def _leave_out(content: LineContent, name: str, status: str | None, text: str) -> None:
    """Note the column by which somebody does not come, or not yet; if several do, a cancellation counts."""
    if status is None or content.fields.get("status") in (CANCELLED, status):
        return
    content.fields["status"] = status
    content.notes = [note for note in content.notes if not note.code.startswith("status_")]
    content.notes.append(Remark(name, f"status_{status}", "does not say that this person comes", about(text)))


def _is_wrong(content: LineContent, name: str) -> bool:
    return any(error.field == name for error in content.errors)


def _read(content: LineContent, name: str, text: str, programme: Programme) -> None:
    fields = content.fields
    if name in (NAME, NAME_FAMILY_FIRST):
        given, family = names.parted(text, family_first=name == NAME_FAMILY_FIRST)
        fields[GIVEN_NAME], fields[FAMILY_NAME] = given, family
        if len(text.split()) > 2:
            content.notes.append(Remark(name, "name_parted", "is parted so", f"{given} | {family}"))
    elif name == "lunch" and (diet := values.diet_with_yes(text, programme)):
        fields[name] = True
        if diet != NO_DIET and fields.get("diet", NO_DIET) == NO_DIET:
            fields["diet"] = diet
            content.notes.append(Remark("diet", "diet_with_lunch", "is said in the cell of the lunch", about(text)))
    elif name == "diet" and not comparable(text):
        fields.setdefault(name, NO_DIET)
    elif name == "diet":
        fields[name] = values.diet(text, programme)
        if fields[name] is None:
            _count_as_some_diet(content, text, programme)
    elif name == "kind":
        fields[name] = values.kind(text, programme.kinds)
    elif name == "language":
        fields[name] = values.language(text, programme)
    elif name == "status":
        _leave_out(content, name, values.status(text), text)
    elif name == CANCELLED:
        _leave_out(content, name, values.cancelled(text), text)
    elif name == ATELIERS:
        fields[ATELIERS] = [*dict.fromkeys([*fields.get(ATELIERS, ()), *choices.ateliers(text, programme.ateliers)])]
    elif programme.atelier(name):
        if yes_or_no(text) and name not in fields.setdefault(ATELIERS, []):
            fields[ATELIERS].append(name)
    elif name == CONSENT:
        if not comparable(text) and not text.strip():
            raise Unread("consent_unsaid", "does not say whether this person agrees to be registered")
        if not yes_or_no(text):
            raise Unread("no_consent", "says that this person does not agree to be registered")
    elif question := next((q for q in programme.questions if q.field == name), None):
        fields.setdefault("answers", {})[question.id] = answers.answer(text, question)
    elif name not in _READERS:
        raise Unread("unknown_field", "is not a field of a registration")
    else:
        fields[name] = _READERS[name](text)
