"""An honest simulator of Pluggy's API and of the banks' consent pages, on localhost.

It is what a newcomer meets first and what the tests talk to, over real HTTP, so it shares no code
with the rest of the product. Two dialects: `production` speaks as the real API does (the bank
returns to Pluggy, localhost is refused as a redirect), `guide` as the OAuth guide describes (the
bank returns to the client with `code` and `state`, which the client hands over).
"""

from pluggy_desktop.sandbox.faults import TEST_CPFS, TestCpf
from pluggy_desktop.sandbox.server import Sandbox, SandboxOptions
from pluggy_desktop.sandbox.visitor import Visitor

__all__ = ["TEST_CPFS", "Sandbox", "SandboxOptions", "TestCpf", "Visitor"]
