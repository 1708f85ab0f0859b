"""The bank's pages and Pluggy's callback: what counts as consent, and what does not."""

from __future__ import annotations

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from pluggy_desktop.sandbox import Sandbox, SandboxOptions, Visitor
from tests.sandbox.client import CPF_OF, Client, Reply, fetch, is_over

if TYPE_CHECKING:
    from collections.abc import Iterator

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Browser:
    """A browser that a test drives page by page."""

    def __init__(self, link: str) -> None:
        self.link = link
        self.home = f"http://{urlsplit(link).netloc}"
        self.cookie = ""

    def open(self, url: str | None = None) -> Reply:
        headers = {"Cookie": self.cookie} if self.cookie else {}
        reply = fetch(url or self.link, headers=headers)
        self.cookie = reply.headers.get("Set-Cookie", self.cookie).split(";")[0]
        return reply

    def send(self, page: Reply, *, origin: str | None = None, **fields: str) -> Reply:
        action = re.findall(r'action="([^"]+)"', page.body)[0]
        hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', page.body)
        body = urlencode([*hidden, *fields.items()]).encode()
        headers = {**FORM, "Cookie": self.cookie, "Origin": origin or self.home}
        return fetch(self.home + action, "POST", body=body, headers=headers)

    def log_in(self) -> Reply:
        """Up to the page with the accounts."""
        answer = self.send(self.open(), user="x", password="y")
        assert answer.status == 303
        return self.open(self.home + answer.headers["Location"])


def pending(client: Client, **fields: object) -> tuple[str, Browser]:
    item_id = client.create(**fields).body["id"]  # type: ignore[arg-type]
    return item_id, Browser(client.link(item_id))


def status(client: Client, item_id: str) -> str:
    word: str = client.item(item_id)["executionStatus"]
    return word


def test_pages_are_accessible_marked_as_simulation_and_strictly_guarded(either: Client) -> None:
    _, browser = pending(either)
    login = browser.open()
    accounts = browser.log_in()
    for page, ids in (
        (login, ["login-page", "login-form", "user", "password", "login"]),
        (
            accounts,
            ["consent-page", "consent-form", "account-checking", "account-card", "authorise"],
        ),
    ):
        assert page.status == 200
        assert "Simulação" in page.body
        assert '<html lang="pt-BR">' in page.body
        assert "prefers-color-scheme: dark" in page.body
        for name in ids:
            assert page.body.count(f'id="{name}"') == 1
        for control in re.findall(
            r'<input type="(?:text|password|checkbox)" id="([\w-]+)"', page.body
        ):
            assert f'for="{control}"' in page.body
        policy = page.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'nonce-")
        assert "frame-ancestors 'none'" in policy
        assert "script" not in page.body + policy
        assert page.headers["Cache-Control"] == "no-store"
    assert accounts.body.count(" checked>") == 5
    assert 'id="decline"' in accounts.body
    assert "HttpOnly" in login.headers["Set-Cookie"]
    assert "SameSite=Lax" in login.headers["Set-Cookie"]


def test_production_comes_back_to_pluggy_and_then_goes_on(client: Client) -> None:
    item_id, browser = pending(client, oauthRedirectUri="https://app.example/cb?kept=1&also=2")
    page = browser.log_in()
    answer = browser.send(page, account="checking", decision="authorise")
    assert answer.status == 303
    callback = answer.headers["Location"]
    assert callback.startswith(f"{client.sandbox.url}/items/oauth/callback?code=")
    assert status(client, item_id) == "WAITING_USER_INPUT"
    done = browser.open(callback)
    assert done.status == 200
    assert "Pronto" in done.body
    target = f"https://app.example/cb?kept=1&amp;also=2&amp;itemId={item_id}"
    assert f'content="1; url={target}"' in done.body
    assert f'id="continue" href="{target}"' in done.body
    assert client.wait(item_id, is_over)["executionStatus"] == "SUCCESS"
    assert set(client.accounts(item_id)) == {"CHECKING_ACCOUNT"}
    assert client.get(f"/loans?itemId={item_id}")["results"] == []
    assert browser.open(callback).status == 410


def test_production_without_a_redirect_ends_at_pluggy(client: Client) -> None:
    item_id, browser = pending(client)
    answer = browser.send(browser.log_in(), account="card", decision="authorise")
    done = browser.open(answer.headers["Location"])
    assert "Pode fechar esta aba" in done.body
    assert "http-equiv" not in done.body
    assert client.wait(item_id, is_over)["status"] == "UPDATED"


def test_production_tells_of_a_refusal_without_an_item(client: Client) -> None:
    item_id, browser = pending(client, oauthRedirectUri="app://cb")
    answer = browser.send(browser.log_in(), decision="decline")
    assert "error=access_denied" in answer.headers["Location"]
    done = browser.open(answer.headers["Location"])
    assert "Nada foi compartilhado" in done.body
    assert "app://cb?message=User+authorization+not+granted" in done.body
    assert item_id not in done.body
    assert status(client, item_id) == "USER_AUTHORIZATION_NOT_GRANTED"


