"""What urllib3 and pluggy_sdk raise, as problems a person can read.

Imports urllib3: only for workers, after the first window.
"""

from __future__ import annotations

import ssl

import urllib3
from pluggy_sdk.exceptions import ApiException
from urllib3 import exceptions

from pluggy_desktop.errors import AppError
from pluggy_desktop.gateway import problems
from pluggy_desktop.gateway.answer import CutShort
from pluggy_desktop.gateway.call import Call


def problem_of(error: Exception, call: Call, host: str, port: int | None) -> AppError:
    """The problem behind `error`; an error that is not the network's is raised again as it is."""
    if isinstance(error, AppError):
        return error
    if call.ended == "deadline":
        return problems.too_slow(host)
    cause = _cause(error)
    if isinstance(cause, exceptions.ProxyError):
        return problems.proxy_failed()
    if isinstance(cause, exceptions.NameResolutionError):
        return problems.unknown_name(host)
    # Before time limits: urllib3 derives this from its ConnectTimeoutError.
    if isinstance(cause, exceptions.NewConnectionError):
        return problems.refused_connection(host, port)
    if isinstance(cause, (exceptions.TimeoutError, TimeoutError)):
        return problems.too_slow(host)
    if isinstance(cause, (exceptions.SSLError, ssl.SSLError, ApiException)):
        return _tls_problem(cause, host)
    if isinstance(cause, (exceptions.HTTPError, OSError, CutShort)):
        return problems.broken_off(host)
    raise error


def _cause(error: Exception) -> Exception:
    """What is inside urllib3's and the SDK's wrapping."""
    if isinstance(error, ApiException) and isinstance(error.__context__, Exception):
        error = error.__context__
    if isinstance(error, urllib3.exceptions.MaxRetryError) and error.reason is not None:
        return error.reason
    return error


def _tls_problem(error: Exception, host: str) -> AppError:
    inner = error.args[0] if error.args else None
    if isinstance(error, ssl.SSLCertVerificationError) or isinstance(
        inner, ssl.SSLCertVerificationError
    ):
        return problems.untrusted_certificate(host)
    return problems.broken_tls(host)
