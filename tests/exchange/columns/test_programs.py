"""Header rows and status words as other programs export them, and what becomes of each."""

from __future__ import annotations

import pytest

from leadq.exchange.columns.aliases import map_headers
from leadq.exchange.columns.layout import Layout
from leadq.exchange.columns.statuses import read_status

ROWS = {
    "zoho": """
        Record Id -, Lead Owner.id -, Lead Owner owner, First Name first_name,
        Last Name last_name, Company company, Title title, Email emails, Secondary Email emails,
        Phone phones, Mobile phones, Fax -, Website -, Lead Source source, Lead Status status,
        Industry -, No. of Employees -, Annual Revenue -, Rating -, Created By -,
        Created Time created_on, Modified Time -, Last Activity Time -, Street address,
        City region, State region, Zip Code -, Country region, Description note, Tag tags,
        Skype ID -, Salutation -, Is Converted -, Converted Date Time -
    """,
    "zoho in Chinese": """
        线索所有者 owner, 名 first_name, 姓 last_name, 公司 company, 职位 title, 电子邮件 emails,
        电话 phones, 手机 phones, 线索来源 source, 线索状态 status, 行业 -, 街道 address,
        城市 region, 州/省 region, 邮编 -, 国家 region, 描述 note, 创建时间 created_on
    """,
    "salesforce report": """
        Lead Owner owner, First Name first_name, Last Name last_name, Title title,
        Company / Account company, Email emails, Phone phones, Mobile phones,
        Lead Source source, Lead Status status, Street address, City region,
        State/Province region, Zip/Postal Code -, Country region, Rating -, Industry -,
        Create Date created_on, Last Activity -, Converted -, Lead ID -, Description note
    """,
    "salesforce data loader": """
        ID -, ISDELETED -, LASTNAME last_name, FIRSTNAME first_name, NAME name, TITLE title,
        COMPANY company, STREET address, CITY region, STATE region, POSTALCODE -,
        COUNTRY region, PHONE phones, MOBILEPHONE phones, EMAIL emails, WEBSITE -,
        DESCRIPTION note, LEADSOURCE source, STATUS status, INDUSTRY -, RATING -, OWNERID -,
        OWNER.NAME owner, ISCONVERTED -, CONVERTEDDATE -, CREATEDDATE created_on,
        LASTACTIVITYDATE -
    """,
    "hubspot contacts": """
        Record ID -, First Name first_name, Last Name last_name, Email emails,
        Phone Number phones, Mobile Phone Number phones, WhatsApp Phone Number phones,
        Contact owner owner, Lead Status status, Lifecycle Stage -,
        Marketing contact status -, Create Date created_on, Last Activity Date -,
        Next Activity Date next_on, Original Traffic Source source,
        Associated Company company, Associated Company IDs -, Job Title title,
        Street Address address, City region, State/Region region, Country/Region region,
        Postal Code -, Message note
    """,
    "hubspot property names": """
        firstname first_name, lastname last_name, email emails, phone phones,
        mobilephone phones, company company, hubspot_owner_id -, hs_lead_status status,
        lifecyclestage -, createdate created_on, hs_analytics_source source,
        notes_next_activity_date next_on, address address, city region, country region
    """,
    "hubspot deals": """
        Deal Name name, Deal Stage status, Amount amount, Close Date -, Deal owner owner,
        Closed Lost Reason reason, Associated Company company, Create Date created_on
    """,
    "suitecrm labels": """
        ID -, Salutation -, First Name: first_name, Last Name: last_name,
        Account Name: company, Title: title, Department: -, Office Phone: phones, Mobile: phones,
        Home Phone: phones, Other Phone: phones, Fax: -, Email Address: emails,
        Other Email: emails, Non Primary E-mails emails, Lead Source: source,
        Lead Source Description: note, Status: status, Status Description: note,
        Referred By: -, Description: note, Primary Address Street address,
        Primary Address Street 2 address, Primary Address City region,
        Primary Address State region, Primary Address Country region,
        Primary Address Postalcode -, Alt Address Street -, Assigned to owner,
        Assigned User: -, Date Created created_on, Converted -, Opportunity Amount: budget
    """,
    "sugar field names": """
        id id, first_name first_name, last_name last_name, title title, account_name company,
        phone_work phones, phone_mobile phones, phone_home phones, phone_other phones,
        email1 emails, email_address emails, lead_source source, status status,
        primary_address_street address, primary_address_city region, assigned_user_name owner,
        assigned_user_id -, date_entered created_on, date_modified -, description note,
        converted -, refered_by -
    """,
    "odoo labels": """
        External ID -, Opportunity -, Contact Name name, Company Name company, Customer -,
        Email emails, Phone phones, Mobile phones, Job Position title, Salesperson owner,
        Sales Team -, Stage status, Created on created_on, Expected Closing -,
        Expected Revenue budget, Probability -, Tags tags, Source source, Medium -, Campaign -,
        Lost Reason reason, Notes note, Street address, Street2 address, City region,
        State region, Country region, Zip -, Next Activity Deadline next_on,
        Next Activity Summary next_goal, Next Activity Type next_by, Priority -, Active -
    """,
    "odoo technical names": """
        id id, name -, contact_name name, partner_name company, partner_id -,
        email_from emails, phone phones, mobile phones, user_id owner, team_id -,
        stage_id status, create_date created_on, date_deadline -, expected_revenue budget,
        tag_ids tags, source_id source, medium_id -, lost_reason_id reason, description note,
        street address, street2 address, city region, state_id region, country_id region,
        activity_date_deadline next_on, activity_summary next_goal, activity_type_id next_by
    """,
    "odoo paths": """
        name -, contact_name name, partner_name company, email_from emails,
        user_id/name owner, stage_id/name status, source_id/name source, tag_ids/name tags,
        state_id/name region, country_id/name region, lost_reason_id/name reason
    """,
    "odoo in Chinese": """
        商机 -, 联系人姓名 name, 公司名称 company, 客户 -, Email emails, 电话 phones,
        手机 phones, 销售员 owner, 销售团队 -, 阶段 status, 创建时间 created_on,
        预期结束 -, 预期收益 budget, 标签 tags, 来源 source, 丢失原因 reason, 内部备注 note,
        街道 address, 城市 region, 国家 region, 下一活动截止日期 next_on, 下一活动摘要 next_goal
    """,
    "pipedrive leads": """
        Lead - ID -, Lead - Title -, Lead - Contact person name, Lead - Organization company,
        Lead - Owner owner, Lead - Label tags, Lead - Value budget, Lead - Source source,
        Lead - Lead created created_on, Lead - Expected close date -,
        Lead - Next activity date next_on, Person - Phone phones, Person - Email emails
    """,
    "pipedrive people": """
        Person - ID -, Person - Name name, Person - Organization company,
        Person - Phone - Work phones, Person - Phone - Mobile phones,
        Person - Email - Work emails, Person - Email - Home emails, Person - Owner owner,
        Person - Label tags, Person - Person created created_on, Person - Notes note,
        Person - Next activity date next_on, Person - Postal address address
    """,
    "pipedrive deals": """
        Deal - ID -, Deal - Title -, Deal - Contact person name, Deal - Organization company,
        Deal - Owner owner, Deal - Status status, Deal - Stage -, Deal - Value -,
        Deal - Lost reason reason, Deal - Lead Source source,
        Deal - Deal created created_on, Deal - Next activity date next_on,
        Deal - Product name product, Person - Phone - Work phones
    """,
    "frappe labels": """
        ID -, Full Name name, First Name first_name, Last Name last_name, Email emails,
        Mobile No phones,
        Phone phones, Organization company, Lead Owner owner, Status status, Source source,
        Territory region, Industry -, Job Title title, Gender -, Annual Revenue -,
        Lost Reason reason, Lost Notes note, Converted -, Created On created_on
    """,
    "frappe field names": """
        name -, owner -, creation created_on, modified -, lead_name name,
        first_name first_name, last_name last_name, email emails,
        mobile_no phones, phone phones, organization company, lead_owner owner,
        status status, source source, territory region, next_step next_goal,
        lost_reason reason, converted -
    """,
    "erpnext": """
        ID -, Lead Name name, Organization Name company, Lead Owner owner, Status status,
        Email ID emails, Mobile No phones, Phone phones, WhatsApp phones, Source source,
        City region, State/Province region, Country region, Next Contact Date next_on
    """,
    "cordys": """
        线索名称 company, 联系人名称 name, 联系人电话 phones, 负责人 owner, 线索阶段 status,
        线索来源 source, 意向产品 product, 创建人 -, 创建时间 created_on, 部门 -, 地区 region,
        剩余归属天数 -, 备注 note
    """,
    "cordys without a person": "线索名称 name, 负责人 owner, 线索阶段 status",
    "fxiaoke": """
        姓名 name, 公司 company, 部门 -, 职务 title, 手机 phones, 电话 phones, 邮件 emails,
        国家 region, 省 region, 市 region, 区 region, 详细地址 address, 来源 source,
        线索池 -, 负责人 owner, 状态 status, 市场活动 -, 销售线索详情 note, 无效原因 reason,
        最后跟进时间 -, 创建时间 created_on
    """,
    "xiaoshouyi": """
        姓名 name, 公司名称 company, 部门 -, 职务 title, 电话 phones, 手机 phones,
        电子邮件 emails, 微信 wechat, 省份 region, 地址 address, 邮政编码 -, 线索来源 source,
        销售线索所有人 owner, 状态 status, 描述 note, 创建日期 created_on, 最新活动记录时间 -
    """,
    "wukong leads": """
        线索名称 name, 邮箱 emails, 线索来源 source, 手机 phones, 电话 phones, 地址 address,
        客户行业 -, 客户级别 -, 下次联系时间 next_on, 备注 note, 负责人 owner, 创建人 -,
        创建时间 created_on, 更新时间 -, 最后跟进时间 -, 最后跟进记录 note
    """,
    "wukong customers": """
        客户名称 company, 首要联系人 name, 手机 phones, 电话 phones, 网址 -, 邮箱 emails,
        客户来源 source, 客户行业 -, 客户级别 -, 成交状态 status, 下次联系时间 next_on,
        省、市、区 region, 详细地址 address, 负责人 owner, 备注 note
    """,
    "jiandaoyun": """
        联系人 name, 部门 -, 职务 title, 手机号 phones, 客户名称 company, 线索来源 source,
        线索详情 note, 负责人 owner, 归属部门 -, 协作人 -, 线索池 -, 线索状态 status,
        领取时间 -, 最后跟进时间 -
    """,
    "a Chinese spreadsheet": """
        序号 -, 客户姓名 name, 性别 -, 年龄 -, 联系电话 phones, 微信号 wechat,
        客户地址 address, 意向产品 product, 意向等级 -, 客户来源 source, 跟进人 owner,
        下次跟进时间 next_on, 最后跟进 -, 跟进情况 note, 录入时间 created_on, 预算 budget,
        预计购买时间 need_by, 客户标签 tags
    """,
    "another": """
        单位全称 company, 老板 name, 手机号码 phones, 备用电话 phones, 所在城市 region,
        来源平台 source, 意向机型 product, 购买预算 budget, 进场时间 need_by,
        下次拜访日期 next_on, 下次跟进方式 next_by, 下一步计划 next_goal, 战败原因 reason,
        成交金额 amount, 业务员 owner, 当前状态 status, 登记日期 created_on, 情况说明 note
    """,
    "deals with a title": "Title -, Contact person name, Organization company, Value -",
    "a title and a job title": "Title -, Name name, Position title",
    "with money in ten thousands": "姓名 name, 预算(万元) budget",
    "people with a number of their own": "Name name, Phone phones, User ID -",
    "accounts": "Name company, Contact Person name, Phone phones",
}

