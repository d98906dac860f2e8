# ruff: noqa: E501 - a screen is as wide as it is
"""Leads in a table as they are drawn, to the cell, in both languages and two widths."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from leadq.render.leads.leads import show_leads
from leadq.store.search.filters import Filter
from leadq.usecases.desk import Desk
from leadq.usecases.leads.browse import list_leads

from ..samples import make_look

SCREENS = {
    ("en", 80): """\
#  G   Lead                                Phone          Next        MAN  Owner
1  B~  王建国 · 华北路桥                   138 0013 8000  ! 19 Nov    MAN  –
2  B   Denson · Maurice The Pants Man      660-485-0224   ! 20 Nov    MAN  –
5  A?  Müller · Müller & Söhne Erdbewegu…  +49 30 901820  ! 3 Nov     ???  –
3  A?  欧阳娜娜                            139 0000 1111  Mon 23 Nov  ???  –
4  –   陈曦 · 晨曦建材                     135 0000 4444  –           man  李雷

5 leads.   The card of one: leadq show 1
""",
    ("en", 120): """\
#  G   Lead                          Phone          Next        How     MAN  Signals  Owner  Goal
1  B~  王建国 · 华北路桥             138 0013 8000  ! 19 Nov    call    MAN  4/5      –      谈定 JS220 的价格
2  B   Denson · Maurice The Pants…   660-485-0224   ! 20 Nov    call    MAN  3/5      –      bring the quote
5  A?  Müller · Müller & Söhne Erd…  +49 30 901820  ! 3 Nov     call    ???  0/5      –      finish the questions
3  A?  欧阳娜娜                      139 0000 1111  Mon 23 Nov  WeChat  ???  0/5      –      10:00 · 售楼处 · 看工地照片
4  –   陈曦 · 晨曦建材               135 0000 4444  –                   man  0/5      李雷

5 leads.   The card of one: leadq show 1
""",
    ("zh", 80): """\
#  级  线索                         电话           下一步      MAN  信号  负责人
1  B~  王建国 · 华北路桥            138 0013 8000  ! 11-19     MAN  4/5   –
2  B   Denson · Maurice The Pants…  660-485-0224   ! 11-20     MAN  3/5   –
5  A?  Müller · Müller & Söhne Er…  +49 30 901820  ! 11-03     ???  0/5   –
3  A?  欧阳娜娜                     139 0000 1111  11-23 周一  ???  0/5   –
4  –   陈曦 · 晨曦建材              135 0000 4444  –           man  0/5   李雷

共 5 条。  查看一条：leadq show 1
""",
    ("zh", 120): """\
#  级  线索                              电话           下一步      方式  MAN  信号  负责人  目标
1  B~  王建国 · 华北路桥                 138 0013 8000  ! 11-19     电话  MAN  4/5   –       谈定 JS220 的价格
2  B   Denson · Maurice The Pants Man    660-485-0224   ! 11-20     电话  MAN  3/5   –       bring the quote
5  A?  Müller · Müller & Söhne Erdbewe…  +49 30 901820  ! 11-03     电话  ???  0/5   –       问清未知事项
3  A?  欧阳娜娜                          139 0000 1111  11-23 周一  微信  ???  0/5   –       10:00 · 售楼处 · 看工地照片
4  –   陈曦 · 晨曦建材                   135 0000 4444  –                 man  0/5   李雷

共 5 条。  查看一条：leadq show 1
""",
}


@pytest.mark.parametrize(("lang", "columns"), SCREENS)
def test_it_is_drawn_so(desk: Desk, see: Callable[..., str], lang: str, columns: int) -> None:
    listing = list_leads(desk, Filter())
    assert (
        see(lambda: show_leads(listing, make_look(lang)), lang, columns) == SCREENS[lang, columns]
    )
