"""What can go wrong between this computer and Pluggy, each in its own words."""

from __future__ import annotations

from pluggy_desktop.errors import BadAnswer, NetworkProblem
from pluggy_desktop.i18n import tr


class PassingProblem(NetworkProblem):
    """A network problem that sending the same GET again may cure."""


def unknown_name(host: str) -> NetworkProblem:
    """The host's name cannot be looked up."""
    return NetworkProblem(
        tr("There seems to be no internet connection"),
        tr("The address {host} could not be found.", host=host),
        tr("Check the connection and try again."),
        technical="DNS",
    )


def refused_connection(host: str, port: int | None) -> NetworkProblem:
    """Nothing accepts connections there, or there is no way there."""
    where = f"{host}:{port}" if port else host
    return NetworkProblem(
        tr("Pluggy cannot be reached"),
        tr("{host} does not accept connections.", host=where),
        tr("Check the connection, a firewall or VPN, and try again."),
        technical="connect",
    )


def proxy_failed() -> NetworkProblem:
    """The system's proxy does not work."""
    return NetworkProblem(
        tr("The network's proxy does not work"),
        tr("This computer is set to reach the internet through a proxy, which refused."),
        tr("Check the system's proxy settings and try again."),
        technical="proxy",
    )


def untrusted_certificate(host: str) -> NetworkProblem:
    """The server cannot prove that it is the one it should be."""
    return NetworkProblem(
        tr("The connection to Pluggy is not safe"),
        tr("{host} could not prove who it is, so nothing was sent.", host=host),
        tr("Check the computer's date and time; on a company or public network, use another one."),
        technical="TLS certificate",
    )


def broken_tls(host: str) -> NetworkProblem:
    """The secure connection could not be set up, for another reason than the certificate."""
    return PassingProblem(
        tr("A secure connection to Pluggy could not be set up"),
        tr("{host} broke it off, so nothing was sent.", host=host),
        tr("Try again; on a company or public network, use another one."),
        technical="TLS",
    )


def too_slow(host: str) -> NetworkProblem:
    """No answer, or not a whole one, in time."""
    return PassingProblem(
        tr("Pluggy took too long to answer"),
        tr("{host} did not answer in time. What was fetched before is kept.", host=host),
        tr("Try again in a few minutes."),
        technical="time limit",
    )


def broken_off(host: str) -> NetworkProblem:
    """The connection broke in the middle."""
    return PassingProblem(
        tr("The connection to Pluggy broke off"),
        tr("{host} did not finish its answer. What was fetched before is kept.", host=host),
        tr("Try again."),
        technical="connection reset",
    )


def not_pluggy(host: str) -> NetworkProblem:
    """A web page came instead of an answer: a hotel's log-in page, a company's filter."""
    return NetworkProblem(
        tr("Something else answered in Pluggy's place"),
        tr("A web page came from {host}; public networks do that before you log in.", host=host),
        tr("Open any site in the browser, log in to the network if it asks, and try again."),
        technical="HTML",
    )


def sent_elsewhere(host: str) -> NetworkProblem:
    """The answer points to another address, which is never followed with the key."""
    return NetworkProblem(
        tr("Pluggy's address sends elsewhere"),
        tr("{host} points to another address. Your access was not sent there.", host=host),
        tr("Log in to the network if it asks for it, check the address, and try again."),
        technical="redirect",
    )


def maybe_done(problem: NetworkProblem) -> NetworkProblem:
    """`problem` for a request that must not be repeated, though it may have arrived."""
    return NetworkProblem(
        problem.title,
        tr("It is not known whether Pluggy received the request, so it was not sent twice."),
        tr("Wait a minute, then try again; a connection that was made is then found."),
        technical=problem.technical,
    )


def too_large() -> BadAnswer:
    """More came than any true answer holds."""
    return BadAnswer(
        tr("Pluggy's answer is too large"),
        tr("It was not read to its end. What was fetched before is kept."),
        tr("Try again later."),
        technical="answer too large",
    )


def unreadable(technical: str = "") -> BadAnswer:
    """The answer is not what Pluggy should send."""
    return BadAnswer(
        tr("Pluggy's answer could not be understood"),
        tr("Nothing was changed. What was fetched before is kept."),
        tr("Try again later; if it stays so, look for a newer version of this app."),
        technical=technical,
    )


def endless_list() -> BadAnswer:
    """A list with more pages than can be, or the same page again."""
    return BadAnswer(
        tr("Pluggy's list has no end"),
        tr("The same page came again, or far too many."),
        tr("Try again later."),
        technical="paging",
    )
