"""Phones: verified only when whole, the short way equal to the library's."""

from __future__ import annotations

import subprocess
import sys

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadq.adapters.phones import (
    Phone,
    csv_phone,
    format_phone,
    is_phone,
    looks_scientific,
    normalise_phone,
    plain_phone,
)
from leadq.domain.typing.texts import narrow


@pytest.mark.parametrize(
    ("typed", "e164"),
    [
        ("138 0013 8000", "+8613800138000"),
        ("１３８－００１３－８０００", "+8613800138000"),
        ("+86 138 0013 8000", "+8613800138000"),
        ("0086 138 0013 8000", "+8613800138000"),
        ("86 138 0013 8000", "+8613800138000"),
        ("(+86) 138 0013 8000", "+8613800138000"),
        ("\u202d13800138000\u202c", "+8613800138000"),
        ("13800138000.0", "+8613800138000"),
        ("0660 485 0224", "+866604850224"),
        ("010-88886666", "+861088886666"),
        ("+86 010 8888 6666", "+861088886666"),
        ("400-820-8820", "+864008208820"),
        ("+1 660-485-0224", "+16604850224"),
        ("001 660 485 0224", "+16604850224"),
        ("+44 (0)20 7946 0018", "+442079460018"),
    ],
)
def test_a_whole_number_is_verified(typed: str, e164: str) -> None:
    assert normalise_phone(typed, "CN") == Phone(typed, e164, e164[1:])


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("660-485-0224", "6604850224"),
        ("1-660-485-0224", "16604850224"),
        ("862-296-1234", "8622961234"),
        ("0138 0013 8000", "013800138000"),
        ("14000000000", "14000000000"),
        ("0755 8888 6666转801", "075588886666801"),
        ("13800138000/13900139000", "1380013800013900139000"),
        ("138+00138000", "13800138000"),
        ("call me", ""),
        ("", ""),
    ],
)
def test_anything_else_stays_as_typed(typed: str, digits: str) -> None:
    assert normalise_phone(typed, "CN") == Phone(typed, None, digits)
    assert format_phone(typed, "CN") == typed
    assert csv_phone((typed, None)) == typed


def test_home_is_a_setting() -> None:
    assert normalise_phone("660-485-0224", "us").e164 == "+16604850224"
    assert normalise_phone("138 0013 8000", "US").e164 is None
    assert normalise_phone("+86 138 0013 8000", "US").e164 == "+8613800138000"
    assert normalise_phone("138 0013 8000", "nowhere").e164 is None


def test_screens_and_tables() -> None:
    assert format_phone("+8613800138000", "CN") == "138 0013 8000"
    assert format_phone("+8613800138000", "US") == "+86 138 0013 8000"
    assert format_phone("+861088886666", "CN") == "010 8888 6666"
    assert format_phone("+16604850224", "CN") == "+1 660-485-0224"
    assert format_phone("+999123456", "CN") == "+999123456"
    assert csv_phone(normalise_phone("13800138000", "CN")) == "(+86) 138 0013 8000"
    assert csv_phone(("+1 660-485-0224", "+16604850224")) == "(+1) 660-485-0224"


def _by_library(digits: str, region: str | None) -> str | None:
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@given(st.integers(13, 19), st.integers(0, 99), st.integers(0, 9_999_999))
def test_the_short_way_says_what_the_library_says(start: int, middle: int, rest: int) -> None:
    mobile = f"{start}{middle:02d}{rest:07d}"
    e164 = _by_library(mobile, "CN")
    for typed in (mobile, f"+86{mobile}", f"0086{mobile}", f"86{mobile}"):
        assert normalise_phone(typed, "CN").e164 == e164
    if e164:
        number = phonenumbers.parse(e164)
        style = phonenumbers.PhoneNumberFormat
        assert format_phone(e164, "CN") == phonenumbers.format_number(number, style.NATIONAL)
        assert format_phone(e164, "DE") == phonenumbers.format_number(number, style.INTERNATIONAL)


def test_every_mobile_prefix_is_judged_as_the_library_does() -> None:
    for prefix in range(1300, 2000):
        mobile = f"{prefix}1234567"
        assert normalise_phone(mobile, "CN").e164 == _by_library(mobile, "CN")


def test_what_a_table_says_comes_back_verified() -> None:
    style = phonenumbers.PhoneNumberFormat
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        number = phonenumbers.example_number(region)
        assert number is not None
        e164 = phonenumbers.format_number(number, style.E164)
        national = phonenumbers.format_number(number, style.NATIONAL)
        assert normalise_phone(e164, "CN").e164 == e164
        assert normalise_phone(csv_phone((national, e164)), "CN").e164 == e164
        if is_phone(national):
            assert normalise_phone(national, region).e164 == e164


