"""Carries a connection from the chosen institution to fetched data, or to an end that is explained.

The decisions are `flow`'s; this file carries its effects out on the gateway, the browser, the
listener, the poller and the sync engine. It blocks and knows no Qt.
"""

from __future__ import annotations

import logging
import queue
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from pluggy_desktop.connect import flow
from pluggy_desktop.connect.ending import Ending
from pluggy_desktop.connect.listener import Callback, CallbackListener
from pluggy_desktop.connect.progress import ConnectEnd, ConnectView, Stage
from pluggy_desktop.connect.redirect import NO_REDIRECT, Redirect, checked_url, loopback
from pluggy_desktop.connect.screen import view_of
from pluggy_desktop.connect.surroundings import Surroundings
from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.models import Item, ProductProgress
from pluggy_desktop.domain.ports import Gateway, LinkOptions, NewItem
from pluggy_desktop.domain.status import Phase, read
from pluggy_desktop.errors import (
    AppError,
    BadAnswer,
    InvalidInput,
    NetworkProblem,
    PluggyRefused,
)
from pluggy_desktop.i18n import tr
from pluggy_desktop.store import Attempt, Connection
from pluggy_desktop.sync.poller import Poller

_log = logging.getLogger(__name__)

# What the guide asks for, and what the window shows besides. Cards must be named, or some
# institutions leave them out.
PRODUCTS = (
    "ACCOUNTS",
    "TRANSACTIONS",
    "CREDIT_CARDS",
    "INVESTMENTS",
    "INVESTMENTS_TRANSACTIONS",
    "LOANS",
    "IDENTITY",
)
REDIRECT_REFUSED = "REDIRECT_REFUSED"
ALREADY_EXISTS = "ITEM_USER_ALREADY_EXISTS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a session is to do: a new item, or an item that is there (`item_id`) to go on with.

    `parameters` are the person's details by field name; they are sent and not kept. `renew` asks
    Pluggy to collect again for an existing item, which renews its consent where that is needed.
    `quiet` only watches: it opens no browser.
    """

    attempt: Attempt
    parameters: dict[str, str]
    connection: Connection | None = None
    renew: bool = False
    quiet: bool = False


class ConnectSession:
    """One attempt to connect. `run` once; `answer`, `open_again` from any thread meanwhile."""

    def __init__(self, plan: Plan, around: Surroundings) -> None:
        self._plan = plan
        self._around = around
        self._attempt = plan.attempt
        self._events: queue.SimpleQueue[flow.Event] = queue.SimpleQueue()
        self._poller: Poller | None = None
        self._listener: CallbackListener | None = None
        self._state: flow.State | None = None
        self._end: flow.End | None = None
        self._report: Callable[[ConnectView], None] = _ignore
        self._view = ConnectView(stage=Stage.CREATING)
        self._unsent: flow.SendParameter | None = None

    @property
    def attempt_id(self) -> str:
        """The id under which the attempt is kept until it ends; for `Connecting.discard`."""
        return self._attempt.id

    def answer(self, value: str) -> None:
        """Answer the bank's question."""
        self._put(flow.Answered(value=value))

    def open_again(self) -> bool:
        """Open the bank's page once more; False if there is none or no browser."""
        url = self._view.authorize_url
        return bool(url) and self._around.browser.open(url)

    def run(self, cancel: Cancel, report: Callable[[ConnectView], None]) -> ConnectEnd:
        """Do it all: item, consent, collection, accounts and transactions in the store.

        Args:
            cancel: Ends the wait within a second; the attempt is kept and can be resumed.
            report: Gets a ConnectView whenever there is something new to show.

        Raises:
            AppError: It could not even begin, or the network or the file failed on the way. What
                was complete is kept, and a made item is resumed at the next attempt.
        """
        self._report = report
        report(self._view)
        gateway = self._around.open_gateway(cancel)
        try:
            linked, item = self._begin(gateway)
            end = self._follow(linked, item, cancel)
        finally:
            self._close_listener()
        ending = Ending(self._around, self._plan.connection, self._attempt)
        return ending.conclude(gateway, end, cancel, self._show_fetching)

    # --- the beginning: redirect, token, item -------------------------------------------------

    def _begin(self, gateway: Gateway) -> tuple[Gateway, Item]:
        if self._attempt.item_id:
            return gateway, self._resume(gateway)
        redirect = self._way_home(self._around.listener_port)
        self._attempt = replace(self._attempt, redirect_uri=redirect.uri)
        self._around.store.save_attempt(self._attempt)
        try:
            linked, item = self._create_with(gateway, redirect)
        except AppError:
            self._around.store.delete_attempt(self._attempt.id)
            raise
        self._attempt = replace(self._attempt, item_id=item.id)
        self._around.store.save_attempt(self._attempt)
        if self._listener is not None:
            self._listener.expect_item(item.id)
        return linked, item

    def _resume(self, gateway: Gateway) -> Item:
        """The attempt's item, with the listener where the bank's page was told to return."""
        port = urlsplit(self._attempt.redirect_uri).port
        if port is not None:
            self._way_home(port)
        if self._listener is not None:
            self._listener.expect_item(self._attempt.item_id)
        try:
            return self._go_on(gateway)
        except PluggyRefused as error:
            if error.status == 404:
                self._around.store.delete_attempt(self._attempt.id)
            raise

    def _create_with(self, gateway: Gateway, redirect: Redirect) -> tuple[Gateway, Item]:
        """Make the item with this way home, or with none where Pluggy refuses it."""
        try:
            return self._create(gateway, redirect)
        except PluggyRefused as error:
            if error.code != REDIRECT_REFUSED or redirect is NO_REDIRECT:
                raise
        _log.info("Pluggy refused the redirect address; going on without one")
        self._close_listener()
        self._notice(
            tr(
                "Pluggy does not send the browser back to this app. We notice by ourselves when you are done."
            )
        )
        self._attempt = replace(self._attempt, redirect_uri="")
        return self._create(gateway, NO_REDIRECT)

    def _way_home(self, port: int) -> Redirect:
        if not self._around.use_loopback:
            return NO_REDIRECT
        listener = CallbackListener(
            port,
            self._attempt.state_token,
            on_callback=self._on_callback,
            on_webhook=self._wake,
        )
        try:
            listener.open()
        except InvalidInput as error:
            _log.warning("%s: going on without the listener", error)
            self._notice(
                f"{error.title}. {tr('We notice by ourselves when you are done at the bank.')}"
            )
            return NO_REDIRECT
        self._listener = listener
        return loopback(listener.host, listener.port, self._attempt.state_token)

    def _create(self, gateway: Gateway, redirect: Redirect) -> tuple[Gateway, Item]:
        client_user_id = self._around.store.value("client_user_id") or ""
        options = LinkOptions(
            client_user_id=client_user_id,
            products=PRODUCTS,
            redirect_uri=redirect.uri,
            webhook_url=self._around.webhook_url,
        )
        linked = gateway.linked(options)
        new = NewItem(
            connector_id=self._attempt.connector_id,
            parameters=self._plan.parameters,
            link=options,
        )
        try:
            return linked, linked.create_item(new)
        except PluggyRefused as error:
            ids = error.data.get("items")
            if error.code != ALREADY_EXISTS or not isinstance(ids, list) or not ids:
                raise
            _log.info("Pluggy has an item for these details already; going on with it")
            self._attempt = replace(self._attempt, item_id=str(ids[0]), existing=True)
            return gateway, self._go_on(gateway, renew=True)

    def _go_on(self, gateway: Gateway, *, renew: bool = False) -> Item:
        """The item that is there; asked to collect again where it had stopped without data."""
        item = gateway.item(self._attempt.item_id)
        stopped = read(item).phase in {Phase.NEEDS_YOU, Phase.FAILED}
        if not self._plan.renew and not (renew and stopped):
            return item
        try:
            return gateway.update_item(item.id, self._plan.parameters or None)
        except PluggyRefused as error:
            _log.info("Pluggy does not renew the item: %s", error.technical)
            if stopped:
                raise
            return item

    # --- the middle: look, decide, act ----------------------------------------------------------

    def _follow(self, gateway: Gateway, item: Item, cancel: Cancel) -> flow.End:
        around = self._around
        self._poller = Poller(gateway, clock=around.clock, pace=around.pace, cancel=cancel)
        self._state = flow.begin(item.id, around.clock.monotonic(), around.limits)

        def see(seen: Item | None) -> float | None:
            now = around.clock.monotonic()
            if seen is not None:
                self._step(gateway, flow.ItemSeen(item=seen, at=now, now=around.clock.now()))
            if self._unsent is not None and self._end is None:
                self._send(gateway, self._unsent)
            while not self._events.empty():
                self._step(gateway, self._events.get())
            self._step(gateway, flow.TimePassed(at=now))
            return self._pause()

        if see(item) is not None:
            self._poller.watch(item.id, see)
        assert self._end is not None
        return self._end

    def _pause(self) -> float | None:
        if self._end is not None:
            return None
        pace = self._around.pace
        return pace.quick if isinstance(self._state, flow.Waiting) else pace.steady

    def _step(self, gateway: Gateway, event: flow.Event) -> None:
        if self._end is not None or self._state is None:
            return
        state, effects = flow.step(self._state, event, self._around.limits)
        if isinstance(state, flow.Collected | flow.Refused | flow.StillSyncing):
            self._end = state
            return
        self._state = state
        for effect in effects:
            if isinstance(effect, flow.OpenBrowser):
                self._open(effect.url)
            elif isinstance(effect, flow.SendParameter):
                self._send(gateway, effect)
            else:
                self._wake()
        self._show(view_of(state, self._view))

    def _open(self, url: str) -> None:
        checked_url(url, loopback_allowed=self._around.loopback_urls_allowed)
        state = self._state
        deadline = state.expires_at if isinstance(state, flow.Authorising) else None
        self._attempt = replace(self._attempt, authorize_url=url, deadline=deadline)
        self._around.store.save_attempt(self._attempt)
        opened = not self._plan.quiet and self._around.browser.open(url)
        if not opened and not self._plan.quiet:
            self._notice(tr("The browser could not be opened. Copy the link and open it yourself."))
        self._view = replace(self._view, authorize_url=url, opened=opened)

    def _send(self, gateway: Gateway, effect: flow.SendParameter) -> None:
        """Hand over; kept for the next turn where the network failed, since a second time is safe."""
        self._unsent = None
        try:
            gateway.send_parameter(self._attempt.item_id, effect.parameters)
        except NetworkProblem as error:
            _log.warning("handing over failed, the next turn tries again: %s", error)
            self._unsent = effect
        except (PluggyRefused, BadAnswer) as error:  # the item says what came of it
            _log.warning("Pluggy refused what was handed over: %s", error.technical)

    def _on_callback(self, callback: Callback) -> None:
        _log.info("the browser came back")
        self._put(flow.CallbackCame(code=callback.code, declined=callback.declined))

    def _put(self, event: flow.Event) -> None:
        self._events.put(event)
        self._wake()

    def _wake(self) -> None:
        if self._poller is not None:
            self._poller.wake()

    def _close_listener(self) -> None:
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    # --- what is shown --------------------------------------------------------------------------

    def _show_fetching(self, lines: tuple[ProductProgress, ...]) -> None:
        self._show(replace(self._view, stage=Stage.FETCHING, products=lines))

    def _notice(self, text: str) -> None:
        self._show(replace(self._view, notices=(*self._view.notices, text)))

    def _show(self, view: ConnectView) -> None:
        if view != self._view:
            self._view = view
            self._report(view)


def _ignore(view: ConnectView) -> None:
    """Before `run` nobody looks."""