class Listener:
    """A client's own loopback listener, which remembers what it was asked."""

    def __init__(self) -> None:
        seen: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                seen.append(self.path)
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Quiet."""

        self.seen = seen
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    """A loopback listener."""
    made = Listener()
    yield made
    made.close()


def test_guide_comes_back_to_the_client_with_code_and_state(
    guide: Client, listener: Listener
) -> None:
    item_id = guide.create(oauthRedirectUri=f"{listener.url}/pluggy/callback?a=1&state=abc").body[
        "id"
    ]
    assert "&state=abc&" in guide.link(item_id)
    end = Visitor().visit(guide.link(item_id))
    assert end.startswith(f"{listener.url}/pluggy/callback?a=1&state=abc&code=")
    assert end.count("state=") == 1
    assert listener.seen == [end.removeprefix(listener.url)]
    code = parse_qs(urlsplit(end).query)["code"][0]
    path = f"/items/{item_id}/mfa"
    for body in ({"oauthCode": "wrong"}, {"oauthCode": ""}, {}, {"code": code}):
        refused = guide.call("POST", path, body)
        assert refused.status == 400
        assert refused.body["details"][0]["parameter"] == "oauthCode"
    taken = guide.call("POST", path, {"oauthCode": code})
    assert (taken.status, taken.body["status"]) == (200, "UPDATING")
    assert guide.call("POST", path, {"oauthCode": code}).status == 400
    assert guide.wait(item_id, is_over)["executionStatus"] == "SUCCESS"


def test_guide_makes_a_state_where_the_client_has_none(guide: Client) -> None:
    item_id = guide.create(oauthRedirectUri="http://localhost:1/cb").body["id"]
    end = Visitor().visit(guide.link(item_id), follow_redirect=False)
    assert len(parse_qs(urlsplit(end).query)["state"][0]) >= 20


def test_guide_tells_of_a_refusal_with_the_state(guide: Client, listener: Listener) -> None:
    for document in (CPF_OF["success"], CPF_OF["declined"]):
        uri = f"{listener.url}/cb?state=s1"
        item_id = guide.create(cpf=document, oauthRedirectUri=uri).body["id"]
        Visitor().visit(guide.link(item_id), decide="decline")
        assert listener.seen[-1] == "/cb?state=s1&error=access_denied"
        assert status(guide, item_id) == "USER_AUTHORIZATION_NOT_GRANTED"
    assert len(listener.seen) == 2


@pytest.mark.parametrize("uri", ["https://app.example/cb?state=1", "app://cb?state=1"])
def test_guide_goes_straight_to_https_and_deep_links(guide: Client, uri: str) -> None:
    item_id, browser = pending(guide, oauthRedirectUri=uri)
    page = browser.log_in()
    source = "https://app.example" if uri.startswith("https") else "app:"
    assert f"form-action 'self' {source};" in page.headers["Content-Security-Policy"]
    answer = browser.send(page, account="card", decision="authorise")
    assert answer.status == 303
    assert answer.headers["Location"].startswith(f"{uri}&code=")
    assert guide.wait(item_id, is_over)["status"] == "UPDATED"


def test_guide_finishes_alone_when_nobody_hands_the_code_over() -> None:
    with Sandbox(SandboxOptions(speed=1, dialect="guide")) as sandbox:
        client = Client(sandbox)
        item_id = client.create(oauthRedirectUri="http://127.0.0.1:1/cb?state=s").body["id"]
        sandbox.advance(seconds=2)
        end = Visitor().visit(client.link(item_id))  # the listener is gone; the browser stays there
        assert end.startswith("http://127.0.0.1:1/cb?state=s&code=")
        assert status(client, item_id) == "WAITING_USER_INPUT"
        sandbox.advance(seconds=4)
        assert status(client, item_id) == "LOGIN_IN_PROGRESS"
        late = parse_qs(urlsplit(end).query)["code"][0]
        assert client.call("POST", f"/items/{item_id}/mfa", {"oauthCode": late}).status == 400
        sandbox.advance(seconds=20)
        assert status(client, item_id) == "SUCCESS"


def test_production_takes_no_code_from_the_client(client: Client) -> None:
    item_id, browser = pending(client)
    answer = browser.send(browser.log_in(), account="card", decision="authorise")
    code = parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]
    assert client.call("POST", f"/items/{item_id}/mfa", {"oauthCode": code}).status == 400
    assert status(client, item_id) == "WAITING_USER_INPUT"


def test_a_link_is_used_once(either: Client) -> None:
    _, browser = pending(either)
    page = browser.log_in()
    assert browser.send(page, account="card", decision="authorise").status == 303
    for again in (browser.open(), browser.send(page, account="card", decision="decline")):
        assert again.status == 410
        assert "já foi usado" in again.body


def test_a_link_expires_and_a_new_one_voids_the_old(either: Client) -> None:
    item_id, browser = pending(either)
    page = browser.log_in()
    either.sandbox.advance(seconds=1201)
    late = browser.send(page, account="card", decision="authorise")
    assert late.status == 410
    assert "expirou" in late.body
    assert either.call("PATCH", f"/items/{item_id}", {}).status == 200
    assert browser.open().status == 404
    assert Browser(either.link(item_id)).open().status == 200


def test_no_account_ticked_is_no_consent(either: Client) -> None:
    item_id, browser = pending(either)
    page = browser.log_in()
    for fields in ({"decision": "authorise"}, {"decision": "authorise", "account": "other"}, {}):
        answer = browser.send(page, **fields)
        assert answer.status == 400
        assert 'role="alert"' in answer.body
    assert status(either, item_id) == "WAITING_USER_INPUT"


@pytest.mark.parametrize("change", ["csrf", "cookie", "origin", "request"])
def test_forged_forms_change_nothing(either: Client, change: str) -> None:
    item_id, browser = pending(either)
    page = browser.log_in()
    origin = None
    if change == "csrf":
        page = Reply(
            200, re.sub(r'name="csrf" value="\w+"', 'name="csrf" value="0"', page.body), {}
        )
    elif change == "cookie":
        browser.cookie = browser.cookie.split("=")[0] + "=stolen"
    elif change == "origin":
        origin = "https://evil.example"
    else:
        _, other = pending(either)
        page = other.log_in()  # another link's form, with this browser's session
    answer = browser.send(page, origin=origin, account="card", decision="authorise")
    assert answer.status == 403
    assert status(either, item_id) == "WAITING_USER_INPUT"


def test_the_accounts_are_shown_only_after_the_log_in(either: Client) -> None:
    _, browser = pending(either)
    page = browser.open()
    accounts = browser.link.replace("/authorize?", "/consent?")
    assert browser.open(accounts).status == 403
    skipped = Reply(200, page.body.replace("/login", "/consent"), {})
    assert browser.send(skipped, account="card", decision="authorise").status == 403


def test_an_altered_link_is_refused(either: Client) -> None:
    _, browser = pending(either)
    for name in ("state", "redirect_uri"):
        altered = re.sub(rf"([?&]{name}=)[^&]*", r"\1https%3A%2F%2Fevil.example", browser.link)
        assert fetch(altered).status == 400
    assert fetch(re.sub(r"request=.*", "request=x", browser.link)).status == 404


def test_a_forged_callback_changes_nothing(client: Client) -> None:
    item_id, browser = pending(client)
    callback = f"{client.sandbox.url}/items/oauth/callback"
    state = parse_qs(urlsplit(browser.link).query)["state"][0]
    assert fetch(callback).status == 400
    assert fetch(f"{callback}?state=x&code=y").status == 400
    assert fetch(f"{callback}?state={state}&code=guess").status == 410
    assert fetch(f"{callback}?state={state}&error=access_denied").status == 410
    browser.send(browser.log_in(), account="card", decision="authorise")
    assert fetch(f"{callback}?state={state}&code=guess").status == 410
    assert fetch(f"{callback}?state={state}&error=access_denied").status == 410
    assert status(client, item_id) == "WAITING_USER_INPUT"


def test_meu_pluggy_lists_the_banks_behind_it(client: Client) -> None:
    item_id = client.create(200, cpf=None).body["id"]
    link = client.link(item_id)
    assert "/meu-pluggy/oauth/authorize?" in link
    page = Browser(link).log_in()
    assert "Banco Aurora · conta" in page.body
    assert "Pampa Pay · final" in page.body


def test_front_page(client: Client) -> None:
    page = fetch(client.sandbox.url + "/")
    assert page.status == 200
    assert all(cpf in page.body for cpf in CPF_OF.values())
    assert fetch(client.sandbox.url + "/bank/801").status == 200


def test_the_visitor_ticks_what_it_is_told(client: Client) -> None:
    item_id = client.create().body["id"]
    Visitor(accounts=frozenset({"savings"})).visit(client.link(item_id))
    client.wait(item_id, is_over)
    assert set(client.accounts(item_id)) == {"SAVINGS_ACCOUNT"}


def test_the_visitor_stops_before_the_client(guide: Client, listener: Listener) -> None:
    item_id = guide.create(oauthRedirectUri=f"{listener.url}/cb?state=1").body["id"]
    end = Visitor().visit(guide.link(item_id), follow_redirect=False)
    assert end.startswith(f"{listener.url}/cb?state=1&code=")
    assert listener.seen == []


def test_the_visitor_uses_no_proxy(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    item_id = client.create().body["id"]
    Visitor().visit(client.link(item_id))
    assert client.wait(item_id, is_over)["status"] == "UPDATED"


def test_the_visitor_cannot_reach_a_closed_bank(client: Client) -> None:
    link = client.link(client.create().body["id"])
    client.sandbox.close()
    with pytest.raises(OSError, match="refused"):
        Visitor().visit(link)
