"""How the house is built: SQL lies in the store, no files need each other, names mean one thing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import leadq

ROOT = Path(leadq.__file__).parent
TREES = {
    ".".join(("leadq", *file.relative_to(ROOT).with_suffix("").parts)).removesuffix(
        ".__init__"
    ): ast.parse(file.read_text(encoding="utf-8"))
    for file in sorted(ROOT.rglob("*.py"))
}
STATEMENT = re.compile(r"\s*(SELECT|INSERT|REPLACE|UPDATE|DELETE|CREATE|DROP|PRAGMA)\s")


def find_sql(tree: ast.Module) -> Iterator[str]:
    """Yield the calls that run SQL, and the texts that are SQL."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {
            *("execute", "executemany", "executescript"),
        }:
            yield f"{node.lineno}: {node.attr}"
        if isinstance(node, ast.Constant) and STATEMENT.match(str(node.value)):
            yield f"{node.lineno}: {node.value}"


def test_no_use_case_speaks_sql() -> None:
    found = {
        name: sql
        for name, tree in TREES.items()
        if name.startswith("leadq.usecases") and (sql := list(find_sql(tree)))
    }
    assert found == {}


def test_sql_is_seen() -> None:
    bad = 'def f(conn):\n    return conn.execute(QUERY)\n\nTEXT = f"""\n  SELECT {x} FROM lead"""\n'
    assert len(list(find_sql(ast.parse(bad)))) == 2


def find_own_imports(name: str, tree: ast.Module) -> set[str]:
    """Return the modules of ours that a module imports anywhere, in functions and for types too."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found.add(whole if whole in TREES else str(node.module))
    return {one for one in found if one in TREES} - {name}


def test_no_modules_import_each_other_in_a_circle() -> None:
    imports = {name: find_own_imports(name, tree) for name, tree in TREES.items()}
    assert sum(map(len, imports.values())) > len(TREES), "imports are found"
    with_ends = dict(imports)
    while ends := [name for name, wanted in with_ends.items() if not wanted & with_ends.keys()]:
        for name in ends:
            del with_ends[name]
    assert with_ends == {}, "each of these leads into a circle"


SHARED_NAMES = {
    "command": "the function of each command's file, as the table of commands calls it",
    "apply": "what each step of the migrations does",
    "check": "what a format of export refuses before anything is written",
    "write": "what each format of export does",
}
"""Names that several files may have, and why."""


def test_no_two_public_things_have_one_name() -> None:
    places: dict[str, list[str]] = {}
    for name, tree in TREES.items():
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name[0] != "_":
                places.setdefault(node.name, []).append(name)
    alike = {name: found for name, found in places.items() if len(found) > 1}
    assert {name: found for name, found in alike.items() if name not in SHARED_NAMES} == {}
    assert alike.keys() == SHARED_NAMES.keys(), "an exception that is none any more"


def find_joined(tree: ast.Module) -> Iterator[int]:
    """Yield the lines where a list is joined by the comma of one language."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(ast.Attribute(ast.Constant(", " | "、" | "，"), "join")):
                yield node.lineno


def test_lists_are_joined_in_the_language_that_is_spoken() -> None:
    rooms = ("leadq.usecases", "leadq.render", "leadq.content")
    found = {
        name: lines
        for name, tree in TREES.items()
        if name.startswith(rooms) and (lines := list(find_joined(tree)))
    }
    assert found == {}, "errors and remarks take lists, render has list.comma"
    assert list(find_joined(ast.parse('raise Error(who=", ".join(names))'))) == [1]
