"""A browser around WebKitGTK, run by Debian's own Python: WebKit's own for tests forgets all that it keeps at its end.

Called with the folder in which it keeps things, with `plain` where pages are to run no script, and with `private` for
a window that keeps nothing.
"""

import os
import sys
from pathlib import Path
from typing import Any

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402

folder = Path(sys.argv[1])
# What pages write on their console, and their policy against them.
console = os.open(folder / "console.txt", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
os.dup2(console, 1)
os.dup2(console, 2)

kept = WebKit2.WebsiteDataManager(base_data_directory=str(folder / "data"), base_cache_directory=str(folder / "cache"))
if "private" in sys.argv:
    kept = WebKit2.WebsiteDataManager.new_ephemeral()
context = WebKit2.WebContext.new_with_website_data_manager(kept)
context.set_automation_allowed(True)
context.set_preferred_languages(["fr-FR", "fr"])
settings = WebKit2.Settings(
    enable_media_stream=True,
    enable_mock_capture_devices=True,
    enable_write_console_messages_to_stdout=True,
    enable_javascript_markup="plain" not in sys.argv,
)


def permitted(_view: Any, request: Any) -> bool:
    request.allow()
    return True


def viewed(_session: Any) -> Any:
    """Open a window, as large as a phone's."""
    view = WebKit2.WebView(web_context=context, settings=settings, is_controlled_by_automation=True)
    view.connect("permission-request", permitted)
    window = Gtk.Window(default_width=390, default_height=844, decorated=False)
    window.add(view)
    window.show_all()
    view.connect("close", lambda _view: window.destroy())
    window.connect("destroy", Gtk.main_quit)
    return view


def named(download: Any, name: str) -> bool:
    download.set_destination((folder / "downloads" / name).as_uri())
    return True


context.connect("automation-started", lambda _context, session: session.connect("create-web-view", viewed))
context.connect("download-started", lambda _context, download: download.connect("decide-destination", named))
Gtk.main()
