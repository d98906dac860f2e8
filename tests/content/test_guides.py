"""The guides: one screen each in both languages, the figures of the method, found by words."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from leadq.content.library import Library, open_library
from leadq.content.schemas.guide_schema import Guide
from leadq.content.texts import Text
from leadq.errors import ConfigError, RefusedError
from leadq.render.parts.text import cell_width

TOPICS = [
    *("man", "signals", "grades", "phone", "visit", "objections", "ffab", "needs", "types"),
    *("motives", "mindsets", "stages", "chain", "competitors", "sources", "sweep", "notes"),
    *("value", "complaints", "research", "statistics", "message"),
]
LINES, CELLS = 20, 76
LANGS = ("en", "zh")
TOKENS = {"MAN", "M", "m", "A", "a", "N", "n", "B", "C", "P", "FFAB", "FABE"} | {
    *("EI", "EII", "EIII", "EIV"),
}
GUIDE = """\
version = 1
id = "warranty"
title = { en = "Warranty", zh = "质保" }
keywords = { en = "guarantee repair", zh = "保修 维修" }

[[blocks]]
head = { en = "How long", zh = "多久" }
rows = [
  { left = { en = "engine", zh = "发动机" }, right = { en = "two years", zh = "两年" } },
]
lines = [
  { en = "Ask for the hours.", zh = "先问小时数。" },
]
"""


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library(None)


def screen(guide: Guide, lang: str) -> list[str]:
    """Return a guide as lines, the left cells of a block padded to the widest."""
    lines = [guide.title.pick(lang)]
    for block in guide.blocks:
        lines.append(block.head.pick(lang))
        left = max((cell_width(row.left.pick(lang)) for row in block.rows), default=0)
        for row in block.rows:
            name = row.left.pick(lang)
            lines.append(name + " " * (left - cell_width(name) + 2) + row.right.pick(lang))
        lines += [line.pick(lang) for line in block.lines]
    return lines


def text_of(library: Library, id_: str, lang: str) -> str:
    return "\n".join(screen(library.guide(id_), lang))


def put(root: Path, text: str, id_: str = "warranty") -> Library:
    path = root / "guides" / f"{id_}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return open_library(root)


def test_every_topic_has_its_guide(library: Library) -> None:
    assert sorted(library.guide_ids()) == sorted(TOPICS)
    assert [guide.id for guide in library.find_guides("", "zh")] == TOPICS
    assert library.check() == []
    assert library.problems == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("id_", TOPICS)
def test_a_guide_fits_one_screen(library: Library, id_: str, lang: str) -> None:
    lines = screen(library.guide(id_), lang)
    assert len(lines) <= LINES
    assert [line for line in lines if cell_width(line) > CELLS] == []


@pytest.mark.parametrize("id_", TOPICS)
def test_chinese_is_chinese_and_english_is_not(library: Library, id_: str) -> None:
    guide = library.guide(id_)
    rows = [row for block in guide.blocks for row in block.rows]
    texts = [guide.title, guide.keywords, *(row.right for row in rows)]
    for block in guide.blocks:
        texts += [block.head, *block.lines]
    for text in texts:
        assert re.search(r"[\u4e00-\u9fff]", text.zh), text
    for text in [*texts, *(row.left for row in rows)]:
        prose = re.sub(r"leadq [a-z]+|--?[a-z]+( (visit|decider|retail))?|\+30d", "", text.zh)
        prose = re.sub(
            r"(?<=leadq )|12 [a-z]+|guide [a-z]+|(?<= )(guide|sweep|sources|day)", "", prose
        )
        latin = {*re.findall(r"[A-Za-z]+", prose)} - TOKENS - set(TOPICS)
        assert latin <= {"complaint"}, text
        assert not re.search(r"[\u4e00-\u9fff][,?!;:]", text.zh), text
        assert not re.search(r"[\u3000-\u9fff\uff00-\uffef]", text.en), text
        "".join(text).encode("gbk")


FIGURES = {
    "signals": (("95 %", "80 %", "20 closed"), ("95%", "80%", "20 条")),
    "statistics": (
        *(
            ("2 %", "3 %, 5 %, 10 %", "80 %", "4 to 11", "5 to 12", "95 %", "20 %", "30 %"),
            ("2%", "3%、5%、10%", "80%", "4–11", "5–12", "95%", "20%", "30%"),
        ),
    ),
    "value": (("20 %", "80 %", "30 %", "EIV"), ("20%", "80%", "30%", "EIV")),
    "grades": (
        *(
            ("1 month", "3 months", "30 days", "90", "180", "never A"),
            ("1 个月", "3 个月", "30 天", "90 天", "180 天", "评不了 A"),
        ),
    ),
    "research": (("80 %", "1939"), ("80%", "1939")),
}


@pytest.mark.parametrize("id_", FIGURES)
def test_the_figures_are_those_of_the_method(library: Library, id_: str) -> None:
    for lang, figures in zip(LANGS, FIGURES[id_], strict=True):
        text = text_of(library, id_, lang)
        assert [figure for figure in figures if figure not in text] == []


def test_cadence_and_thresholds(library: Library) -> None:
    english, chinese = (text_of(library, "statistics", lang) for lang in LANGS)
    for figure in ("every 2 days", "1–2 times a week: every 4 days", "2–3 times a week: every 3"):
        assert figure in english
    for figure in ("under 20,000", "under 50,000", "A 2, B 5, C 14 days"):
        assert figure in english
    for figure in ("每 2 天", "1–2 次：每 4 天", "2–3 次：每 3 天", "2 万以下", "5 万以下"):
        assert figure in chinese


@pytest.mark.parametrize("id_", ["signals", "statistics"])
def test_rules_of_thumb_and_defaults_are_called_so(library: Library, id_: str) -> None:
    english, chinese = (text_of(library, id_, lang) for lang in LANGS)
    assert "rule of thumb" in english or "rules of thumb" in english
    assert "经验法则" in chinese
    assert "leadq's own" in english
    assert "本工具补充" in chinese


def test_man_tells_all_eight_codes(library: Library) -> None:
    for lang in LANGS:
        text = text_of(library, "man", lang)
        for code in ("M A N", "M A n", "M a N", "m A N", "m a N", "m A n", "M a n", "m a n"):
            assert code in text
    assert "stop contact" in text_of(library, "man", "en")


def test_lists_are_whole(library: Library) -> None:
    """Ten motives, eight stages, six questions, four stages of a call, ten things to carry."""
    blocks = {id_: library.guide(id_).blocks for id_ in TOPICS}
    assert len(blocks["motives"][0].rows) == 10
    assert len(blocks["stages"][0].rows) == 8
    assert [line.en[0] for line in blocks["competitors"][0].lines] == list("123456")
    assert len(blocks["objections"][0].rows) == len(blocks["chain"][0].rows) == 4
    assert "迷茫、唤醒、安抚、签约" in text_of(library, "phone", "zh")
    carried = ", ".join(line.en for line in blocks["sweep"][0].lines).replace(",,", ",")
    assert len(carried.split(", ")) == 10
    people = library.people()
    for lang in LANGS:
        text = text_of(library, "types", lang)
        plain = [one.name.pick(lang).removesuffix("型") for one in people.types.values()]
        names = [re.sub(r"型?[ （(].*", "", name).lower() for name in plain]
        assert [name for name in names if name not in text.lower()] == []


def test_words_are_found_in_both_languages(library: Library) -> None:
    def first(text: str, lang: str = "en") -> str:
        return library.find_guides(text, lang)[0].id

    assert first("objection") == first("异议") == first("too expensive"[4:]) == "objections"
    assert first("phone") == first("电话", "zh") == first("TELEPHONE") == "phone"
    assert first("猫头鹰") == first("owl", "zh") == "types"
    assert first("投诉", "zh") == first("apolog") == "complaints"
    assert first("隐私") == first("privacy") == "notes"
    assert first("2% 首次") == "statistics"
    assert first("man") == "man"
    assert library.find_guides("zeppelin", "en") == library.find_guides("飞艇", "zh") == []


def test_every_word_must_be_there_and_latin_ones_begin_a_word(library: Library) -> None:
    both = [guide.id for guide in library.find_guides("price objection", "en")]
    assert "objections" in both
    assert len(both) < len(library.find_guides("price", "en"))
    assert library.find_guides("bjection", "en") == []
    assert library.find_guides("(", "en") is not None


def test_the_language_in_use_decides_between_equals(library: Library, tmp_path: Path) -> None:
    text = GUIDE.replace("质保", "Kata").replace('"warranty"', '"b"')
    put(tmp_path, text, "b")
    put(tmp_path, GUIDE.replace('en = "Warranty"', 'en = "Kata"').replace('"warranty"', '"a"'), "a")
    own = open_library(tmp_path)
    assert [guide.id for guide in own.find_guides("kata", "en")] == ["a", "b"]
    assert [guide.id for guide in own.find_guides("kata", "zh")] == ["b", "a"]


def test_an_unknown_guide_names_the_nearest(library: Library) -> None:
    with pytest.raises(RefusedError) as caught:
        library.guide("objektions")
    error = caught.value
    assert (error.key, error.hint) == ("unknown_guide", "unknown_guide")
    assert (error.params["guide"], error.params["near"]) == ("objektions", ["objections"])
    assert "statistics" in str(error.params["allowed"])


def test_a_user_adds_a_guide(tmp_path: Path) -> None:
    library = put(tmp_path, GUIDE)
    guide = library.guide("warranty")
    assert guide.title == Text("Warranty", "质保")
    assert guide.blocks[0].rows[0].right == Text("two years", "两年")
    assert guide.blocks[0].lines == (Text("Ask for the hours.", "先问小时数。"),)
    assert library.is_user("guide", "warranty")
    assert not library.is_user("guide", "man")
    assert library.find_guides("", "en")[-1] == guide
    assert library.find_guides("小时数", "zh") == [guide]
    assert library.check() == []


def test_a_users_guide_replaces_a_built_in_and_falls_back(tmp_path: Path) -> None:
    own = GUIDE.replace('"warranty"', '"man"')
    assert put(tmp_path, own, "man").guide("man").title.en == "Warranty"
    library = put(tmp_path, own.replace("en =", "fr ="), "man")
    assert library.guide("man").title.en.startswith("MAN")
    assert library.problems
    assert {error.params["file"] for error in library.problems} == {"guides/man.toml"}


def test_a_broken_guide_of_ones_own_spoils_only_itself(tmp_path: Path) -> None:
    library = put(tmp_path, "version = 1")
    assert len(library.find_guides("", "en")) == len(TOPICS)
    assert [error.params["file"] for error in library.problems] == ["guides/warranty.toml"]
    with pytest.raises(ConfigError):
        library.guide("warranty")


@pytest.mark.parametrize(
    ("old", "new", "where", "problem", "line"),
    [
        ("version = 1", "version = 2", "version", "wrong_version", 1),
        ("version = 1", "", "version", "missing", "?"),
        ('id = "warranty"', 'id = "other"', "id", "not_allowed", 2),
        ("title =", "titel =", "titel", "unknown_key", 3),
        ('zh = "质保"', 'zh = ""', "title.zh", "missing", 3),
        ("\n[[blocks]]", "order = 0\n[[blocks]]", "order", "not_allowed", 5),
        ("[[blocks]]", "[[block]]", "blocks", "missing", "?"),
        ("rows = [", "row = [", "blocks[0].row", "unknown_key", 8),
        (
            ', right = { en = "two years", zh = "两年" }',
            "",
            "blocks[0].rows[0].right",
            "missing",
            8,
        ),
        (', zh = "先问小时数。"', "", "blocks[0].lines[0].zh", "missing", 11),
        ("lines = [", "lines = [ 1,", "blocks[0].lines", "wrong_type", 11),
        ('head = { en = "How long", zh = "多久" }', "", "blocks[0].head", "missing", 6),
    ],
)
def test_a_mistake_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, where: str, problem: str, line: object
) -> None:
    assert GUIDE.count(old) == 1
    errors = put(tmp_path, GUIDE.replace(old, new)).check()
    told = [[error.params[key] for key in ("where", "problem", "line")] for error in errors]
    assert [where, problem, line] in told


def test_a_block_without_anything_in_it_is_a_mistake(tmp_path: Path) -> None:
    errors = put(tmp_path, GUIDE[: GUIDE.index("rows")]).check()
    assert [(error.params["where"], error.params["allowed"]) for error in errors] == [
        ("blocks[0].lines", ["rows", "lines"])
    ]


def test_nothing_is_loaded_before_it_is_asked_for() -> None:
    code = (
        "import sys; from leadq.content.library import open_library; library = open_library(None);"
        "library.profile('loan');"
        "print([name for name in sys.modules if 'guide' in name or 'people' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
