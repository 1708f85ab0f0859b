"""Chromium as the system's browser: the product opens it the way it opens anybody's browser."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.e2e.desktop import Desktop
from tests.e2e.processes import PATIENCE, until, with_text

_ENTRY = """[Desktop Entry]
Type=Application
Name=Test browser
Exec={script} %u
MimeType=x-scheme-handler/http;x-scheme-handler/https;text/html;
"""
_HANDLERS = """[Default Applications]
x-scheme-handler/http=test-browser.desktop
x-scheme-handler/https=test-browser.desktop
text/html=test-browser.desktop
"""
# Nothing is fetched from outside, nothing is asked at the first start; a port is chosen by Chromium
# itself, which writes it into the profile. Its sandbox wants rights that containers do not give.
_FLAGS = (
    "--no-sandbox",
    "--remote-debugging-port=0",
    "--no-first-run",
    "--no-default-browser-check",
    "--password-store=basic",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-extensions",
    "--disable-default-apps",
    "--disable-breakpad",
    "--window-size=900,760",
    "--window-position=360,60",
)
_HEADING = "const first = document.querySelector('h1'); return first ? first.innerText : '';"

# Sends the form as the button would, without following where it leads.
_AGREE = """
const done = arguments[arguments.length - 1];
const form = document.getElementById("consent-form");
const fields = new URLSearchParams(new FormData(form));
fields.set("decision", "authorise");
fetch(form.action, {method: "POST", body: fields, redirect: "manual"})
  .then((answer) => done(answer.type), (error) => done(String(error)));
"""


class SystemBrowser:
    """The default handler of http and https on `desktop`, with a fresh profile."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._profile = desktop.folder / "chromium"
        self.script = desktop.folder / "test-browser"

    def install(self) -> None:
        """Make it the default."""
        command = shlex.join(["chromium", f"--user-data-dir={self._profile}", *_FLAGS])
        log = shlex.quote(str(self._desktop.folder / "chromium.log"))
        self.script.write_text(f'#!/bin/sh\nsetsid {command} "$@" >>{log} 2>&1 </dev/null &\n')
        self.script.chmod(self.script.stat().st_mode | stat.S_IXUSR)
        applications = Path(self._desktop.environment["XDG_DATA_HOME"], "applications")
        applications.mkdir(exist_ok=True)
        entry = applications / "test-browser.desktop"
        entry.write_text(_ENTRY.format(script=self.script))
        handlers = Path(self._desktop.environment["XDG_CONFIG_HOME"], "mimeapps.list")
        handlers.write_text(_HANDLERS)

    def opened(self) -> bool:
        """Whether somebody opened it."""
        return (self._profile / "DevToolsActivePort").exists()

    def start(self) -> None:
        """Open it as the person would, on an empty page."""
        self._desktop.run(str(self.script), "about:blank")

    def kill(self) -> None:
        """Close it at once, whatever it shows."""
        mark = f"{self._profile}"
        for pid in with_text(mark):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        until(lambda: not with_text(mark), "the browser is closed")

    def forget(self) -> None:
        """Remove its profile, once it is closed."""
        shutil.rmtree(self._profile, ignore_errors=True)

    @contextmanager
    def watched(self) -> Iterator[Tabs]:
        """The tabs of the browser that somebody opened, seen and used from outside."""
        port = until(self._port, "the browser was opened")
        options = webdriver.ChromeOptions()
        options.page_load_strategy = "none"  # whoever wants a page waits for it
        options.debugger_address = f"127.0.0.1:{port}"
        service = Service(
            executable_path=shutil.which("chromedriver"), env=dict(self._desktop.environment)
        )
        driver = webdriver.Chrome(options=options, service=service)
        try:
            yield Tabs(driver)
        finally:
            with contextlib.suppress(WebDriverException):  # it may have been closed meanwhile
                driver.quit()
            service.stop()

    def _port(self) -> int:
        try:
            written = (self._profile / "DevToolsActivePort").read_text()
        except FileNotFoundError:
            return 0
        return int(written.split("\n", 1)[0] or 0)


class Tabs:
    """What a person sees and does in the browser."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self._driver = driver
        # A page may be left for the next one while it is looked at.
        self._wait = WebDriverWait(
            driver, PATIENCE, poll_frequency=0.1, ignored_exceptions=(WebDriverException,)
        )

    @property
    def address(self) -> str:
        """Where the tab is."""
        return self._driver.current_url

    def go(self, url: str) -> None:
        """Type an address."""
        self._driver.get(url)

    def heading(self) -> str:
        """The page's first heading, "" while there is none."""
        return str(self._driver.execute_script(_HEADING))

    def find_page(self, heading: str) -> None:
        """Turn to the tab whose page has this heading, once there is one."""

        def there(driver: webdriver.Chrome) -> bool:
            for handle in driver.window_handles:
                driver.switch_to.window(handle)
                if self.heading() == heading:
                    return True
            return False

        self._wait.until(there, f"no page says “{heading}”")

    def press(self, words: str) -> None:
        """Click the button with these words."""
        place = (By.XPATH, f"//button[normalize-space()='{words}']")
        self._wait.until(lambda driver: driver.find_element(*place)).click()

    def boxes(self) -> dict[str, bool]:
        """The accounts offered, and whether each is ticked."""
        found = self._driver.find_elements(By.NAME, "account")
        return {box.get_attribute("value") or "": box.is_selected() for box in found}

    def tick(self, account: str) -> None:
        """Tick or untick an account."""
        self._driver.find_element(By.ID, f"account-{account}").click()

    def log_in(self) -> None:
        """Enter the bank, to the page where it asks what is to be shared."""
        self.find_page("Entre na sua conta")
        self.press("Entrar")
        self.find_page("O que você quer compartilhar?")

    def authorise(self) -> None:
        """Log in, untick an account, think better of it, and say yes."""
        self.log_in()
        boxes = self.boxes()
        assert len(boxes) > 1, "accounts are offered"
        assert all(boxes.values()), "all accounts are ticked"
        one = next(iter(boxes))
        self.tick(one)
        assert self.boxes() == boxes | {one: False}
        self.tick(one)
        self.press("Autorizar")

    def decline(self) -> None:
        """Log in and say no."""
        self.log_in()
        self.press("Não autorizar")

    def agree_without_going_on(self) -> None:
        """Say yes; the browser gets the bank's answer, and does not follow it back to the app."""
        # The page allows itself no scripts that reach out; that rule is not what is tested here.
        self._driver.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
        self.log_in()
        answer = self._driver.execute_async_script(_AGREE)
        assert answer == "opaqueredirect", answer

    def host(self) -> str:
        """The host and port of the page."""
        return urlsplit(self.address).netloc
