"""Address cards in: a .vcf of any version as a table, a row for each card."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from leadq.errors import RefusedError
from leadq.exchange.cells.values import join_values
from leadq.exchange.columns.full_names import join_name
from leadq.exchange.tables.encodings import find_encoding
from leadq.exchange.tables.table import Record, Remark, cannot_read

HEADERS = (
    "full name", "company", "phone", "email", "wechat", "address", "region", "note", "tags",
    "job title", "department", "birthday", "website", "qq", "fax",
)  # fmt: skip
_BEGIN, _END = "begin:vcard", "end:vcard"
_PROPERTY = re.compile(r"(?:[\w-]+\.)?([\w-]+)[;:]")
_PICTURES = frozenset({"photo", "logo", "sound", "key", "agent", "x-ms-cardpicture"})
_WECHAT = re.compile(r"(?:x-apple:|wechat:|weixin:|weixin://dl/chat\?)+", re.IGNORECASE)
_NOT_CALLED = frozenset({"fax", "pager"})
_LONGEST_CARD = 1 << 20
_TOLD = 10


class VcfTable:
    """The cards of a file as a table; rows count from 1."""

    encoding = "vcf"
    delimiter = ""
    sheet = None

    def __init__(self, path: Path, wanted: str | None = None) -> None:
        """Look at the cards. Raises RefusedError no_records, bad_encoding or cannot_read."""
        self.path = path
        self.size = path.stat().st_size
        self.headers = list(HEADERS)
        self.remarks: list[Remark] = []
        self._codec, guess = find_encoding(path, wanted)
        self._place = 0
        self._unread: list[int] = []
        if guess and (guess.others or self._codec != "gb18030"):
            params = {"encoding": self._codec, "sample": guess.sample, "others": guess.others}
            self.remarks.append(Remark("encoding_guess", params))
        filled = {place for _n, row in self.rows() for place, cell in enumerate(row) if cell}
        if self._unread:
            cards = self._unread[:_TOLD]
            self.remarks.append(
                Remark("cards_unread", {"count": len(self._unread), "cards": cards})
            )
        if not filled:
            raise RefusedError("no_records", hint="no_records", file=path)
        self.headers = [name for place, name in enumerate(HEADERS) if place in filled]
        self._filled = sorted(filled)

    def rows(self) -> Iterator[Record]:
        """Yield each card that holds something, as cells; one that cannot be read is left out."""
        unread: list[int] = []
        filled = getattr(self, "_filled", range(len(HEADERS)))
        for number, lines in enumerate(self._each_card(), start=1):
            card = _parse(lines)
            if card is None:
                unread.append(number)
                continue
            row = _cells(card)
            if any(row):
                yield number, [row[place] for place in filled]
        self._unread = unread
        self._place = self.size

    def position(self) -> int:
        """Return about how many bytes of the file have been read so far."""
        return self._place

    def _each_card(self) -> Iterator[list[str]]:
        """Yield the lines of each card, without pictures and sounds."""
        card: list[str] | None = None
        length, skips = 0, False
        try:
            with self.path.open("r", encoding=self._codec, newline=None) as file:
                for line in file:
                    self._place = min(self.size, self._place + len(line))
                    words = line.strip().removeprefix("\ufeff").lower()
                    if words == _BEGIN:
                        card, length, skips = [], 0, False
                    if card is None:
                        continue
                    if not skips or _PROPERTY.match(line):
                        found = _PROPERTY.match(line)
                        skips = bool(found and found[1].lower() in _PICTURES)
                    length += len(line)
                    if not skips and length <= _LONGEST_CARD:
                        card.append(line.lstrip("\ufeff"))
                    if words == _END:
                        yield card
                        card = None
        except UnicodeError:
            raise RefusedError(
                "bad_encoding", hint="bad_encoding", file=self.path, tried=self._codec
            ) from None
        except OSError as error:
            raise cannot_read(self.path, error) from None


def _parse(lines: Iterable[str]) -> Any:
    """Return a card as vobject has it; None for one that it cannot read."""
    import logging

    import vobject

    logging.getLogger("vobject").setLevel(logging.CRITICAL)
    try:
        return vobject.readOne("".join(lines), ignoreUnreadable=True, allowQP=True)
    except Exception:
        # whatever a broken card makes of it, from ParseError to IndexError
        return None


def _cells(card: Any) -> list[str]:
    """Return a card as the cells of a row, under HEADERS."""
    company, department = _organization(card)
    name = _name(card)
    places = list(_all(card, "adr"))
    return [
        "" if name == company else name,
        company,
        join_values(value.removeprefix("tel:") for value in _numbers(card, fax=False)),
        join_values(value.removeprefix("mailto:") for value in _texts(card, "email")),
        _wechat(card),
        " ".join(dict.fromkeys(_address(place) for place in places if _address(place))),
        " ".join(dict.fromkeys(word for place in places for word in _region(place))),
        "\n".join(_texts(card, "note")),
        join_values(_texts(card, "categories")),
        _first(card, "title") or _first(card, "role"),
        department,
        _first(card, "bday"),
        _first(card, "url"),
        _first(card, "x-qq"),
        join_values(_numbers(card, fax=True)),
    ]


def _name(card: Any) -> str:
    shown = _first(card, "fn")
    parts = next(iter(_all(card, "n")), None)
    if parts is None:
        return shown
    joined = join_name(_plain(parts.given), _plain(parts.family), _plain(parts.additional))
    # scripts without spaces are joined the one way that there is; others as the card shows them
    return joined if joined and (not shown or " " not in joined) else shown


def _organization(card: Any) -> tuple[str, str]:
    parts: Any = next(iter(_all(card, "org")), [])
    listed = [parts] if isinstance(parts, str) else [_plain(part) for part in parts]
    return (listed[0] if listed else ""), " ".join(filter(None, listed[1:]))


def _wechat(card: Any) -> str:
    found = [*_texts(card, "x-wechat"), *_texts(card, "x-weixin")]
    for kind in ("impp", "x-socialprofile"):
        for entry in card.contents.get(kind, ()):
            said = f"{entry.value} {entry.params}".lower()
            if "wechat" in said or "weixin" in said:
                found.append(_WECHAT.sub("", _plain(entry.value)))
    return next(filter(None, found), "")


def _address(place: Any) -> str:
    if isinstance(place, str):
        return _plain(place)
    return " ".join(filter(None, map(_plain, (place.box, place.extended, place.street))))


def _region(place: Any) -> list[str]:
    if isinstance(place, str):
        return []
    return [word for word in map(_plain, (place.country, place.region, place.city)) if word]


def _numbers(card: Any, fax: bool) -> list[str]:
    """Return the numbers of a card: those that one can call, or those of a fax or a pager."""
    found = (
        _plain(entry.value)
        for entry in card.contents.get("tel", ())
        if fax == (not _NOT_CALLED.isdisjoint(_kinds(entry)))
    )
    return list(dict.fromkeys(filter(None, found)))


def _kinds(entry: Any) -> set[str]:
    """Return what a card says of a number; old ones name the kinds without TYPE=."""
    params = entry.params
    said = [*params, *params.get("TYPE", ()), *getattr(entry, "singletonparams", ())]
    return {kind.strip().lower() for one in said for kind in one.split(",")}


def _first(card: Any, name: str) -> str:
    return next(iter(_texts(card, name)), "")


def _texts(card: Any, name: str) -> list[str]:
    values = (_plain(value) for value in _all(card, name))
    return list(dict.fromkeys(filter(None, values)))


def _all(card: Any, name: str) -> Iterator[Any]:
    for entry in card.contents.get(name, ()):
        listed = isinstance(entry.value, list) and name != "org"
        yield from entry.value if listed else [entry.value]


def _plain(value: Any) -> str:
    """Return a value of a card, or several of one part, as plain text."""
    if isinstance(value, (list, tuple)):
        return " ".join(map(_plain, value))
    return str(value).replace("\0", "").strip()
