"""Help: the commands of privacy."""

from __future__ import annotations

HELP: dict[str, tuple[str, str]] = {
    "cmd.privacy": ("find, hand out and erase what is kept of a person", "查找、提供、清除个人信息"),
    "cmd.privacy.about": ("See what is kept of a person, hand it out, note consent, erase for good.",
        "查看保存了某人的哪些信息，提供给本人，记录对方是否同意联系，彻底清除。"),
    "cmd.privacy.find": ("where a person is mentioned", "某人在哪些地方出现过"),
    "cmd.privacy.find.examples": (
        "leadq privacy find 13800138000  # a phone in any form\n"
        "leadq privacy find 'Anna Li' --json  # for a program",
        "leadq privacy find 13800138000  # 电话，写法不限\n"
        "leadq privacy find 王建国 --json  # 供程序使用",
    ),
    "cmd.privacy.export": ("everything that is kept of one lead, as JSON", "一条线索保存的全部内容，JSON 格式"),
    "cmd.privacy.export.examples": ("leadq privacy export 12 anna.json  # with its journal",
        "leadq privacy export 12 王建国.json  # 连同改动记录"),
    "cmd.privacy.erase": ("take people out of the store, its journal and its backups",
        "从数据、改动记录和备份中清除某人"),
    "cmd.privacy.erase.about": ("Takes people out of the store, its journal and its backups, for good: undo cannot bring them back, and import and add do not take them again. Without --yes it only shows what would go. Files you exported, rejected rows and copies you made elsewhere are yours to delete.",
        "从数据、改动记录和备份中彻底清除：撤销找不回来，以后导入、新建也不会再收进来。不加 --yes 时只预览。您自己导出的文件、未能导入的行和另存的副本，请自行删除。"),
    "cmd.privacy.erase.examples": (
        "leadq privacy erase 12  # only say what would go\n"
        "leadq privacy erase 12 --yes  # do it\n"
        "leadq privacy erase --match 13800138000 --yes  # every trace of a number, in other leads too",
        "leadq privacy erase 12  # 只预览会清除什么\n"
        "leadq privacy erase 12 --yes  # 执行清除\n"
        "leadq privacy erase --match 13800138000 --yes  # 这个号码的一切痕迹，包括别的线索里的",
    ),
    "cmd.privacy.consent": ("whether a person agrees to be contacted", "对方是否同意联系"),
    "cmd.privacy.consent.examples": (
        "leadq privacy consent 12  # what was said, and when\n"
        "leadq privacy consent 12 --given --basis 'fair form'  # note it\n"
        "leadq privacy consent 12 --withdrawn --on yesterday  # no calls from now on",
        "leadq privacy consent 12  # 查看记录\n"
        "leadq privacy consent 12 --given --basis 展会登记表  # 记下同意\n"
        "leadq privacy consent 12 --withdrawn --on 昨天  # 从此不再联系",
    ),
    "cmd.privacy.retain": ("closed leads that have been kept for too long", "保存过久的已结束线索"),
    "cmd.privacy.retain.examples": ("leadq privacy retain --days 730  # nobody has touched them for two years",
        "leadq privacy retain --days 730  # 两年没有动静的"),
    "arg.person": ("a name, phone in any form, email or WeChat name", "姓名、电话（写法不限）、邮箱或微信号"),
    "arg.leads": ("one lead or several: number, or any text that finds exactly one",
        "一条或多条线索：编号，或只匹配一条的文字"),
    "opt.erase_match": ("instead of leads: every trace of this name, phone, email or WeChat name",
        "不指定线索，而是清除这个姓名、电话、邮箱或微信号的一切痕迹"),
    "opt.erase_reason": ("why, for the receipt", "原因，记入凭证"),
    "opt.erase_yes": ("do it, without asking", "直接执行，不再询问"),
    "opt.consent_given": ("they agree", "对方同意"),
    "opt.consent_withdrawn": ("they do not, or no longer", "对方不同意，或已撤回"),
    "opt.consent_on": ("on which day; default: today", "哪一天；默认今天"),
    "opt.consent_basis": ("what it rests on: a form, a message, who heard it", "依据：登记表、聊天记录、谁当面听到的"),
    "opt.retain_days": ("untouched for so many days; default: the setting retain_days",
        "多少天没有动静；默认用设置项 retain_days"),
}
