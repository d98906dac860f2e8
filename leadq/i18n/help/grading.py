"""Help: the commands of grading."""

from __future__ import annotations

HELP: dict[str, tuple[str, str]] = {
    "cmd.ask": ("ask the questions that are still open", "提问未知或过期的事项"),
    "cmd.ask.examples": (
        "leadq ask 12  # what is unknown or stale\n"
        "leadq ask 12 discovery  # open questions for a visit\n"
        "leadq ask 12 --answers answers.toml  # answers from a file",
        "leadq ask 12  # 只问未知或过期的\n"
        "leadq ask 12 discovery  # 拜访用的开放式问题\n"
        "leadq ask 12 --answers answers.toml  # 从文件读取回答",
    ),
    "cmd.grade": ("grade a lead A, B or C and see why", "评定 A/B/C 等级并说明理由"),
    "cmd.grade.examples": (
        "leadq grade 12  # ask what is open, then the grade card\n"
        "leadq grade 12 --on +4w  # as it will be then if nothing changes\n"
        'leadq grade 12 --set A --reason "signs on Friday"  # your own judgement',
        "leadq grade 12  # 先问未知项，再看评级卡\n"
        "leadq grade 12 --on +4w  # 若无变化，四周后的等级\n"
        "leadq grade 12 --set A --reason 周五签约  # 按自己的判断定级",
    ),
    "cmd.man": ("check money, authority and need", "核对购买力、决定权与需求"),
    "cmd.man.examples": (
        "leadq man 12  # what is known, and what it means\n"
        "leadq man 12 --money yes --authority no  # note two answers",
        "leadq man 12  # 已知情况及其含义\n"
        "leadq man 12 --money yes --authority no  # 记下两个答案",
    ),
    "cmd.fact": ("note what you learnt", "记下了解到的情况"),
    "cmd.fact.examples": (
        "leadq fact 12 engagement=bargaining need_by=2027-02-11  # two facts at once\n"
        'leadq fact 12 money=no --note "loan refused"  # with a remark',
        "leadq fact 12 engagement=bargaining need_by=2027-02-11  # 一次记两项\n"
        "leadq fact 12 money=no --note 贷款未批  # 附上说明",
    ),
    "arg.facts": ("what was learnt: fact and value, as in money=yes", "了解到的情况：事项与值，如 money=yes"),
    "arg.lead_or_all": ("a lead; left out, all that have no grade yet, one by one", "线索；省略则逐个处理未评级的线索"),
    "opt.man_letter": ("what is known", "已知情况"),
    "opt.answers": ("take the answers from a TOML or JSON file: fact = value",
        "从 TOML 或 JSON 文件读取回答：事项 = 值"),
    "opt.ask_list": (
        "show the open questions with the ids that `fact` takes; ask nothing",
        "只列出还没问清的问题和 `fact` 要用的编号，不提问",
    ),
    "opt.all": ("ask everything, known or not", "全部再问一遍"),
    "opt.profile_grade": ("grade by this trade from now on", "今后按这个行业评级"),
    "opt.set": ("set the grade by hand; needs --reason", "手动定级；需要 --reason"),
    "opt.clear_grade": ("return to the grade of the rules", "恢复按规则评定的等级"),
    "opt.on_grade": ("as it will be on that day if nothing else is noted", "若无新情况，那一天的等级"),
    "opt.no_ask": ("ask nothing; show what the facts say", "不提问，只看现有情况"),
    "cmd.guide": ("how to do it: one screen for each topic", "方法指南，一题一屏"),
    "cmd.guide.examples": (
        "leadq guide objections  # one of them\n"
        "leadq guide price  # those that speak of it\n"
        "leadq guide message 12  # messages to paste, for this lead",
        "leadq guide objections  # 看其中一个\n"
        "leadq guide 价格  # 提到它的主题\n"
        "leadq guide message 12  # 给 12 号的现成消息，可直接粘贴",
    ),
    "arg.message_lead": ("after “message”: the lead that it is for", "主题是“消息”时：发给哪条线索"),
    "arg.topic": ("a topic, or any word to look for", "主题，或要查找的词"),
    "cmd.type": ("who is in front of you, and how to treat them", "判断客户类型，一客一策"),
    "cmd.type.examples": (
        "leadq type 12  # go through the signs seen\n"
        "leadq type 12 driver --motive cheapness  # note what you decided\n"
        "leadq type 12 --sign dress=immaculate --sign pace=fast  # signs in one go",
        "leadq type 12  # 逐项看特征\n"
        "leadq type 12 driver --motive cheapness  # 直接记下判断与动机\n"
        "leadq type 12 --sign dress=immaculate --sign pace=fast  # 一次记下几个特征",
    ),
    "arg.type": ("the type, as in `leadq guide types`; left out, you are asked for the signs",
        "类型，见 `leadq guide types`；省略则逐项询问特征"),
    "opt.motive": ("why they buy, as in `leadq guide motives`", "购买动机，见 `leadq guide motives`"),
    "opt.mindset": ("how they look at it, as in `leadq guide mindsets`", "购买心理，见 `leadq guide mindsets`"),
    "opt.stage": ("how far they are, as in `leadq guide stages`", "购买阶段，见 `leadq guide stages`"),
    "opt.relation": ("transactional or relational", "transactional（交易型）或 relational（关系型）"),
    "opt.sign": ("a sign seen: dress, gestures, face, voice, pace, asks, decides",
        "看到的特征：dress、gestures、face、voice、pace、asks、decides"),
}
