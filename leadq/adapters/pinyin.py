"""Search keys for Chinese names: full pinyin and initials, from pypinyin's character table."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations, product

from leadq.content.loader import read_packaged

_MOST_KEYS = 8
_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_RUN = re.compile(rf"{_HAN.pattern}|(?:(?!{_HAN.pattern})[^\W_])+")
# Characters that are one part each, whatever their case and width.
_COMMON_HAN = re.compile("[\u4e00-\u9fff]+")

# Surnames read otherwise than the same characters elsewhere.
_SURNAMES = {
    "欧阳": "ou yang", "尉迟": "yu chi", "万俟": "mo qi", "长孙": "zhang sun", "令狐": "ling hu",
    "澹台": "tan tai", "单于": "chan yu", "鲜于": "xian yu", "乐正": "yue zheng", "曾": "zeng",
    "单": "shan", "仇": "qiu", "解": "xie", "查": "zha", "区": "ou", "朴": "piao", "任": "ren",
    "盖": "ge", "乐": "yue", "覃": "qin", "翟": "zhai", "宓": "mi", "员": "yun", "召": "shao",
    "折": "she", "缪": "miao", "冼": "xian", "洗": "xian", "种": "chong", "秘": "bi", "繁": "po",
    "隗": "wei", "郗": "xi", "句": "gou", "应": "ying", "牟": "mu", "谌": "chen", "能": "nai",
    "祭": "zhai", "尉": "wei", "撒": "sa", "么": "yao", "藏": "zang", "重": "chong", "莘": "shen",
}  # fmt: skip

# Characters with several living readings, the usual one first; the table's rare readings would
# only make look-ups ambiguous (王 is yu in old texts).
_SEVERAL = {
    "行": "hang xing", "重": "zhong chong", "长": "chang zhang", "乐": "le yue", "都": "du dou",
    "朝": "chao zhao", "单": "dan shan", "曾": "zeng ceng", "仇": "chou qiu", "解": "jie xie",
    "查": "cha zha", "区": "qu ou", "朴": "pu piao", "盖": "gai ge", "覃": "qin tan",
    "翟": "zhai di", "员": "yuan yun", "召": "zhao shao", "折": "zhe she", "种": "zhong chong",
    "秘": "mi bi", "繁": "fan po", "郗": "xi chi", "车": "che ju", "柏": "bai bo",
    "谌": "chen shen", "祭": "ji zhai", "卜": "bu bo", "尉": "wei yu", "藏": "zang cang",
    "盛": "sheng cheng", "莘": "shen xin", "宿": "su xiu", "缪": "miao mou", "隗": "wei kui",
    "牟": "mou mu", "会": "hui kuai", "传": "chuan zhuan", "厦": "xia sha", "大": "da dai",
    "地": "di de", "的": "de di", "调": "diao tiao", "还": "hai huan", "和": "he huo",
    "降": "jiang xiang", "角": "jiao jue", "校": "xiao jiao", "觉": "jue jiao", "奇": "qi ji",
    "强": "qiang jiang", "省": "sheng xing", "弹": "dan tan", "提": "ti di", "系": "xi ji",
    "血": "xue xie", "着": "zhe zhuo", "娜": "na nuo", "茜": "qian xi", "筠": "yun jun",
    "露": "lu lou", "贾": "jia gu", "阿": "a e", "澄": "cheng deng", "晟": "sheng cheng",
    "殷": "yin yan", "堡": "bao bu", "埔": "pu bu", "泊": "bo po", "蚌": "bang beng",
    "番": "fan pan", "六": "liu lu", "泌": "mi bi", "荥": "xing ying", "洞": "dong tong",
    "莞": "guan wan", "拓": "tuo ta", "参": "can shen", "差": "cha chai", "称": "cheng chen",
    "率": "lv shuai", "落": "luo la", "绿": "lv lu", "模": "mo mu", "陆": "lu liu", "塞": "sai se",
    "色": "se shai", "巷": "xiang hang", "粘": "nian zhan", "幢": "zhuang chuang",
    "便": "bian pian", "薄": "bo bao", "伯": "bo bai", "咖": "ka ga", "卡": "ka qia",
    "壳": "ke qiao", "圈": "quan juan", "屏": "ping bing", "乘": "cheng sheng", "佛": "fo fu",
    "隽": "jun juan", "勒": "le lei", "脉": "mai mo", "没": "mei mo", "宓": "mi fu", "艾": "ai yi",
    "弄": "nong long", "瞿": "qu ju", "什": "shi shen", "石": "shi dan", "句": "ju gou",
    "尾": "wei yi", "涡": "wo guo", "铅": "qian yan", "圩": "wei xu",
}  # fmt: skip


def spell(text: str) -> tuple[str, ...]:
    """Return the ways to find a text by pinyin: whole spellings, then initials, no tones.

    A leading surname is read as one; other readings of a character follow, at most 8 of each.
    Letters and digits between the characters stay. A text without Han characters has no keys.
    """
    if text.isascii():
        return ()
    return spell_plain(text) or spell_mixed(text)


@lru_cache(maxsize=4096)
def spell_mixed(text: str) -> tuple[str, ...]:
    """Return what ``spell`` does of a text that is not plain; names that many bear come again."""
    if _COMMON_HAN.fullmatch(text):
        spellings = _nearest_first(_read_surname(text, list(map(_readings, text))))
        short = ["".join([syllable[0] for syllable in spelling]) for spelling in spellings]
    elif _HAN.search(text):
        parts = _parts(text)
        syllables = [_readings(part) if len(part) == 1 else (part,) for part in parts]
        spellings = _nearest_first(_read_surname(parts, syllables))
        short = [_shorten(spelling, parts) for spelling in spellings]
    else:
        return ()
    return tuple(dict.fromkeys(["".join(spelling) for spelling in spellings] + short))


def spell_plain(text: str) -> tuple[str, ...]:
    """Return what ``spell`` does of common characters, one of several readings among them at most.

    None for all else. Such a text is its own folded form.
    """
    found = _plain_names().fullmatch(text)
    if found is None:
        return ()
    before, one, behind = found.groups()
    whole, initials = before.translate(_USUAL), before.translate(_INITIALS)
    if not one:
        return (whole, initials) if initials != whole else (whole,)
    readings, rest, ends = _readings(one), behind.translate(_USUAL), behind.translate(_INITIALS)
    spellings = [f"{whole}{reading}{rest}" for reading in readings]
    return tuple(
        dict.fromkeys(spellings + [f"{initials}{reading[0]}{ends}" for reading in readings])
    )


def _shorten(spelling: Sequence[str], parts: Sequence[str]) -> str:
    """Return the initials; letters between the characters stay whole: 华北ABC is hbabc."""
    pairs = zip(spelling, parts, strict=True)
    return "".join(syllable[:1] if _HAN.match(part) else syllable for syllable, part in pairs)


def _parts(text: str) -> list[str]:
    """Cut a text into single Han characters and runs of other letters and digits."""
    return _RUN.findall(unicodedata.normalize("NFKC", text).casefold())


def _read_surname(parts: Sequence[str], syllables: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Put the reading of a leading surname in front of the others."""
    for length in (2, 1):
        surname = _SURNAMES.get("".join(parts[:length]))
        if surname:
            for at, reading in enumerate(surname.split()):
                others = (other for other in syllables[at] if other != reading)
                syllables[at] = (reading, *others)
            break
    return syllables


