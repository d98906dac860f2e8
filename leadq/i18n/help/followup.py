"""Help: the commands of followup."""

from __future__ import annotations

HELP: dict[str, tuple[str, str]] = {
    "cmd.due": ("who to call or visit today", "今天该联系谁"),
    "cmd.due.examples": (
        "leadq due  # overdue, today, promises, no next step\n"
        "leadq due --within 3  # three days ahead as well\n"
        "leadq due --work  # go through them one by one",
        "leadq due  # 逾期、今天、承诺、无下一步\n"
        "leadq due --within 3  # 连同今后三天\n"
        "leadq due --work  # 逐个处理",
    ),
    "cmd.log": ("note a call, visit or message", "记录一次联系"),
    "cmd.log.examples": (
        'leadq log 12 --by visit --said "wants the price of the JS220" --next fri --goal "bring the quote"  # a visit and the next step\n'
        "leadq log 12 --by phone --outcome no_answer  # nobody picked up",
        "leadq log 12 --by visit --said 想知道JS220的价格 --next 周五 --goal 带报价  # 记下拜访与下一步\n"
        "leadq log 12 --by phone --outcome no_answer  # 无人接听",
    ),
    "cmd.next": ("plan the next step", "安排下一步"),
    "cmd.next.examples": (
        'leadq next 12 fri --by visit --goal "bring the quote"  # on Friday\n'
        "leadq next 12 tomorrow --time 14:30  # with a time",
        "leadq next 12 周五 --by visit --goal 带报价  # 周五\n"
        "leadq next 12 明天 --time 14:30  # 指定时间",
    ),
    "cmd.next.about": (
        "Plan the next step for a day of your choice. Customers have steps of three kinds: delivery, service, revisit; without --kind the one that comes next is meant.",
        "把下一步安排在指定的一天。成交客户有三种步骤：交付、服务、回访；不写 --kind 就是指最近的一步。",
    ),
    "cmd.snooze": ("put a follow-up off, with a reason", "推迟跟进并说明原因"),
    "cmd.snooze.examples": ('leadq snooze 12 +3d --reason "away until Thursday"  # three days',
        "leadq snooze 12 +3d --reason 周四才回来  # 推迟三天"),
    "cmd.remind": ("send the day's reminder to a chat, by mail or to the desktop", "把当天的提醒发到群聊、邮箱或桌面"),
    "cmd.remind.about": (
        "sends what is due today to the addresses in the settings, once a day; without any, it is only shown",
        "把今天该做的事发往设置中的地址，每天一次；没有地址时只显示。",
    ),
    "cmd.remind.examples": (
        "leadq remind  # your day, short enough for a chat\n"
        "leadq remind --to wecombot://KEY  # to a WeCom group\n"
        "leadq remind --for manager --dry-run  # what would go to the manager",
        "leadq remind  # 今天的事，短到可以发群聊\n"
        "leadq remind --to wecombot://KEY  # 发到企业微信群\n"
        "leadq remind --for manager --dry-run  # 看看会发给经理什么",
    ),
    "opt.remind_to": ("send it to this address (of apprise), not to those in the settings", "发往此地址，而不是设置中的地址"),
    "opt.remind_for": ("whose: your day, or what the manager should know", "给谁：本人当天的事（`rep`），或经理该知道的（`manager`）"),
    "opt.remind_mask": ("hide names, phones and free words", "隐去姓名、电话和手写文字"),
    "opt.remind_dry_run": ("show it and where it would go, send nothing", "只显示内容和去向，不发送"),
    "opt.remind_again": ("send it to those who have today's already, too", "今天已收到的也再发一次"),
    "cmd.win": ("close a lead as won", "标记成交"),
    "cmd.win.examples": ("leadq win 12 --amount 500k  # with the amount", "leadq win 12 --amount 50万  # 附成交金额"),
    "cmd.lose": ("close a lead as lost", "标记丢单"),
    "cmd.lose.examples": ("leadq lose 12 --reason price  # and why", "leadq lose 12 --reason 价格  # 并说明原因"),
    "cmd.drop": ("close a lead that is no customer", "放弃线索"),
    "cmd.drop.examples": ('leadq drop 12 --reason "no use for it"  # and why',
        "leadq drop 12 --reason 用不上  # 并说明原因"),
    "cmd.park": ("set a lead aside until a day", "搁置到某一天"),
    "cmd.park.examples": ("leadq park 12 --until 2027-03-01  # it comes back on that day",
        "leadq park 12 --until 2027-03-01  # 到期自动回到待办"),
    "cmd.leave": ("note that a customer is gone, and why", "标记客户流失并说明原因"),
    "cmd.leave.examples": (
        'leadq leave 12 --kind own_choice --reason "went to a rival"  # they left',
        "leadq leave 12 --kind 主动 --reason 转向竞品  # 客户自己走的",
    ),
    "opt.left_kind": ("by their own choice, or ended by us (say, who never pays)", "客户主动流失，或我方终止（如恶意拖欠）"),
    "opt.step_kind": ("of a customer: which step is meant", "成交客户：指哪一步"),
    "opt.without": ("after the sale: do not plan this step, or take it off", "成交之后：这一步不安排，或从安排里去掉"),
    "cmd.reopen": ("take a closed or parked lead up again", "重新打开已结束或搁置的线索"),
    "cmd.reopen.examples": ("leadq reopen 12  # open again", "leadq reopen 12  # 重新跟进"),
    "arg.date": ("a day, with a time if there is one: tomorrow, fri 14:30, 12-01, +3d", "日期，可带时间：明天、周五 14:30、12-01、+3d"),
    "opt.on": ("as of this day", "按这一天看"),
    "opt.within": ("so many days ahead as well", "连同今后几天"),
    "opt.work": ("go through them one by one, by keyboard", "用键盘逐条处理"),
    "opt.by": ("how: visit, phone, WeChat …", "联系方式"),
    "opt.at": ("when, if not now: yesterday 14:30", "何时，若不是现在：昨天 14:30"),
    "opt.said": ("what was said, in their words", "对方的原话"),
    "opt.outcome": ("what came of it; default reached", "结果；默认 reached（已联系上）"),
    "opt.objection": ("what they object to", "对方的异议"),
    "opt.promise": ("what you promised, and by when", "您承诺了什么、何时兑现"),
    "opt.kept": ("a promise that is kept now, by its number in `leadq show`", "已兑现的承诺，编号见 `leadq show`"),
    "opt.next_on": ('the next step: a day, a time too: "fri 14:30"; default: by the schedule',
        '下一步：日期，可带时间，如 "周五 14:30"；默认按跟进周期'),
    "opt.time_next": ("time of the next step", "下一步的时间"),
    "opt.place_next": ("where the next step is", "下一步的地点"),
    "opt.next_by": ("how the next step is: visit, phone …", "下一步的方式"),
    "opt.time_kept": ("another time; else it stays", "改时间；不写则不变"),
    "opt.place_kept": ("another place; else it stays", "改地点；不写则不变"),
    "opt.by_kept": ("another channel; else it stays", "改方式；不写则不变"),
    "opt.cancel_away": ("forget an absence; steps stay where they are", "取消休假登记，跟进安排不变"),
    "opt.goal": ("goal of the next step", "下一步目标"),
    "opt.time": ("time of day", "时间"),
    "opt.place": ("where", "地点"),
    "opt.amount": ("what the deal is worth", "成交金额"),
    "opt.until": ("the day on which it comes back", "重新跟进的日期"),
    "cmd.spread": ("spread a backlog over the coming working days", "把积压的跟进分摊到今后的工作日"),
    "cmd.spread.examples": (
        "leadq spread  # what is overdue or due today, best grades first\n"
        "leadq spread --per-day 8  # at most eight a day",
        "leadq spread  # 逾期和今天到期的，等级高的优先\n"
        "leadq spread --per-day 8  # 每天最多八条",
    ),
    "cmd.away": ("move follow-ups out of a holiday or leave", "把休假期间的跟进移到休假之后"),
    "cmd.away.examples": (
        "leadq away 12-24 2027-01-03  # both days included\n"
        "leadq away mon fri --per-day 8  # at most eight a day afterwards",
        "leadq away 12-24 2027-01-03  # 首尾两天都算\n"
        "leadq away 周一 周五 --per-day 8  # 回来后每天最多八条",
    ),
    "arg.away_from": ("first day away", "休假第一天"),
    "arg.away_to": ("last day away", "休假最后一天"),
    "opt.per_day_spread": ("follow-ups a day; default: the setting per_day", "每天最多几条跟进；默认用设置项 per_day"),
    "opt.owner_spread": ("only this rep's follow-ups", "只动这位负责人的跟进"),
    "opt.region_due": ("only where region or address contains this; visits by district and time",
        "只看地区或地址含此文字的，拜访按地区和时间排序"),
}
