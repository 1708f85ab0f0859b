"""The person's own browser, through the desktop's opener."""

from __future__ import annotations

import logging
import os
import queue
import sys
import threading
import webbrowser

_log = logging.getLogger(__name__)

_PATIENCE = 2.0  # seconds for a browser to fail; one that is still busy then has opened


class SystemBrowser:
    """Opens addresses in the default browser. May block for 2 s: not for the GUI's thread."""

    def open(self, url: str) -> bool:
        """Hand over an already checked address; False where there is no graphical browser.

        Without a display the standard library would start a text browser in the person's terminal,
        which no bank's page works in.
        """
        graphical = sys.platform in {"win32", "darwin"} or any(
            os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
        )
        if not graphical:
            return False
        opened: queue.SimpleQueue[bool] = queue.SimpleQueue()
        # Some commands named by $BROWSER return only when the browser is closed.
        threading.Thread(target=_open, args=(url, opened), daemon=True).start()
        try:
            return opened.get(timeout=_PATIENCE)
        except queue.Empty:
            return True


def _open(url: str, opened: queue.SimpleQueue[bool]) -> None:
    try:
        opened.put(webbrowser.open(url))
    except (OSError, webbrowser.Error) as error:
        _log.warning("the browser could not be opened: %s", error)
        opened.put(False)  # noqa: FBT003  (what it answers)
