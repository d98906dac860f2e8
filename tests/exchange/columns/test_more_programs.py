"""Header rows of address books, forms, advertisements, registers and of other languages."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from leadq.exchange.columns.aliases import map_headers
from leadq.exchange.columns.full_names import join_name, turn_name
from leadq.exchange.columns.header_names import key_of
from leadq.exchange.columns.layout import Layout

from .test_programs import expected_of

ROWS = {
    "outlook": """
        Title -, First Name first_name, Middle Name middle_name, Last Name last_name, Suffix -,
        Company company, Department -, Job Title title, Business Street address,
        Business Street 2 address,
        Business City region, Business State region, Business Postal Code -,
        Business Country/Region region, Home Street address_2, Home City region_2,
        Assistant's Phone -,
        Business Fax -, Business Phone phones, Business Phone 2 phones, Car Phone phones,
        Callback -,
        Home Phone phones, Mobile Phone phones, Pager -, Primary Phone phones, Birthday birthday,
        Categories tags, E-mail Address emails, E-mail Type -, E-mail Display Name -,
        E-mail 2 Address emails, Notes note, Web Page -
    """,
    "google": """
        First Name first_name, Middle Name middle_name, Last Name last_name, Phonetic First Name -,
        Name Prefix -, Nickname -, Organization Name company, Organization Title title,
        Birthday birthday,
        Notes note, Photo -, Labels tags, E-mail 1 - Label -, E-mail 1 - Value emails,
        E-mail 3 - Value emails, Phone 4 - Label -, Phone 4 - Value phones,
        Address 1 - Street address, Address 1 - City region, Address 1 - Country region,
        Website 1 - Value -
    """,
    "google before": """
        Name name, Given Name first_name, Family Name last_name, Group Membership tags,
        Organization 1 - Name company, Organization 1 - Title title, Phone 1 - Type -,
        Phone 1 - Value phones
    """,
    "twenty": """
        Id -, Name / First Name first_name, Name / Last Name last_name,
        Emails / Primary Email emails,
        Phones / Primary Phone Number phones, Phones / Primary Phone Calling Code phone_code,
        Company / Name company, Job Title title, City region, Created by / Name -,
        Creation date created_on,
        Linkedin / Link URL -, Address / Address 1 address
    """,
    "espo": """
        id id, firstName first_name, lastName last_name, accountName company, emailAddress emails,
        phoneNumber phones, addressStreet address, addressCity region, addressPostalCode -,
        assignedUserName owner, createdAt created_on, status status, source source, title title
    """,
    "meta": """
        id id, created_time created_on, ad_id -, ad_name -, campaign_name -, form_name -,
        is_organic -,
        platform -, full_name name, phone_number phones, email emails, company_name company,
        job_title title,
        street_address address, lead_status status
    """,
    "qichacha": """
        企业名称 company, 登记状态 -, 法定代表人 name, 注册资本 -, 成立日期 -, 统一社会信用代码 -,
        所属省份 region,
        所属城市 region, 电话 phones, 更多电话 phones, 邮箱 emails, 更多邮箱 emails,
        企业注册地址 address, 经营范围 -
    """,
    "a form": """
        提交时间（自动） created_on, *客户姓名（必填） name, 2. 请输入您的手机号(必填) phones,
        贵公司名称【选填】 company,
        Q5_您的微信号 wechat, 备注 (500字以内) note, 提交者（自动） -
    """,
    "an English form": """
        Timestamp created_on, What is your full name? name, Your email * emails,
        Phone number (recommended) phones, Please enter your company name: company
    """,
    "groups": """
        联系人/姓名 name, 联系人-手机 phones, 公司信息：公司名称 company, contact.email emails
    """,
    "Taiwan": """
        姓名 name, 公司名稱 company, 手機 phones, 聯絡電話 phones, 電子郵件 emails, 備註 note,
        客戶來源 source,
        負責人 owner, 預算 budget, 下次聯絡日期 next_on, 狀態 status, 統一編號 -
    """,
    "German": """
        Vorname first_name, Nachname last_name, Firma company, Handynummer phones,
        E-Mail-Adresse emails,
        Straße address, Ort region, Bemerkungen note, Wiedervorlage next_on,
        Erstellt am created_on, PLZ -
    """,
    "French": """
        Prénom first_name, Nom last_name, Société company, Téléphone portable phones,
        Courriel emails,
        Ville region, Remarques note, Statut status, Date de création created_on
    """,
    "Spanish": """
        Nombre first_name, Apellidos last_name, Empresa company, Teléfono móvil phones,
        Correo electrónico emails, Dirección address, Observaciones note, Presupuesto budget
    """,
    "Portuguese": """
        Nome first_name, Sobrenome last_name, Empresa company, Celular phones, E-mail emails,
        Endereço address, Observações note, Origem source
    """,
    "Japanese": """
        氏名 name, 会社名 company, 携帯電話 phones, メールアドレス emails, 住所 address, 備考 note,
        次回連絡日 next_on, 登録日 created_on, フリガナ -
    """,
    "Korean": """
        이름 name, 회사명 company, 휴대폰번호 phones, 이메일 emails, 주소 address, 담당자 owner,
        비고 note
    """,
    "Vietnamese": """
        Họ và tên name, Công ty company, Số điện thoại phones, Địa chỉ address, Ghi chú note,
        Nguồn khách hàng source, Trạng thái status, Ngày liên hệ tiếp theo next_on
    """,
}  # fmt: skip


@pytest.mark.parametrize("program", ROWS)
def test_every_column_that_has_a_field_lands_there(program: str) -> None:
    expected = expected_of(ROWS[program])
    assert list(map_headers([header for header, _field in expected]).items()) == expected


@pytest.mark.parametrize("file", ["more_aliases.toml", "foreign_aliases.toml"])
def test_no_name_stands_for_two_things(file: str) -> None:
    aliases = tomllib.loads(files("leadq.exchange.columns").joinpath(file).read_text("utf-8"))
    listed = [*aliases["fields"].values(), aliases["aside"]["names"]]
    counts = Counter(key for names in listed for key in {key_of(name) for name in names})
    assert [key for key, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(
    ("first", "last", "whole"),
    [
        ("建国", "王", "王建国"), ("太郎", "山田", "山田太郎"), ("さくら", "山田", "山田さくら"),
        ("민수", "김", "김민수"), ("An", "Nguyễn Văn", "Nguyễn Văn An"),
        ("Hans", "Müller", "Hans Müller"),
        ("", "Müller", "Müller"), ("Wei", "王", "Wei 王"),
    ],
)  # fmt: skip
def test_names_are_joined_by_the_custom_of_their_script(first: str, last: str, whole: str) -> None:
    assert join_name(first, last) == whole


@pytest.mark.parametrize(
    ("name", "turned"),
    [
        ("Müller, Hans", "Hans Müller"), ("van Dyck, Jan", "Jan van Dyck"),
        ("Acme, Inc.", "Acme, Inc."),
        ("King, Jr.", "King, Jr."), ("a, b, c", "a, b, c"), ("Smith", "Smith"),
    ],
)  # fmt: skip
def test_a_name_with_a_comma_is_turned(name: str, turned: str) -> None:
    assert turn_name(name) == turned


def gather(headers: str, *cells: str) -> dict[str, object]:
    names = headers.split(",")
    row = Layout(names, map_headers(names)).gather(cells)
    return {**row.first, "extra": row.extra}


def test_a_name_beside_a_first_name_is_the_surname() -> None:
    assert gather("Name,Vorname", "Müller", "Hans")["name"] == "Hans Müller"
    assert gather("Name,Vorname", "Hans Müller", "Hans")["name"] == "Hans Müller"


def test_a_second_address_counts_where_there_is_no_first() -> None:
    headers = "Name,Business Street,Home Street"
    assert gather(headers, "A", "", "1 Home St")["address"] == "1 Home St"
    both = gather(headers, "A", "2 Work St", "1 Home St")
    assert (both["address"], both["extra"]) == ("2 Work St", {"Home Street": "1 Home St"})


def test_a_code_of_its_own_column_stands_before_the_phone() -> None:
    headers = "Name,Phone,Calling Code"
    assert gather(headers, "A", "4025550134", "+1")["phones"] == "+1 4025550134"
    assert gather(headers, "A", "+14025550134", "+1")["phones"] == "+14025550134"


@pytest.mark.parametrize(
    "filler", ["N/A", "n/a", "#REF!", "\\N", "(null)", "暂无", "—", "Ｎ／Ａ", "không có"]
)
def test_words_for_nothing_are_nothing(filler: str) -> None:
    row = gather("Name,Phone,Region", "A", filler, filler)
    assert (row["phones"], row["region"]) == ("", "")


def test_what_is_nothing_elsewhere_can_be_a_surname() -> None:
    assert gather("First Name,Last Name", "Eve", "None")["name"] == "Eve None"
    assert gather("First Name,Last Name", "Eve", "Null")["name"] == "Eve Null"
    assert gather("First Name,Last Name", "Eve", "N/A")["name"] == "Eve"


def test_marks_that_nobody_sees_go() -> None:
    row = gather("Name,Phone", "王\u200b建国\ufeff", "\u202a１３８００１３８０００\u202c")
    assert (row["name"], row["phones"]) == ("王建国", "13800138000")
