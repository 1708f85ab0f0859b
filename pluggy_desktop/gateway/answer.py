"""Reading an answer whole: unpacked, with a bound on its size, and only if all of it came."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pluggy_desktop.gateway.problems import too_large, unreadable

if TYPE_CHECKING:
    import urllib3

    from pluggy_desktop.gateway.call import Call

_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer of any status. `headers` by lower-case name."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class CutShort(Exception):
    """The answer ended before its end, or its call did."""


def read(response: urllib3.BaseHTTPResponse, *, most: int, call: Call) -> Answer:
    """Read `response` to its end and give its connection back, or close it on any failure.

    Raises:
        BadAnswer: More than `most` bytes, or packed in a way that was not asked for.
        CutShort: It ended too early. What urllib3 raises goes through.
    """
    try:
        body = _body(response, most)
        if call.ended:
            raise CutShort
    except BaseException:
        response.close()
        response.release_conn()
        raise
    response.release_conn()
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(status=response.status, headers=headers, body=body)


def _body(response: urllib3.BaseHTTPResponse, most: int) -> bytes:
    packing = response.headers.get("content-encoding", "").strip().lower()
    if packing not in {"", "identity", "gzip", "x-gzip"}:
        raise unreadable("content-encoding")
    # Unpacked here rather than by urllib3, so that a small answer can never become a huge one.
    unpack = zlib.decompressobj(wbits=31) if "gzip" in packing else None
    parts: list[bytes] = []
    size = 0
    while chunk := response.read1(_CHUNK, decode_content=False):
        part = _unpacked(unpack, chunk, most - size) if unpack else chunk
        parts.append(part)
        size += len(part)
        if size > most:
            raise too_large()
    if unpack and parts and not unpack.eof:
        raise CutShort
    return b"".join(parts)


def _unpacked(unpack: zlib._Decompress, chunk: bytes, room: int) -> bytes:
    try:
        part = unpack.decompress(chunk, room + 1)
    except zlib.error:
        raise unreadable("gzip") from None
    if unpack.unused_data:
        raise unreadable("gzip")
    return part
