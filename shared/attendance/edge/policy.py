"""A page's content security policy: only our own files, and only what the page needs of the device."""

from collections.abc import Mapping

# In this order. A page may load nothing that is not named.
_DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "img-src": "'self' blob:",
    "style-src": "'self'",
    "media-src": "'self' blob:",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
_NOTHING_OF_THE_DEVICE = "microphone=(), geolocation=()"


def policy(**other: str) -> str:
    """Return a content security policy with other values for some directives, named with underscores."""
    directives = _DIRECTIVES | {name.replace("_", "-"): value for name, value in other.items()}
    return "; ".join(f"{name} {value}" for name, value in directives.items())


# 'wasm-unsafe-eval' permits compiling the decoder; it does not turn text into a script.
PAGES = policy(script_src="'self' 'wasm-unsafe-eval'")
# The form is posted to its own origin, and the badge comes back as pictures in the page.
FORM = policy(form_action="'self'", img_src="'self' data:", worker_src="'none'", media_src="'none'")


def headers(content_policy: str, *, camera: bool = False) -> Mapping[str, str]:
    """Return the security headers of a page."""
    return {
        "content-security-policy": content_policy,
        "cross-origin-opener-policy": "same-origin",
        "permissions-policy": f"camera=({'self' if camera else ''}), {_NOTHING_OF_THE_DEVICE}",
        "referrer-policy": "no-referrer",
    }
