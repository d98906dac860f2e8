"""Makes up leads, half Chinese and half English, always the same ones for the same seed."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from operator import itemgetter
from pathlib import Path
from random import Random

HEADERS = (
    "Name", "Company", "Mobile", "Phone", "Email", "WeChat", "Address", "City", "Lead Source",
    "Product", "Owner", "Status", "Budget", "Created Date", "Need by", "Tags", "Notes",
    "Next follow up", "profile", "Industry",
)  # fmt: skip
FEW_HEADERS = (
    *("Name", "Company", "Mobile", "Email", "WeChat", "Lead Source", "Product", "Budget"),
    *("Notes", "Owner", "Created Date", "Next follow up"),
)
"""The twelve columns that most tables of leads have."""
OWNERS = (
    "李雷", "韩梅梅", "周舟", "赵敏", "钱进", "孙悦",
    "Ann Keller", "Bob Ortiz", "Carla Moss", "Dan Weber", "Eve Stone", "Finn Lund",
)  # fmt: skip
PROFILES = ("general", "general", "general", "equipment", "equipment", "loan", "realestate")
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘单仇"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰飞鹏建国文博志远晓东海燕"
_FIRST = (
    *("James", "Mary", "Robert", "Linda", "John", "Susan", "David", "Karen", "Paul", "Nancy"),
    *("Mark", "Laura", "Kevin", "Helen", "Brian", "Ruth", "Peter", "Diane", "Frank", "Joyce"),
)
_LAST = (
    *("Smith", "Johnson", "Brown", "Miller", "Davis", "Wilson", "Moore", "Taylor", "Clark"),
    *("Lewis", "Walker", "Young", "Allen", "King", "Wright", "Scott", "Green", "Baker"),
    *("Nelson", "Carter", "Mitchell", "Turner", "Parker", "Collins", "Morris", "Reed", "Cook"),
)
_TRADES_ZH = ("路桥", "建材", "机械", "物流", "地产", "食品", "电子", "装饰", "农业", "矿业")
_TRADES_EN = ("Roads", "Supply", "Machines", "Freight", "Homes", "Foods", "Metals", "Farms")
_CITIES_ZH = ("北京", "上海", "广州", "成都", "武汉", "西安", "杭州", "济南", "长沙", "沈阳")
_CITIES_EN = ("Omaha", "Denver", "Austin", "Boston", "Tampa", "Fresno", "Dayton", "Salem")
_AREAS = ("212", "312", "402", "415", "503", "617", "713", "206")
_PREFIXES = ("130", "133", "135", "138", "139", "150", "158", "176", "186", "199")
_SOURCES_ZH = ("展会", "转介绍", "网站", "电话", "抖音", "老客户")
_SOURCES_EN = ("Trade fair", "Referral", "Website", "Cold call", "Partner", "Campaign")
_PRODUCTS = ("JS220", "XE215", "3CX", "H-90", "小松200", "流动资金贷", "两居室", "Standard")
_STATUSES = (
    *(["Contacted"] * 7 + ["跟进中"] * 7),
    *(["Won", "已成交", "Lost Lead", "丢单", "Junk Lead", "无效"]),
)
_TAGS = ("vip", "fair2026", "老客户", "急", "price")
_NOTES = (
    "asked for a quote, wants delivery before the season",
    "问了价格，月底前给答复",
    "compares us with two others; price is the point",
    "工地在城东，门口好停车，找老板本人",
    "call after five, never on Mondays",
    "对售后很在意，上一台坏了三次",
)
_NEAR_COPY = 100
"""One row in so many is somebody from shortly before, typed in again with another phone."""
_REPEAT = 97
"""One row in so many is the very row before it, when repeats are asked for."""


def each_row(count: int, today: date, repeats: bool = False) -> Iterator[list[str]]:
    """Yield rows of cells under HEADERS; with ``repeats`` some rows come twice."""
    rng = Random(20261123)
    before: list[str] = []
    for number in range(count):
        if repeats and number % _REPEAT == _REPEAT - 1:
            yield before
            continue
        row = _make_row(rng, number, today)
        if before and number % _NEAR_COPY == _NEAR_COPY - 1:
            row[0:2] = before[0:2]
        yield row
        before = row


def write_csv(
    path: Path, count: int, today: date, repeats: bool = False, headers: Sequence[str] = HEADERS
) -> None:
    """Write a table of so many leads as UTF-8 with a BOM, as a spreadsheet would."""
    pick = itemgetter(*map(HEADERS.index, headers))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headers)
        writer.writerows(map(pick, each_row(count, today, repeats)))


def _make_row(rng: Random, number: int, today: date) -> list[str]:
    chinese = number % 2 == 0
    name, company = _chinese(rng, number) if chinese else _english(rng, number)
    mobile = _mobile(rng, number) if chinese else _american(rng, number)
    created = today - timedelta(rng.randrange(30, 700))
    return [
        name,
        company,
        mobile,
        f"010-{62000000 + number}" if chinese and number % 10 == 0 else "",
        f"lead{number}@mail{number % 40}.example" if rng.random() < 0.6 else "",
        f"wx_{number:07d}" if chinese and rng.random() < 0.5 else "",
        ("人民路{}号" if chinese else "{} Main Street").format(rng.randrange(1, 400)),
        rng.choice(_CITIES_ZH if chinese else _CITIES_EN),
        rng.choice(_SOURCES_ZH if chinese else _SOURCES_EN),
        rng.choice(_PRODUCTS),
        OWNERS[(number // 2) % 6 + (0 if chinese else 6)],
        rng.choice(_STATUSES),
        rng.choice(("", "50万", "120000", "8万", "300k")),
        created.isoformat() if chinese else created.strftime("%m/%d/%Y"),
        (today + timedelta(rng.randrange(10, 300))).isoformat() if rng.random() < 0.3 else "",
        rng.choice(_TAGS) if rng.random() < 0.3 else "",
        rng.choice(_NOTES) if rng.random() < 0.5 else "",
        (today + timedelta(rng.randrange(1, 90))).isoformat() if rng.random() < 0.2 else "",
        rng.choice(PROFILES),
        rng.choice(_TRADES_ZH if chinese else _TRADES_EN),
    ]  # fmt: skip


def _chinese(rng: Random, number: int) -> tuple[str, str]:
    given = "".join(rng.choice(_GIVEN) for _ in range(rng.choice((1, 2, 2, 2))))
    company = f"{rng.choice(_CITIES_ZH)}{rng.choice(_GIVEN)}{rng.choice(_GIVEN)}"
    return rng.choice(_SURNAMES) + given, f"{company}{rng.choice(_TRADES_ZH)}有限公司"


def _english(rng: Random, number: int) -> tuple[str, str]:
    name = f"{rng.choice(_FIRST)} {rng.choice(_LAST)}"
    return name, f"{rng.choice(_LAST)} & {rng.choice(_LAST)} {rng.choice(_TRADES_EN)} {number}"


def _mobile(rng: Random, number: int) -> str:
    digits = f"{rng.choice(_PREFIXES)}{number * 7919 % 100_000_000:08d}"
    spaced = f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    return rng.choice((digits, digits, spaced, f"+86 {spaced}", f"+86-{digits}"))


def _american(rng: Random, number: int) -> str:
    area = _AREAS[number % len(_AREAS)]
    exchange = 220 + number // 10_000 % 700
    line = f"{number % 10_000:04d}"
    return rng.choice((f"+1 {area}-{exchange}-{line}", f"+1 ({area}) {exchange} {line}"))
