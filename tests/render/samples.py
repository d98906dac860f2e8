"""A small store as a rep's would be in November 2026, made by the use cases themselves."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

from leadq.content.library import open_library
from leadq.render.parts.look import Look
from leadq.usecases.desk import Desk
from leadq.usecases.followup.log import Contacted, log_touch
from leadq.usecases.followup.plan import StepWish, plan_next
from leadq.usecases.grading.note_facts import note_facts
from leadq.usecases.leads.add import NewLead, add_lead
from leadq.usecases.leads.edit import set_contact
from tests.usecases.helpers import HOOKS

MONDAY = date(2026, 11, 23)
LIBRARY = open_library(None)
WANG, DENSON, OUYANG, CHEN, MUELLER = "1", "2", "3", "4", "5"


def make_desk(store: Path, today: date = MONDAY) -> Desk:
    desk = Desk(store, None, today, datetime.combine(today, time(6, 3), UTC), HOOKS)
    desk.library = LIBRARY
    return desk


def make_look(lang: str, fmt: str = "table", *, color: bool = False) -> Look:
    return Look(fmt, color, lang, "CN", MONDAY)


def fill_store(store: Path) -> None:
    """Five leads: two being worked on, one for today, one hopeless, one never called."""
    desk = make_desk(store, date(2026, 11, 2))
    _add_leads(desk)
    _tell_wang(store)
    november = make_desk(store, date(2026, 11, 16))
    log_touch(
        november,
        DENSON,
        Contacted(
            date(2026, 11, 16),
            by="phone",
            said="asks for a quote",
            next_on=date(2026, 11, 20),
            goal="bring the quote",
        ),
    )
    facts = {"engagement": "comparing", "reason": "yes", "money": "yes"}
    facts |= {"authority": "yes", "need": "yes", "need_by": "2027-01-30"}
    note_facts(november, DENSON, facts)
    note_facts(november, CHEN, {"money": "no", "authority": "no", "need": "no"})
    wish = StepWish(MONDAY, time="10:00", place="售楼处", by="wechat", goal="看工地照片")
    plan_next(make_desk(store, date(2026, 11, 18)), OUYANG, wish)


def _add_leads(desk: Desk) -> None:
    add_lead(
        desk,
        NewLead(
            "王建国",
            company="华北路桥",
            phones=["138 0013 8000"],
            emails=["wang@huabei.cn"],
            wechat="wjg_lq",
            profile="equipment",
            product="JS220",
            source="展会",
            budget=1180000,
            need_by=date(2027, 2, 11),
            address="天津市滨海新区 K12 路基工地",
            note="只认效率，别绕弯子",
        ),
    )
    add_lead(desk, NewLead("Denson", company="Maurice The Pants Man", phones=["660-485-0224"]))
    add_lead(desk, NewLead("欧阳娜娜", phones=["139 0000 1111"]))
    add_lead(desk, NewLead("陈曦", company="晨曦建材", phones=["135 0000 4444"], owner="李雷"))
    name = "Müller & Söhne Erdbewegung und Tiefbau GmbH"
    add_lead(desk, NewLead("Müller", company=name, phones=["+49 30 901820"], profile="loan"))


def _tell_wang(store: Path) -> None:
    note_facts(make_desk(store, date(2026, 8, 20)), WANG, {"money": "yes"})
    middle = make_desk(store, date(2026, 11, 16))
    facts = {"engagement": "bargaining", "reason": "yes", "authority": "yes"}
    note_facts(middle, WANG, facts | {"need": "yes", "obstacle": "no", "pain": "no"})
    note_facts(middle, WANG, {"plan": "yes"}, note="JS220，春节前定")
    note_facts(middle, WANG, {"site": "yes"}, note="新区路基工地")
    note_facts(middle, WANG, {"project_stable": "yes"})
    set_contact(middle, WANG, "赵工", "influencer", None, "看重油耗")
    set_contact(middle, WANG, "李总", "approver", "13900001111", None)
    objection = "比三一贵 8 万"
    for day, by, outcome, said in (
        (4, "phone", "reached", "第一次通话，想看样机"),
        (10, "visit", "reached", "看了工地，K12 路基，土方 40 万方；嫌我们贵"),
        (16, "phone", "no_answer", ""),
    ):
        on = date(2026, 11, day)
        contacted = Contacted(on, by=by, outcome=outcome, said=said)
        contacted.objection = objection if "贵" in said else ""
        log_touch(make_desk(store, on), WANG, contacted)
    last = Contacted(
        date(2026, 11, 18),
        by="visit",
        said="在谈价，答应周一给报价",
        promises=[("JS220 的书面报价", MONDAY), ("油耗对比表", None)],
        next_on=date(2026, 11, 19),
        goal="谈定 JS220 的价格",
    )
    log_touch(make_desk(store, last.on), WANG, last)
