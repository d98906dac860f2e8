"""The order in which a card says what is known of a lead (method §14)."""

from typing import NamedTuple

from leadq.content.loader import Mistakes
from leadq.content.schemas.schema import VERSION, Toml
from leadq.content.texts import Text


class CardGroup(NamedTuple):
    """Facts that stand together on a card; the last group takes what is in no other."""

    id: str
    name: Text
    facts: tuple[str, ...]


def read_groups(data: dict[str, object], report: Mistakes) -> tuple[CardGroup, ...] | None:
    """Return the groups of a card in their order, or None with the mistakes in the report."""
    table = Toml(data, "", report)
    table.only(("version", "groups"))
    if table.data.get("version", VERSION) != VERSION:
        table.bad("version", "wrong_version", table.data["version"], (str(VERSION),))
    table.need("groups", ("[[groups]]",))
    found: list[CardGroup] = []
    for one in table.tables("groups"):
        one.only(("id", "name", "facts"))
        id_, name, facts = one.word("id"), one.text("name"), one.strings("facts")
        if id_ and name:
            found.append(CardGroup(id_, name, facts))
    return None if report.errors else tuple(found)
