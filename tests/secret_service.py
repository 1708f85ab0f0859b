"""A Secret Service of the tests' own, on a bus of its own: nobody's real keyring is touched."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = ("dbus-daemon", "gnome-keyring-daemon")
_NAME = "org.freedesktop.secrets"
# No service folders: nothing is started by being asked for.
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>"""


def missing() -> list[str]:
    """The programs that are needed and not installed."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


@contextlib.contextmanager
def bus(folder: Path) -> Iterator[str]:
    """A session bus with nobody on it; gives its address. `folder` must be short (a socket's)."""
    address = f"unix:path={folder / 'bus'}"
    config = folder / "bus.conf"
    config.write_text(_BUS.format(socket=folder / "bus"))
    command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address=1"]
    with _running(command, dict(os.environ)) as process:
        assert process.stdout is not None
        assert process.stdout.readline(), "dbus-daemon did not start"
        yield address


@contextlib.contextmanager
def keyring(folder: Path, address: str) -> Iterator[None]:
    """GNOME Keyring on the bus at `address`, unlocked, with its files in `folder`."""
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_RUNTIME_DIR": str(folder),
        "DBUS_SESSION_BUS_ADDRESS": address,
    }
    command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
    with _running(command, environment) as process:
        assert process.stdin is not None
        process.stdin.write(b"test\n")
        process.stdin.close()
        _wait_for_name(address, process)
        yield


@contextlib.contextmanager
def _running(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(10)
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()


def _wait_for_name(address: str, process: subprocess.Popen[bytes]) -> None:
    from jeepney import DBusAddress, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    bus_itself = DBusAddress(
        "/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus"
    )
    question = new_method_call(bus_itself, "NameHasOwner", "s", (_NAME,))
    deadline = time.monotonic() + 10
    with open_dbus_connection(address) as connection:
        while not connection.send_and_get_reply(question).body[0]:
            assert process.poll() is None, "gnome-keyring-daemon ended"
            assert time.monotonic() < deadline, "gnome-keyring-daemon did not take its name"
            threading.Event().wait(0.02)
