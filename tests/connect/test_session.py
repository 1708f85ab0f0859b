"""A connection from the chosen institution to the rows in the file, over real HTTP."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, cast

import pytest

from pluggy_desktop.app import Options, Profile
from pluggy_desktop.connect.flow import Limits
from pluggy_desktop.connect.progress import ConnectEnd, ConnectView, EndKind, Stage
from pluggy_desktop.connect.session import ConnectSession
from pluggy_desktop.domain.cancel import Cancel
from pluggy_desktop.domain.models import Item
from pluggy_desktop.domain.ports import Browser, Gateway, LinkOptions
from pluggy_desktop.errors import (
    AccessRefused,
    AppError,
    BadAnswer,
    Cancelled,
    NetworkProblem,
    PluggyRefused,
    StoreProblem,
)
from pluggy_desktop.gui.services import Services
from pluggy_desktop.paths import Paths
from pluggy_desktop.sandbox import TEST_CPFS, Sandbox, SandboxOptions, Visitor
from pluggy_desktop.settings import Settings
from pluggy_desktop.store import TransactionFilter
from pluggy_desktop.sync.poller import Pace
from tests.fakes.browser import VisitingBrowser

CPF: dict[str, str] = {test.outcome: test.cpf for test in TEST_CPFS}
BANK = 801
Dialect = Literal["production", "guide"]


@dataclass
class Bench:
    """A profile for this session only, on a sandbox, and how to run sessions in it."""

    sandbox: Sandbox
    profile: Profile
    services: Services
    views: list[ConnectView] = field(default_factory=list)
    cancel: Cancel = field(default_factory=Cancel)

    def session(self, outcome: str = "success", *, connector: int = BANK) -> ConnectSession:
        found = self.services.catalog.institution(connector, Cancel())
        fields = {"cpf": CPF[outcome]} if found.credentials else {}
        return self.services.connecting.session(found, fields)

    def use(self, browser: Browser) -> None:
        self.services.connecting.remember(browser=browser)

    def run(self, outcome: str = "success", *, connector: int = BANK) -> ConnectEnd:
        return self.session(outcome, connector=connector).run(self.cancel, self.views.append)

    @property
    def count(self) -> int:
        return self.services.store.transactions.count(TransactionFilter())

    def stages(self) -> list[Stage]:
        return list(dict.fromkeys(view.stage for view in self.views))


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Bench]]:
    closing: list[Callable[[], None]] = []

    def build(dialect: Dialect, *, speed: float = 100.0, port: int = 0) -> Bench:
        sandbox = Sandbox(SandboxOptions(dialect=dialect, speed=speed))
        sandbox.start()
        closing.append(sandbox.close)
        options = Options(
            paths=Paths.under(tmp_path / "data"),
            settings=Settings(listener_port=port),
            api_url=sandbox.url,
            session_vault=True,
            session_access=(sandbox.client_id, sandbox.client_secret),
            pace=Pace(quick=0.05, steady=0.05),
        )
        profile = Profile(options)
        closing.append(profile.close)
        return Bench(sandbox, profile, profile.open(Cancel()))

    yield build
    for close in reversed(closing):
        close()


@pytest.fixture
def browser() -> Iterator[Callable[..., VisitingBrowser]]:
    made: list[VisitingBrowser] = []

    def build(*arguments: object, **more: object) -> VisitingBrowser:
        made.append(VisitingBrowser(*arguments, **more))  # type: ignore[arg-type]
        return made[-1]

    yield build
    for one in made:
        one.join()


Make = Callable[..., Bench]
MakeBrowser = Callable[..., VisitingBrowser]
BOTH = pytest.mark.parametrize("dialect", ["production", "guide"])


@BOTH
def test_the_whole_job(make: Make, browser: MakeBrowser, dialect: Dialect) -> None:
    bench = make(dialect)
    opened = browser()
    bench.use(opened)
    end = bench.run()
    assert end.kind is EndKind.CONNECTED
    assert end.report is not None
    assert bench.count == end.report.transactions > 100
    assert {account.connection_id for account in end.report.accounts} == {end.connection_id}
    assert all(account.new_rows == 0 for account in bench.services.store.accounts())
    assert bench.stages()[:2] == [Stage.CREATING, Stage.AUTHORISE]
    assert bench.stages()[-1] is Stage.FETCHING
    assert bench.services.store.attempts() == []
    opened.join()
    home = opened.ended_at[0]
    assert ("/pluggy/callback" in home) == (dialect == "guide")


@BOTH
def test_polling_alone_suffices_with_the_port_taken(
    make: Make, browser: MakeBrowser, dialect: Dialect
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        bench = make(dialect, port=port)
        bench.use(browser())
        assert bench.run().kind is EndKind.CONNECTED
    assert any(str(port) in notice for view in bench.views for notice in view.notices)


@BOTH
def test_polling_alone_suffices_with_the_browser_closed_after_the_consent(
    make: Make, browser: MakeBrowser, dialect: Dialect
) -> None:
    bench = make(dialect)
    bench.use(browser(follow_redirect=False))
    assert bench.run().kind is EndKind.CONNECTED


def test_the_callback_alone_suffices(make: Make, browser: MakeBrowser) -> None:
    """Polling is so slow here that only the callback can have moved the attempt on in time."""
    bench = make("guide")
    slow = replace(bench.services.connecting.surroundings.pace, quick=0.05, steady=3600.0)
    bench.services.connecting.remember(pace=slow)
    bench.use(browser())
    waiting = threading.Event()

    def report(view: ConnectView) -> None:
        bench.views.append(view)
        if view.stage is Stage.COLLECTING:
            waiting.set()
            bench.cancel.set()

    with pytest.raises(Cancelled):
        bench.session().run(bench.cancel, report)
    assert waiting.is_set()


@pytest.mark.parametrize(
    ("outcome", "kind", "needs_person"),
    [
        ("partial", EndKind.PARTIAL, False),
        ("declined", EndKind.REFUSED, True),
        ("wrong_cpf", EndKind.REFUSED, True),
        ("locked", EndKind.REFUSED, True),
        ("bank_offline", EndKind.REFUSED, False),
    ],
)
@BOTH
def test_every_end(
    make: Make,
    browser: MakeBrowser,
    dialect: Dialect,
    outcome: str,
    kind: EndKind,
    needs_person: bool,
) -> None:
    bench = make(dialect)
    bench.use(browser())
    end = bench.run(outcome)
    assert end.kind is kind
    assert end.needs_person is needs_person
    assert end.explanation is not None
    assert end.explanation.title
    assert bench.services.store.attempts() == []
    if kind is EndKind.REFUSED:
        assert bench.services.store.connections() == []


@BOTH
def test_the_person_declines(make: Make, browser: MakeBrowser, dialect: Dialect) -> None:
    bench = make(dialect)
    bench.use(browser("decline"))
    end = bench.run()
    assert end.kind is EndKind.REFUSED
    assert end.explanation is not None
    assert end.explanation.title == "You did not authorise the sharing"


def test_a_refused_attempt_leaves_no_orphan_and_can_be_repeated(
    make: Make, browser: MakeBrowser
) -> None:
    bench = make("guide")
    bench.use(browser("decline"))
    assert bench.run().kind is EndKind.REFUSED
    bench.use(browser())
    end = bench.run()
    assert end.kind is EndKind.CONNECTED
    assert not end.existing, "the first item is gone at Pluggy, so this is a new one"


def test_a_typed_code_is_asked_for_and_a_wrong_one_again(make: Make, browser: MakeBrowser) -> None:
    bench = make("guide")
    bench.use(browser())
    session = bench.session("mfa")
    codes = ["000000", "123456"]

    def report(view: ConnectView) -> None:
        bench.views.append(view)
        if view.stage is Stage.QUESTION and codes:
            session.answer(codes.pop(0))

    end = session.run(bench.cancel, report)
    assert end.kind is EndKind.CONNECTED
    assert any(view.wrong_answer for view in bench.views)


def test_a_bank_that_never_ends_goes_on_in_the_background(make: Make, browser: MakeBrowser) -> None:
    bench = make("guide")
    bench.services.connecting.remember(limits=Limits(bank=0.5))
    bench.use(browser())
    end = bench.run("never")
    assert end.kind is EndKind.STILL_SYNCING
    [connection] = bench.services.store.connections()
    assert connection.id == end.connection_id


@BOTH
def test_cancel_is_felt_within_a_second_and_the_attempt_resumes_the_same_item(
    make: Make, browser: MakeBrowser, dialect: Dialect
) -> None:
    bench = make(dialect)
    opened = browser(None)
    bench.use(opened)
    cancelled_at: list[float] = []

    def report(view: ConnectView) -> None:
        if view.stage is Stage.AUTHORISE and not cancelled_at:
            cancelled_at.append(time.monotonic())
            bench.cancel.set()

    with pytest.raises(Cancelled):
        bench.session().run(bench.cancel, report)
    assert time.monotonic() - cancelled_at[0] < 1.0
    [attempt] = bench.services.connecting.pending()
    assert attempt.item_id
    Visitor().visit(opened.opened[0], follow_redirect=False)
    end = bench.services.connecting.resume(attempt).run(Cancel(), bench.views.append)
    assert end.kind is EndKind.CONNECTED
    [connection] = bench.services.store.connections()
    assert connection.item_id == attempt.item_id


def test_a_discarded_attempt_is_gone_here_and_at_pluggy(make: Make, browser: MakeBrowser) -> None:
    bench = make("production")
    bench.use(browser(None))

    def report(view: ConnectView) -> None:
        if view.stage is Stage.AUTHORISE:
            bench.cancel.set()

    session = bench.session()
    with pytest.raises(Cancelled):
        session.run(bench.cancel, report)
    [attempt] = bench.services.connecting.pending()
    bench.services.connecting.discard(session.attempt_id, Cancel())
    assert bench.services.store.attempts() == []
    with pytest.raises(AppError):
        bench.services.access.gateway(Cancel()).item(attempt.item_id)


def test_the_same_details_again_go_on_with_the_same_item(make: Make, browser: MakeBrowser) -> None:
    bench = make("guide")
    bench.use(browser())
    first = bench.run()
    count = bench.count
    second = bench.run()
    assert second.kind is EndKind.CONNECTED
    assert second.existing
    assert second.connection_id == first.connection_id
    assert len(bench.services.store.connections()) == 1
    assert bench.count == count


def test_a_repair_renews_the_same_item(make: Make, browser: MakeBrowser) -> None:
    bench = make("guide")
    bench.use(browser())
    first = bench.run()
    [connection] = bench.services.store.connections()
    end = bench.services.connecting.repair(connection).run(Cancel(), bench.views.append)
    assert end.kind is EndKind.CONNECTED
    assert end.connection_id == first.connection_id
    assert len(bench.services.store.connections()) == 1


def test_meu_pluggy_connects_without_details(make: Make, browser: MakeBrowser) -> None:
    bench = make("production")
    bench.use(browser())
    assert bench.run(connector=200).kind is EndKind.CONNECTED


def test_a_second_sync_writes_nothing(make: Make, browser: MakeBrowser) -> None:
    bench = make("guide")
    bench.use(browser())
    end = bench.run()
    store = bench.services.store
    [connection] = store.connections()
    gateway = bench.services.access.gateway(Cancel())
    engine = bench.services.connecting.surroundings.engine
    before = store.changed()
    report = engine.sync(
        gateway,
        connection,
        gateway.item(connection.item_id),
        cancel=Cancel(),
        on_progress=lambda lines: None,
    )
    assert store.changed() == before
    assert (report.added, report.updated) == (0, 0)
    assert end.report is not None
    assert report.unchanged == end.report.transactions


def test_removing_a_connection_removes_it_at_pluggy_too(make: Make, browser: MakeBrowser) -> None:
    bench = make("guide")
    bench.use(browser())
    bench.run()
    [connection] = bench.services.store.connections()
    bench.services.connecting.remove(connection, Cancel())
    assert bench.count == 0
    assert bench.services.store.connections() == []
    with pytest.raises(AppError):
        bench.services.access.gateway(Cancel()).item(connection.item_id)


def test_a_hostile_address_is_never_opened(make: Make, browser: MakeBrowser) -> None:
    """https alone is opened where Pluggy is not on loopback, as the sandbox's own address is."""
    bench = make("production")
    opened = browser()
    bench.use(opened)
    bench.services.connecting.remember(loopback_urls_allowed=False)
    with pytest.raises(BadAnswer):
        bench.run()
    assert opened.opened == []


