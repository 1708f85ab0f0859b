"""The person's own browser, through the desktop's opener."""

from __future__ import annotations

import logging
import os
import sys
import webbrowser

_log = logging.getLogger(__name__)


class SystemBrowser:
    """Opens addresses in the default browser. May block for a moment: not for the GUI's thread."""

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
        try:
            return webbrowser.open(url)
        except (OSError, webbrowser.Error) as error:
            _log.warning("the browser could not be opened: %s", error)
            return False
