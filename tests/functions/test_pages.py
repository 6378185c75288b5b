"""What a browser is sent: every file of the pages, with its type, its tag and the security headers."""

import gzip
import json
import re
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from infra import pages
from tests.gateway import ROOT, Gateway, Response

SOURCE = ROOT / "functions/pages"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
}
SERVED = sorted(
    path.relative_to(SOURCE / "site").as_posix() for path in (SOURCE / "site").rglob("*") if path.suffix in TYPES
)
DECODER = "/site/zxing/zxing_reader.wasm"
STAMP = re.compile(r"(?<=^/site/)[0-9a-f]{12}/")
GZIP = {"accept-encoding": "gzip, deflate, br"}


@pytest.fixture(scope="module")
def functions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of functions with the pages in it, packaged."""
    folder = tmp_path_factory.mktemp("functions")
    shutil.copytree(SOURCE, folder / "pages", ignore=shutil.ignore_patterns("__pycache__", "*.json"))
    pages.complete(folder / "pages", ROOT / "node_modules")
    return folder


@pytest.fixture
def browser(functions: Path) -> Gateway:
    return Gateway(unpacked=functions / "pages")


def shells(browser: Gateway) -> dict[str, list[str]]:
    """Return by page the addresses that its service worker keeps."""
    listed = re.search(r"const SHELLS = (\{.*?\});", browser.call("GET", "/sw.js").text, re.DOTALL)
    assert listed
    return dict(json.loads(listed[1]))


def version(browser: Gateway) -> str:
    """Return the version that the service worker asks of a file, by the header that it names."""
    worker = browser.call("GET", "/sw.js")
    (header,) = re.findall(r"headers\.get\('([^']+)'\)", worker.text)
    return worker.headers[header]


@pytest.mark.parametrize("name", SERVED)
def test_every_file_is_served_as_what_it_is_whether_packaged_or_not(name: str) -> None:
    answer = Gateway().call("GET", f"/site/{name}")

    assert answer.status == 200
    assert answer.headers["content-type"] == TYPES[Path(name).suffix]
    assert answer.content == (SOURCE / "site" / name).read_bytes()


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/scan", "scan/index.html"),
        ("/badge", "badge/index.html"),
        ("/inscriptions", "registrations/index.html"),
        ("/tableau", "dashboard/index.html"),
        ("/traiteur", "caterer/index.html"),
        ("/attestation", "attestation/index.html"),
        ("/sw.js", "sw.js"),
        ("/favicon.ico", "icons/icon-192.png"),
    ],
)
def test_a_page_has_an_address_of_its_own(browser: Gateway, path: str, name: str) -> None:
    answer = browser.call("GET", path)

    assert answer.status == 200
    assert answer.content == browser.call("GET", f"/site/{name}").content
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("accepted", [{}, GZIP])
def test_a_file_below_the_version_is_kept_for_ever(browser: Gateway, accepted: dict[str, str]) -> None:
    lasting = browser.call("GET", f"/site/{version(browser)}/lib/api.js", headers=accepted)
    plain = browser.call("GET", "/site/lib/api.js", headers=accepted)

    assert lasting.headers == {**plain.headers, "cache-control": "public, max-age=31536000, immutable"}
    assert (lasting.status, lasting.content) == (200, plain.content)


def test_a_page_that_was_open_during_a_deployment_gets_the_file_as_it_is_now(browser: Gateway) -> None:
    answer = browser.call("GET", "/site/0123456789ab/lib/api.js")

    assert answer.content == browser.call("GET", "/site/lib/api.js").content
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/scan", "/sw.js", "/favicon.ico", "/site/lib/api.js", DECODER, "/site/nothing.js"])
def test_every_answer_has_security_headers_and_asked_for_again(browser: Gateway, path: str) -> None:
    headers = browser.call("GET", path).headers

    assert headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; "
        "img-src 'self' blob:; style-src 'self'; media-src 'self' blob:; manifest-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path", ["/scan", "/badge", "/inscriptions", "/tableau", "/traiteur", "/attestation", "/sw.js", "/site/x.js"]
)
def test_the_page_that_scans_is_the_only_one_that_may_use_the_camera(browser: Gateway, path: str) -> None:
    allowed = browser.call("GET", path).headers["permissions-policy"]

    camera = "(self)" if path == "/scan" else "()"
    assert allowed == f"camera={camera}, microphone=(), geolocation=()"


def test_a_file_is_sent_packed_to_a_browser_that_unpacks_it(browser: Gateway) -> None:
    packed, plain = browser.call("GET", DECODER, headers=GZIP), browser.call("GET", DECODER)

    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"] == plain.headers["vary"] == "accept-encoding"
    assert packed.headers["etag"] != plain.headers["etag"]
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2


@pytest.mark.parametrize("accepted", ["", "br", "identity", "gzip;q=0", "br, GZIP; q=0.0 , deflate", "notgzip"])
def test_a_browser_that_does_not_unpack_is_sent_the_file_as_it_is(browser: Gateway, accepted: str) -> None:
    assert "content-encoding" not in browser.call("GET", DECODER, headers={"accept-encoding": accepted}).headers


@pytest.mark.parametrize("accepted", ["gzip", "GZIP", "br;q=1.0, gzip;q=0.5", "deflate,gzip;q=0.01"])
def test_a_browser_that_would_rather_have_another_packing_still_unpacks_this_one(
    browser: Gateway, accepted: str
) -> None:
    assert "content-encoding" in browser.call("GET", DECODER, headers={"accept-encoding": accepted}).headers


@pytest.mark.parametrize("accepted", [{}, GZIP])
def test_a_file_that_the_browser_has_is_not_sent_again(browser: Gateway, accepted: dict[str, str]) -> None:
    first = browser.call("GET", "/scan", headers=accepted)

    again = browser.call("GET", "/scan", headers={**accepted, "if-none-match": first.headers["etag"]})

    assert (again.status, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]


@pytest.mark.parametrize(
    "name",
    [
        "../handler.py",
        "../version",
        "lib/../../handler.py",
        "%2e%2e/handler.py",
        "..%2fhandler.py",
        "/etc/passwd",
        "//etc/passwd",
        "lib/../lib/api.js",
        "lib",
        "lib/",
        "lib/api.js.gz",
        "lib/api.js/",
        "lib/API.JS",
        "0123456789ab",
        "0123456789ab/",
        "0123456789ab/nothing.js",
        "0123456789ab/../handler.py",
        "0123456789ab/0123456789ab/lib/api.js",
        "0123456789AB/lib/api.js",
        "lib/api.js\0.css",
        "nothing.js",
    ],
)
def test_only_a_listed_name_is_served(browser: Gateway, name: str) -> None:
    answer = browser.call("GET", f"/site/{name}")

    assert answer.status == 404
    assert answer.text == "Il n’y a rien à cette adresse.\nThere is nothing at this address.\n"


def test_what_is_for_the_workshop_is_not_served(tmp_path: Path) -> None:
    shutil.copytree(SOURCE, tmp_path / "pages")
    for name in ("lib/api.d.ts", "tsconfig.json", "scan/README.md"):
        (tmp_path / "pages/site" / name).write_text("")

        assert Gateway(unpacked=tmp_path / "pages").call("GET", f"/site/{name}").status == 404


@pytest.mark.parametrize(
    ("page", "among"),
    [
        ("/scan", {"/site/scan/scan.js", "/site/zxing/share.js"}),
        ("/badge", {"/site/badge/badge.js", "/site/badge/badge.css", "/site/badge/badge.webmanifest"}),
    ],
)
def test_everything_that_a_page_loads_is_in_its_shell_and_served(browser: Gateway, page: str, among: set[str]) -> None:
    seen = loaded(browser, page)

    assert among <= unstamped(seen)
    assert seen <= set(shells(browser)[page])


def test_everything_that_the_organisers_pages_load_is_served(browser: Gateway) -> None:
    assert {"/site/registrations/import_run.js", "/site/registrations/registrations.css"} <= loaded(
        browser, "/inscriptions"
    )
    assert {"/site/dashboard/advice.js", "/site/organiser/opening.js"} <= loaded(browser, "/tableau")


def test_everything_that_the_page_behind_an_attestation_loads_is_served(browser: Gateway) -> None:
    assert {"/site/attestation/verify.js", "/site/attestation/attestation.css"} <= loaded(browser, "/attestation")


@pytest.mark.parametrize("page", ["/badge", "/attestation"])
def test_a_page_that_a_stranger_opens_names_all_of_its_modules(browser: Gateway, page: str) -> None:
    named = loads(page, browser.call("GET", page))

    assert {address for address in loaded(browser, page) if address.endswith(".js")} <= set(named)


def test_an_attendees_phone_is_spared_the_decoder(browser: Gateway) -> None:
    kept = shells(browser)["/badge"]

    assert not [address for address in kept if "zxing" in address or "camera" in address]


def unstamped(addresses: set[str]) -> set[str]:
    """Return addresses without the version; of a page's files each has it, or it would be fetched twice."""
    own = {address for address in addresses if address.startswith("/site/")}
    assert {address for address in own if not STAMP.search(address)} == set()
    return {STAMP.sub("", address) for address in addresses}


