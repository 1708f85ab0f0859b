"""Repeatable chance: the same seed and words give the same dice and the same ids, on any machine."""

from __future__ import annotations

import hashlib
import random
import uuid


def dice(*words: object) -> random.Random:
    """A random source that depends on `words` only."""
    return random.Random("\x1f".join(map(str, words)))  # noqa: S311 - invented households, no secrets


def stable_hex(*words: object, size: int = 16) -> str:
    """`size` bytes in hexadecimal that depend on `words` only."""
    return hashlib.blake2b("\x1f".join(map(str, words)).encode(), digest_size=size).hexdigest()


def stable_uuid(*words: object) -> str:
    """A version-4 looking UUID that depends on `words` only."""
    return str(uuid.UUID(stable_hex(*words), version=4))