def _nearest_first(syllables: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return up to 8 spellings, those that leave the fewest usual readings first."""
    usual = [options[0] for options in syllables]
    found = [usual]
    several = [at for at, options in enumerate(syllables) if len(options) > 1]
    for at in several[:_MOST_KEYS]:
        found += [[*usual[:at], other, *usual[at + 1 :]] for other in syllables[at][1:]]
    for changes in range(2, min(len(several), 3) + 1):
        for places in combinations(several, changes):
            for chosen in product(*(syllables[at][1:] for at in places)):
                if len(found) >= _MOST_KEYS:
                    return found[:_MOST_KEYS]
                spelling = usual.copy()
                for at, reading in zip(places, chosen, strict=True):
                    spelling[at] = reading
                found.append(spelling)
    return found[:_MOST_KEYS]


@lru_cache(maxsize=4096)
def _readings(character: str) -> tuple[str, ...]:
    """Return the usual readings of one character, tones removed, ü as v; letters as they are."""
    if not _HAN.match(character):
        return (character,)
    if several := _SEVERAL.get(character):
        return tuple(several.split())
    if usual := _common_readings().get(character):
        return (usual,)
    toned = _character_table().get(ord(character), "")
    return (_without_tones(toned.partition(",")[0]) or character,)


@lru_cache(maxsize=1)
def _common_readings() -> dict[str, str]:
    listed = read_packaged(__file__, "readings.toml")["readings"]
    return {character: usual for usual, characters in listed.items() for character in characters}


def _without_tones(reading: str) -> str:
    letters = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(letter for letter in letters if letter.isascii() and letter.isalpha())


class _Usual(dict[int, str]):
    """The usual reading of every character met so far, by its code; only as much as ``length``."""

    def __init__(self, length: int | None = None) -> None:
        self.length = length

    def __missing__(self, code: int) -> str:
        self[code] = _readings(chr(code))[0][: self.length]
        return self[code]


_USUAL, _INITIALS = _Usual(), _Usual(1)


@lru_cache(maxsize=1)
def _plain_names() -> re.Pattern[str]:
    """Return a pattern for common characters, one of several readings among them at most.

    A surname read apart is not in front of them.
    """
    single = "".join(name for name in _SURNAMES if len(name) == 1)
    double = "|".join(name for name in _SURNAMES if len(name) > 1)
    several = "".join(_SEVERAL)
    # one class of what is left out is looked up at once
    left_out = f"\0-\u4dff\ua000-\U0010ffff{several}"
    usual = f"[^{left_out}]*"
    return re.compile(f"(?![{single}]|{double}|$)({usual})(?:([{several}])({usual}))?")


@lru_cache(maxsize=1)
def _character_table() -> dict[int, str]:
    """Load the table of single characters; the phrases, three quarters of the time, stay away."""
    switches = ("PYPINYIN_NO_PHRASES", "PYPINYIN_NO_DICT_COPY")
    before = {name: os.environ.get(name) for name in switches}
    os.environ.update(dict.fromkeys(switches, "true"))
    try:
        from pypinyin.pinyin_dict import pinyin_dict
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
    return pinyin_dict
