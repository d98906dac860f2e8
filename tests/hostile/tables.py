"""Sound tables to break, and ways to break them."""

from __future__ import annotations

import random
from pathlib import Path

from .desks import add, make_desk, take_out

ENGLISH = (
    "First Name,Last Name,Company,Phone,Email,Lead Status,Created Date,Next Contact,Budget,Notes\n"
    'Ann,Lee,Acme,+1 660-485-0224,a@b.com,Open,2026-01-05,2026-12-01,500k,"two\nlines, one cell"\n'
    "Bob,,Beta Ltd,1.38E+10,b@c.com,Lost Lead,13/02/2026,,12,=1+1\n"
    ',,Gamma,"13900139000; 13700137000",,Working,Jan 5 2026,bad date,x,\'t Hooft\n'
    ",,,,,,,,,nobody\n"
)
CHINESE = (
    "姓名,手机号,公司名称,线索来源,客户状态,下次联系时间,创建时间,备注,微信\n"
    "王建国,13800138000,第一建筑,展会,跟进中,2026年12月1日,2026/1/5,要 3 台;月底,wx_1\n"
    '李四,010-62345678,李四商行,转介绍,已成交,,2026-01-05 10:30:00,"引号""里""面",\n'
    "王 总,13800138000,,网站,无效,,45000,+86 开头,=cmd\n"
)
_INSERTED = (
    b'"', b'""', b"\n", b"\r", b"\r\n", b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff",
    b"\x80", b"\xd5\xd0", b"\xe7\x8e\x8b", b",", b";", b"\t", b"|", b"'", b"=", b"@", b"-", b"\x1a",
    b"\x1b[2J", b"\xed\xa0\x80", b"\x84\x31\xa4\x37", b"sep=;\n", b"1e999", b"9" * 400,
    b"PK\x03\x04",
    b"id,number,grade,man,signals,recheck,extra\n", b'"{""a"": ""\\ud800""}"', b"\xe2\x80\xa8",
)  # fmt: skip
_ENCODINGS = (
    "utf-8",
    "gb18030",
    "utf-16",
    "utf-16-be",
    "big5",
    "latin-1",
    "utf-8-sig",
    "shift-jis",
)


def make_seeds(folder: Path) -> list[bytes]:
    """Return sound tables: English, Chinese, in several encodings, and an export of leadq."""
    folder.mkdir(parents=True)
    desk = make_desk(folder)
    add(desk, "王建国", phones=["13800138000"], company="第一建筑", tags=["a;b", "="], note="=1\n2")
    add(desk, "=Ann", emails=["x@y.cn"], wechat="w;x", budget=0.5, owner="张")
    add(desk, "'Bob", need_by=desk.today, address="'=x", region="\t", product="a,b")
    own = take_out(desk, folder / "own.csv").read_bytes()
    return [
        ENGLISH.encode(),
        ENGLISH.replace(",", ";").encode("utf-8-sig"),
        ENGLISH.replace(",", "\t").encode("utf-16"),
        CHINESE.encode(),
        CHINESE.encode("gbk"),
        CHINESE.replace(",", "，").encode("utf-8-sig"),
        own,
        own.decode("utf-8-sig").encode("utf-16"),
        own.decode("utf-8-sig").encode("gb18030"),
    ]


def break_table(seed: bytes, other: bytes, dice: random.Random) -> bytes:
    """Return a table with one to six things wrong with it."""
    broken = bytearray(seed)
    for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
        broken = _break_once(broken, other, dice)
    return bytes(broken[:400_000])


def _break_once(broken: bytearray, other: bytes, dice: random.Random) -> bytearray:
    at = dice.randrange(len(broken) + 1)
    end = min(len(broken), at + dice.choice((1, 2, 8, 60, 4000)))
    kind = dice.randrange(12)
    if kind == 0 and at < len(broken):
        broken[at] ^= 1 << dice.randrange(8)
    elif kind == 1:
        del broken[at:]
    elif kind == 2:
        del broken[at:end]
    elif kind in (3, 4):
        broken[at:at] = dice.choice(_INSERTED)
    elif kind == 5:
        broken[at:at] = dice.choice(_INSERTED) * dice.choice((2, 9, 300))
    elif kind == 6:
        broken[at:at] = broken[at:end] * dice.choice((1, 3, 50))
    elif kind == 7:
        broken[at:end] = other[: end - at]
    elif kind == 8:
        broken = bytearray(broken.replace(b",", dice.choice((b";", b"\t", b"|", b",,", b""))))
    elif kind == 9:
        lines = broken.split(b"\n")
        dice.shuffle(lines)
        broken = bytearray(b"\n".join(lines))
    elif kind == 10:
        broken = _recode(broken, dice)
    else:
        broken = _stretch(broken, dice)
    return broken


def _recode(broken: bytearray, dice: random.Random) -> bytearray:
    """Write the second half in another encoding."""
    half = dice.randrange(len(broken) + 1)
    text = bytes(broken[half:]).decode("utf-8", "ignore")
    return broken[:half] + text.encode(dice.choice(_ENCODINGS), "ignore")


def _stretch(broken: bytearray, dice: random.Random) -> bytearray:
    """Give the table thousands of columns, the same header again and again, or a huge cell."""
    first, _, rest = bytes(broken).partition(b"\n")
    more = dice.choice((b",", b",name", b",phone", b",x", b",next_on", b",tags", b",=", b"x", b'"'))
    return bytearray(first + more * dice.choice((1, 40, 5000)) + b"\n" + rest)
