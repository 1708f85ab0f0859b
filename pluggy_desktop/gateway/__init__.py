"""The only room that knows pluggy_sdk and HTTP: Pluggy's calls in, domain values out."""

from pluggy_desktop.gateway.address import is_loopback, validate_base_url

__all__ = ["is_loopback", "validate_base_url"]
