"""Modules of the standard library that others import at their top and daily commands never use."""

import sys
from _thread import RLock
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

_SELDOM = ("ipaddress", "linecache", "subprocess", "textwrap", "tokenize")
"""Plain modules whose names nobody takes out of them at import: a twelfth of a short command."""
_loading = RLock()


class _LateModule(ModuleType):
    """Stands in for a module, and becomes it as soon as something of it is asked for."""

    def __getattr__(self, name: str) -> Any:
        with _loading:
            spec = self.__spec__
            if spec is not None and spec.loader is not None and not spec.loader_state:
                spec.loader_state = self
                spec.loader.exec_module(self)
        return ModuleType.__getattribute__(self, name)


def put_off() -> None:
    """Leave the running of those modules to whoever first asks for something of them."""
    for name in _SELDOM:
        spec = None if name in sys.modules else find_spec(name)
        if spec is not None:
            module = sys.modules[name] = module_from_spec(spec)
            module.__class__ = _LateModule
