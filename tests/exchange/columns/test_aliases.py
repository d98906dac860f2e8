"""Columns and status words of other programs."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from leadq.domain.fields import FILED
from leadq.errors import UsageError
from leadq.exchange.columns.aliases import COMPUTED, field_names, map_headers
from leadq.exchange.columns.columns import CHANGED, COMPUTED_COLUMNS
from leadq.exchange.columns.full_names import join_name
from leadq.exchange.columns.statuses import read_status


def status_of(word: str) -> str | None:
    told = read_status(word)
    return told.status if told else None


def fields_of(headers: str) -> list[str | None]:
    return list(map_headers(headers.split(",")).values())


def test_leadqs_own_export_maps_onto_itself() -> None:
    mapping = map_headers(FILED)
    for column in FILED:
        assert mapping[column] == (COMPUTED if column in COMPUTED_COLUMNS else column)
    assert set(FILED) - COMPUTED_COLUMNS - {CHANGED} <= set(field_names())
    assert set(FILED) >= COMPUTED_COLUMNS


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        (  # Zoho
            "LEADID,Last Name,Company,Lead Owner,Email,Mobile,Website,Lead Source,Lead Status,"
            "Created Time,CONVERTED",
            "- last_name company owner emails phones - source status created_on -",
        ),
        (  # HubSpot
            "Record ID,First Name,Last Name,Email,Phone Number,Mobile Phone Number,Contact owner,"
            "Lead Status,Lifecycle Stage,Company Name,Create Date,Next Activity Date,City",
            "- first_name last_name emails phones phones owner status - company created_on next_on "
            "region",
        ),
        (  # Salesforce, report and data export
            "First Name,Last Name,Company / Account,Lead Source,State/Province,Phone,Mobile,"
            "Lead Status,Lead Owner,Create Date,Description",
            "first_name last_name company source region phones phones status owner created_on note",
        ),
        (
            "Id,FirstName,LastName,Company,LeadSource,Status,MobilePhone,CreatedDate",
            "- first_name last_name company source status phones created_on",
        ),
        (  # SuiteCRM and Sugar
            "first_name,last_name,account_name,phone_work,phone_mobile,email1,lead_source,status,"
            "assigned_user_name,date_entered,primary_address_street,description",
            "first_name last_name company phones phones emails source status owner created_on "
            "address note",
        ),
        (  # Odoo
            "Opportunity,Contact Name,Company Name,Email,Phone,Salesperson,Stage,Created on,"
            "Next Activity Deadline,Next Activity Summary,Tags,Lost Reason,Expected Revenue",
            "- name company emails phones owner status created_on next_on next_goal tags "
            "reason budget",
        ),
        (  # Pipedrive
            "Person - Name,Person - Phone,Person - Email,Organization - Name,Lead - Owner,"
            "Lead - Source,Lead - Lead created,Lead - Label,Lead - Value",
            "name phones emails company owner source created_on tags budget",
        ),
        (  # usual Chinese templates
            "姓名,手机号,公司,线索来源,下次联系时间,备注,负责人,微信号,线索状态,意向产品,预算,需求时间,标签,"
            "省份,城市,地址,创建时间,性别,手机2",
            "name phones company source next_on note owner wechat status product budget need_by "
            "tags region region address created_on - phones",
        ),
        ("客户名称,联系人,联系电话,跟进人", "company name phones owner"),
        ("客户名称,电话", "name phones"),
        ("客户名称,联系人,公司", "- name company"),
        ("ＮＡＭＥ,e-mail,Phone (2),PHONE", "name emails phones phones"),
        ("name,grade,Profile,id,signals", "name - - id -"),
        ("Status,Lead Status", "status -"),
    ],
)
def test_headers(headers: str, fields: str) -> None:
    assert fields_of(headers) == [None if f == "-" else f for f in fields.split()]


def test_what_the_user_says_wins() -> None:
    mapping = map_headers(["Foo", "Name", "Phone"], {"foo": "name", "Phone": "extra"})
    assert mapping == {"Foo": "name", "Name": None, "Phone": None}
    mapping = map_headers(["Foo", "客户名称"], {"foo": "name"})
    assert mapping == {"Foo": "name", "客户名称": "company"}
    with pytest.raises(UsageError, match="no_column"):
        map_headers(["Foo"], {"Bar": "name"})
    with pytest.raises(UsageError, match="no_field"):
        map_headers(["Foo"], {"Foo": "shoe size"})


def test_no_name_is_listed_twice_and_none_is_unreachable() -> None:
    aliases = tomllib.loads(
        files("leadq.exchange.columns").joinpath("aliases.toml").read_text("utf-8")
    )
    for part, expected in (("fields", map_headers), ("statuses", None)):
        for meaning, names in aliases[part].items():
            for name in names:
                beside = aliases["beside"].get(name, [])[:1]
                found = map_headers([name, *beside])[name] if expected else status_of(name)
                assert found == meaning, name


def test_names_are_joined_as_their_language_does() -> None:
    assert join_name("建国", "王") == "王建国"
    assert join_name("John", "Smith") == "John Smith"
    assert join_name("", "Denson") == "Denson"
    assert join_name("Wei", "王") == "Wei 王"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Lost Lead|LOST|战败|流失|丢单|Closed - Lost", "lost"),
        ("Junk Lead|junk|Unqualified|Disqualified|无效|无效线索", "dropped"),
        ("Converted|Won|Closed Won|成交|已成交|赢单|Closed - Converted", "won"),
        ("Contacted|New|Open|Open - Not Contacted|Attempted to Contact|跟进中", "open"),
        ("parked|On Hold|搁置", "parked"),
        ("|whatever|不知道", None),
    ],
)
def test_status_words(words: str, status: str | None) -> None:
    assert {status_of(word) for word in words.split("|")} == {status}


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        ("客户全称,老板,手机,意向产品,下次联系,备注", "company name phones product next_on note"),
        ("企业全称,老板/负责人姓名,金额/万元,预算(百万)", "company name amount -"),
        ("Legal name,Name,Budget (万)", "company name budget"),
        ("客戶名稱（必填）,聯絡人*", "company name"),
        ("*Customer name,Contact person (full)", "company name"),
        ("1. 客户名称,2. 联系人", "company name"),
    ],
)
def test_tables_that_people_keep_themselves(headers: str, fields: str) -> None:
    assert [field or "-" for field in fields_of(headers)] == fields.split()
