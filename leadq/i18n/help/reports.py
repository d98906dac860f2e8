"""Help: the commands of reports."""

from __future__ import annotations

HELP: dict[str, tuple[str, str]] = {
    "cmd.report": ("what the manager should know", "给经理看的报表"),
    "cmd.report.about": ("Reports for the manager. Without a command: the day's follow-up sheet.",
        "给经理看的报表。不写命令，就是当天的跟进表。"),
    "cmd.report.day": ("the day's follow-up sheet, to paste into a chat", "当天的跟进表，可贴到聊天里"),
    "cmd.report.day.examples": (
        "leadq report day --on yesterday  # another day than today\n"
        "leadq report day --copy  # on the clipboard, to paste into a chat\n"
        "leadq report day --html day.html  # a page to print",
        "leadq report day --on 昨天  # 某一天，不写就是今天\n"
        "leadq report day --copy  # 复制到剪贴板，贴到聊天里\n"
        "leadq report day --html 跟进表.html  # 可打印的网页",
    ),
    "cmd.report.week": ("a rep's week beside targets, or every rep's", "一周完成与目标：自己的，或每个人的"),
    "cmd.report.week.about": (
        "Your own week beside the targets of the settings: what was done, what slipped and where it is now, stale answers, "
        "questions never asked, forecast. Without a name in the settings, or with --owner all: the same rep by rep.",
        "自己的一周与设置中的目标：完成了什么，什么误了期、现在怎样，哪些回答该再问，哪些问题没问过，以及预测。"
        "设置中没有姓名或用 --owner all 时，按负责人逐个列出。"),
    "cmd.report.week.examples": (
        "leadq report week  # your own, or every rep's\n"
        "leadq report week --owner all --html week.html  # a manager's page\n"
        "leadq report week --owner Li --on -7d  # Li's last week",
        "leadq report week  # 自己的，或每个人的\n"
        "leadq report week --owner all --html 周报.html  # 给经理看的网页\n"
        "leadq report week --owner 李雷 --on -7d  # 李雷的上一周",
    ),
    "opt.on_week": ("a day of the week; default today", "那一周的某一天；默认今天"),
    "opt.owner_week": ("whose week; all: every rep's", "谁的一周；all 为每个人的"),
    "opt.copy": ("put the sheet on the clipboard instead", "改为复制到剪贴板"),
    "cmd.report.questions": ("five questions that could move most grades this week", "本周最能改变等级的五个问题"),
    "cmd.report.questions.examples": (
        "leadq report questions  # all reps\n"
        "leadq report questions --owner Ann  # one rep's leads",
        "leadq report questions  # 所有负责人\n"
        "leadq report questions --owner 李雷  # 某位负责人的线索",
    ),
    "cmd.report.lift": ("which answers preceded wins", "哪些回答之后常有成交"),
    "cmd.report.lift.examples": (
        "leadq report lift  # all reps\n"
        "leadq report lift --json  # for a program",
        "leadq report lift  # 所有负责人\n"
        "leadq report lift --json  # 供程序使用",
    ),
    "cmd.report.decay": ("which grades run out within 30 days, and what keeps them", "30 天内哪些等级会失效，靠什么问题保住"),
    "cmd.report.decay.examples": (
        "leadq report decay  # all reps\n"
        "leadq report decay --owner Ann  # one rep's leads",
        "leadq report decay  # 所有负责人\n"
        "leadq report decay --owner 李雷  # 某位负责人的线索",
    ),
    "cmd.report.overdue": ("follow-ups that are overdue too long, rep by rep", "逾期过久的跟进，按负责人列出"),
    "cmd.report.overdue.examples": (
        "leadq report overdue  # all reps\n"
        "leadq report overdue --html overdue.html  # a page to print\n"
        "leadq report overdue --format csv  # for a spreadsheet",
        "leadq report overdue  # 所有负责人\n"
        "leadq report overdue --html 逾期.html  # 可打印的网页\n"
        "leadq report overdue --format csv  # 供表格软件使用",
    ),
    "opt.on_report": ("the day; default today", "哪一天；默认今天"),
    "cmd.report.funnel": ("leads by stage, and what moved since last month", "各阶段的线索，以及上月以来的变化"),
    "cmd.report.funnel.examples": (
        "leadq report funnel  # all reps\n"
        "leadq report funnel --html funnel.html  # a page to print",
        "leadq report funnel  # 所有负责人\n"
        "leadq report funnel --html 漏斗.html  # 可打印的网页",
    ),
    "cmd.report.grades": ("how many of each grade, month by month and week by week", "各等级的数量，按月、按周"),
    "cmd.report.grades.examples": (
        "leadq report grades  # all reps\n"
        "leadq report grades --owner Ann  # one rep's leads",
        "leadq report grades  # 所有负责人\n"
        "leadq report grades --owner 李雷  # 某位负责人的线索",
    ),
    "cmd.report.sources": ("which channel yields what", "各来源渠道的产出"),
    "cmd.report.sources.examples": (
        "leadq report sources  # all reps\n"
        "leadq report sources --format csv  # for a spreadsheet",
        "leadq report sources  # 所有负责人\n"
        "leadq report sources --format csv  # 供表格软件使用",
    ),
    "cmd.report.pipeline": ("budgets by grade and by the month they are needed", "预算金额，按等级和需求月份"),
    "cmd.report.pipeline.examples": (
        "leadq report pipeline  # all reps\n"
        "leadq report pipeline --html pipeline.html  # a page to print",
        "leadq report pipeline  # 所有负责人\n"
        "leadq report pipeline --html 商机.html  # 可打印的网页",
    ),
    "cmd.report.lost": ("why leads were given up, and how soon", "放弃线索的原因，以及放弃得多早"),
    "cmd.report.lost.examples": (
        "leadq report lost  # all reps\n"
        "leadq report lost --format csv  # every reason, for a spreadsheet",
        "leadq report lost  # 所有负责人\n"
        "leadq report lost --format csv  # 全部原因，供表格软件使用",
    ),
    "cmd.report.touches": ("after how many contacts deals were won", "联系几次后成交"),
    "cmd.report.touches.examples": (
        "leadq report touches  # all reps\n"
        "leadq report touches --owner Ann  # one rep's deals",
        "leadq report touches  # 所有负责人\n"
        "leadq report touches --owner 李雷  # 某位负责人的成交",
    ),
    "cmd.report.reps": ("every rep's load, overdue steps, steps kept, wins",
        "各负责人的在手线索、逾期、按时跟进和成交"),
    "cmd.report.reps.examples": (
        "leadq report reps  # all reps\n"
        "leadq report reps --format csv  # for a spreadsheet",
        "leadq report reps  # 所有负责人\n"
        "leadq report reps --format csv  # 供表格软件使用",
    ),
    "cmd.report.calibration": ("how often leads of a grade were really won", "各等级实际的成交率"),
    "cmd.report.calibration.examples": (
        "leadq report calibration  # all reps\n"
        "leadq report calibration --json  # for a program",
        "leadq report calibration  # 所有负责人\n"
        "leadq report calibration --json  # 供程序使用",
    ),
    "cmd.report.customers": ("customers by group, and whose step has passed", "客户：分组统计，和误了日子的"),
    "cmd.report.customers.examples": (
        "leadq report customers  # by product\n"
        "leadq report customers --by region  # by region",
        "leadq report customers  # 按产品\n"
        "leadq report customers --by region  # 按地区",
    ),
    "cmd.report.churn": ("customers who left, how and why", "流失的客户、方式和原因"),
    "cmd.report.churn.examples": (
        "leadq report churn  # by product\n"
        "leadq report churn --by owner  # rep by rep",
        "leadq report churn  # 按产品\n"
        "leadq report churn --by owner  # 按负责人",
    ),
    "cmd.report.complaints": ("complaints: open, late, by product and cause", "投诉：未结案、逾期、按产品和原因"),
    "cmd.report.complaints.examples": (
        "leadq report complaints  # all reps\n"
        "leadq report complaints --by owner  # rep by rep",
        "leadq report complaints  # 所有负责人\n"
        "leadq report complaints --by owner  # 按负责人",
    ),
    "cmd.report.turnover": ("what was sold in a year, and how customers stay", "一年的成交额，以及客户留存"),
    "cmd.report.turnover.examples": (
        "leadq report turnover  # by product\n"
        "leadq report turnover --by region --html turnover.html  # a page with charts",
        "leadq report turnover  # 按产品\n"
        "leadq report turnover --by region --html 成交额.html  # 带图的网页",
    ),
    "cmd.report.satisfaction": ("how content customers are, by trade and region", "客户满意度，按行业和地区"),
    "cmd.report.satisfaction.examples": (
        "leadq report satisfaction  # what `leadq ask LEAD satisfaction` has noted\n"
        "leadq report satisfaction --by owner  # rep by rep",
        "leadq report satisfaction  # `leadq ask 编号 satisfaction` 记下的回答\n"
        "leadq report satisfaction --by owner  # 按负责人",
    ),
    "opt.report_by": ("grouped by", "按什么分组：产品、来源、地区、负责人、行业"),
    "cmd.report.all": ("all of these on one page", "以上全部，汇成一页"),
    "cmd.report.all.examples": (
        "leadq report all --html reports.html  # one page with charts\n"
        "leadq report all  # here",
        "leadq report all --html 报表.html  # 一页带图的报表\n"
        "leadq report all  # 直接显示",
    ),
    "opt.html": ("write a page with charts to this file instead", "改为写成带图的网页文件"),
    "cmd.report.clashes": ("customers that several reps work on", "撞单：几位业务员在跟的同一客户"),
    "cmd.report.clashes.examples": (
        "leadq report clashes  # with the history of each lead\n"
        "leadq report clashes --owner Li --format csv  # where Li has a part",
        "leadq report clashes  # 附每条线索的经过\n"
        "leadq report clashes --owner 李明 --format csv  # 只看涉及李明的",
    ),
    "opt.html_page": ("write a page to print to this file instead", "改为写成可打印的网页文件"),
}
