"""Packages that not everybody needs: loaded where they are used, asked for by their extra."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from leadq.errors import RefusedError


def need(module: str, extra: str) -> ModuleType:
    """Return a package that an extra brings. Raises RefusedError no_extra when it does not load."""
    try:
        return import_module(module)
    except ImportError:
        raise RefusedError("no_extra", hint="no_extra", extra=extra) from None
