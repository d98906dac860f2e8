"""Help: conditions on leads, and finding words."""

from __future__ import annotations

HELP: dict[str, tuple[str, str]] = {
    "cmd.find": ("find words in all that was noted", "在所有记录里查找文字"),
    "cmd.find.about": (
        "find words in facts, talks, notes, promises and people, the newest first; every word must occur",
        "在事项、联系记录、备注、承诺、联系人里查找，最新的在前；每个词都要有",
    ),
    "cmd.find.examples": (
        "leadq find bucket teeth  # both words\n"
        "leadq find rate --in talks --status open  # what was said, of open leads",
        "leadq find 斗齿  # 一个词\n"
        "leadq find 斗齿 三个月 --in talks --status open  # 跟进中线索的联系记录",
    ),
    "arg.find": ("words, all of which must occur", "要找的词，每个都要有"),
    "opt.in": ("only in these: what is known, talks, notes, promises, people", "只在这些里找：事项、联系记录、备注、承诺、联系人"),
    "opt.status_find": ("only leads of these statuses (default: all)", "只看这些状态的线索（默认全部）"),
    "opt.limit_find": ("show at most this many (default on a screen: 50; 0: all)", "最多显示几处（屏幕上默认 50；0 为全部）"),
    "opt.list_facts": ("with every fact in force (json only)", "连同全部已知事项（仅 json）"),
    "opt.export_facts": ("a column for each fact in force (csv, xlsx)", "每个已知事项一列（csv、xlsx）"),
    "opt.show_all": ("show everything, not only what fits a screen", "显示全部，不限一屏"),
    "opt.on_show": ("the card as it was known on a past day", "某一天为止已知的情况"),
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
