"""The institutions a person can choose from, and finding one by a roughly typed name."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Sequence

from pluggy_desktop.connect.access import Access
from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.models import Connector
from pluggy_desktop.errors import InvalidInput, PluggyRefused
from pluggy_desktop.i18n import tr

_CLOSE_ENOUGH = 0.75


class Catalog:
    """Asks Pluggy for the institutions of Brazil that are authorised in the browser. Blocks."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def institutions(self, cancel: Cancel) -> list[Connector]:
        """Those with `oauth`; MeuPluggy first, then by name."""
        page = self._access.gateway(cancel).connectors()
        return sorted((c for c in page.rows if c.oauth), key=_order)

    def institution(self, connector_id: int, cancel: Cancel) -> Connector:
        """One by its number.

        Raises:
            InvalidInput: There is none of this number, or it is not authorised in the browser.
        """
        try:
            found = self._access.gateway(cancel).connector(connector_id)
        except PluggyRefused as error:
            if error.status not in {400, 404}:
                raise
            raise InvalidInput(
                tr("No institution has the number {number}", number=connector_id),
                "",
                tr("“pluggy-desktop list connectors” shows them all."),
                technical=error.technical,
            ) from error
        if not found.oauth:
            raise InvalidInput(
                tr("{institution} cannot be connected here", institution=found.name),
                tr("It asks for the bank's password instead of your authorisation in the browser."),
                tr("“pluggy-desktop list connectors” shows those that can."),
            )
        return found


def _order(connector: Connector) -> tuple[bool, str, int]:
    return (not connector.is_meu_pluggy, folded(connector.name), connector.id)


def folded(text: str) -> str:
    """`text` without accents and case, for comparing what people type."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


def find(connectors: Sequence[Connector], text: str) -> list[Connector]:
    """Those whose name fits `text`, best first; a typing mistake or two is forgiven. All for ""."""
    wanted = folded(text).split()
    if not wanted:
        return list(connectors)
    scored = ((_score(folded(c.name).split(), wanted), c) for c in connectors)
    fitting = [(score, n, c) for n, (score, c) in enumerate(scored) if score > 0]
    return [c for _, _, c in sorted(fitting, key=lambda found: (-found[0], found[1]))]


def _score(name: Sequence[str], wanted: Iterable[str]) -> float:
    """The sum over the wanted words of how well each fits a word of the name; 0 if one fits none."""
    total = 0.0
    for word in wanted:
        best = max((_likeness(word, part) for part in name), default=0.0)
        if best < _CLOSE_ENOUGH:
            return 0.0
        total += best
    return total


def _likeness(word: str, part: str) -> float:
    if part.startswith(word):
        return 2.0
    if word in part:
        return 1.5
    # Compared with as many letters as were typed so far, so that a mistake is forgiven mid-word.
    return (
        difflib.SequenceMatcher(None, word, part[: len(word) + 1]).ratio() if len(word) > 2 else 0
    )
