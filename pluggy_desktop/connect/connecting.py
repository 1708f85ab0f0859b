"""Makes connection sessions: new ones, resumed ones and repairs; checks the fields beforehand."""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Mapping
from dataclasses import replace

from pluggy_desktop.connect.redirect import new_state
from pluggy_desktop.connect.session import ConnectSession, Plan
from pluggy_desktop.connect.surroundings import Surroundings
from pluggy_desktop.domain import documents
from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.models import Connector, Credential
from pluggy_desktop.errors import InvalidInput
from pluggy_desktop.i18n import tr
from pluggy_desktop.store import Attempt, Connection

_log = logging.getLogger(__name__)

_LONGEST_RULE = 128
_BARE = {"cpf": documents.normalise_cpf, "cnpj": documents.normalise_cnpj}


class Connecting:
    """Begins connections in one profile. `surroundings` can be replaced when settings change."""

    def __init__(self, surroundings: Surroundings) -> None:
        self.surroundings = surroundings

    def session(self, connector: Connector, fields: Mapping[str, str]) -> ConnectSession:
        """A session that connects `connector` with the person's details.

        Raises:
            InvalidInput: A field is missing or malformed; nothing was sent.
        """
        problems = field_problems(connector, fields)
        if problems:
            raise InvalidInput(next(iter(problems.values())), "", tr("Correct it and try again."))
        plan = Plan(attempt=self._attempt(connector), parameters=_parameters(connector, fields))
        return ConnectSession(plan, self.surroundings)

    def pending(self) -> list[Attempt]:
        """Attempts that an earlier run of the app left waiting for the person or the bank."""
        return [attempt for attempt in self.surroundings.store.attempts() if attempt.item_id]

    def resume(self, attempt: Attempt, *, quiet: bool = False) -> ConnectSession:
        """A session that goes on with a pending attempt: the same item, no new one.

        A `quiet` one opens no browser: it waits for what the person does there by themselves.
        """
        plan = Plan(attempt=attempt, parameters={}, quiet=quiet)
        return ConnectSession(plan, self.surroundings)

    def repair(self, connection: Connection) -> ConnectSession:
        """A session that renews the consent of a connection: same item, accounts and notes kept."""
        attempt = Attempt(
            id=str(uuid.uuid4()),
            connector_id=connection.connector_id,
            institution=connection.display_name,
            color=connection.color,
            state_token=new_state(),
            item_id=connection.item_id,
            started_at=self.surroundings.clock.now(),
        )
        plan = Plan(attempt=attempt, parameters={}, connection=connection, renew=True)
        return ConnectSession(plan, self.surroundings)

    def discard(self, attempt_id: str, cancel: Cancel) -> None:
        """Give an attempt up: forget it here and remove its item at Pluggy, which ends its consent.

        Raises:
            AppError: Pluggy could not be told; the attempt is kept, so that it can be tried again.
        """
        store = self.surroundings.store
        for attempt in store.attempts():
            if attempt.id != attempt_id:
                continue
            known = attempt.existing or store.connection_by_item(attempt.item_id) is not None
            if attempt.item_id and not known:
                self.surroundings.open_gateway(cancel).delete_item(attempt.item_id)
            store.delete_attempt(attempt_id)

    def remove(self, connection: Connection, cancel: Cancel) -> None:
        """Remove a connection at Pluggy (which revokes the consent), then all it has here.

        Raises:
            AppError: Pluggy could not be told; nothing was removed here.
        """
        self.surroundings.open_gateway(cancel).delete_item(connection.item_id)
        self.surroundings.store.delete_connection(connection.id)

    def remember(self, **changes: object) -> None:
        """Use other settings from the next session on (fields of `Surroundings`)."""
        self.surroundings = replace(self.surroundings, **changes)  # type: ignore[arg-type]

    def _attempt(self, connector: Connector) -> Attempt:
        return Attempt(
            id=str(uuid.uuid4()),
            connector_id=connector.id,
            institution=connector.name,
            color=connector.color,
            state_token=new_state(),
            started_at=self.surroundings.clock.now(),
        )


def field_problems(connector: Connector, fields: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with the person's details, a sentence by field name; empty if nothing is."""
    problems: dict[str, str] = {}
    known = {credential.name for credential in connector.credentials}
    for name in fields:
        if name not in known:
            problems[name] = tr(
                "{institution} has no field “{name}”", institution=connector.name, name=name
            )
    for credential in connector.credentials:
        problem = field_problem(credential, fields.get(credential.name, ""))
        if problem:
            problems[credential.name] = problem
    return problems


def field_problem(credential: Credential, value: str) -> str:
    """What is wrong with one field's value, "" if nothing is."""
    text = value.strip()
    if not text:
        return "" if credential.optional else tr("{field} is missing", field=credential.label)
    if credential.name == "cpf":
        return (
            "" if documents.is_valid_cpf(text) else tr("This CPF does not exist: check the digits")
        )
    if credential.name == "cnpj":
        return (
            ""
            if documents.is_valid_cnpj(text)
            else tr("This CNPJ does not exist: check the digits")
        )
    if credential.options and text not in {option.value for option in credential.options}:
        return tr("{field}: choose one of the list", field=credential.label)
    if credential.validation and not _fits(credential.validation, text):
        return credential.validation_message or tr("{field} is not valid", field=credential.label)
    return ""


def _fits(pattern: str, text: str) -> bool:
    """Whether `text` fits an institution's rule, which is written in JavaScript's dialect."""
    # A group can be written so that it takes for ever, and Python cannot be interrupted in it.
    if len(pattern) > _LONGEST_RULE or len(text) > _LONGEST_RULE or "(" in pattern:
        return True
    try:
        return re.search(pattern, text) is not None
    except re.error:
        _log.info("a field's rule cannot be read here; Pluggy checks it")
        return True


def _parameters(connector: Connector, fields: Mapping[str, str]) -> dict[str, str]:
    """The fields as Pluggy wants them: documents as bare digits and letters."""
    sent: dict[str, str] = {}
    for credential in connector.credentials:
        value = fields.get(credential.name, "").strip()
        if value:
            sent[credential.name] = _BARE.get(credential.name, str)(value)
    return sent
