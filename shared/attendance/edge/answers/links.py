"""The answer to somebody who lost their link: the same to everybody."""

from typing import TypedDict


class LinkAsked(TypedDict):
    asked: bool


def asked() -> LinkAsked:
    return {"asked": True}
