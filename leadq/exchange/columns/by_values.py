"""Takes columns whose names nobody knows for what nearly all of their cells are."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from leadq.domain.typing.texts import narrow
from leadq.exchange.cells.dates import DateColumn
from leadq.exchange.cells.traditional import simplify
from leadq.exchange.columns.header_names import bare_key, find_field, read_words, word_key

_LEAST_SHARE = 0.8
_LEAST_CELLS = 2
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[a-z]{2,}", re.IGNORECASE)
_PHONE = re.compile(
    r"(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}|\+\d[\d ().-]{7,17}\d|0\d{2,3}[ -]?\d{7,8}"
    r"|\(\d{2,4}\) ?\d{3,4}[ -]\d{4}|\d{3}[-.]\d{3}[-.]\d{4}"
)
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁于蒋蔡余杜叶程苏魏吕丁"
    "任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武"
    "戴莫孔向汤庄赖简"
)
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}(?:先生|女士|总|经理)?")
_WORD = "[A-ZÀ-Þ][a-zß-ÿ'’-]+"
_LATIN_NAME = re.compile(rf"{_WORD}(?: [A-Z]\.)?(?: (?:[a-z]{{2,3}} )?{_WORD}){{1,2}}")
_COMPANY = re.compile(
    r".{2,}(?:公司|厂|厂家|集团|工作室|经营部|商行|店|中心|合作社|事务所|有限|株式会社)"
    r"(?:[(（].*[)）])?"
    r"|.+[ ,](?:inc|ltd|llc|corp|co|gmbh|ag|kg|bv|sa|s\.a|s\.r\.l|srl|plc|pty|oy|ab|z o\.o)\.?",
    re.IGNORECASE,
)


def find_by_values(
    headers: Sequence[str], mapping: Mapping[str, str | None], said: Sequence[str],
    rows: Sequence[Sequence[str]], today: date,
) -> dict[str, str]:  # fmt: skip
    """Return the fields of columns that no name tells, by the first rows of the table.

    Names that are known to be of no field are left alone, and so is what the user has said;
    a name that another column has a better right to may be belied by its values.
    Days count only where no column has that of the first contact, and people's names where none
    has any; names that recur are those of reps. A column with a day after ``today`` is not that of
    the first contact.
    """
    found: dict[str, str] = {}
    known = set(mapping.values())
    for place, header in enumerate(headers):
        called = find_field(header)[0]
        kinds = _double_meaning(header) or (_BELIED.get(called, ()) if called else _KINDS)
        if mapping.get(header) is not None or header in said or not kinds:
            continue
        cells = _cells(rows, place)
        if len(cells) < min(_LEAST_CELLS, len(rows)) or not cells:
            continue
        takes = (
            one for one in kinds if _may_take(one, known) and _most(cells, _FITS.get(one, _is_day))
            if one != "name" or _differ(cells)
        )  # fmt: skip
        field = next(takes, None)
        if field is not None and not (field == "created_on" and _looks_ahead(cells, today)):
            found[header] = field
            known.add(field)
    return found


def find_misnamed(
    headers: Sequence[str], mapping: Mapping[str, str | None], said: Sequence[str],
    rows: Sequence[Sequence[str]],
) -> dict[str, str]:  # fmt: skip
    """Return the fields of columns whose values belie their names: a Contact full of phones.

    Nothing in them may be what the name says.
    """
    found: dict[str, str] = {}
    for place, header in enumerate(headers):
        own = mapping.get(header) or ""
        others = () if header in said else _BELIED.get(own, ())
        cells = _cells(rows, place) if others else []
        if len(cells) < _LEAST_CELLS or (own in _FITS and own != "name" and _any(cells, own)):
            continue
        field = next((one for one in others if _most(cells, _FITS[one])), None)
        if field is not None:
            found[header] = field
    return found


def is_data(headers: Sequence[str]) -> bool:
    """Say whether a row that ought to hold names holds what somebody is reached by."""
    return any(_is_phone(text) or _is_email(text) for text in map(str.strip, headers))


def _may_take(field: str, known: set[str | None]) -> bool:
    if field in ("phones", "emails"):
        return True
    if field == "name":
        return not known & {"name", "first_name", "last_name"}
    return field not in known


def _double_meaning(header: str) -> Sequence[str]:
    """Return what a column may hold whose name means several things: Call back."""
    listed: Mapping[str, Sequence[str]] = read_words("header_words.toml")["double"]
    key = bare_key(header)
    return next((fields for name, fields in listed.items() if word_key(name) == key), ())


def _cells(rows: Sequence[Sequence[str]], place: int) -> list[str]:
    return [text for row in rows if place < len(row) and (text := row[place].strip())]


def _any(cells: Sequence[str], field: str) -> bool:
    return any(map(_FITS[field], cells))


def _most(cells: Sequence[str], fits: Callable[[str], bool]) -> bool:
    return sum(map(fits, cells)) >= _LEAST_SHARE * len(cells)


def _differ(cells: Sequence[str]) -> bool:
    # whoever stands in every other row is a rep, not the lead
    return 2 * len(set(cells)) > len(cells)


def _is_phone(text: str) -> bool:
    return _PHONE.fullmatch(narrow(text)) is not None


def _is_email(text: str) -> bool:
    return _EMAIL.fullmatch(narrow(text)) is not None


def _is_person(text: str) -> bool:
    simple = simplify(text)
    if _HAN_NAME.fullmatch(simple):
        return simple[0] in _SURNAMES
    return _LATIN_NAME.fullmatch(text) is not None and not _COMPANY.fullmatch(text)


def _is_company(text: str) -> bool:
    return _COMPANY.fullmatch(simplify(text)) is not None


_day = DateColumn()


def _is_day(text: str) -> bool:
    return _read_day(text) is not None


def _looks_ahead(cells: Sequence[str], today: date) -> bool:
    return any(day > today for day in map(_read_day, cells) if day is not None)


def _read_day(text: str) -> date | None:
    # a bare number may be anything
    if text.isdigit() or not any(map(str.isdigit, text)):
        return None
    try:
        return _day.read(text)
    except ValueError:
        return None


_FITS: Mapping[str, Callable[[str], bool]] = {
    "emails": _is_email,
    "phones": _is_phone,
    "company": _is_company,
    "name": _is_person,
}
_KINDS = (*_FITS, "created_on")
_BELIED = {
    "name": ("emails", "phones"),
    "company": ("emails", "phones"),
    "phones": ("emails",),
    "emails": ("phones",),
    "wechat": ("emails",),
    "next_on": ("emails", "phones"),
}
"""What the cells of a column may be instead of what its name says."""
