"""Lets the libraries of every command leave modules unloaded that they need for seldom things."""

import sys
import typing
from _thread import _local
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

_SELDOM = {
    "ast": ("NodeVisitor", "literal_eval"),
    "colorsys": ("rgb_to_hls",),
    "difflib": ("get_close_matches",),
    "fnmatch": (),
    "gettext": ("gettext", "ngettext"),
    "linecache": (),
    "ntpath": (),
    "pickle": ("dumps", "loads"),
    "platform": (),
    "shutil": ("get_terminal_size",),
    "subprocess": (),
    "tempfile": ("TemporaryFile", "gettempdir"),
    "textwrap": (),
    "token": (),
    "tokenize": (),
    "traceback": ("FrameSummary", "StackSummary"),
    "typer._click.shell_completion": ("CompletionItem",),
    "typer.completion": ("get_completion_inspect_parameters",),
    "urllib.parse": ("quote_from_bytes",),
    "uuid": ("UUID",),
}
"""Modules of the standard library and of Typer, and what others take out while they load."""

_AT_ONCE: dict[str, dict[str, object]] = {"threading": {"local": _local}}
"""Modules like these, of which others use something while they load that is known without them."""

if sys.version_info < (3, 14):  # until then these are the flags of code that inspect asks for
    _FLAGS = (
        "OPTIMIZED NEWLOCALS VARARGS VARKEYWORDS NESTED GENERATOR NOFREE COROUTINE "
        "ITERABLE_COROUTINE ASYNC_GENERATOR"
    )
    _AT_ONCE["dis"] = {
        "COMPILER_FLAG_NAMES": {1 << bit: name for bit, name in enumerate(_FLAGS.split())}
    }


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

    def __mro_entries__(self, _bases: tuple[object, ...]) -> tuple[type]:
        """Give a subclass a base that asks the class itself for the methods that it lacks."""

        def find_method(one: object, name: str) -> Any:
            return getattr(self._found(), name).__get__(one)

        return (type(self._place[1], (), {"__getattr__": find_method}),)

    def __instancecheck__(self, one: object) -> bool:
        return isinstance(one, self._found())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._found(), name)


class _LateModule(ModuleType):
    """Stands in for a module; what is asked of it is asked of the module, which loads then."""

    def __getattr__(self, name: str) -> Any:
        if name == "__path__":
            raise AttributeError(name)  # which only packages have, and none of them is one
        if sys.modules.get(self.__name__) is self and name in _SELDOM.get(self.__name__, ()):
            return _LateName(self.__name__, name)
        return getattr(_load(self.__name__), name)


@contextmanager
def put_off() -> Iterator[None]:
    """Give who is imported meanwhile stand-ins: a fifth of the time of a short command.

    Afterwards everybody gets the modules themselves again. Types that are named by a text are not
    compiled meanwhile, which loads as much again: who looks one up evaluates the text as well.
    """
    waiting = {one: _LateModule(one) for one in (*_SELDOM, *_AT_ONCE) if one not in sys.modules}
    for name, known in _AT_ONCE.items():
        if name in waiting:
            vars(waiting[name]).update(known)
    sys.modules.update(waiting)
    vars(typing)["compile"] = lambda source, *_how: source
    try:
        yield
    finally:
        vars(typing).pop("compile", None)
        for name, one in waiting.items():
            if sys.modules.get(name) is one:
                del sys.modules[name]
