"""Answers about what organisers wrote to people."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict

from attendance.domain.message import Message
from attendance.usecases.writing import Written


class MessageShown(TypedDict):
    """A message; `asked` is how many people were sent a mail with it."""

    message_id: str
    at: datetime
    by: str
    subject: str
    text: str
    asked: int


class MessagesShown(TypedDict):
    messages: list[MessageShown]


class LeftOut(TypedDict):
    """Somebody who cannot be written to, and the code of the problem."""

    attendee_id: str
    code: str


class MessageWritten(TypedDict):
    """How many are asked by this request, and how many were before."""

    message_id: str
    asked: int
    already: int
    left_out: list[LeftOut]


def written(done: Written) -> MessageWritten:
    return {
        "message_id": done.message.id,
        "asked": done.asked,
        "already": done.already,
        "left_out": [{"attendee_id": attendee_id, "code": code} for attendee_id, code in done.left_out],
    }


def listed(messages: Iterable[Message]) -> MessagesShown:
    return {"messages": [shown(message) for message in messages]}


def shown(message: Message) -> MessageShown:
    return {
        "message_id": message.id,
        "at": message.at,
        "by": message.by,
        "subject": message.subject,
        "text": message.text,
        "asked": message.asked,
    }