WORDS = {
    "zoho": {
        "open": "Attempted to Contact|Contact in Future|Contacted|Not Contacted|Pre-Qualified",
        "lost": "Lost Lead|丢失线索",
        "dropped": "Junk Lead|Not Qualified|垃圾线索|不合格",
    },
    "salesforce": {
        "open": "Open - Not Contacted|Working - Contacted|New|Nurturing|Qualified|Prospecting|"
        "Id. Decision Makers|Proposal/Price Quote|Negotiation/Review",
        "won": "Closed - Converted|Converted|Closed Won",
        "lost": "Closed - Not Converted|Closed Lost",
        "dropped": "Unqualified",
    },
    "hubspot": {
        "open": "NEW|OPEN|IN_PROGRESS|OPEN_DEAL|ATTEMPTED_TO_CONTACT|CONNECTED|BAD_TIMING|"
        "appointmentscheduled|qualifiedtobuy|Decision Maker Bought-In|contractsent",
        "won": "closedwon|Customer|Evangelist",
        "lost": "closedlost",
        "dropped": "UNQUALIFIED",
    },
    "suitecrm": {
        "open": "New|Assigned|In Process|Recycled",
        "won": "Converted",
        "dropped": "Dead",
    },
    "odoo": {
        "open": "New|Qualified|Proposition|合格",
        "won": "Won|赢得",
        "lost": "Lost|丢失|失去",
    },
    "pipedrive": {"open": "Open", "won": "Won", "lost": "Lost", "dropped": "Deleted"},
    "frappe": {
        "open": "New|Open|Contacted|Nurture|Qualified|Qualification|Demo/Making|"
        "Proposal/Quotation|Negotiation|Ready to Close|Replied|Interested|Quotation",
        "won": "Won|Converted",
        "lost": "Lost|Lost Quotation",
        "dropped": "Unqualified|Junk|Do Not Contact",
    },
    "cordys": {"open": "新建|跟进中|感兴趣", "won": "成功", "lost": "失败"},
    "fxiaoke": {"open": "未分配|待处理|跟进中", "won": "已转换", "dropped": "无效"},
    "xiaoshouyi": {"open": "未处理|已联系", "won": "已转换", "dropped": "关闭|已关闭"},
    "wukong": {"open": "未成交|未转化", "won": "已成交|已转化"},
    "spreadsheets": {
        "open": "新客户|意向客户|待跟进|未接通|重点跟进|已报价|商务谈判|已转商机",
        "won": "成交客户|已签约|已下单|转成客户|忠诚客户",
        "lost": "战败|流失|输单关闭|购买竞品",
        "left": "已流失|流失客户|主动流失",
        "dropped": "无效客户|重复线索|号码错误|不需要|黑名单|伪线索|没有意向|duplicate|已作废",
        "parked": "暂缓|长期培育|休眠|搁置|暂不考虑",
    },
}


