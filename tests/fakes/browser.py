"""A browser whose person is a script: it goes to the bank's page and decides there."""

from __future__ import annotations

import threading
from typing import Literal

from pluggy_desktop.sandbox import Visitor


class VisitingBrowser:
    """Opens an address by visiting it in a thread of its own, as a real browser would.

    `follow_redirect=False` is a browser that is closed after the consent; `decide=None` is a person
    who never comes back.
    """

    def __init__(
        self,
        decide: Literal["authorise", "decline"] | None = "authorise",
        *,
        follow_redirect: bool = True,
    ) -> None:
        self.opened: list[str] = []
        self.ended_at: list[str] = []
        self._decide = decide
        self._follow_redirect = follow_redirect
        self._threads: list[threading.Thread] = []

    def open(self, url: str) -> bool:
        """Begin the visit."""
        self.opened.append(url)
        if self._decide is not None:
            thread = threading.Thread(target=self._visit, args=(url, self._decide))
            self._threads.append(thread)
            thread.start()
        return True

    def join(self) -> None:
        """Wait until every visit has ended."""
        for thread in self._threads:
            thread.join()

    def _visit(self, url: str, decide: Literal["authorise", "decline"]) -> None:
        end = Visitor().visit(url, decide=decide, follow_redirect=self._follow_redirect)
        self.ended_at.append(end)
