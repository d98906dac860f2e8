"""Help: the commands of aftersale."""

from __future__ import annotations

HELP: dict[str, tuple[str, str]] = {
    "opt.map": ("take this column as this field", "把某列当作某字段"),
    "cmd.purchase": ("note what a customer bought", "记录客户的购买"),
    "cmd.purchase.about": ("Note what a customer bought; with LEAD alone, show it. `leadq win --amount` notes its own purchase.",
        "记录客户买了什么；只给线索则列出已有的。`leadq win --amount` 会自动记一笔。"),
    "cmd.purchase.examples": (
        "leadq purchase 12 500k yesterday --product JS220  # one purchase\n"
        "leadq purchase 12  # what there is, with the ids for --remove\n"
        "leadq purchase --import orders.csv  # a file of them, in one step",
        "leadq purchase 12 50万 昨天 --product JS220  # 记一笔\n"
        "leadq purchase 12  # 已有的各笔，--remove 所用的序号也在这里\n"
        "leadq purchase --import 订单.csv  # 一步导入整个文件",
    ),
    "arg.bought_for": ("what was paid: 500000, 500k; left out, the purchases are shown",
        "金额：500000、50万；不给则列出已有的"),
    "arg.bought_on": ("the day; default today", "哪一天；默认今天"),
    "opt.bought_product": ("what was bought; default: the lead's product", "买的产品；默认为线索的产品"),
    "opt.remove_purchase": ("take out a purchase noted by mistake, by its id", "删去记错的一笔，用它的序号"),
    "opt.purchase_file": ("take purchases from a CSV file: lead, date, amount", "从 CSV 文件导入：线索、日期、金额"),
    "cmd.complaint": ("note a complaint or a step of it", "处理投诉"),
    "cmd.complaint.about": ("Note a complaint, what was promised, how it was solved, and the check that closes it. With LEAD alone: list them, and on a terminal go through one. What was promised and the check fall due like every promise; `--checked no` opens it again.",
        "记录投诉、承诺、解决办法，以及结案的回访。只给线索则列出，在终端里则逐步处理。承诺和回访与其他承诺一样到期提醒；`--checked no` 则重新处理。"),
    "cmd.complaint.examples": (
        'leadq complaint 12 "the pump leaks" --promise "new seal @ fri"  # a new one\n'
        'leadq complaint 12 --solved "seal replaced" --cause "old seals"  # then a check falls due\n'
        "leadq complaint 12 --checked yes  # closes it",
        'leadq complaint 12 "油泵漏油" --promise "换油封 @ 周五"  # 新的投诉\n'
        'leadq complaint 12 --solved "换了油封" --cause "油封老化"  # 之后到期回访\n'
        "leadq complaint 12 --checked yes  # 客户满意，结案",
    ),
    "arg.complaint": ("what they complain of, in their words; opens a case (with `--checked no`: what is still missing)", "投诉内容，照客户原话；新开一项（与 `--checked no` 同用则是还差什么）"),
    "opt.case_promise": ("what was promised, and by when; without a day the next working day", "承诺了什么、哪天办好；不写日期则为下一个工作日"),
    "opt.solved": ("how it was solved; the check falls due days later (setting check_days)", "怎么解决的；几天后到期回访（设置 check_days）"),
    "opt.checked": ("are they satisfied? yes closes the case, no opens it again", "客户满意吗？yes 结案，no 重新处理"),
    "opt.case": ("which complaint, by its number; default: the one that is open", "哪一项投诉，用它的序号；默认为未结案的那项"),
    "opt.case_product": ("what it is about; default: the lead's product", "涉及的产品；默认为线索的产品"),
    "opt.cause": ("the real cause on our side", "我方真正的原因"),
    "cmd.value": ("what customers are worth, and what to do", "客户价值与对策"),
    "cmd.value.about": ("Class customers by contribution and stability (EI to EIV), with the remedy for each class, the loyalty ladder, the 20% that bring the most, lifetime value. leadq's own measures: contribution is high at or above the customers' mean, VIPs are the top 20% of the last four quarters, ordinary customers the bottom 30%.",
        "按贡献与稳定程度把客户分为 EI 至 EIV 四类，各有对策；另列忠诚阶梯、贡献最大的 20%、终身价值。本工具补充的口径：贡献不低于客户平均值为高；最近四个季度的前 20% 为 VIP，后 30% 为普通客户。"),
    "cmd.value.examples": (
        "leadq value  # all customers, by quarter\n"
        "leadq value --by order --owner Li  # one rep's, order by order\n"
        "leadq value 12 --discount 8 --years 3  # one customer, other assumptions",
        "leadq value  # 全部客户，按季度\n"
        "leadq value --by order --owner 李明  # 某位业务员的，按每单\n"
        "leadq value 12 --discount 8 --years 3  # 一个客户，换一套假设",
    ),
    "arg.lead_or_customers": ("a lead; left out, all customers", "一条线索；不给则为全部客户"),
    "opt.value_by": ("measured by", "按什么衡量：季度、月、每单"),
    "opt.value_periods": ("quarters or months that count, the running one included", "看最近几个季度或月，含当前这个"),
    "opt.value_bought_in": ("stable is who bought in so many of them; by order: bought so many times",
        "其中几个有购买算稳定；按每单则为买过几次"),
    "opt.value_discount": ("per cent by which a coming year counts less", "以后每一年打百分之几的折扣（贴现率）"),
    "opt.value_years": ("coming years in the lifetime value", "终身价值算几年"),
    "opt.value_margin": ("per cent of turnover that is left as profit", "销售额中百分之几是利润"),
    "cmd.survey": ("draw the customers for a satisfaction survey", "抽取满意度调查的客户"),
    "cmd.survey.about": ("Draw customers to ask: a share of the won leads of each trade, rounded within it and totalled by region, whatever their importance. The same seed draws the same ones.",
        "抽取要问的客户：在成交线索中按行业各抽一定比例，行业内四舍五入，再按区域汇总，不看重要性。种子相同，抽到的客户就相同。"),
    "cmd.survey.examples": (
        "leadq survey  # how many of each trade and region\n"
        "leadq survey --format csv  # the list to call from\n"
        "leadq survey --share 50 --seed 7  # half of them, another draw",
        "leadq survey  # 各行业、各区域抽多少\n"
        "leadq survey --format csv  # 打电话用的名单\n"
        "leadq survey --share 50 --seed 7  # 抽一半，另抽一次",
    ),
    "opt.survey_share": ("per cent of each trade; default: the setting survey_share",
        "各行业抽百分之几；默认按设置 survey_share"),
    "opt.survey_seed": ("any number; the same one draws the same customers", "任意数字；同一个数字抽到同样的客户"),
}
