"""What a wizard was opened for: a new connection, a pending attempt, or renewing a connection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pluggy_desktop.connect.session import ConnectSession
from pluggy_desktop.domain.models import Connector
from pluggy_desktop.errors import AppError
from pluggy_desktop.gui.services import Services
from pluggy_desktop.i18n import tr


@dataclass(slots=True)
class Errand:
    """A new connection unless one of the two is set.

    Attributes:
        connection_id: The connection whose consent is renewed.
        attempt_id: The pending attempt to go on with.
    """

    connection_id: str | None = None
    attempt_id: str | None = None

    def is_new(self) -> bool:
        """Whether a new connection is made, from a page where its details can be corrected."""
        return not self.connection_id and not self.attempt_id

    def forget(self) -> None:
        """From now on it is a new connection."""
        self.connection_id = self.attempt_id = None

    def session(
        self, services: Services, connector: Connector | None, fields: Mapping[str, str]
    ) -> tuple[str, ConnectSession]:
        """The institution's name and the session that does the errand.

        `connector` and `fields` are what the person chose and filled in, for a new connection. An
        attempt that is gone becomes a new connection where an institution is chosen.

        Raises:
            AppError: What it was for is no longer there, or a field is malformed.
        """
        connecting = services.connecting
        if self.connection_id:
            connection = services.store.connection(self.connection_id)
            if connection is None:
                self.connection_id = None
                raise AppError(tr("This connection is no longer here"))
            return connection.display_name, connecting.repair(connection)
        for attempt in connecting.pending():
            if attempt.id == self.attempt_id:
                return attempt.institution, connecting.resume(attempt)
        self.attempt_id = None
        if connector is None:
            raise AppError(
                tr("This authorisation is no longer open"),
                tr("It ended, or was given up in the meantime."),
                tr("Choose the institution to begin a new one."),
            )
        return connector.name, connecting.session(connector, fields)

    def resume_if_pending(self, services: Services, attempt_id: str) -> None:
        """Go on with this attempt next time, if it is still open; make a new one otherwise."""
        pending = {attempt.id for attempt in services.connecting.pending()}
        self.attempt_id = attempt_id if attempt_id in pending else None
