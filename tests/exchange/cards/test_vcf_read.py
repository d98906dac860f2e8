"""Address cards of phones as a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadq.errors import RefusedError
from leadq.exchange.cards.vcf import Card, vcf_text
from leadq.exchange.tables.open_table import open_table
from leadq.exchange.tables.table import AnyTable

ANDROID = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E6=9D=8E;=E9=9B=B7;;;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E6=9D=8E=
=E9=9B=B7
TEL;CELL;PREF:139-1111-2222
TEL;WORK:010-62345678
PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD
 AAAAAABBBB

END:VCARD
"""
IPHONE = """begin:vcard
version:3.0
n:Weber;Ann;;;
fn:Ann Weber
org:Weber Roads;Sales
item1.tel;type=pref:+1 503 555 0123
item1.x-ablabel:_$!<Main>!$_
email;type=internet:ann@x.example
adr;type=work:;;1 Road St;Omaha;NE;68101;USA
note:met at\\nthe fair\\, twice
categories:vip,fair
impp;x-service-type=wechat:x-apple:ann_w
title:Owner
end:vcard
"""
NEWEST = """BEGIN:VCARD
VERSION:4.0
FN:Müller GmbH
ORG:Müller GmbH
TEL;VALUE=uri;TYPE="voice,cell":tel:+49-170-1234567
END:VCARD
"""


def table(folder: Path, content: str, encoding: str = "utf-8") -> AnyTable:
    (folder / "in.vcf").write_bytes(content.encode(encoding))
    return open_table(folder / "in.vcf")


def test_cards_of_every_version(tmp_path: Path) -> None:
    found = table(tmp_path, ANDROID + IPHONE + NEWEST)
    rows = [dict(zip(found.headers, row, strict=True)) for _number, row in found.rows()]
    assert [row["full name"] for row in rows] == ["李雷", "Ann Weber", ""]
    assert [row["company"] for row in rows] == ["", "Weber Roads", "Müller GmbH"]
    assert [row["phone"] for row in rows] == [
        "139-1111-2222; 010-62345678", "+1 503 555 0123", "+49-170-1234567",
    ]  # fmt: skip
    ann = rows[1]
    assert (ann["address"], ann["region"]) == ("1 Road St", "USA NE Omaha")
    assert (ann["note"], ann["tags"], ann["wechat"]) == (
        "met at\nthe fair, twice", "vip; fair", "ann_w",
    )  # fmt: skip
    assert (ann["job title"], ann["department"]) == ("Owner", "Sales")


def test_a_card_in_an_older_code_page(tmp_path: Path) -> None:
    card = "BEGIN:VCARD\r\nVERSION:2.1\r\nN:王;建国\r\nTEL;CELL:13911112222\r\nEND:VCARD\r\n"
    assert list(table(tmp_path, card, "gbk").rows()) == [(1, ["王建国", "13911112222"])]


def test_what_leadq_writes_comes_back(tmp_path: Path) -> None:
    card = Card(
        "u",
        "王建国",
        "老板",
        "华北路桥",
        ["+8613911112222"],
        ["w@x.example"],
        "wjg",
        "人民路1号",
        "河北",
        "",
    )
    text, _count = vcf_text([card])
    found = table(tmp_path, text)
    assert dict(zip(found.headers, next(found.rows())[1], strict=True)) == {
        "full name": "王建国", "job title": "老板", "company": "华北路桥",
        "phone": "+8613911112222",
        "email": "w@x.example", "wechat": "wjg", "address": "人民路1号", "region": "河北",
    }  # fmt: skip


def test_a_card_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    broken = "BEGIN:VCARD\nVERSION:3.0\n:;:;\nBEGIN:X\nFN:Eve\nEND:VCARD\n"
    found = table(tmp_path, NEWEST + broken)
    assert len(list(found.rows())) == 1
    assert [(one.key, one.params["cards"]) for one in found.remarks] == [("cards_unread", [2])]
    with pytest.raises(RefusedError, match="no_records"):
        table(tmp_path, "BEGIN:VCARD\nEND:VCARD\n")


def test_a_fax_is_no_number_to_call(tmp_path: Path) -> None:
    cards = (
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nTEL;TYPE=WORK,FAX:+14155550199\n"
        "TEL;TYPE=CELL:+14155550134\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:2.1\nFN:Bo\nTEL;WORK;FAX:+14155550198\nEND:VCARD\n"
    )
    opened = table(tmp_path, cards)
    assert opened.headers == ["full name", "phone", "fax"]
    assert [cells for _number, cells in opened.rows()] == [
        ["Ann", "+14155550134", "+14155550199"], ["Bo", "", "+14155550198"],
    ]  # fmt: skip