def loaded(browser: Gateway, page: str) -> set[str]:
    """Return every address that a page loads, itself included."""
    wanted, seen = [page], set[str]()
    while wanted:
        address = wanted.pop()
        if address not in seen:
            seen.add(address)
            wanted += loads(address, browser.call("GET", address))
    return seen


def loads(address: str, file: Response) -> list[str]:
    """Return the addresses that a page, a module or a manifest names."""
    assert file.status == 200, address
    kind = file.headers["content-type"]
    if "html" in kind:
        named = re.findall(r'<(?:link|script|img|source)\b[^>]*?\s(?:href|src)="([^"]+)"', file.text)
    elif "javascript" in kind:
        # A comment names types too, which no page loads.
        code = re.sub(r"/\*\*.*?\*/", "", file.text, flags=re.DOTALL)
        named = re.findall(r"""(?:\bfrom|\bimport)\s*\(?\s*["']([./][^"']*)["']""", code)
    elif "manifest" in kind:
        named = [icon["src"] for icon in json.loads(file.text)["icons"]]
    else:
        named = []
    folder = Path(address).parent
    return [str((folder / name).resolve()) for name in named]


def test_everything_in_the_shell_is_served_with_the_version_of_the_service_worker(browser: Gateway) -> None:
    found = version(browser)

    answers = {address: browser.call("GET", address) for kept in shells(browser).values() for address in kept}

    assert f"const VERSION = '{found}';" in browser.call("GET", "/sw.js").text
    assert {"/scan", "/badge", DECODER, "/site/zxing/reader/index.js"} <= unstamped(set(answers))
    assert {(a.status, a.headers["x-pointage-version"]) for a in answers.values()} == {(200, found)}


def test_the_decoder_is_the_one_that_its_module_was_made_for(browser: Gateway) -> None:
    reader = browser.call("GET", "/site/zxing/reader/index.js").text

    assert sha256(browser.call("GET", DECODER).content).hexdigest() in reader


@pytest.mark.parametrize("page", ["scan", "badge"])
def test_what_the_phone_installs_is_the_page_itself_under_icons_of_the_size_they_say(
    browser: Gateway, page: str
) -> None:
    manifest = browser.call("GET", f"/site/{page}/{page}.webmanifest").body

    assert (manifest["start_url"], manifest["scope"], manifest["lang"]) == (f"/{page}", f"/{page}", "fr")
    for icon in manifest["icons"]:
        content = browser.call("GET", icon["src"]).content
        if icon["type"] == "image/png":
            # A PNG tells its width and height right after its signature and the length and name of its first chunk.
            width, height = (int.from_bytes(content[at : at + 4]) for at in (16, 20))
            assert icon["sizes"] == f"{width}x{height}"
