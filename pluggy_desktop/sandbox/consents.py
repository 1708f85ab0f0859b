"""`GET /consents`: what the person agreed to, for how long."""

from __future__ import annotations

from pluggy_desktop.sandbox.answers import Json
from pluggy_desktop.sandbox.chance import stable_uuid
from pluggy_desktop.sandbox.clock import SandboxClock, iso
from pluggy_desktop.sandbox.connectors import MEU_PLUGGY
from pluggy_desktop.sandbox.item import Item, consent_expiry

_PERMISSIONS = {
    "IDENTITY": ("REGISTRATION_ALL",),
    "ACCOUNTS": ("ACCOUNTS_ALL",),
    "CREDIT_CARDS": ("CREDIT_CARDS_ALL",),
    "LOANS": ("CREDIT_OPERATIONS_ALL",),
    "INVESTMENTS": ("INVESTMENTS_ALL",),
}


def consents(item: Item, clock: SandboxClock) -> list[Json]:
    """The consent of `item`, once there is one.

    Behind MeuPluggy the consent belongs to the item that MeuPluggy itself keeps, so its `itemId` is
    another one (measured on the real API).
    """
    if item.consented is None or not item.bank.oauth:
        return []
    hidden = item.bank.id == MEU_PLUGGY
    granted = [name for product in item.products for name in _PERMISSIONS.get(product, ())]
    return [
        {
            "id": stable_uuid(item.id, "consent", item.consented),
            "itemId": stable_uuid(item.id, "behind") if hidden else item.id,
            "products": list(item.products),
            "openFinancePermissionsGranted": granted,
            "createdAt": iso(clock.wall(item.consented)),
            "expiresAt": consent_expiry(item, clock),
            "revokedAt": None,
        }
    ]
