"""A screen reader without a voice, run in the page: what is spoken is a list of texts."""

import re

from playwright.sync_api import Page

from infra.local.stack import ROOT

SOURCE = ROOT / "node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js"
# A page's policy lets no module of ours in, but what a test evaluates.
EXPORTED = re.compile(r"export\{.*?([\w$]+) as virtual\};")
READ = """async ([from, most]) => {
  await reader.start({ container: document.querySelector(from) });
  // Past its end it begins anew.
  const first = await reader.lastSpokenPhrase();
  const spoken = [first];
  while (spoken.length < most) {
    await reader.next();
    const phrase = await reader.lastSpokenPhrase();
    if (phrase === first || phrase === 'end of document') break;
    spoken.push(phrase);
  }
  await reader.stop();
  return spoken;
}"""
# What somebody stops at who goes from control to control, or from heading to heading.
STOPS = re.compile(r"(textbox|searchbox|combobox|radio|checkbox|button|link|heading|alert|status|image|img), ")


def ready(page: Page) -> None:
    if page.evaluate("typeof reader") == "undefined":
        code = EXPORTED.sub(lambda found: f"globalThis.reader = {found[1]};", SOURCE.read_text())
        page.evaluate(f"(() => {{{code}\n}})()")


def stops(page: Page, within: str, *, most: int = 2_000) -> list[str]:
    """Read a part of the page from its beginning, and return what is spoken at headings and controls."""
    ready(page)
    return [phrase for phrase in page.evaluate(READ, [within, most]) if STOPS.match(phrase)]


def listen(page: Page) -> None:
    """Read nothing, and hear what the page announces from now on."""
    ready(page)
    page.evaluate("reader.start({ container: document.body })")


def heard(page: Page) -> list[str]:
    """Return what was announced since it was last asked."""
    spoken: list[str] = page.evaluate(
        "async () => { const log = await reader.spokenPhraseLog(); await reader.clearSpokenPhraseLog(); return log; }"
    )
    return [phrase for phrase in spoken if phrase.startswith(("polite: ", "assertive: "))]
