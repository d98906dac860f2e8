"""The channels that leads come from, each under all the names people give it (method §8)."""

from typing import NamedTuple

from leadq.domain.typing.tokens import fold_word


class Channel(NamedTuple):
    """A known channel: what it is called in either language, and other names of it."""

    en: str
    zh: str
    others: tuple[str, ...] = ()

    def pick(self, lang: str) -> str:
        """Return its name in a language."""
        return self.zh if lang.startswith("zh") else self.en

    def one_word(self, lang: str) -> str:
        """Return a name of it without spaces and signs, as a shell takes it."""
        return self.pick(lang).split("、")[0].split("（")[0].replace(" ", "-")

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of it, with hyphens for spaces as well."""
        names = (self.en, self.zh, *self.others)
        return (*names, *(name.replace(" ", "-") for name in names if " " in name))


CHANNELS = (
    Channel(
        *("warm circle", "缘故（熟人）"),
        ("friends", "family", "缘故", "缘故法", "亲友", "朋友", "熟人"),
    ),
    Channel(
        *("referral", "转介绍"),
        ("referred", "customer referral", "referrals", "老客户介绍", "客户介绍", "老带新"),
    ),
    Channel("professionals", "专业人士", ("professional", "行家")),
    Channel("fellow sellers", "同行推介", ("fellow seller", "colleague", "同行", "同行介绍")),
    Channel("list", "名录", ("lists", "yellow pages", "directory", "名单", "黄页", "电话名单")),
    Channel("street sweep", "扫街", ("sweep", "door to door", "陌拜", "陌生拜访", "地推")),
    Channel("web", "网络", ("website", "internet", "online", "web search", "网上", "官网", "网站")),
    Channel("trade show", "展会", ("fair", "exhibition", "expo", "tradeshow", "展览会", "博览会")),
    Channel("public records", "公开资料", ("public register", "licences", "tax roll", "工商登记")),
    Channel("newspaper", "报纸", ("newspapers", "press", "报刊")),
    Channel("business card", "名片", ("business cards", "card", "换名片")),
    Channel("survey", "调查", ("surveys", "市场调查", "问卷调查")),
    Channel("charity", "公益", ("公益活动", "慈善")),
    Channel(
        *("club or course", "俱乐部、培训班"),
        ("club", "clubs", "course", "courses", "clubs and courses", "俱乐部", "培训班"),
    ),
)  # fmt: skip
_HOMES = {name: channel for channel in CHANNELS for name in map(fold_word, channel.names)}


def channel_of(source: str) -> Channel | None:
    """Return the known channel that a source names; None for a source of the rep's own."""
    return _HOMES.get(fold_word(source))


def same_sources(source: str) -> tuple[str, ...]:
    """Return every name of the channel that a source names, first the source as it was typed."""
    channel = channel_of(source)
    names = channel.names if channel else ()
    return tuple(dict.fromkeys((source.strip(), *names)))
