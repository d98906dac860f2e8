"""Says when an owner was named whom no lead belongs to."""

from __future__ import annotations

from leadq.cli.frame.work import Work
from leadq.cli.leads.filters import read_owner


def remark_unknown_owner(work: Work, owner: str | None) -> bool:
    """Say on stderr that no lead belongs to a rep, and whose name is nearest; return whether so."""
    owner = read_owner(owner)
    if not owner:
        return False
    from leadq.i18n import text
    from leadq.render.parts.out import say_line
    from leadq.render.parts.text import one_line
    from leadq.usecases.leads.browse import list_owners

    names = list_owners(work.desk)
    if owner.casefold() in (name.casefold() for name in names):
        return False
    from leadq.adapters.similarity import nearest

    near = nearest(owner, names, limit=1)
    key = "remark.owner_near" if near else "remark.owner_unknown"
    say_line(text(key, owner=one_line(owner, 60), near=one_line("".join(near), 60)))
    return True
