"""A page as its reader gets it without any script: what it says, what is filled in, what is wrong."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

EMPTY = {"meta", "link", "input", "br", "hr", "img"}


@dataclass
class Element:
    name: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    children: "list[Element | str]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """Everything that is said within, with single spaces."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> list[str]:
        return [child if isinstance(child, str) else child.text + " " for child in self.children]

    def all(self, name: str = "", **attributes: str) -> "list[Element]":
        """Return every element within of a name, or with some attributes."""
        below = [child for child in self.children if isinstance(child, Element)]
        found = [child for child in below if child._is(name, attributes)]
        return found + [each for child in below for each in child.all(name, **attributes)]

    def one(self, name: str = "", **attributes: str) -> "Element":
        (found,) = self.all(name, **attributes)
        return found

    def _is(self, name: str, attributes: dict[str, str]) -> bool:
        by_name = {key.replace("_", "-"): value for key, value in attributes.items()}
        return (not name or self.name == name) and by_name.items() <= self.attributes.items()


class Page(HTMLParser):
    """A parsed page. Raises AssertionError for elements that are not closed where they should be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.root = self._open = Element("", {})
        self.feed(text)
        self.close()
        assert self._open is self.root, self._open.name

    @property
    def state(self) -> str:
        return self.root.one("main").attributes["data-page"]

    @property
    def title(self) -> str:
        return self.root.one("title").text

    def by_id(self, wanted: str) -> Element:
        return self.root.one(id=wanted)

    def error(self, name: str) -> str | None:
        """Return what is said to be wrong beside a field. It must be tied to the field for who cannot see that."""
        found = self.root.all(id=f"{name}-error")
        if not found:
            return None
        assert any(f"{name}-error" in e.attributes.get("aria-describedby", "") for e in self.root.all())
        return found[0].text

    @property
    def errors(self) -> dict[str, str]:
        ids = [each.attributes["id"].removesuffix("-error") for each in self.root.all("p", **{"class": "error"})]
        return {name: self.error(name) or "" for name in ids}

    @property
    def summary(self) -> list[str]:
        """What the list above the form says."""
        found = self.root.all(id="faults")
        return [line.text for line in found[0].all("li")] if found else []

    def filled_in(self) -> dict[str, Any]:
        """Return what the browser would send, were the form sent as it is."""
        form = self.by_id("form")
        sent: dict[str, Any] = {}
        for field_ in form.all("input"):
            attributes = field_.attributes
            is_tick = attributes.get("type") in ("radio", "checkbox")
            if "disabled" not in attributes and (not is_tick or "checked" in attributes):
                sent.setdefault(attributes["name"], []).append(attributes.get("value", ""))
        for select in form.all("select"):
            options = select.all("option")
            chosen = [option for option in options if "selected" in option.attributes] or options[:1]
            sent[select.attributes["name"]] = [chosen[0].attributes["value"]]
        return {name: values if name == "waiting" else values[0] for name, values in sent.items()}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs}, self._open)
        self._open.children.append(made)
        if tag not in EMPTY:
            self._open = made

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.children.append(Element(tag, {name: value or "" for name, value in attrs}, self._open))

    def handle_endtag(self, tag: str) -> None:
        assert tag == self._open.name, f"{tag} closes {self._open.name}"
        assert self._open.parent
        self._open = self._open.parent

    def handle_data(self, data: str) -> None:
        self._open.children.append(data)
