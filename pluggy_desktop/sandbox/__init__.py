"""An honest simulator of Pluggy's API and of the banks' consent pages, on localhost.

It is what a newcomer meets first and what the tests talk to, over real HTTP, so it shares no code
with the rest of the product. Two dialects: `production` speaks as the real API does (the bank
returns to Pluggy, localhost is refused as a redirect), `guide` as the OAuth guide describes (the
bank returns to the client with `code` and `state`, which the client hands over).

Where the real API is not known well enough, these choices were made:

- An expired API key is 401, an expired connect token 403, anything else that is no key 403.
- A connect token makes items and sees those of its own `clientUserId`, those it made, and the one it
  was made for; data endpoints refuse it.
- A CPF that the bank refuses, and a bank that is offline, end the item before there is a link; a
  locked account and a typed code come after consent. A wrong code is asked for once more.
- In the guide dialect a code that nobody hands over is exchanged by Pluggy itself after four seconds
  (of the sandbox's pace). A code that comes later, or twice, is 400.
- A link lives twenty minutes; then the item is OUTDATED, USER_INPUT_TIMEOUT. `PATCH` gives a new link.
- The first client update of an idle item is allowed at once, the next an hour after it. While an
  item collects, an update is 409 as well.
- Declining counts as a failed login, as `consecutiveFailedLoginAttempts` is described.
- Data are readable product by product, as they are collected; what an unknown item or account
  shares is 404. Connecting again what is connected gives new ids and the same `providerId`s.
- Not simulated: webhooks, nightly updates, and anything to do with payments.
"""

from pluggy_desktop.sandbox.faults import TEST_CPFS, TestCpf
from pluggy_desktop.sandbox.server import Sandbox, SandboxOptions
from pluggy_desktop.sandbox.visitor import Visitor

__all__ = ["TEST_CPFS", "Sandbox", "SandboxOptions", "TestCpf", "Visitor"]
