"""How values are spelled on their way to the hub."""

from __future__ import annotations

import json
from typing import Any


def dumps(value: Any) -> str:
    """Return JSON as it travels: compact, characters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