@given(st.text(alphabet="0123456789+-() x转.１", max_size=24), st.sampled_from(["CN", "US", ""]))
def test_no_text_breaks_it(typed: str, region: str) -> None:
    phone = normalise_phone(typed, region)
    assert phone.typed == typed
    # of two numbers in one text, the digits still are all that was typed
    assert phone.e164 in (None, f"+{phone.digits}")
    assert phone.e164 or phone.digits == "".join(c for c in narrow(typed) if c in "0123456789")
    again = normalise_phone(csv_phone(phone), region)
    assert again.e164 == phone.e164


def test_what_looks_like_a_phone() -> None:
    for typed in ("13800138000", "0755-88886666 转 801", "+1 660-485-0224 ext. 12", "12345"):
        assert is_phone(typed), typed
    for typed in ("1234", "none", "", "call 13800138000", "1" * 21, "-" * 100_000 + "x"):
        assert not is_phone(typed), typed[:20]


def test_scientific_notation() -> None:
    assert all(looks_scientific(t) for t in ("1.38E+10", "1.38e10", "1,38E+10", "１．３８Ｅ＋１０"))
    assert not any(looks_scientific(t) for t in ("13800138000", "E10", "abc", ""))


def test_plain_mobiles_never_load_the_library() -> None:
    code = (
        "import sys; from leadq.adapters.phones import *;"
        "p = normalise_phone('+86 138 0013 8000', 'CN'); normalise_phone('13800138000', 'CN');"
        "format_phone(p.e164, 'CN'); csv_phone(p); sys.exit('phonenumbers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


_FORMS = st.sampled_from(
    ["{0}{1}{2}", "+86 {0} {1} {2}", "+86-{0}{1}{2}", "{0}-{1} {2}", "+1 {0}-{1}-{2}",
     "+1 ({0}) {1} {2}", "+1{0}{1}{2}", "0{0}-{1}{2}", "0{0} {1}{2}", "+86 0{0} {1}{2}",
     "{0}/{1}{2}", "00 86 {0}{1}{2}"]
)  # fmt: skip


@settings(max_examples=4 * settings.default.max_examples)
@given(
    _FORMS,
    st.from_regex(r"1[3-9][0-9]|[2-9][0-9]{2}|[12][0-9]", fullmatch=True),
    st.from_regex(r"[0-9]{3,4}", fullmatch=True),
    st.from_regex(r"[0-9]{4}", fullmatch=True),
    st.sampled_from(["CN", "US", "de"]),
)
def test_a_plainly_written_number_is_what_the_long_way_says(
    form: str, area: str, middle: str, rest: str, region: str
) -> None:
    typed = form.format(area, middle, rest)
    short = plain_phone(typed, region)
    if short is not None:
        assert is_phone(typed) and not looks_scientific(typed)
        assert short == normalise_phone(typed, region)


def test_most_numbers_are_written_plainly() -> None:
    for typed in (
        "13800138000", "138 0013 8000", "138-0013-8000", "+86 13800138000", "+86-138 0013 8000",
        "010-88886666", "0571 88886666", "+1 660-485-0224", "+1 (415) 220-0003", "+16604850224",
    ):  # fmt: skip
        assert plain_phone(typed, "CN") == normalise_phone(typed, "CN"), typed
        assert normalise_phone(typed, "CN").e164, typed


@pytest.mark.parametrize("area", ["201", "312", "416", "660", "787", "800", "876", "907"])
def test_american_numbers_are_grouped_as_the_library_does(area: str) -> None:
    number = f"+1{area}2200001"
    parsed = phonenumbers.parse(number, None)
    assert phonenumbers.is_valid_number(parsed)
    style = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    written = phonenumbers.format_number(parsed, style)
    assert format_phone(number, "CN") == written
    assert csv_phone((number, number)) == written.replace("+1 ", "(+1) ")


@pytest.mark.parametrize("area", ["10", "20", "21", "29", "310", "371", "512", "755", "851", "998"])
@pytest.mark.parametrize("subscriber", ["6200123", "62001234", "95123", "12345678"])
def test_chinese_lines_are_grouped_as_the_library_does(area: str, subscriber: str) -> None:
    number = f"+86{area}{subscriber}"
    parsed = phonenumbers.parse(number, None)
    style = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    valid = phonenumbers.is_valid_number(parsed)
    written = phonenumbers.format_number(parsed, style).replace("+86 ", "(+86) ")
    assert csv_phone((number, number)) == (written if valid else number)
    if valid:
        national = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
        assert format_phone(number, "CN") == national


def test_a_table_keeps_an_american_number_that_is_none_as_typed() -> None:
    assert csv_phone(("+15551234567", "+15551234567")) == "+15551234567"
    assert csv_phone(("+15551234567", None)) == "+15551234567"
