"""What people call the tokens of the program: channels, roles, statuses, in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from leadq.domain.typing.texts import narrow

_COMMAS = str.maketrans("，、", ",,")
WORDS = {
    "visit": ("visited", "meeting", "meet", "拜访", "上门", "面谈", "见面", "走访", "到访"),
    "phone": ("call", "called", "telephone", "tel", "电话", "打电话", "手机"),
    "wechat": ("weixin", "wx", "微信"),
    "sms": ("text", "text message", "短信"),
    "email": ("mail", "e-mail", "邮件", "邮箱", "电邮"),
    "other": ("others", "其他", "其它"),
    "reached": ("talked", "联系上", "已联系上", "联系到", "接通", "已接通"),
    "no_answer": (
        *("no answer", "no-answer", "not reached", "未接通", "没接通", "无人接听", "未接"),
        *("没接", "未回复", "没回复", "没回", "没联系上", "未联系上"),
    ),
    "declined": ("refused", "拒绝", "婉拒", "已拒绝", "被拒"),
    "open": ("opened", "跟进中", "在跟", "进行中", "未结束"),
    "won": ("win", "deal", "成交", "已成交", "赢单", "签单"),
    "lost": ("lose", "丢单", "失败", "输单", "战败", "已失败", "失单"),
    "dropped": ("drop", "放弃", "已放弃", "作废", "无效"),
    "left": ("churned", "流失", "已流失", "流失客户"),
    "own_choice": ("own choice", "their choice", "主动", "主动流失", "客户自己走的"),
    "ended_by_us": ("ended by us", "us", "被动", "被动流失", "我方终止"),
    "delivery": ("deliver", "交付", "交货", "交机", "送货"),
    "service": ("first service", "首次服务", "服务", "首保", "保养"),
    "revisit": ("visit again", "回访", "再访"),
    "parked": ("park", "搁置", "暂缓", "已搁置", "暂搁"),
    "all": ("everything", "全部", "所有"),
    "none": ("未评级", "没有等级", "无"),
    "rep": ("me", "销售", "业务员", "本人"),
    "manager": ("boss", "经理", "主管"),
    "approver": ("approves", "审批人", "批准人", "批准", "审批"),
    "decider": (
        "decision maker",
        "decision-maker",
        "decides",
        "决策者",
        "决策人",
        "拍板",
        "拍板人",
    ),
    "supporter": ("supports", "支持者", "支持人", "使用", "使用部门", "使用者"),
    "influencer": ("influences", "影响者", "影响人", "影响"),
    "gatekeeper": ("把关人", "守门人", "挡驾人", "前台"),
    "for": ("in favour", "in favor", "支持", "赞成", "赞同"),
    "neutral": ("中立", "无所谓", "观望"),
    "against": ("opposed", "反对", "不支持"),
    "yes": ("y", "true", "1", "是", "有", "对", "是的"),
    "no": ("n", "false", "0", "否", "没有", "无", "不是", "不", "没"),
    "unknown": ("?", "don't know", "不知道", "未知", "不清楚"),
    "grade": ("等级",),
    "next": ("下一步", "下次"),
    "number": ("编号", "号"),
    "name": ("姓名", "名字"),
    "title": ("职位", "职务"),
    "company": ("公司",),
    "created": ("创建", "创建日期", "建档日期"),
    "budget": ("预算",),
    "owner": ("负责人", "业务员"),
    "status": ("状态",),
    "phones": ("phone", "电话", "手机"),
    "emails": ("email", "邮箱", "邮件"),
    "address": ("地址",),
    "region": ("地区", "区域"),
    "source": ("来源",),
    "product": ("产品",),
    "need_by": ("need by", "needed by", "需要时间"),
    "tags": ("tag", "标签"),
    "key_customer": ("key", "key customer", "重点客户", "重点"),
    "referred_by": ("referred by", "介绍人", "推荐人"),
    "note": ("notes", "备注"),
    "leads": ("线索", "客户", "客户资料"),
    "touches": ("contacts", "联系记录", "跟进记录"),
    "followups": ("follow-ups", "follow ups", "跟进安排", "跟进计划", "下一步"),
    "facts": ("事项", "信息", "客户信息", "情况"),
    "target": ("目标客户", "目标"),
    "target_strong": ("购买力强",),
    "target_weak": ("购买力弱",),
    "target_no_means": ("暂无购买力",),
    "potential": ("潜在客户", "潜在"),
    "talks": ("联系", "联系记录"),
    "notes": ("备注",),
    "promises": ("承诺",),
    "complaints": ("投诉",),
    "contacts": ("联系人", "决策链"),
    "purchases": ("购买记录", "成交记录"),
    "quarter": ("季度", "按季度", "季"),
    "month": ("月", "按月", "月份"),
    "order": ("单", "按单", "每单", "订单"),
    "script": ("问卷",),
    "profile": ("行业",),
    "request": ("本人要求", "要求"),
    "retention": ("到期", "保存期满"),
    "mistake": ("录错", "误录"),
}
"""Token to the words that mean it; one word may mean several tokens, but none of one option."""


def fold_word(typed: str) -> str:
    """Return a typed word in the form in which words are compared."""
    return " ".join(narrow(typed).casefold().split())


def split_words(typed: Iterable[str]) -> list[str]:
    """Return the words that were typed one by one, or several with commas between them.

    A text without any is an empty word, which whoever takes words refuses.
    """
    words: list[str] = []
    for text in typed:
        parts = map(str.strip, text.translate(_COMMAS).split(","))
        words += list(filter(None, parts)) or [""]
    return words


def read_token(typed: str, allowed: Iterable[str]) -> str | None:
    """Return the token among the allowed ones that a word means, None where it means none."""
    word, tokens = fold_word(typed), list(allowed)
    exact = next((token for token in tokens if token.casefold() == word), None)
    if exact is not None:
        return exact
    return next((token for token in tokens if word in WORDS.get(token, ())), None)


def worded(token: str, lang: str) -> str:
    """Return a token as it is listed: in Chinese with its first Chinese word behind it."""
    return f"{token} {chinese_word(token) if lang.startswith('zh') else ''}".strip()


def chinese_word(token: str) -> str:
    """Return what a token is called in Chinese; empty where it is nothing else."""
    return next((word for word in WORDS.get(token, ()) if not word.isascii()), "")
