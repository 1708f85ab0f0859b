"""Pluggy's side of the simulator: the items, who may touch them, and what each request does to them."""

from __future__ import annotations

import secrets
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from pluggy_desktop.sandbox.accounts import Account
from pluggy_desktop.sandbox.answers import Json, Problem, is_uuid
from pluggy_desktop.sandbox.clock import SandboxClock
from pluggy_desktop.sandbox.connectors import MEU_PLUGGY, Institution
from pluggy_desktop.sandbox.faults import MFA_TOKEN
from pluggy_desktop.sandbox.item import Item, item_json, missing_product, outcome
from pluggy_desktop.sandbox.lifecycle import Execution, Link, Seen, granted_at, observe
from pluggy_desktop.sandbox.links import new_link, with_query
from pluggy_desktop.sandbox.people import Household
from pluggy_desktop.sandbox.rules import parameter_problem, refuse_create, refuse_update
from pluggy_desktop.sandbox.tokens import Caller
from pluggy_desktop.sandbox.validation import Dialect
from pluggy_desktop.sandbox.wishes import ItemWish, creation_wish, update_wish

HouseholdSource = Callable[[Institution, str, int], Household]
"""(bank, document, how many times it was connected before) → the household there."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What one item lets its client read now."""

    item: Item
    household: Household | None
    products: frozenset[str]

    def accounts(self) -> tuple[Account, ...]:
        """The accounts the person ticked, of the kinds collected so far."""
        if self.household is None:
            return ()
        return tuple(
            account
            for account in self.household.accounts
            if account.key in self.item.chosen and account.product in self.products
        )


