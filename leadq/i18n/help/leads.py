"""Help: the commands of leads."""

from __future__ import annotations

HELP: dict[str, tuple[str, str]] = {
    "cmd.add": ("note a new lead", "新建线索"),
    "cmd.add.examples": (
        "leadq add  # walk through the form\n"
        'leadq add "Ann Denson" --company "Maurice Ltd" --phone 0660-485-0224  # in one go\n'
        'leadq add "Ann Denson" --profile loan --need-by +3w --json  # for a program',
        "leadq add  # 逐项填写\n"
        'leadq add 王建国 --company 华北路桥 --phone "138 0013 8000"  # 一步建好\n'
        "leadq add 王建国 --profile loan --need-by +3w --json  # 供程序使用",
    ),
    "cmd.show": ("the card to read before a call or visit", "联系前先看的卡片"),
    "cmd.show.examples": (
        "leadq show 12  # by number\n"
        "leadq show denson  # by a name only one lead has\n"
        "leadq show 12 --qr  # a QR code that puts the contact into your phone",
        "leadq show 12  # 按编号\n"
        "leadq show 王建国  # 按唯一匹配的姓名\n"
        "leadq show 12 --qr  # 显示二维码，扫一下把联系人存进手机",
    ),
    "cmd.list": ("find leads", "查找线索"),
    "cmd.list.examples": (
        "leadq list --grade A --grade B  # the best ones\n"
        "leadq list maurice  # by any text\n"
        "leadq list --no-next  # without a next step",
        "leadq list --grade A --grade B  # 等级最好的\n"
        "leadq list 华北  # 按任意文字\n"
        "leadq list --no-next  # 没有下一步的",
    ),
    "cmd.edit": ("change what is noted about a lead", "修改线索资料"),
    "cmd.edit.examples": (
        'leadq edit 12 --company "Maurice Ltd" --tag vip  # change and add\n'
        "leadq edit 12 --clear address  # empty a field",
        "leadq edit 12 --company 华北路桥 --tag 重点  # 修改并添加\n"
        "leadq edit 12 --clear address  # 清空一项",
    ),
    "cmd.contact": ("note who decides what at the customer", "记录客户方的决策人"),
    "cmd.contact.examples": ('leadq contact 12 "Mr Lee" --role approver --phone 13900001111  # the one who signs',
        "leadq contact 12 李总 --role approver --phone 13900001111  # 拍板的人"),
    "cmd.history": ("what was changed, and when", "查看改动记录"),
    "cmd.history.examples": ("leadq history 12  # one lead", "leadq history 12  # 一条线索的记录"),
    "arg.name": ("the person's name; left out on a terminal, you are led through everything",
        "客户姓名；在终端里省略则逐项引导填写"),
    "arg.contact_name": ("the person's name", "此人的姓名"),
    "arg.text": ("part of a name, company, phone or address", "姓名、公司、电话或地址中的任意文字"),
    "opt.qr": ("a QR code for your phone's camera: the contact (card, also without a word) or the number to dial (tel)",
        "显示二维码供手机扫描：存为联系人（不写即是），或 `tel` 拨号"),
    "opt.name": ("name", "姓名"),
    "opt.referred_by": ("who brought them: a lead or customer", "谁介绍来的：线索或客户"),
    "opt.key": ("a key customer, seen every week; without a mark, what they bring decides", "重点客户，每周回访；不标则看贡献"),
    "opt.title": ("job title", "职位"),
    "opt.company": ("company", "公司"),
    "opt.phone": ("phone number", "电话"),
    "opt.phone_add": ("one more phone number", "再加一个电话"),
    "opt.email": ("email address", "邮箱"),
    "opt.email_add": ("one more email address", "再加一个邮箱"),
    "opt.wechat": ("WeChat name", "微信号"),
    "opt.address": ("address", "地址"),
    "opt.region": ("district or region", "地区"),
    "opt.source": ("where the lead comes from", "线索来源"),
    "opt.product": ("product in question", "意向产品"),
    "opt.profile": ("trade whose grading applies, as in `leadq script list`", "按哪个行业评级，见 `leadq script list`"),
    "opt.budget": ("what they can spend: 500000, 500k, 50万", "预算：500000、50万"),
    "opt.need_by": ("the day they need it by", "需要的日期"),
    "opt.tag": ("a label of your own", "自定义标签"),
    "opt.tag_add": ("one more label", "再加一个标签"),
    "opt.owner": ("rep in charge; default: the setting `me`", "负责人；默认为设置项 me"),
    "opt.clear": ("empty a field: company, address, phones …", "清空一项：company、address、phones 等"),
    "opt.remove_phone": ("take a phone number out", "删除一个电话"),
    "opt.remove_email": ("take an email address out", "删除一个邮箱"),
    "opt.remove_tag": ("take a label off", "删除一个标签"),
    "opt.role": ("part in the decision", "在决策中的角色"),
    "opt.contact_phone": ("their phone number", "此人的电话"),
    "opt.sort": ("order", "排序方式"),
    "cmd.dupes": ("find leads that are likely the same", "查找疑似重复的线索"),
    "cmd.dupes.examples": (
        "leadq dupes  # the surest first, each with its reasons\n"
        "leadq dupes --owner Li --limit 5  # where Li has a part",
        "leadq dupes  # 把握最大的在前，并列出理由\n"
        "leadq dupes --owner 李强 --limit 5  # 涉及李强的",
    ),
    "cmd.merge": ("make one lead of two", "把两条线索合并为一条"),
    "cmd.merge.examples": (
        "leadq merge 12 57 --dry-run  # see what comes from where\n"
        "leadq merge 12 57  # 57 goes into 12; leadq undo takes it back",
        "leadq merge 12 57 --dry-run  # 先看各项从哪来\n"
        "leadq merge 12 57  # 57 并入 12，leadq undo 可撤销",
    ),
    "arg.keep": ("the lead that stays: number, name, phone …", "保留的线索：编号、姓名、电话等"),
    "arg.other": ("the lead that goes into it", "并入的线索"),
    "opt.dupes_limit": ("at most so many groups, 0 for all; on the screen, 20",
        "最多列出几组，0 为全部；屏幕上默认 20 组"),
    "cmd.handover": ("give a rep's leads to another rep", "把线索移交给另一位业务员"),
    "cmd.handover.about": ("Give all leads of one rep to another, closed ones too, or those that pass the filters; leadq undo takes it back.",
        "把一位业务员的全部线索（含已结束的）或符合条件的线索移交给另一位；leadq undo 可撤销。"),
    "cmd.handover.examples": (
        "leadq handover Li Wang  # everything\n"
        "leadq handover Li Wang --region north --status open  # a part of it",
        "leadq handover 李明 王芳  # 全部移交\n"
        "leadq handover 李明 王芳 --region 华北 --status open  # 只移交一部分",
    ),
    "arg.handover_from": ("the rep who has the leads now", "现在的负责人"),
    "arg.handover_to": ("the rep who gets them", "接手的人"),
    "opt.status_handover": ("only this status; default all", "只移交这种状态；默认全部"),
    "opt.attitude": ("where they stand on it", "此人的态度"),
}