def test_without_pluggy_nothing_is_left_half_made(make: Make, browser: MakeBrowser) -> None:
    bench = make("production")
    session = bench.session()
    bench.sandbox.close()
    with pytest.raises(NetworkProblem):
        session.run(Cancel(), bench.views.append)
    assert bench.services.store.attempts() == []


def test_without_keys_the_next_step_is_said(make: Make) -> None:
    bench = make("production")
    bench.services.access.clear()
    with pytest.raises(AccessRefused, match="No Pluggy access"):
        bench.services.access.gateway(Cancel())


def test_a_profile_that_cannot_be_opened_leaves_the_open_one_as_it_is(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = make("guide")

    def fail(*_: object) -> None:
        raise StoreProblem("No disk", kind="io")

    monkeypatch.setattr("pluggy_desktop.app.open_store", fail)
    for _ in range(3):
        with pytest.raises(StoreProblem):
            bench.profile.open(Cancel())
    assert bench.count == 0, "the file is still open"
    assert bench.services.catalog.institutions(Cancel()), "and so is Pluggy"
    monkeypatch.undo()
    again = bench.profile.open(Cancel())
    assert bench.count == 0, "the profile before stays until the next one"
    assert again.store.transactions.count(TransactionFilter()) == 0


def test_a_code_that_the_network_lost_is_handed_over_again(
    make: Make, browser: MakeBrowser
) -> None:
    bench = make("guide")
    bench.use(browser())
    lost: list[str] = []

    class Lossy:
        """The gateway, which loses the first thing that is handed over."""

        def __init__(self, gateway: Gateway) -> None:
            self._gateway = gateway

        def linked(self, options: LinkOptions) -> Gateway:
            return cast("Gateway", Lossy(self._gateway.linked(options)))

        def send_parameter(self, item_id: str, parameters: Mapping[str, str]) -> Item:
            lost.extend(parameters.values())
            if len(lost) == 1:
                raise NetworkProblem("No network for a moment")
            return self._gateway.send_parameter(item_id, parameters)

        def __getattr__(self, name: str) -> object:
            return getattr(self._gateway, name)

    access = bench.services.access
    bench.services.connecting.remember(
        open_gateway=lambda cancel: cast("Gateway", Lossy(access.gateway(cancel)))
    )
    assert bench.run().kind is EndKind.CONNECTED
    assert len(lost) == 2
    assert lost[0] == lost[1]


def test_a_resumed_attempt_listens_where_the_bank_was_told_to_return(
    make: Make, browser: MakeBrowser
) -> None:
    bench = make("guide")
    opened = browser(None)
    bench.use(opened)

    def report(view: ConnectView) -> None:
        if view.stage is Stage.AUTHORISE:
            bench.cancel.set()

    with pytest.raises(Cancelled):
        bench.session().run(bench.cancel, report)
    [attempt] = bench.services.connecting.pending()
    bench.use(browser())
    visits: list[str] = []

    def go_to_the_bank(view: ConnectView) -> None:
        if view.stage is Stage.AUTHORISE and not visits:
            assert not view.opened, "quietly: the browser stays shut"
            visits.append(Visitor().visit(opened.opened[0]))

    quiet = bench.services.connecting.resume(attempt, quiet=True)
    assert quiet.run(Cancel(), go_to_the_bank).kind is EndKind.CONNECTED
    assert visits[0].startswith(attempt.redirect_uri.split("?")[0]), "the same port answers again"


def test_an_attempt_whose_item_is_gone_is_forgotten(make: Make, browser: MakeBrowser) -> None:
    bench = make("production")
    bench.use(browser(None))

    def report(view: ConnectView) -> None:
        if view.stage is Stage.AUTHORISE:
            bench.cancel.set()

    with pytest.raises(Cancelled):
        bench.session().run(bench.cancel, report)
    [attempt] = bench.services.connecting.pending()
    bench.services.access.gateway(Cancel()).delete_item(attempt.item_id)
    with pytest.raises(PluggyRefused):
        bench.services.connecting.resume(attempt).run(Cancel(), bench.views.append)
    assert bench.services.connecting.pending() == []


def test_giving_up_leaves_an_item_that_was_there_before(make: Make, browser: MakeBrowser) -> None:
    """It may belong to another computer of the person, where it still waits."""
    bench = make("guide")
    bench.use(browser(None))

    def waiting(cancel: Cancel) -> ConnectSession:
        def report(view: ConnectView) -> None:
            if view.stage is Stage.AUTHORISE:
                cancel.set()

        session = bench.session()
        with pytest.raises(Cancelled):
            session.run(cancel, report)
        return session

    elsewhere = waiting(Cancel())
    [attempt] = bench.services.connecting.pending()
    bench.services.store.delete_attempt(elsewhere.attempt_id)  # this computer knows nothing of it
    session = waiting(Cancel())
    assert [one.item_id for one in bench.services.connecting.pending()] == [attempt.item_id]
    bench.services.connecting.discard(session.attempt_id, Cancel())
    assert bench.services.connecting.pending() == []
    assert bench.services.access.gateway(Cancel()).item(attempt.item_id).id == attempt.item_id


def test_a_profile_opened_too_late_is_undone(make: Make, tmp_path: Path) -> None:
    bench = make("guide")
    bench.profile.close()
    with pytest.raises(Cancelled):
        bench.profile.open(Cancel())
    assert not list((tmp_path / "data").glob("session-*"))


def test_what_a_killed_session_left_is_removed_at_the_next_start(
    make: Make, tmp_path: Path
) -> None:
    left = tmp_path / "data" / "session-left"
    left.mkdir(parents=True)
    (left / "pluggy-desktop.db").write_bytes(b"nobody has the key")
    bench = make("guide")
    assert not left.exists()
    assert bench.services.paths.database.exists(), "and the running one is not"
    other = Profile(bench.profile.options)
    other.open(Cancel())
    assert bench.services.paths.database.exists(), "nor by another process"
    other.close()