class Bank:
    """Every item of this sandbox. Thread-safe: one lock, held for moments."""

    def __init__(
        self, clock: SandboxClock, *, base_url: str, dialect: Dialect, households: HouseholdSource
    ) -> None:
        self._clock = clock
        self._url = base_url
        self._dialect = dialect
        self._households = households
        self._lock = threading.RLock()
        self._items: dict[str, Item] = {}
        self._links: dict[str, str] = {}
        self._granted: dict[tuple[int, str], int] = {}

    # -- items, as the API offers them ---------------------------------------------------------

    def create(self, body: Json, caller: Caller) -> Json:
        """`POST /items`.

        Raises:
            Problem: Whatever the real API would refuse (400, 404, 409).
        """
        bank, wish = creation_wish(body, caller, self._dialect)
        with self._lock:
            refuse_create(self._items.values(), bank, wish)
            item = self._new_item(bank, wish)
            if caller.grant is not None:
                caller.grant.item_ids.add(item.id)
            return self._json(item)

    def get(self, item_id: str, caller: Caller) -> Json:
        """`GET /items/{id}`."""
        with self._lock:
            return self._json(self._find(item_id, caller))

    def update(self, item_id: str, body: Json, caller: Caller) -> Json:
        """`PATCH /items/{id}`: fetch again, or ask for consent again where there is none.

        The first client update is allowed as soon as the item is idle; then one an hour after
        each that ended well. One that failed may be tried again at once, within the back-off rules.
        """
        with self._lock:
            item = self._find(item_id, caller)
            if item.bank.id == MEU_PLUGGY:
                raise Problem(400, "MeuPluggy item cant be updated", errorId=str(uuid.uuid4()))
            seen = self._settle(item)
            refuse_update(item, seen, self._clock)
            self._change(item, update_wish(body, caller, item.bank))
            item.client_update = item.touched = self._clock.now()
            item.run, item.settled = self._start(item), False
            return self._json(item)

    def delete(self, item_id: str) -> Json:
        """`DELETE /items/{id}`: the item, its data and its consent are gone."""
        with self._lock:
            item = self._find(item_id, Caller(None))
            del self._items[item.id]
            return {"count": 1}

    def disable_auto_sync(self, item_id: str) -> Json:
        """`PATCH /items/{id}/disable-auto-sync`."""
        with self._lock:
            item = self._find(item_id, Caller(None))
            item.auto_sync_off = item.touched = self._clock.now()
            return self._json(item)

    def answer(self, item_id: str, body: Json, caller: Caller) -> Json:
        """`POST /items/{id}/mfa`: a typed code, or in the guide dialect the bank's code."""
        with self._lock:
            item = self._find(item_id, caller)
            waits = self._settle(item).waits
            if waits == "code":
                self._take_typed_code(item, body.get("token"))
            elif waits == "link" and self._dialect == "guide":
                self._take_bank_code(item, body.get("oauthCode"))
            else:
                raise Problem(400, "Item is not waiting for user input")
            item.touched = self._clock.now()
            return self._json(item)

    def exists(self, item_id: str) -> bool:
        """Whether there is an item with that id."""
        with self._lock:
            return item_id in self._items

    # -- what is read of an item ---------------------------------------------------------------

    def shared(self, item_id: str) -> Shared:
        """What the item lets its client read now.

        Raises:
            Problem: There is no such item (404).
        """
        with self._lock:
            return self._shared(self._find(item_id, Caller(None)))

    def everything_shared(self) -> list[Shared]:
        """What each item lets its client read now."""
        with self._lock:
            return [self._shared(item) for item in self._items.values()]

    def _shared(self, item: Item) -> Shared:
        seen = self._settle(item)
        products = item.collected | (
            seen.collected if item.run.outcome != "partial" else frozenset()
        )
        return Shared(item, item.household, products)

    # -- the consent, as the bank's page and Pluggy's callback drive it ------------------------

    def link(self, token: str) -> tuple[Item, Link] | None:
        """The item and link behind a link's token, or None if it was never made or is void."""
        with self._lock:
            item = self._items.get(self._links.get(token, ""))
            link = item.run.link if item is not None else None
            return None if item is None or link is None or link.token != token else (item, link)

    def link_by_state(self, state: str) -> tuple[Item, Link] | None:
        """The item and link that Pluggy knows by `state`."""
        with self._lock:
            for item in self._items.values():
                link = item.run.link
                if link is not None and not link.to_client and link.state == state:
                    return item, link
        return None

    def household_of(self, item: Item) -> Household:
        """The household that the bank shows to the person behind `item`."""
        with self._lock:
            if item.household is None:
                document = item.document or f"{item.bank.id}"
                item.household = self._households(
                    item.bank, document, self._granted.get((item.bank.id, document), 0)
                )
            return item.household

    def expired(self, link: Link) -> bool:
        """Whether `link` is too old to be used."""
        return self._clock.now() >= link.expires

    def authorise(self, item: Item, link: Link, chosen: frozenset[str]) -> str:
        """The person said yes to `chosen`; the address that the bank sends the browser to."""
        with self._lock:
            link.used, link.decided_at = True, self._clock.now()
            link.code = secrets.token_urlsafe(24)
            item.chosen = chosen
            return with_query(link.returns_to, code=link.code, state=link.state)

    def decline(self, item: Item, link: Link, *, why: str = "access_denied") -> str:
        """The person (or the bank) said no; the address that the bank sends the browser to."""
        with self._lock:
            link.used = True
            if link.to_client:
                item.run.declined_at = item.touched = self._clock.now()
            return with_query(link.returns_to, error=why, state=link.state)

    def exchange(self, item: Item, link: Link, code: str | None) -> bool:
        """Pluggy's callback: take the bank's code, or note the refusal (None).

        Returns:
            Whether it was the first and right answer for this link.
        """
        with self._lock:
            if not link.used or item.run.granted_at is not None or item.run.declined_at is not None:
                return False
            if code is None and link.code is None:
                item.run.declined_at = item.touched = self._clock.now()
                return True
            if (
                code is None
                or link.code is None
                or not secrets.compare_digest(code.encode(), link.code.encode())
            ):
                return False
            item.run.granted_at = item.touched = self._clock.now()
            return True

    # -- inside --------------------------------------------------------------------------------

    def _find(self, item_id: str, caller: Caller) -> Item:
        if not is_uuid(item_id):
            raise Problem(400, "id must be a UUID")
        item = self._items.get(item_id.lower())
        if item is None:
            raise Problem(404, "item not found", description="ITEM_NOT_FOUND")
        grant = caller.grant
        if grant is not None and item.id not in grant.item_ids:
            own = grant.client_user_id is not None and grant.client_user_id == item.client_user_id
            if not own:
                raise Problem(403, "Missing or invalid authorization token")
        return item

    def _change(self, item: Item, wish: ItemWish) -> None:
        if wish.parameters is not None and wish.parameters != item.parameters:
            item.parameters, item.consented, item.household = wish.parameters, None, None
            item.collected = frozenset()
        item.products = wish.products or item.products
        item.client_user_id = wish.client_user_id or item.client_user_id
        item.webhook_url = wish.webhook_url or item.webhook_url
        item.redirect_uri = wish.redirect_uri or item.redirect_uri

    def _new_item(self, bank: Institution, wish: ItemWish) -> Item:
        now = self._clock.now()
        products = wish.products or bank.products
        item = Item(
            id=str(uuid.uuid4()),
            bank=bank,
            parameters=wish.parameters or {},
            client_user_id=wish.client_user_id,
            webhook_url=wish.webhook_url,
            redirect_uri=wish.redirect_uri,
            products=products,
            created=now,
            touched=now,
            run=Execution(started=now, outcome="success", products=products, consent=bank.oauth),
        )
        item.run = self._start(item)
        self._items[item.id] = item
        return item

    def _start(self, item: Item) -> Execution:
        now = self._clock.now()
        consent = item.bank.oauth and item.consented is None
        how = outcome(item)
        run = Execution(
            started=now,
            outcome=how,
            products=item.products,
            consent=consent,
            asks_code=how == "mfa" and item.last_updated is None,
        )
        if consent:
            run.link = new_link(self._url, item.redirect_uri, self._dialect, now=now)
            self._links[run.link.token] = item.id
        elif not item.bank.oauth and item.consented is None:
            item.consented = now
            self._count_grant(item)
            item.chosen = frozenset(account.key for account in self.household_of(item).accounts)
        return run

    def _take_typed_code(self, item: Item, token: object) -> None:
        run, now = item.run, self._clock.now()
        if not isinstance(token, str) or not token:
            raise parameter_problem("token", "001", "token parameter is required")
        if token == MFA_TOKEN:
            run.code_at = now
            return
        run.code_tries += 1
        if run.code_tries > 1:
            run.code_refused_at = now

    def _take_bank_code(self, item: Item, code: object) -> None:
        link = item.run.link
        if not isinstance(code, str) or not code:
            raise parameter_problem("oauthCode", "001", "oauthCode parameter is required")
        if (
            link is None
            or link.code is None
            or not secrets.compare_digest(code.encode(), link.code.encode())
        ):
            raise parameter_problem("oauthCode", "002", "oauthCode is not valid")
        item.run.granted_at = self._clock.now()

    def _json(self, item: Item) -> Json:
        seen = self._settle(item)
        return item_json(item, seen, clock=self._clock, base_url=self._url)

    def _settle(self, item: Item) -> Seen:
        """Look at the item and, the first time its run is over, write down how it ended."""
        now = self._clock.now()
        granted = granted_at(item.run, now, self._clock)
        if granted is not None and item.run.consent and item.consented is None:
            item.run.granted_at = item.consented = granted
            self._count_grant(item)
        seen = observe(item.run, now, self._clock)
        if seen.ended is None or item.settled:
            return seen
        item.settled = True
        if seen.status == "UPDATED":
            item.last_updated, item.failed_logins, item.failures = seen.ended, 0, 0
            item.collected |= seen.collected - {missing_product(item) or ""}
        else:
            item.failures += 1
            item.last_failure = item.touched = seen.ended
            item.failed_logins += seen.status == "LOGIN_ERROR"
        return seen

    def _count_grant(self, item: Item) -> None:
        """From now on the household is this item's own: whoever connects it again gets new ids."""
        key = (item.bank.id, item.document or f"{item.bank.id}")
        item.household = None
        self.household_of(item)
        self._granted[key] = self._granted.get(key, 0) + 1
