"""Reasons to give a lead up that say there never was a deal to be had (§5)."""

from __future__ import annotations

import re

_WHO = r"(?:其实|原来|原是|就|是|也|个|家|这|他|她|他们|对方|我们的?|咱们的?)*"
_NOBODY = re.compile(
    rf"{_WHO}(?:同行|竞争对手|竞品|对手|同事|自己人|骗子|中介|推销的?|卖家)"
    r"(?:公司|厂家|的人|业务员|销售|代理商)?(?:来)?(?:套价|探价|摸底|打听\w*|问价)?的?"
    rf"|{_WHO}(?:打错|号码错|错号|空号|号码不对|重复|录重|测试|非客户|不是客户)\w{{0,4}}"
    r"|(?:(?:it |that |he |she |they |this )?(?:is|was|are|were|turned out to be|only) )?"
    r"(?:an? |the |our |just |only )*"
    r"(?:competitors?|rivals?|colleagues?|wrong numbers?|duplicates?|double|spam|scam|tests?"
    r"|not a customer|no customer|seller|vendor)"
    r"(?: (?:fishing|asking) .*| entry)?",
)


def is_no_customer(reason: str) -> bool:
    """Tell whether a reason says that nobody was there to buy: a competitor, a wrong number.

    A deal that went to a competitor is none of these.
    """
    said = " ".join(reason.casefold().replace("’s", " is").replace("'s", " is").split())
    return _NOBODY.fullmatch(said.strip(" .。!！,，;；~")) is not None
