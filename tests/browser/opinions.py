"""Keeps for other checkers what axe looks at: `make opinions` asks them afterwards."""

import json
import os
from hashlib import sha256
from pathlib import Path

from playwright.sync_api import Page

from infra.local.stack import ROOT

# Not among our libraries: `make opinions` installs it.
ENGINE = ROOT / ".venv/opinions/node_modules/accessibility-checker-engine/ace-window.js"
ASK = """async () => {
  const report = await new ace_ibma.Checker().check(document, ['IBM_Accessibility']);
  return report.results.filter(({ value }) => value[1] !== 'PASS').map(({ ruleId, value, message, path, snippet }) =>
    ({ rule: ruleId, sort: value.join(' '), message, place: path.dom, snippet }));
}"""


def keep(page: Page) -> None:
    """Keep the page as it is, and what a second engine says of it, if POINTAGE_OPINIONS names a folder for them."""
    if not (folder := os.environ.get("POINTAGE_OPINIONS")):
        return
    html = page.content()
    kept = Path(folder) / f"{sha256(html.encode()).hexdigest()[:16]}.html"
    if kept.exists():
        return
    if page.evaluate("typeof ace_ibma") == "undefined":
        page.evaluate(ENGINE.read_text())
    said = {"url": page.url.partition("#")[0], "found": page.evaluate(ASK)}
    kept.with_suffix(".json").write_text(json.dumps(said, ensure_ascii=False))
    kept.write_text(html)
