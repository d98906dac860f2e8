"""Whole messages become a lead: notes, signatures, cards, forms, vCards."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadq.content.library import open_library
from leadq.domain.hearing.message import read_message
from leadq.domain.hearing.model import LANGS

from .listening import TODAY

HEARINGS = open_library(None).hearing(LANGS).hearings
MESSAGES = [
    (
        "王总 华北路桥 138 0013 8000 下个月要一台JS220 预算80万 老客户介绍",
        "name=王总 company=华北路桥 phones=138 0013 8000 need_by=2026-12-31 product=JS220 "
        "budget=800000 source=转介绍",
    ),
    (
        "你好，我是华北路桥的王强，想买一台挖机，电话13800138000，微信同号，预算80万以内",
        "company=华北路桥 name=王强 need=yes phones=13800138000 wechat=13800138000 budget=800000",
    ),
    (
        "王强\n总经理\n河北华北路桥工程有限公司\n手机：138-0013-8000  座机：0311-88886666\n"
        "邮箱：wangqiang@hblq.com.cn\n地址：河北省石家庄市长安区中山东路100号",
        "name=王强 title=总经理 company=河北华北路桥工程有限公司 phones=138-0013-8000 "
        "phones=0311-88886666 emails=wangqiang@hblq.com.cn "
        "address=河北省石家庄市长安区中山东路100号 region=河北省石家庄市",
    ),
    (
        "姓名：李娜\n电话：13912345678\n公司：天成商贸\n意向产品：JS220\n预算：50万\n微信：lina_2020",
        "name=李娜 phones=13912345678 company=天成商贸 product=JS220 budget=500000 "
        "wechat=lina_2020",
    ),
    (
        "Best regards,\nJohn Smith\nPurchasing Manager\nAcme Construction Ltd\n"
        "T: +44 20 7946 0958\njohn.smith@acme.co.uk\n12 King Street, London",
        "name=John Smith title=Purchasing Manager company=Acme Construction Ltd "
        "phones=+44 20 7946 0958 emails=john.smith@acme.co.uk address=12 King Street",
    ),
    (
        "Hi, I'm Anna Miller from Miller Plant Hire, budget 90k, call me on (555) 123-4567",
        "name=Anna Miller company=Miller Plant Hire budget=90000 phones=(555) 123-4567",
    ),
    (
        "BEGIN:VCARD\nVERSION:3.0\nN:Wang;Qiang;;;\nFN:王强\nORG:华北路桥\nTITLE:经理\n"
        "TEL;TYPE=CELL:+8613800138000\nEMAIL:wq@x.cn\nNOTE:钱够\\,太远了\nEND:VCARD",
        "money=yes name=王强 company=华北路桥 title=经理 phones=+8613800138000 emails=wq@x.cn",
    ),
    (
        "张老板 做土石方的 13633334444 老李介绍 想换台挖机 首付没问题",
        "name=张老板 phones=13633334444 source=转介绍 need=yes money=yes",
    ),
    ("我是晨光建材李宏伟，13800138000", "company=晨光建材 name=李宏伟 phones=13800138000"),
    ("你好我叫王强想看看JS220", "name=王强 product=JS220"),
    ("这里是鼎盛物流的小王，有个事", "company=鼎盛物流 name=小王"),
    (
        "This is Tom from Baker Plant Hire, 020 7946 0958",
        "name=Tom company=Baker Plant Hire phones=020 7946 0958",
    ),
    ("Please call me back\n\nBest regards,\nTom", "name=Tom"),
    (
        "陈  志强\n总 经 理\n电话：0760-88331122  手机：13802671234\n微信同号",
        "name=陈志强 title=总经理 phones=0760-88331122 phones=13802671234 wechat=13802671234",
    ),
    ("王 强 天成商贸", "name=王强 company=天成商贸"),
    (
        "李娜 13911112222（微信同号） 备用 13822223333",
        "name=李娜 phones=13911112222 wechat=13911112222 phones=13822223333",
    ),
    ("+86 13802671234 微信同号", "phones=+86 13802671234 wechat=13802671234"),
    ("0311-88886666 微信同号", "phones=0311-88886666 wechat=031188886666"),
    ("我叫王强，我微信wang_qiang88", "name=王强 wechat=wang_qiang88"),
    ("我叫王强，加微信message", "name=王强"),
    ("王强总经理，天成商贸", "name=王强 title=总经理 company=天成商贸"),
    ("宏达机械设备主管，13802671234", "company=宏达机械 title=设备主管 phones=13802671234"),
    ("宏达机械的厂长陈志强", "company=宏达机械 title=厂长 name=陈志强"),
    ("宏达机械刘总 13802671234", "company=宏达机械 name=刘总 phones=13802671234"),
    ("刘总，宏达机械有限公司设备科长", "name=刘总 company=宏达机械有限公司 title=设备科长"),
    ("周强，他们公司厂长", "name=周强"),
    ("周强，找宏达机械厂长", "name=周强"),
    ("周强 项目部经理", "name=周强"),
    ("Baker Hire Ltd site manager", "company=Baker Hire Ltd title=site manager"),
    (
        "王建国，鲁南建材采购经理，13800138001",
        "name=王建国 company=鲁南建材 title=采购经理 phones=13800138001",
    ),
    (
        "鲁南建材有限公司采购经理王建国 13800138001",
        "company=鲁南建材有限公司 title=采购经理 name=王建国 phones=13800138001",
    ),
    ("王建国（鲁南建材 采购经理）", "name=王建国 company=鲁南建材 title=采购经理"),
    (
        "王建国-鲁南建材采购经理-13800138001",
        "name=王建国 company=鲁南建材 title=采购经理 phones=13800138001",
    ),
    ("王建国/鲁南建材/采购经理", "name=王建国 company=鲁南建材 title=采购经理"),
    ("恒大建设王经理：13800138001", "company=恒大建设 name=王经理 phones=13800138001"),
    ("华北路桥的王总", "company=华北路桥 name=王总"),
    ("我是鲁南建材采购经理", "company=鲁南建材 title=采购经理"),
    ("郑州 王总", "region=郑州 name=王总"),
    ("唐山李总", "region=唐山 name=李总"),
    ("John Smith (Acme Ltd)", "name=John Smith company=Acme Ltd"),
    (
        "Acme Ltd purchasing manager John Smith",
        "company=Acme Ltd title=purchasing manager name=John Smith",
    ),
    ("联系采购经理", ""),
    ("他们公司采购经理，采购周三", ""),
    ("搞建筑的老板", ""),
    ("周三", ""),
    ("Tel: 12345", "phones=12345"),
    ("13800138000", "phones=13800138000"),
    ("hello", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "wanted"), MESSAGES)
def test_a_message_becomes_a_lead(text: str, wanted: str) -> None:
    found = read_message(text, TODAY, HEARINGS, ("JS220", "JS2"))
    said = " ".join(f"{one.field}={one.value}" for one in found)
    assert said == wanted
    if "VCARD" not in text:
        assert all(text[one.start : one.start + len(one.words)] == one.words for one in found)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "赵老板在广州做工程，要两台装载机，工地在番禺大石镇",
            "name=赵老板 region=广州 product=装载机 address=番禺大石镇",
        ),
        ("沈阳的韩总，做钢构的，对行车感兴趣", "region=沈阳 name=韩总 product=行车"),
        (
            "我是恒泰建设的采购经理李卫东，咨询下你们的30吨挖机价格",
            "company=恒泰建设 title=采购经理 name=李卫东 product=30吨挖机",
        ),
        ("我叫王芳，在工商银行上班，要一个报价，不想买挖机", "name=王芳"),
        (
            "We're interested in a 20-ton excavator for our site at 14 Dock Road. Owen Price",
            "product=20-ton excavator address=14 Dock Road name=Owen Price",
        ),
        ("Dear Sir, could you quote us for 10 welding robots?", "product=welding robots"),
        ("I need a call back and a discount, interested in your price", ""),
    ],
)
def test_what_is_wished_for_and_where(text: str, wanted: str) -> None:
    found = read_message(text, TODAY, HEARINGS, facts=())
    assert " ".join(f"{one.field}={one.value}" for one in found if one.kind == "field") == wanted
    named = read_message(text, TODAY, HEARINGS, ["JS220"])
    assert not any(one.field == "product" for one in named)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=80), st.sampled_from([text for text, _ in MESSAGES]))
def test_any_message_is_read(noise: str, text: str) -> None:
    for one in read_message(noise + text + noise, TODAY, HEARINGS, ("JS220",)):
        assert one.value


@pytest.mark.parametrize(
    "text",
    [
        *("1 " * 50_000, "+1 " * 30_000, "a@" * 50_000, "微信：" * 30_000, "电话" * 50_000),
        *("BEGIN:VCARD\n" * 8000, "王强，" * 30_000, "John Smith, " * 8000, ";" * 100_000),
    ],
)
def test_a_long_message_is_read_once_through(text: str) -> None:
    assert len(read_message(text, TODAY, HEARINGS)) < 60_000


def test_of_many_numbers_none_is_read_twice() -> None:
    text = "钱够，138 0013 8000 " * 100
    found = read_message(text, TODAY, HEARINGS)
    assert [one.value for one in found if one.field == "phones"] == ["138 0013 8000"]
