# ruff: noqa: E501 - a screen is as wide as it is
"""The day's work as it is drawn, to the cell, in both languages and two widths."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from leadq.render.followup.due import show_due
from leadq.usecases.desk import Desk
from leadq.usecases.followup.due import list_due

from ..samples import make_look

SCREENS = {
    ("en", 80): """\
Mon 23 Nov 2026 · 6 due · 4 overdue · 1 without a next step

   #  G   Late     Lead                             Phone          How     Touch
OVERDUE
   1  B~  ! 4 d    王建国 · 华北路桥                138 0013 8000  call        4
                   谈定 JS220 的价格
   1  B~  ! 4 d    王建国 · 华北路桥                138 0013 8000  –           4
                   promised: 油耗对比表
   2  B   ! 3 d    Denson · Maurice The Pants Man   660-485-0224   call        2
                   bring the quote
   5  A?  !! 20 d  Müller · Müller & Söhne Erdbew…  +49 30 901820  call        1
                   finish the questions

TODAY
   3  A?           欧阳娜娜                         139 0000 1111  WeChat      1
                   10:00 · 售楼处 · 看工地照片

PROMISES
   1  B~           王建国 · 华北路桥                138 0013 8000  –           4
                   JS220 的书面报价

NO NEXT STEP (MAN all no: drop?)
   4  –            陈曦 · 晨曦建材                  135 0000 4444  –           1

Rule of thumb: 80% of deals close at touches 5 to 12 (follow-ups 4 to 11).
Before you go: leadq show 1   One by one: leadq due --work
""",
    ("en", 120): """\
Mon 23 Nov 2026 · 6 due · 4 overdue · 1 without a next step

   #  G   Late     Lead                                        Phone          How     Touch  Goal
OVERDUE
   1  B~  ! 4 d    王建国 · 华北路桥                           138 0013 8000  call        4  谈定 JS220 的价格
   1  B~  ! 4 d    王建国 · 华北路桥                           138 0013 8000  –           4  promised: 油耗对比表
   2  B   ! 3 d    Denson · Maurice The Pants Man              660-485-0224   call        2  bring the quote
   5  A?  !! 20 d  Müller · Müller & Söhne Erdbewegung und T…  +49 30 901820  call        1  finish the questions

TODAY
   3  A?           欧阳娜娜                                    139 0000 1111  WeChat      1  10:00 · 售楼处 · 看工地照片

PROMISES
   1  B~           王建国 · 华北路桥                           138 0013 8000  –           4  JS220 的书面报价

NO NEXT STEP (MAN all no: drop?)
   4  –            陈曦 · 晨曦建材                             135 0000 4444  –           1

Rule of thumb: 80% of deals close at touches 5 to 12 (follow-ups 4 to 11).
Before you go: leadq show 1   One by one: leadq due --work
""",
    ("zh", 80): """\
2026-11-23 周一 · 待办 6 条 · 逾期 4 条 · 无下一步 1 条

   #  级  逾期      线索                             电话           方式  第几次
逾期
   1  B~  ! 4 天    王建国 · 华北路桥                138 0013 8000  电话       4
                    谈定 JS220 的价格
   1  B~  ! 4 天    王建国 · 华北路桥                138 0013 8000  –          4
                    承诺：油耗对比表
   2  B   ! 3 天    Denson · Maurice The Pants Man   660-485-0224   电话       2
                    bring the quote
   5  A?  !! 20 天  Müller · Müller & Söhne Erdbew…  +49 30 901820  电话       1
                    问清未知事项

今天
   3  A?            欧阳娜娜                         139 0000 1111  微信       1
                    10:00 · 售楼处 · 看工地照片

承诺
   1  B~            王建国 · 华北路桥                138 0013 8000  –          4
                    JS220 的书面报价

无下一步（MAN 全无，放弃？）
   4  –             陈曦 · 晨曦建材                  135 0000 4444  –          1

经验法则：80% 的成交在第 5–12 次联系（第 4–11 次跟进）。
联系前：leadq show 1  逐条处理：leadq due --work
""",
    ("zh", 120): """\
2026-11-23 周一 · 待办 6 条 · 逾期 4 条 · 无下一步 1 条

   #  级  逾期      线索                                        电话           方式  第几次  目标
逾期
   1  B~  ! 4 天    王建国 · 华北路桥                           138 0013 8000  电话       4  谈定 JS220 的价格
   1  B~  ! 4 天    王建国 · 华北路桥                           138 0013 8000  –          4  承诺：油耗对比表
   2  B   ! 3 天    Denson · Maurice The Pants Man              660-485-0224   电话       2  bring the quote
   5  A?  !! 20 天  Müller · Müller & Söhne Erdbewegung und T…  +49 30 901820  电话       1  问清未知事项

今天
   3  A?            欧阳娜娜                                    139 0000 1111  微信       1  10:00 · 售楼处 · 看工地照片

承诺
   1  B~            王建国 · 华北路桥                           138 0013 8000  –          4  JS220 的书面报价

无下一步（MAN 全无，放弃？）
   4  –             陈曦 · 晨曦建材                             135 0000 4444  –          1

经验法则：80% 的成交在第 5–12 次联系（第 4–11 次跟进）。
联系前：leadq show 1  逐条处理：leadq due --work
""",
}


@pytest.mark.parametrize(("lang", "columns"), SCREENS)
def test_it_is_drawn_so(desk: Desk, see: Callable[..., str], lang: str, columns: int) -> None:
    assert (
        see(lambda: show_due(list_due(desk), make_look(lang)), lang, columns)
        == SCREENS[lang, columns]
    )
