"""The keys of what the reads return, for the type checker; when it runs they are plain."""

from typing import Any, TypedDict


class NextStep(TypedDict):
    """The open follow-up of a lead; ``goal`` starting with "@" is a word of the program."""

    on: str
    by: str
    goal: str
    time: str | None
    place: str | None


class LeadData(TypedDict):
    """A lead as it stands on a day; days are ISO dates, unknown is None, lists are lists.

    It has every one of ``domain.fields``; here are those that code names.
    """

    number: int
    id: str
    name: str
    title: str | None
    company: str | None
    phones: list[str]
    emails: list[str]
    wechat: str | None
    address: str | None
    region: str | None
    source: str | None
    product: str | None
    profile: str
    owner: str | None
    status: str
    budget: float | int | None
    need_by: str | None
    tags: list[str]
    note: str | None
    grade: str | None
    grade_best: str | None
    grade_by: str
    holds_until: str | None
    recheck: str | None
    man: str
    signals: int
    touches: int
    created_on: str
    last_touch: str | None
    next: NextStep | None
    extra: dict[str, Any]
    amount: float | int | None
    reason: str | None
    parked_until: str | None
    key_customer: str | None
    referred_by: str | None
    left_kind: str | None
