"""Help: the commands that read what was said."""

HELP = {
    "cmd.hear": (
        "see what leadq reads from plain words; nothing is saved",
        "看看一段话能听出什么；不保存",
    ),
    "cmd.hear.examples": (
        "leadq hear 'money is there, wife is against it'  # facts\n"
        "leadq hear 'meet Friday 2:30 pm at the site' --profile equipment  # a next step\n"
        "leadq hear -  # what is pasted",
        "leadq hear 钱够，老婆不同意，下个月要  # 听出事项\n"
        "leadq hear 周五下午三点去工地 --profile equipment  # 听出下一步\n"
        "leadq hear -  # 读粘贴进来的内容",
    ),
    "arg.hear": (
        "a note in your own words; - reads it from standard input",
        "用自己的话写的一段记录；写 - 则从标准输入读取",
    ),
    "opt.hear_profile": (
        "propose only what this profile asks about (default: everything)",
        "只提取这个行业会问到的内容（默认全部）",
    ),
    "cmd.note": (
        "note what you learnt without a contact",
        "没有联系，另外听到看到的，记一笔",
    ),
    "cmd.note.examples": (
        "leadq note 12 'his brother has opened a quarry'  # a note\n"
        "leadq note 12 'the money is there now' --accept  # and what it says\n"
        "leadq note 12 -  # what is pasted",
        "leadq note 12 他弟弟开了个采石场  # 记一笔\n"
        "leadq note 12 钱够了，下个月要 --accept  # 连同听出的一并记下\n"
        "leadq note 12 -  # 读粘贴进来的内容",
    ),
    "cmd.report.contradictions": (
        "leads whose facts contradict each other or what was said",
        "自相矛盾、或与谈话不符的线索",
    ),
    "cmd.report.contradictions.examples": (
        "leadq report contradictions  # what to ask again\n"
        "leadq report contradictions --owner Li --format csv  # Li's",
        "leadq report contradictions  # 哪些该再问清楚\n"
        "leadq report contradictions --owner 李明 --format csv  # 只看李明的",
    ),
    "arg.note": (
        "what was learnt, in your own words; - reads it from standard input",
        "听到、看到的内容，用自己的话写；写 - 则从标准输入读取",
    ),
    "arg.said": (
        "what was said, in your own words; the same as --said",
        "谈了什么，用自己的话写；与 --said 相同",
    ),
    "opt.accept": ("note everything that is understood", "听出的全部记下"),
    "opt.plain": ("keep the words, note nothing else", "只记原话，别的都不记"),
    "opt.text": (
        "a message, signature, business card or form to read; - reads standard input",
        "要读的消息、签名、名片或表单；写 - 则从标准输入读取",
    ),
}
