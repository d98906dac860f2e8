"""What the shell may complete: leads, trades, scripts, facts, topics, types, sources, tags.

Whatever goes wrong here shows nothing: a shell is no place for an error.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import typer

Found = list[tuple[str, str]]
_MOST = 20
_WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in "!\"#$%&'()*:;<=>?[\\]^`{|}~"}
"""What is stored may hold anything: signs of shells are shown in their wide form."""


class _At(NamedTuple):
    """Where a word is completed: what there is to offer, and what the line says before it."""

    desk: Any
    lang: str
    products: tuple[str, ...]
    params: dict[str, Any]


def _quietly(find: Callable[[_At, str], Found]) -> Callable[[typer.Context, str], Found]:
    """Return a completer that answers with nothing where finding fails."""

    def complete(ctx: typer.Context, incomplete: str) -> Found:
        from leadq.cli.frame.session import open_session
        from leadq.cli.frame.work import open_desk

        try:
            session = open_session(ctx)
            at = _At(open_desk(session), session.lang, session.config.products, ctx.params)
            found = find(at, incomplete)
        except Exception:
            return []
        return [(value, about.translate(_WIDE)) for value, about in found]

    return complete


def _leads(at: _At, incomplete: str) -> Found:
    from leadq.usecases.leads.complete import suggest_leads

    return suggest_leads(at.desk, incomplete, _MOST)


def _profiles(at: _At, incomplete: str) -> Found:
    library, lang = at.desk.library, at.lang
    named = ((id_, library.profile(id_).name.pick(lang)) for id_ in library.profile_ids())
    return [(id_, name) for id_, name in named if id_.startswith(incomplete)]


def _scripts(at: _At, incomplete: str) -> Found:
    library, lang = at.desk.library, at.lang
    ids = (id_ for id_ in library.script_ids() if id_.startswith(incomplete))
    return [(id_, library.script(id_).name.pick(lang)) for id_ in ids]


def _guides(at: _At, incomplete: str) -> Found:
    library, lang = at.desk.library, at.lang
    ids = (id_ for id_ in library.guide_ids() if id_.startswith(incomplete))
    return [(id_, library.guide(id_).title.pick(lang)) for id_ in ids]


def _facts(at: _At, incomplete: str) -> Found:
    from leadq.content.asked import asked_facts
    from leadq.usecases.leads.complete import trade_of

    desk, library = at.desk, at.desk.library
    lead = str(at.params.get("lead") or "")
    trade = trade_of(desk, lead) if lead else ""
    fact_id, equals, value = incomplete.partition("=")
    if equals:
        definition = library.fact(fact_id, trade or desk.profile)
        said = {**definition.choices, **definition.says}
        values = (*reversed(definition.values), "unknown")
        return [
            (f"{fact_id}={one}", said[one].pick(at.lang) if one in said else "")
            for one in values
            if one.startswith(value)
        ]
    # without a lead the facts of every trade may be meant
    ids = asked_facts(library, trade) if trade else library.fact_ids()
    return [
        (f"{one}=", library.fact(one, trade or desk.profile).label.pick(at.lang))
        for one in ids
        if one.startswith(fact_id)
    ]


def _people(group: str) -> Callable[[typer.Context, str], Found]:
    def find(at: _At, incomplete: str) -> Found:
        named = getattr(at.desk.library.people(), group).items()
        return [(id_, one.name.pick(at.lang)) for id_, one in named if id_.startswith(incomplete)]

    return _quietly(find)


def _signs(at: _At, incomplete: str) -> Found:
    signs = {one.id: one for one in at.desk.library.people().signs}
    sign_id, equals, seen = incomplete.partition("=")
    if not equals:
        begun = (one for id_, one in signs.items() if id_.startswith(sign_id))
        return [(f"{one.id}=", one.question.pick(at.lang)) for one in begun]
    options = (one for one in signs[sign_id].options if one.id.startswith(seen))
    return [(f"{sign_id}={one.id}", one.words.pick(at.lang)) for one in options]


def _sources(at: _At, incomplete: str) -> Found:
    from leadq.domain.leads.sources import CHANNELS, channel_of
    from leadq.usecases.leads.complete import used_words

    known = [channel.one_word(at.lang) for channel in CHANNELS]
    own = [one for one in used_words(at.desk, "source") if channel_of(one) is None]
    return _begun([*known, *own], incomplete)


def _products(at: _At, incomplete: str) -> Found:
    from leadq.usecases.leads.complete import used_words

    return _begun([*at.products, *used_words(at.desk, "product")], incomplete)


def _tags(at: _At, incomplete: str) -> Found:
    from leadq.usecases.leads.complete import used_words

    return _begun(used_words(at.desk, "tags"), incomplete)


def _owners(at: _At, incomplete: str) -> Found:
    from leadq.usecases.leads.complete import used_words

    return _begun(used_words(at.desk, "owner"), incomplete)


def _begun(words: Iterable[str], incomplete: str) -> Found:
    """Return the words that have a beginning, each once, in whatever case it was typed."""
    typed = incomplete.casefold()
    begun = (one for one in dict.fromkeys(words) if one.casefold().startswith(typed))
    return [(incomplete + one[len(incomplete) :], "") for one in begun][:_MOST]


def complete_words(*words: str) -> Callable[[str], list[str]]:
    """Return a completer that offers fixed words."""
    return lambda incomplete: [one for one in words if one.startswith(incomplete)]


complete_leads = _quietly(_leads)
complete_profiles = _quietly(_profiles)
complete_scripts = _quietly(_scripts)
complete_guides = _quietly(_guides)
complete_facts = _quietly(_facts)
complete_types = _people("types")
complete_motives = _people("motives")
complete_mindsets = _people("mindsets")
complete_stages = _people("stages")
complete_relations = _people("relations")
complete_signs = _quietly(_signs)
complete_sources = _quietly(_sources)
complete_products = _quietly(_products)
complete_tags = _quietly(_tags)
complete_owners = _quietly(_owners)
