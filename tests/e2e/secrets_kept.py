"""What the keyring on the tests' own bus holds for a profile, asked for past the product."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jeepney import DBusAddress, Properties, new_method_call
from jeepney.io.blocking import open_dbus_connection

if TYPE_CHECKING:
    from tests.e2e.product import Product

_NAME = "org.freedesktop.secrets"
_SERVICE = DBusAddress("/org/freedesktop/secrets", _NAME, "org.freedesktop.Secret.Service")


def entries(product: Product) -> list[str]:
    """The names of a profile's entries."""
    wanted = {"service": f"pluggy-desktop:{product.profile}"}
    bus = product.environment()["DBUS_SESSION_BUS_ADDRESS"]
    with open_dbus_connection(bus) as connection:
        search = new_method_call(_SERVICE, "SearchItems", "a{ss}", (wanted,))
        unlocked, locked = connection.send_and_get_reply(search).body
        names = []
        for path in (*unlocked, *locked):
            item = DBusAddress(path, _NAME, "org.freedesktop.Secret.Item")
            _, attributes = connection.send_and_get_reply(Properties(item).get("Attributes")).body[
                0
            ]
            names.append(str(attributes["username"]))
    return sorted(names)
