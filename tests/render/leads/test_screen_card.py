"""The card before a visit as it is drawn, to the cell, in both languages and two widths."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from leadq.render.leads.card import show_card
from leadq.usecases.desk import Desk
from leadq.usecases.leads.lead_card import read_lead_card

from ..samples import WANG, make_look

SCREENS = {
    ("en", 80): """\
1 王建国 · 华北路桥 · Equipment · JS220 · 展会 · budget 1,180,000 · by 11 Feb
2027
Reach      138 0013 8000 · WeChat wjg_lq · wang@huabei.cn
Address    天津市滨海新区 K12 路基工地
Note       只认效率，别绕弯子
People     approves 李总 139 0000 1111 · influences 赵工 (看重油耗)

Grade      B  rises to A on 12 Jan 2027 if nothing changes; ~ to re-check
Class      target customer, able to buy: comes first
For A      machine on site within 30 days
MAN        M A N  prospect: the ideal target: meet them
Signals    4/5  need, money, intent, no obstacle; pain missing (rule of thumb:
           80% or more sign)

Talks      Wed 18 Nov visit  在谈价，答应周一给报价
           Mon 16 Nov call   no answer
           Tue 10 Nov visit  看了工地，K12 路基，土方 40 万方；嫌我们贵;
           objection: 比三一贵 8 万
Promised   Mon 23 Nov  JS220 的书面报价 (--kept 1)
           油耗对比表 (--kept 2)

To ask     “Is the money still there?”
Next step  Thu 19 Nov, call: 谈定 JS220 的价格
           touch 4; rule of thumb: 90% still ahead
""",
    ("en", 120): """\
1 王建国 · 华北路桥 · Equipment · JS220 · 展会 · budget 1,180,000 · by 11 Feb 2027
Reach      138 0013 8000 · WeChat wjg_lq · wang@huabei.cn
Address    天津市滨海新区 K12 路基工地
Note       只认效率，别绕弯子
People     approves 李总 139 0000 1111 · influences 赵工 (看重油耗)

Grade      B  rises to A on 12 Jan 2027 if nothing changes; ~ to re-check
Class      target customer, able to buy: comes first
For A      machine on site within 30 days
MAN        M A N  prospect: the ideal target: meet them
Signals    4/5  need, money, intent, no obstacle; pain missing (rule of thumb: 80% or more sign)

Talks      Wed 18 Nov visit  在谈价，答应周一给报价
           Mon 16 Nov call   no answer
           Tue 10 Nov visit  看了工地，K12 路基，土方 40 万方；嫌我们贵; objection: 比三一贵 8 万
Promised   Mon 23 Nov  JS220 的书面报价 (--kept 1)
           油耗对比表 (--kept 2)

To ask     “Is the money still there?”
Next step  Thu 19 Nov, call: 谈定 JS220 的价格 (touch 4; rule of thumb: 90% still ahead)
""",
    ("zh", 80): """\
1 王建国 · 华北路桥 · 设备 · JS220 · 展会 · 预算 1,180,000 · 2027-02-11 前要用
联系      138 0013 8000 · 微信 wjg_lq · wang@huabei.cn
地址      天津市滨海新区 K12 路基工地
备注      只认效率，别绕弯子
决策链    审批 李总 139 0000 1111 · 影响 赵工（看重油耗）

等级      B　若无变化，2027-01-12 起升为 A；~ 待复核
类别      目标客户，购买力强：优先，多花时间
升 A 还差 30 天内进场
MAN       M A N　有望客户：理想的销售对象，约他见面
信号      4/5　有需求、有钱、有意向、无阻碍；缺痛点（经验：80% 以上签单）

联系记录  11-18 周三 拜访  在谈价，答应周一给报价
          11-16 周一 电话  无人接听
          11-10 周二 拜访  看了工地，K12 路基，土方 40 万方；嫌我们贵；异议：比
          三一贵 8 万
承诺      11-23 周一  JS220 的书面报价（--kept 1）
          油耗对比表（--kept 2）

要问      “这笔钱现在到位了吗？”
下一步    11-19 周四 电话：谈定 JS220 的价格
          第 4 次联系；经验法则：90% 的成交在后
""",
    ("zh", 120): """\
1 王建国 · 华北路桥 · 设备 · JS220 · 展会 · 预算 1,180,000 · 2027-02-11 前要用
联系      138 0013 8000 · 微信 wjg_lq · wang@huabei.cn
地址      天津市滨海新区 K12 路基工地
备注      只认效率，别绕弯子
决策链    审批 李总 139 0000 1111 · 影响 赵工（看重油耗）

等级      B　若无变化，2027-01-12 起升为 A；~ 待复核
类别      目标客户，购买力强：优先，多花时间
升 A 还差 30 天内进场
MAN       M A N　有望客户：理想的销售对象，约他见面
信号      4/5　有需求、有钱、有意向、无阻碍；缺痛点（经验：80% 以上签单）

联系记录  11-18 周三 拜访  在谈价，答应周一给报价
          11-16 周一 电话  无人接听
          11-10 周二 拜访  看了工地，K12 路基，土方 40 万方；嫌我们贵；异议：比三一贵 8 万
承诺      11-23 周一  JS220 的书面报价（--kept 1）
          油耗对比表（--kept 2）

要问      “这笔钱现在到位了吗？”
下一步    11-19 周四 电话：谈定 JS220 的价格（第 4 次联系；经验法则：90% 的成交在后）
""",
}


@pytest.mark.parametrize(("lang", "columns"), SCREENS)
def test_it_is_drawn_so(desk: Desk, see: Callable[..., str], lang: str, columns: int) -> None:
    card = read_lead_card(desk, WANG)
    assert see(lambda: show_card(card, make_look(lang)), lang, columns) == SCREENS[lang, columns]
