"""The sizes that a page has to fit: the smallest phone, a common one, a desk."""

from playwright.sync_api import ViewportSize

from tests.browser.phone import Phone

SMALL: ViewportSize = {"width": 320, "height": 640}
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}
WIDER = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
# A finger's width, for whatever can be pressed but a link within a text.
SMALLER = """() => [...document.querySelectorAll('button, input:not(.trap input), select, summary')]
  .filter((part) => part.checkVisibility() && !part.closest('.unseen') && !part.matches('.unseen'))
  .map((part) => [part.closest('label') ?? part, part.getBoundingClientRect()])
  .filter(([part, box]) => Math.min(box.width, box.height) < 24)
  .map(([part, box]) => `${part.tagName} ${part.textContent}: ${box.width} by ${box.height}`)"""


# What WCAG 1.4.12 lets everybody ask for, whatever a page says. The space below a paragraph makes nothing wider.
SPACED = """(rules) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets.push(sheet);
  const { scrollWidth, clientWidth } = document.scrollingElement;
  document.adoptedStyleSheets.pop();
  return scrollWidth - clientWidth;
}"""
WIDE_SET = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"


def wide(phone: Phone) -> list[str]:
    """Return how a page has to be scrolled sideways: as it is, wide-set, or enlarged until 320 pixels are left."""
    page = phone.page
    size = page.viewport_size
    assert size
    found = {"as it is": page.evaluate(WIDER), "wide-set": page.evaluate(SPACED, WIDE_SET)}
    page.set_viewport_size(SMALL)
    found["enlarged"] = page.evaluate(WIDER)
    page.set_viewport_size(size)
    return [f"{how}: {pixels} too wide" for how, pixels in found.items() if pixels > 0]


def fits(phone: Phone, state: str, *, script: bool = True) -> None:
    """Assert that a page fits each size as it is, and that a finger can press what there is to press.

    At the desk axe is asked too, where pages run a `script`; at the phone's size the test asks it.
    """
    page = phone.page
    # With its sheets.
    page.wait_for_load_state()
    for size in (SMALL, DESK, PHONE):
        page.set_viewport_size(size)
        phone.screenshot(f"{size['width']}-{state}")
        assert page.evaluate(WIDER) == 0, (state, size)
        assert page.evaluate(SPACED, WIDE_SET) == 0, (state, size)
        assert page.evaluate(SMALLER) == [], (state, size)
        assert size != DESK or not script or phone.axe() == [], (state, size)
