"""Modules that are put off: whole when something is asked of them, and only for who came then."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

from leadq.late import _AT_ONCE, _SELDOM, put_off


def fresh(program: str) -> str:
    """Return what a new Python prints that has taken names out of modules that were put off."""
    head = (
        "import sys\nfrom leadq.late import put_off, _LateModule\nwith put_off():\n"
        "    import textwrap, subprocess, uuid\n"
        "    from shutil import get_terminal_size\n    from uuid import UUID\n"
    )
    words = [sys.executable, "-c", head + program]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


@pytest.mark.parametrize("name", _SELDOM)
def test_what_is_named_is_in_the_module_and_can_be_called(name: str) -> None:
    module = import_module(name)
    assert not hasattr(module, "__path__")
    assert all(callable(getattr(module, one)) for one in _SELDOM[name])


@pytest.mark.parametrize("name", _AT_ONCE)
def test_what_is_known_of_a_module_is_what_it_holds(name: str) -> None:
    module = vars(import_module(name))
    assert {one: module[one] for one in _AT_ONCE[name]} == _AT_ONCE[name]


def test_a_class_may_be_the_base_of_another() -> None:
    assert (
        fresh(
            "with put_off():\n"
            "    import inspect\n    from ast import NodeVisitor\n"
            "    class Names(NodeVisitor):\n"
            "        found = ()\n"
            "        def visit_Name(self, node): self.found += (node.id,)\n"
            "print('ast' in sys.modules)\n"
            "one = Names()\none.visit(compile('a + b', '', 'eval', 1024))\n"
            "print(one.found, hasattr(one, 'nothing'))\n"
            "import uuid as later\n"
            "print(inspect.getsource(later.UUID).splitlines()[0], inspect.CO_VARARGS)"
        )
        == "False\n('a', 'b') False\nclass UUID: 4"
    )


def test_nothing_is_loaded_before_it_is_used() -> None:
    assert (
        fresh("print([one for one in ('textwrap', 'shutil', 'uuid') if one in sys.modules])")
        == "[]"
    )


def test_a_module_is_asked_through_its_stand_in() -> None:
    assert (
        fresh(
            "import textwrap as later\n"
            "print(textwrap.shorten('a b', 9), textwrap.wrap is later.wrap, type(later).__name__)\n"
            "print(hasattr(textwrap, 'nothing'), isinstance(textwrap, _LateModule))\n"
            "print(subprocess.run([sys.executable, '-c', 'print(7)'], stdout=-1).stdout.strip())"
        )
        == "a b True module\nFalse True\nb'7'"
    )


def test_a_function_and_a_class_do_what_they_do() -> None:
    assert (
        fresh(
            "one = UUID(int=7)\nimport uuid as later\n"
            "print(isinstance(one, UUID), isinstance(7, UUID), type(one) is later.UUID)\n"
            "print(UUID.__name__)\n"
            "print(get_terminal_size((9, 9)) == __import__('shutil').get_terminal_size((9, 9)))"
        )
        == "True False True\nUUID\nTrue"
    )


def test_what_is_asked_for_meanwhile_is_the_module_itself() -> None:
    assert (
        fresh(
            "with put_off():\n    from textwrap import dedent\n    import textwrap as now\n"
            "print(type(now).__name__, dedent(' a'), sys.modules['textwrap'] is now)"
        )
        == "module a True"
    )


def test_a_name_may_be_used_meanwhile() -> None:
    assert (
        fresh(
            "with put_off():\n    from uuid import UUID\n    one = UUID(int=7)\n"
            "import uuid as later\nprint(type(one) is later.UUID, isinstance(one, UUID))"
        )
        == "True True"
    )


def test_what_is_loaded_stays_as_it_is() -> None:
    before = sys.modules["subprocess"]
    with put_off():
        assert sys.modules["subprocess"] is before


def test_an_error_meanwhile_leaves_no_stand_in() -> None:
    assert (
        fresh(
            "try:\n    with put_off():\n        import no_such_module_at_all\n"
            "except ImportError: print('textwrap' in sys.modules)"
        )
        == "False"
    )


def test_one_within_another_leaves_no_stand_in_either() -> None:
    assert (
        fresh(
            "import typing\n"
            "with put_off():\n"
            "    with put_off():\n        import uuid\n"
            "    import textwrap\n"
            "print('compile' in vars(typing), uuid.UUID(int=1).int, textwrap.dedent(' a'))\n"
            "print('uuid' in sys.modules, type(sys.modules['uuid']).__name__)"
        )
        == "False 1 a\nTrue module"
    )


def test_types_named_by_a_text_are_found_though_nothing_was_compiled() -> None:
    assert (
        fresh(
            "import builtins, typing\n"
            "built, told = builtins.compile, []\n"
            "builtins.compile = lambda *what: told.append(what) or built(*what)\n"
            "with put_off():\n"
            "    class Pair(typing.NamedTuple):\n"
            "        left: 'list[int] | None'\n"
            "        right: typing.Optional['Pair']\n"
            "print(told, typing.get_type_hints(Pair))\n"
            "typing.Optional['Other']\n"
            "print(len(told))"
        )
        == "[] {'left': list[int] | None, 'right': typing.Optional[__main__.Pair]}\n1"
    )


def test_many_threads_find_it_whole() -> None:
    assert (
        fresh(
            "from concurrent.futures import ThreadPoolExecutor\n"
            "with ThreadPoolExecutor(8) as pool:\n"
            "    print(len(set(pool.map(lambda _: textwrap.fill('a b', 1), range(64)))))"
        )
        == "1"
    )
