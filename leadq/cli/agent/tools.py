"""The tools of an agent: commands with their own options, called here and answered as JSON."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any, NamedTuple

from leadq.adapters.mcp_server import Answer, Tool
from leadq.cli.frame.app import run
from leadq.cli.frame.door import build_command
from leadq.cli.frame.flags import Flags
from leadq.cli.frame.options import FORMAT_OPTIONS, GLOBAL_OPTIONS
from leadq.cli.frame.pages import describe
from leadq.cli.frame.session import settle_language
from leadq.cli.frame.table import TABLE, text_key
from leadq.errors import ExitCode, UsageError
from leadq.i18n import has_text, text
from leadq.render.parts import errors
from leadq.usecases.desk import AGENT


class _Call(NamedTuple):
    """A command as a tool: words that always stand with it, options that an agent has no use for.

    ``reads``: nothing is noted by it.
    """

    command: str
    reads: bool = False
    always: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()


_NOT_SET = frozenset({"no_ask", "set", "reason", "clear", "profile"})
CALLS = {
    "find": _Call("find", reads=True),
    "show": _Call("show", reads=True),
    "due": _Call("due", reads=True, without=frozenset({"work"})),
    "list": _Call("list", reads=True),
    "grade": _Call("grade", reads=True, always=("--no-ask",), without=_NOT_SET),
    "questions": _Call(
        "ask", reads=True, always=("--list",), without=frozenset({"list", "answers", "note"})
    ),
    "note": _Call("note"),
    "log": _Call("log"),
    "fact": _Call("fact"),
    "next": _Call("next"),
    "add": _Call("add"),
    "undo": _Call("undo"),
}
_SHARED = frozenset(str(param.name) for param in (*FORMAT_OPTIONS, *GLOBAL_OPTIONS))


class _Page(io.StringIO):
    """What a command writes; JSON keeps its Han characters in it."""

    encoding = "utf-8"


class Toolbox:
    """The tools there are; each call is a command of its own, signed by the agent."""

    def __init__(self, flags: Flags, read_only: bool) -> None:
        self._flags = Flags(**vars(flags) | {"json": True, "no_input": True, "signed": AGENT})
        calls = {name: call for name, call in CALLS.items() if call.reads or not read_only}
        self._params = {name: _params_of(call) for name, call in calls.items()}

    def describe(self) -> list[Tool]:
        """Return the tools in the user's language, their arguments as the commands declare them."""
        return [
            Tool(name, _about(name), _schema(params), CALLS[name].reads)
            for name, params in self._params.items()
        ]

    def call(self, name: str, given: Mapping[str, Any]) -> Answer:
        """Do what a tool does: its result as JSON, then remarks; a failure says what to do."""
        said, remarks = _Page(), _Page()
        failed = False
        with redirect_stdout(said), redirect_stderr(remarks), _nothing_to_read():
            try:
                line = self._words(name, given)
                failed = run(line, Flags(**vars(self._flags) | {"asked": {}})) != ExitCode.DONE
            except Exception as error:
                settle_language(self._flags)
                errors.show_end(error)
                failed = True
        texts = [page.getvalue().strip() for page in (said, remarks)]
        return Answer([one for one in texts if one], failed)

    def _words(self, name: str, given: Mapping[str, Any]) -> list[str]:
        """Return the line that means the same. Raises UsageError for what no tool takes."""
        if name not in self._params:
            there = [*self._params]
            raise UsageError("no_such_tool", hint="no_such_tool", given=name, allowed=there)
        params, call = self._params[name], CALLS[name]
        for key in given:
            if key not in params:
                raise UsageError("no_such_key", hint="no_such_key", given=key, allowed=[*params])
        options, arguments = [], []
        for key, param in params.items():
            values = _values(key, param, given.get(key))
            if param.required and not values:
                # the next argument would be taken for it
                raise UsageError("tool_needs", hint="tool_needs", tool=name, name=key)
            for value in values:
                if param.param_type_name == "argument":
                    arguments.append(str(value))
                elif not param.is_flag:
                    options.append(f"{_longest(param)}={value}")
                elif value is True:
                    options.append(_longest(param))
        return [*call.command.split(), *call.always, *options, "--", *arguments]


@contextmanager
def _nothing_to_read() -> Iterator[None]:
    """Keep a command from reading what the agent writes: standard input is the protocol's."""
    kept, sys.stdin = sys.stdin, io.StringIO()
    try:
        yield
    finally:
        sys.stdin = kept


def _params_of(call: _Call) -> dict[str, Any]:
    entry = next(entry for entry in TABLE if entry.words == call.command)
    params = [p for p in build_command(entry).params if p.name not in _SHARED | call.without]
    return {_key(param): param for param in params if not getattr(param, "hidden", False)}


def _key(param: Any) -> str:
    """Return the name of an argument or option in a tool: ``next_by`` for ``--next-by``."""
    if param.param_type_name == "argument":
        return str(param.name)
    return _longest(param).lstrip("-").replace("-", "_")


def _longest(param: Any) -> str:
    return str(max(param.opts, key=len))


def _values(key: str, param: Any, value: Any) -> Sequence[Any]:
    values = [one for one in (value if isinstance(value, list) else [value]) if one is not None]
    if any(isinstance(one, (dict, list)) for one in values):
        raise UsageError("bad_tool_value", hint="bad_tool_value", name=key)
    if _is_flag(param) and any(not isinstance(one, bool) for one in values):
        raise UsageError("bad_tool_flag", hint="bad_tool_flag", name=key)
    return values


def _is_flag(param: Any) -> bool:
    return param.param_type_name == "option" and bool(param.is_flag)


def _about(name: str) -> str:
    key = f"tool.{name}" if has_text(f"tool.{name}") else text_key(CALLS[name].command)
    return text(key)


def _schema(params: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {key: _property(param) for key, param in params.items()},
        "required": [key for key, param in params.items() if param.required],
        "additionalProperties": False,
    }


def _property(param: Any) -> dict[str, Any]:
    about = describe(param)
    if _is_flag(param):
        return {"type": "boolean", "description": about}
    choices = getattr(param.type, "choices", None)
    kind = "integer" if param.type.name.startswith("integer") else "string"
    one = {"type": kind, **({"enum": [str(choice) for choice in choices]} if choices else {})}
    if param.nargs == -1 or getattr(param, "multiple", False):
        return {"type": "array", "items": one, "description": about}
    return {**one, "description": about}
