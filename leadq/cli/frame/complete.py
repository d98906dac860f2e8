"""What the shell may complete: leads, trades, scripts, facts, topics, types.

Whatever goes wrong here shows nothing: a shell is no place for an error.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer

Found = list[tuple[str, str]]
_MOST = 20
_WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in "!\"#$%&'()*:;<=>?[\\]^`{|}~"}
"""What is stored may hold anything: signs of shells are shown in their wide form."""


def _quietly(find: Callable[[Any, str], Found]) -> Callable[[typer.Context, str], Found]:
    """Return a completer that answers with nothing where finding fails."""

    def complete(ctx: typer.Context, incomplete: str) -> Found:
        from leadq.cli.frame.session import open_session
        from leadq.cli.frame.work import open_desk

        try:
            session = open_session(ctx)
            found = find((open_desk(session), session.lang), incomplete)
        except Exception:
            return []
        return [(value, about.translate(_WIDE)) for value, about in found]

    return complete


def _leads(at: Any, incomplete: str) -> Found:
    from leadq.usecases.leads.complete import suggest_leads

    desk, _lang = at
    return suggest_leads(desk, incomplete, _MOST)


def _profiles(at: Any, incomplete: str) -> Found:
    library, lang = at[0].library, at[1]
    named = ((id_, library.profile(id_).name.pick(lang)) for id_ in library.profile_ids())
    return [(id_, name) for id_, name in named if id_.startswith(incomplete)]


def _scripts(at: Any, incomplete: str) -> Found:
    library, lang = at[0].library, at[1]
    ids = (id_ for id_ in library.script_ids() if id_.startswith(incomplete))
    return [(id_, library.script(id_).name.pick(lang)) for id_ in ids]


def _guides(at: Any, incomplete: str) -> Found:
    library, lang = at[0].library, at[1]
    ids = (id_ for id_ in library.guide_ids() if id_.startswith(incomplete))
    return [(id_, library.guide(id_).title.pick(lang)) for id_ in ids]


def _facts(at: Any, incomplete: str) -> Found:
    desk, lang = at
    fact_id, equals, value = incomplete.partition("=")
    library = desk.library
    if equals:
        definition = library.fact(fact_id, desk.profile)
        values = (*reversed(definition.values), "unknown")
        return [(f"{fact_id}={one}", "") for one in values if one.startswith(value)]
    ids = [one for one in library.fact_ids() if one.startswith(fact_id)]
    return [(f"{one}=", library.fact(one, desk.profile).label.pick(lang)) for one in ids]


def _types(at: Any, incomplete: str) -> Found:
    types, lang = at[0].library.people().types, at[1]
    return [(id_, one.name.pick(lang)) for id_, one in types.items() if id_.startswith(incomplete)]


complete_leads = _quietly(_leads)
complete_profiles = _quietly(_profiles)
complete_scripts = _quietly(_scripts)
complete_guides = _quietly(_guides)
complete_facts = _quietly(_facts)
complete_types = _quietly(_types)
