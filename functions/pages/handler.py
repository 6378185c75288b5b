"""Serve the web pages: the files of `site/`, unchanged."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from re import compile as pattern

from attendance.edge import policy
from attendance.edge.http import Request, Response, function, logger, matched, plainly

SITE = Path(__file__).with_name("site")
# Packaging writes the version here and into the service worker, which refuses other versions' files, or a sign-in page.
VERSION = Path(__file__).with_name("version")
VERSION_HEADER = "x-pointage-version"

SCANNING = "GET /scan"
PLACES = {
    SCANNING: "scan/index.html",
    "GET /badge": "badge/index.html",
    "GET /inscriptions": "registrations/index.html",
    "GET /tableau": "dashboard/index.html",
    "GET /traiteur": "caterer/index.html",
    "GET /attestation": "attestation/index.html",
    "GET /sw.js": "sw.js",
    "GET /favicon.ico": "icons/icon-192.png",
}
# A page that opens offline names its files below a common version, so each address has the same content for ever.
STAMP = pattern("[0-9a-f]{12}")
LASTING = {"cache-control": "public, max-age=31536000, immutable"}
# Only files of these kinds are served.
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

NOTHING_HERE = "Il n’y a rien à cette adresse.\nThere is nothing at this address.\n"


def page(request: Request) -> Response:
    """One file, packed if the browser unpacks it; nothing if the browser has it already."""
    name, lasts = located(PLACES.get(request.route) or request.path["path"])
    path, fields = files().get(name), headers(camera=request.route == SCANNING)
    logger.info("page", file=name if path else None)
    if path is None:
        return Response(NOTHING_HERE, 404, TYPES[".txt"], fields)
    body, tag, encoding = read(path, packed=request.unpacks_gzip)
    fields = {**fields, **encoding, **(LASTING if lasts else {})}
    return matched(request, tag, lambda: body, content_type=TYPES[path.suffix], headers=fields)


def located(name: str) -> tuple[str, bool]:
    """Return a file's name below `site/`, and whether its address is permanent. An old version gets today's file."""
    stamp, _, rest = name.partition("/")
    return (rest, stamp == headers()[VERSION_HEADER]) if STAMP.fullmatch(stamp) else (name, False)


@cache
def files() -> Mapping[str, Path]:
    """Return all files that can be asked for, by name below `site/`. No other name reaches the disk."""
    return {path.relative_to(SITE).as_posix(): path for path in SITE.rglob("*") if path.suffix in TYPES}


@cache
def read(path: Path, *, packed: bool) -> tuple[bytes, str, Mapping[str, str]]:
    """Return a file's bytes, tag and encoding; packed only if packaging left a packed copy beside it."""
    sibling = path.with_name(f"{path.name}.gz")
    chosen, encoding = (sibling, {"content-encoding": "gzip"}) if packed and sibling.exists() else (path, {})
    body = chosen.read_bytes()
    return body, sha256(body).hexdigest()[:32], encoding


@cache
def headers(*, camera: bool = False) -> dict[str, str]:
    """Return the headers of every answer. Only a page that scans may use the camera."""
    return {
        "cache-control": "no-cache",
        "vary": "accept-encoding",
        **policy.headers(policy.PAGES, camera=camera),
        VERSION_HEADER: VERSION.read_text() if VERSION.exists() else "unpackaged",
    }


handler = function(dict.fromkeys([*PLACES, "GET /site/{path+}"], page), shown=plainly)
