"""Lets the libraries of every command leave modules unloaded that they need for seldom things."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

_SELDOM = {
    "difflib": ("get_close_matches",),
    "gettext": ("gettext", "ngettext"),
    "linecache": (),
    "pickle": ("dumps", "loads"),
    "platform": (),
    "shutil": ("get_terminal_size",),
    "subprocess": (),
    "textwrap": (),
    "tokenize": (),
    "traceback": ("FrameSummary", "StackSummary"),
    "urllib.parse": ("quote_from_bytes",),
    "uuid": ("UUID",),
}
"""Modules of the standard library, and what others take out of them when they load."""


def _load(name: str) -> ModuleType:
    """Return a module itself, also while others still get its stand-in."""
    if isinstance(sys.modules.get(name), _LateModule):
        del sys.modules[name]
    return import_module(name)


class _LateName:
    """Stands in for a function or a class of a module that nobody has used yet.

    It equals nothing but itself: an option whose type is one of these would not be known by it.
    """

    def __init__(self, module: str, name: str) -> None:
        self._place = module, name

    def _found(self) -> Any:
        module, name = self._place
        return getattr(_load(module), name)

    def __call__(self, *given: Any, **named: Any) -> Any:
        return self._found()(*given, **named)

    def __instancecheck__(self, one: object) -> bool:
        return isinstance(one, self._found())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._found(), name)


class _LateModule(ModuleType):
    """Stands in for a module; what is asked of it is asked of the module, which loads then."""

    def __getattr__(self, name: str) -> Any:
        if name == "__path__":
            raise AttributeError(name)  # which only packages have, and none of them is one
        if sys.modules.get(self.__name__) is self and name in _SELDOM[self.__name__]:
            return _LateName(self.__name__, name)
        return getattr(_load(self.__name__), name)


@contextmanager
def put_off() -> Iterator[None]:
    """Give who is imported meanwhile stand-ins: a fifth of the time of a short command.

    Afterwards everybody gets the modules themselves again.
    """
    waiting = {name: _LateModule(name) for name in _SELDOM if name not in sys.modules}
    sys.modules.update(waiting)
    try:
        yield
    finally:
        for name, one in waiting.items():
            if sys.modules.get(name) is one:
                del sys.modules[name]
