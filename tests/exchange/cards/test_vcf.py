"""Address book files: read back by the library, whatever stands in a name."""

from __future__ import annotations

from typing import Any

import vobject
from hypothesis import given
from hypothesis import strategies as st

from leadq.exchange.cards.vcf import Card, vcf_text


def card(**said: Any) -> Card:
    fields: dict[str, Any] = {
        "uid": "01a", "name": "王建国", "title": "设备科长", "company": "华北路桥",
        "phones": ["+8613800138000", "6004"],
        "emails": ["wang@huabei.cn"], "wechat": "wjg_lq", "address": "K12 工地", "region": "天津",
        "note": "leadq 1\n只认效率",
    }  # fmt: skip
    return Card(**{**fields, **said})


def read(text: str) -> list[Any]:
    return list(vobject.readComponents(text))


def test_everything_comes_back() -> None:
    text, count = vcf_text([card(), card(uid="02b", name="Li")])
    first, second = read(text)
    assert count == 2
    assert (first.uid.value, first.fn.value, first.n.value.given) == ("01a", "王建国", "王建国")
    assert first.version.value == "3.0"
    assert first.org.value == ["华北路桥"]
    assert first.title.value == "设备科长"
    assert [one.value for one in first.tel_list] == ["+8613800138000", "6004"]
    assert [one.value for one in first.email_list] == ["wang@huabei.cn"]
    assert (first.adr.value.street, first.adr.value.region) == ("K12 工地", "天津")
    assert first.note.value == "leadq 1\n只认效率"
    assert first.x_wechat.value == "wjg_lq"
    assert (second.uid.value, second.fn.value) == ("02b", "Li")


def test_what_is_missing_is_left_out() -> None:
    bare = card(
        title="", company="", phones=[], emails=[], wechat="", address="", region="", note=""
    )
    text, _count = vcf_text([bare])
    assert {line.partition(":")[0].partition(";")[0] for line in text.split("\r\n")} == {
        *("BEGIN", "VERSION", "UID", "FN", "N", "END", "")
    }
    assert vcf_text([]) == ("", 0)


def test_a_hostile_text_is_only_a_text() -> None:
    words = "a,b;c\\ d\r\nEND:VCARD\nTEL:1\x00\x1b[31m\u202e"
    said = dict.fromkeys(("name", "company", "wechat", "address", "region"), words)
    text, _count = vcf_text([card(**said, note=words, phones=[words], emails=[words])])
    (found,) = read(text)
    shown = "a,b;c\\ d END:VCARD TEL:1[31m"
    assert found.fn.value == found.n.value.given == found.x_wechat.value == shown
    assert found.org.value == [shown]
    assert (found.adr.value.street, found.adr.value.region) == (shown, shown)
    assert found.note.value == "a,b;c\\ d\nEND:VCARD\nTEL:1[31m"
    assert [one.value for one in found.tel_list] == [shown]
    assert not {"\x00", "\x1b", "\u202e"} & set(text)


@given(st.text(max_size=200))
def test_any_text_keeps_the_lines_short_and_the_file_readable(words: str) -> None:
    text, _count = vcf_text([card(company=words, wechat=words, address=words, note=words)])
    (found,) = read(text)
    assert found.fn.value == "王建国"
    assert max(len(line) for line in text.encode().split(b"\r\n")) <= 75
    assert text.count("\n") == text.count("\r\n")
