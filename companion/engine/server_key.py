"""The key of a server of one's own: in the system's keyring or nowhere, never in the settings."""

from __future__ import annotations

import os

from companion.errors import CompanionError

SERVICE = "Companion server"
NO_RING = "This system has no keyring to keep the key in, so it was not kept. A server without a key works."


def find(place: str) -> str:
    """The key kept for the server at `place` (machine and port), "" where there is none."""
    import keyring  # asks D-Bus and reads every backend: only when needed

    if _off():
        return ""
    try:
        return keyring.get_password(SERVICE, place) or ""
    except Exception:  # its backends raise whatever their system raises: no keyring today
        return ""


def keep(place: str, key: str) -> None:
    """Keep the key, or with "" forget it. Raises CompanionError when the keyring does not take it."""
    import keyring

    if _off():
        if key:
            raise CompanionError(NO_RING)
        return
    try:
        if key:
            keyring.set_password(SERVICE, place, key)
        elif keyring.get_password(SERVICE, place) is not None:
            keyring.delete_password(SERVICE, place)
    except Exception as error:
        raise CompanionError(NO_RING) from error
    if key and find(place) != key:
        raise CompanionError(NO_RING)


def _off() -> bool:
    return os.environ.get("COMPANION_KEYRING", "").lower() == "off"
