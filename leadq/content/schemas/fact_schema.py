"""Reads fact definitions: whole ones, and rewordings of facts that are already known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leadq.content.loader import Mistakes
from leadq.content.model import KINDS, NEEDS, YES_NO, FactDef
from leadq.content.schemas.schema import VERSION, Toml
from leadq.content.texts import Text
from leadq.domain.grading.facts import UNKNOWN

WORDING_KEYS = ("label", "question", "hint", "recheck", "says", "choices", "listen", "need")
FACT_KEYS = ("kind", *WORDING_KEYS, "values", "several")


def read_core_facts(data: dict[str, object], report: Mistakes) -> dict[str, FactDef]:
    """Return the core facts of ``facts.toml``."""
    table = Toml(data, "", report)
    table.only(("version", "facts"))
    if table.data.get("version", VERSION) != VERSION:
        table.bad("version", "wrong_version", table.data["version"], (str(VERSION),))
    return read_fact_array(table, {})


def read_fact_array(table: Toml, known: Mapping[str, FactDef]) -> dict[str, FactDef]:
    """Return the facts of a ``[[facts]]`` array; those already known are reworded."""
    found: dict[str, FactDef] = {}
    for one in table.tables("facts"):
        one.only(("id", *FACT_KEYS))
        id_ = one.word("id")
        if id_ is None:
            continue
        if id_ in found:
            one.bad("id", "twice", id_)
            continue
        fact = read_fact(one, id_, known.get(id_))
        if fact is not None:
            found[id_] = fact
    return found


def read_fact(table: Toml, id_: str, base: FactDef | None) -> FactDef | None:
    """Return one fact: whole when it is new, else the known one with what is given replaced."""
    if base is not None:
        return _reword(table, base)
    kind = table.word("kind", KINDS)
    label, question, hint = table.text("label"), table.text("question"), table.text("hint")
    values = _read_values(table, kind)
    optional = _read_optional(table, kind or "text", values, whole=True)
    if kind in ("yes_no", "choice"):
        table.need("says", values)
    if kind == "choice":
        table.need("choices", values)
    if not (kind and label and question and hint):
        return None
    several = table.flag("several")
    if several and kind != "text":
        table.bad("several", "not_allowed", kind, ("text",))
    return FactDef(id_, kind, label, question, hint, values=values, several=several, **optional)


def _reword(table: Toml, base: FactDef) -> FactDef:
    if table.has("kind"):
        table.word("kind", (base.kind,))
    if table.has("values") and table.words("values") != base.values:
        table.bad("values", "not_allowed", table.data["values"], base.values)
    optional = _read_optional(table, base.kind, base.values, whole=False)
    for key in ("choices", "says"):
        if key in optional:
            optional[key] = {**getattr(base, key), **optional[key]}
    for key in ("label", "question", "hint"):
        if table.has(key):
            optional[key] = table.text(key) or getattr(base, key)
    return base._replace(**optional)


def _read_values(table: Toml, kind: str | None) -> tuple[str, ...]:
    if kind == "yes_no":
        if table.has("values"):
            table.bad("values", "not_allowed", table.data["values"], YES_NO)
        return YES_NO
    if kind != "choice":
        if kind and table.has("values"):
            table.bad("values", "not_allowed", table.data["values"])
        return ()
    values = table.words("values")
    if len(values) == 1:
        table.bad("values", "missing", values[0])
    if UNKNOWN in values:
        table.bad("values", "not_allowed", UNKNOWN)
    return values


def _read_optional(table: Toml, kind: str, values: tuple[str, ...], whole: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key in ("recheck", "listen"):
        if table.has(key):
            found[key] = table.text(key)
    if table.has("need"):
        found["need"] = table.word("need", NEEDS) or ""
    for key, kinds in (("says", ("yes_no", "choice")), ("choices", ("choice",))):
        if not table.has(key):
            continue
        if kind not in kinds:
            table.bad(key, "not_allowed", kind, kinds)
            continue
        found[key] = _read_per_value(table, key, values, whole)
    return found


def _read_per_value(table: Toml, key: str, values: tuple[str, ...], whole: bool) -> dict[str, Text]:
    inner = table.table(key, values)
    if inner is None:
        return {}
    inner.only(values)
    texts = {value: inner.text(value) for value in values if whole or inner.has(value)}
    return {value: text for value, text in texts.items() if text}
