"""How values are spelled on their way to the hub."""

from __future__ import annotations

import json
from typing import Any

_NUL = "\\u0000"


def dumps(value: Any) -> str:
    """Return JSON as it travels: compact, characters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def spell_ops(ops: Any) -> str:
    """Return a batch as it travels; PostgreSQL keeps no text with a NUL."""
    text = dumps(ops)
    return dumps(_without_nul(ops)) if _NUL in text else text


def _without_nul(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "\ufffd")
    if isinstance(value, list | tuple):
        return [_without_nul(one) for one in value]
    if isinstance(value, dict):
        return {name: _without_nul(one) for name, one in value.items()}
    return value
