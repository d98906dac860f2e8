"""The readers of what people type: any text is a value or a LeadqError, and none hangs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadq.adapters.phones import (
    csv_phone,
    format_phone,
    is_phone,
    looks_scientific,
    normalise_phone,
)
from leadq.domain.typing.typed import parse_day, parse_moment, parse_money, parse_time
from leadq.errors import LeadqError, UsageError
from leadq.exchange.cells.dates import DateColumn
from leadq.exchange.cells.values import join_values, split_values
from leadq.exchange.columns.aliases import map_channel, map_headers
from leadq.exchange.columns.statuses import read_status
from leadq.exchange.tables.csv_read import find_delimiter
from leadq.exchange.tables.table import name_columns
from leadq.i18n import en
from leadq.usecases.keys import fold, make_keys, parse_reaches

from .hangs import no_hang

DAY = date(2026, 11, 23)
_PARTS = st.sampled_from(
    [*"0123456789+-/.: ,kwm年月日号周下个后前万亿元¥$()#x转e", "20", "12-01", "today", "fri",
     "mon", "jan", "27 nov", "今天", "下周", "百万", "rmb", "14:30", "now", "刚才", "２",
     "\u3000", "\u0660"]
)  # fmt: skip
_TEXTS = st.lists(_PARTS, max_size=9).map("".join) | st.text(max_size=20)

READERS: dict[str, Callable[[str], object]] = {
    "day": lambda text: parse_day(text, DAY),
    "past day": lambda text: parse_day(text, DAY, past=True),
    "time": parse_time,
    "moment": lambda text: parse_moment(text, DAY, "10:00"),
    "money": parse_money,
    "phone": lambda text: normalise_phone(text, "CN"),
    "foreign phone": lambda text: normalise_phone(text, "US"),
    "is phone": is_phone,
    "scientific": looks_scientific,
    "phones": lambda text: parse_reaches("phone", [text], "CN"),
    "email": lambda text: parse_reaches("email", [text], "CN"),
    "wechat": lambda text: parse_reaches("wechat", [text], "CN"),
    "status": read_status,
    "channel": map_channel,
    "headers": lambda text: map_headers([text]),
    "columns": lambda text: name_columns([text, text]),
    "values": split_values,
    "joined": lambda text: join_values([text]),
    "fold": fold,
    "keys": lambda text: make_keys([text], []),
    "delimiter": find_delimiter,
    "format": lambda text: format_phone(text, "CN"),
    "csv phone": lambda text: csv_phone((text, None)),
}


@pytest.mark.parametrize("reader", READERS)
@given(_TEXTS)
def test_any_text_is_a_value_or_an_error(reader: str, text: str) -> None:
    try:
        READERS[reader](text)
    except LeadqError as error:
        assert isinstance(error, UsageError)
        assert f"error.{error.key}" in en.TEXTS and f"hint.{error.hint}" in en.TEXTS
        named = normalize("NFC", str(error.params["given"]))
        assert named.strip() == normalize("NFC", text).strip()


@given(_TEXTS)
def test_a_date_column_reads_or_refuses(text: str) -> None:
    column = DateColumn()
    column.look(text)
    try:
        assert column.read(text) is None or isinstance(column.read(text), date)
    except ValueError as error:
        assert len(str(error)) < 200


_LENGTH = 100_000
LONG = {
    "digits": "1" * _LENGTH,
    "spaces": " " * _LENGTH,
    "inner spaces": f"1{' ' * _LENGTH}1",
    "wide spaces": f"a{chr(0x3000) * _LENGTH}b",
    "newlines": f"a{chr(10) * _LENGTH}b",
    "signs": "+" * _LENGTH,
    "dashes": f"1{'-' * _LENGTH}",
    "groups": "1," * (_LENGTH // 2),
    "colons": "1:" * (_LENGTH // 2),
    "dates": "2026-11-23 " * (_LENGTH // 11),
    "brackets": "(" * _LENGTH,
    "counts": f"a{' (2)' * (_LENGTH // 4)}!",
    "quotes": '"' * _LENGTH,
    "backslashes": "\\" * _LENGTH,
    "semicolons": ";" * _LENGTH,
    "letters": "a" * _LENGTH,
    "han": "王" * _LENGTH,
    "several readings": "行" * _LENGTH,
    "combining": f"e{chr(0x301) * _LENGTH}",
    "emoji": "👩\u200d🔧" * (_LENGTH // 3),
    "at": "@" * _LENGTH,
    "dots": f"a@{'.' * _LENGTH}",
    "halves": "\ud800" * _LENGTH,
}


@pytest.mark.parametrize("kind", LONG)
def test_a_very_long_text_does_not_hang(kind: str) -> None:
    for read in (*READERS.values(), DateColumn().read):
        with no_hang(), suppress(LeadqError, ValueError):
            read(LONG[kind])