def status_of(word: str) -> str | None:
    told = read_status(word)
    return told.status if told else None


def expected_of(row: str) -> list[tuple[str, str | None]]:
    pairs = (" ".join(cell.split()).rpartition(" ") for cell in row.split(","))
    return [(header, None if field == "-" else field) for header, _space, field in pairs]


@pytest.mark.parametrize("program", ROWS)
def test_every_column_that_has_a_field_lands_there(program: str) -> None:
    expected = expected_of(ROWS[program])
    found = map_headers([header for header, _field in expected])
    assert list(found.items()) == expected


@pytest.mark.parametrize(
    ("program", "status"), [(name, status) for name, found in WORDS.items() for status in found]
)
def test_status_words_of_programs(program: str, status: str) -> None:
    words = WORDS[program][status].split("|")
    assert {word: status_of(word) for word in words} == dict.fromkeys(words, status)


@pytest.mark.parametrize("program", ROWS)
def test_a_row_of_every_program_can_be_taken(program: str) -> None:
    fields = set(map_headers([header for header, _field in expected_of(ROWS[program])]).values())
    assert fields & {"name", "company", "last_name"}


def test_a_lead_of_nobody_is_called_as_its_deal_is() -> None:
    headers = ["name", "contact_name", "partner_name", "phone"]
    layout = Layout(headers, map_headers(headers))
    nobodys = layout.gather(["Chairs for the hall", " ", "", "138"])
    assert (nobodys.first["name"], nobodys.extra) == ("Chairs for the hall", {})
    for cells in (["Chairs", "John", "", ""], ["Chairs", "", "Acme", ""]):
        row = layout.gather(cells)
        assert (row.first.get("name"), row.extra) == (cells[1] or "", {"name": "Chairs"})
    assert not layout.gather(["", "", "", "138"]).first.get("name")
