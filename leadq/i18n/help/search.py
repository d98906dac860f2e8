"""Help: conditions on leads, and finding words."""

from __future__ import annotations

HELP: dict[str, tuple[str, str]] = {
    "meta.cond": ("COND", "条件"),
    "opt.fact_filter": (
        "only leads for which this holds: ID known, ID? unknown, ID=VALUE, ID!=VALUE known and other, "
        "ID<VALUE, ID>VALUE, ID~TEXT contains; what is stale counts as known",
        "只看符合条件的：代号 已知，代号? 未知，代号=值，代号!=值（已知且不同），代号<值，代号>值，代号~文字（包含）；过时的仍算已知",
    ),
    "opt.class_filter": (
        "only this class of customer: target (or target_strong, target_weak, target_no_means) or potential",
        "只看这类客户：目标、潜在",
    ),
    "opt.stale_filter": (
        "only where something that the grade rests on is to be asked again",
        "只看等级依据中有该再问的",
    ),
    "opt.type_filter": ("only this customer type", "只看这种客户类型"),
    "opt.motive_filter": ("only this buying motive", "只看这种购买动机"),
    "opt.by_filter": ("only leads whose next step goes by this channel", "只看下一步用这种方式联系的"),
}
