"""leadq import at the door: what it says, what it leaves behind, how it ends."""

from __future__ import annotations

import csv
import errno
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import leadq

Run = Callable[..., Any]
SCIENTIFIC = "phone “{}” lost its digits to a spreadsheet"
MIXED = "姓名,手机,创建时间\n王,13800138000,\n,,\n李,1.39E+10,\n赵,1.38E+10,\n"


@pytest.fixture
def file(home: Path) -> Path:
    """A table in the current folder, two rows of which cannot be taken."""
    place = Path.cwd() / "in.csv"
    place.write_text(MIXED, "utf-8")
    return place


def leads(home: Path) -> list[Any]:
    with closing(sqlite3.connect(home / "leadq.db")) as conn:
        return conn.execute("SELECT name FROM lead ORDER BY number").fetchall()


def table(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened))


def test_a_clean_file(run: Run, home: Path) -> None:
    Path("in.csv").write_text("name,Site,status\nA,x,lost\nB,,\n", "utf-8")
    done = run("import", "in.csv")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "2 new leads from 2 rows of in.csv.",
        "Read as utf-8, columns split at ,",
        "Status: 1 lost, 1 open",
        "2 rows = 2 new + 0 known + 0 set aside.",
        "Kept as extra: Site",
        "First follow-ups on Tue 24 Nov.",
        "More a day: --per-day.  See them: leadq due --within 7",
    ]
    assert [place.name for place in Path.cwd().iterdir()] == ["in.csv"]


def test_an_empty_column_is_not_kept(run: Run, home: Path) -> None:
    Path("in.csv").write_text("name,Site,Plot,status\nA,,,lost\nB,x, ,\n", "utf-8")
    looked = run("import", "in.csv", "--dry-run").out.splitlines()
    assert [one.split("  ")[-1].strip() for one in looked if one.startswith(("Site", "Plot"))] == [
        "kept aside", "empty, left out",
    ]  # fmt: skip
    assert "Kept as extra: Site" in run("import", "in.csv").out.splitlines()


def test_the_same_in_chinese(run: Run, home: Path) -> None:
    Path("in.csv").write_text("姓名\n王\n李\n", "gbk")
    done = run("import", "in.csv", "--per-day", "1", "--lang", "zh")
    assert done.out.splitlines() == [
        "已导入 2 条新线索（in.csv，共 2 行）。",
        "按 gb18030 读取，列以 , 分隔",
        "状态：跟进中 2 条",
        "共 2 行 = 新增 2 + 已有 0 + 另存 0。",
        "首次跟进安排在 11-24 周二 至 11-25 周三。",
        "每天多排几条：--per-day。  查看：leadq due --within 7",
    ]


def test_rejects_go_beside_the_input(run: Run, home: Path, file: Path) -> None:
    done = run("import", str(file))
    assert done.code == 1
    assert leads(home) == [("王",)]
    rejects = file.with_name("in.csv.rejected.csv")
    assert table(rejects) == [
        ["rejected_line", "rejected_reason", "姓名", "手机", "创建时间"],
        ["4", "phone “1.39E+10” lost its digits to a spreadsheet", "李", "1.39E+10", ""],
        ["5", SCIENTIFIC.format("1.38E+10"), "赵", "1.38E+10", ""],
    ]
    assert done.err.splitlines() == [
        "  line 4: phone “1.39E+10” lost its digits to a spreadsheet",
        f"  line 5: {SCIENTIFIC.format('1.38E+10')}",
        f"They are in {rejects}, each with its reason: mend them and import that file.",
    ]


def test_earlier_rejects_are_never_written_over(run: Run, home: Path, file: Path) -> None:
    for _ in range(3):
        assert run("import", str(file)).code == 1
    names = sorted(place.name for place in file.parent.iterdir())
    assert names == [
        "in.csv", "in.csv.rejected-2.csv", "in.csv.rejected-3.csv", "in.csv.rejected.csv",
    ]  # fmt: skip


def test_mended_rejects_can_be_imported(run: Run, home: Path, file: Path) -> None:
    run("import", str(file))
    rejects = file.with_name("in.csv.rejected.csv")
    rejects.write_text(rejects.read_text("utf-8-sig").replace("1.39E+10,", "13900139000,"), "utf-8")
    done = run("import", str(rejects))
    assert done.code == 1
    assert leads(home) == [("王",), ("李",)]
    again = rejects.with_name("in.csv.rejected.csv.rejected.csv")
    assert table(again)[0] == ["rejected_line", "rejected_reason", "姓名", "手机", "创建时间"]
    assert table(again)[1][2:] == ["赵", "1.38E+10", ""]
    assert json.loads(run("show", "李", "--json").out)["extra"] == {}


def test_rejects_where_they_are_wanted(run: Run, home: Path, file: Path) -> None:
    assert run("import", str(file), "--rejects", "bad.csv").code == 1
    assert len(table(Path("bad.csv"))) == 3
    Path("bad.csv").write_text("mine")
    done = run("import", str(file), "--rejects", "bad.csv")
    assert (done.code, Path("bad.csv").read_text()) == (1, "mine")
    assert done.err.startswith("bad.csv is already there.")
    assert run("import", str(file), "--rejects", "bad.csv", "--force").code == 1
    assert len(table(Path("bad.csv"))) == 3


@pytest.mark.parametrize(
    ("rejects", "code", "said"),
    [
        ("nowhere/bad.csv", 1, "nowhere"),
        (".", 2, "is a folder"),
        ("in.csv", 2, "is the file being imported"),
    ],
)
def test_rejects_that_cannot_be_written_leave_nothing(
    run: Run, home: Path, file: Path, rejects: str, code: int, said: str
) -> None:
    done = run("import", str(file), "--rejects", rejects, "--force")
    assert done.code == code
    assert said in done.err
    assert len(done.err.splitlines()) == 2
    assert leads(home) == []
    assert file.read_text("utf-8") == MIXED


def test_a_full_disk_leaves_nothing(
    run: Run, home: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr("leadq.files.os.fsync", full)
    done = run("import", str(file))
    assert (done.code, "does not fit on the disk" in done.err) == (1, True)
    assert leads(home) == []
    assert [place.name for place in file.parent.iterdir()] == ["in.csv"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights bind nobody here")
def test_a_folder_without_rights_leaves_nothing(run: Run, home: Path, file: Path) -> None:
    file.parent.chmod(0o500)
    try:
        done = run("import", str(file))
    finally:
        file.parent.chmod(0o700)
    assert done.code == 1
    assert "cannot be written" in done.err
    assert leads(home) == []


def test_a_dry_run_writes_nothing(run: Run, home: Path, file: Path) -> None:
    done = run("import", str(file), "--dry-run")
    assert done.code == 1
    assert done.out.splitlines()[0] == (
        "1 new lead would come from 3 rows of in.csv; nothing was written."
    )
    assert done.out.splitlines()[4:] == [
        "3 rows = 1 new + 0 known + 2 set aside.",
        "First follow-ups on Tue 24 Nov.",
        "",
        "Column    Field       Meaning",
        "姓名      name        name",
        "手机      phones      phone",
        "创建时间  created_on  added on",
        "",
        "Name  Phone          Status  Next",
        "王    138 0013 8000  open    Tue 24 Nov call",
    ]
    assert "line 4" in done.err
    assert leads(home) == []
    assert [place.name for place in file.parent.iterdir()] == ["in.csv"]


def test_strict_takes_all_or_nothing(run: Run, home: Path, file: Path) -> None:
    done = run("import", str(file), "--strict")
    assert done.code == 1
    assert done.out.splitlines() == [
        "Nothing of in.csv was taken: with --strict, every row must do.",
        "Read as utf-8, columns split at ,",
        "2 rows could not be taken.",
    ]
    assert "mend them in your file" in done.err
    assert leads(home) == []
    assert len(table(file.with_name("in.csv.rejected.csv"))) == 3


def test_json_says_everything(run: Run, home: Path, file: Path) -> None:
    done = run("import", str(file), "--json")
    assert done.code == 1
    assert done.err == ""
    assert json.loads(done.out) == {
        "file": str(file),
        "encoding": "utf-8",
        "delimiter": ",",
        "columns": {"姓名": "name", "手机": "phones", "创建时间": "created_on"},
        "rows": 3,
        "new": 1,
        "known": 0,
        "updated": 0,
        "suppressed": 0,
        "unread": {},
        "longer": [],
        "rejected": 2,
        "rejects": [
            {
                "line": 4,
                "reason": "phone “1.39E+10” lost its digits to a spreadsheet",
                "sheet": None,
            },
            {"line": 5, "reason": SCIENTIFIC.format("1.38E+10"), "sheet": None},
        ],
        "rejects_file": str(file.with_name("in.csv.rejected.csv")),
        "statuses": {"open": 1},
        "first_step": "2026-11-24",
        "last_step": "2026-11-24",
        "dry_run": False,
        "landed": True,
        "sheet": None,
        "remarks": [],
        "preview": [],
        "brought": {},
        "newer": 0,
        "overdue": 0,
        "clashes": 0,
        "met": [],
        "shared": [],
        "conflicts": [],
        "edited": [],
    }


def test_only_the_first_rejects_are_named(run: Run, home: Path) -> None:
    Path("in.csv").write_text("name,phone\n" + "A,1E9\n" * 8, "utf-8")
    done = run("import", "in.csv")
    assert done.code == 1
    assert done.err.splitlines()[5] == "  … and 3 more"
    assert len(table(Path("in.csv.rejected.csv"))) == 9


def test_columns_can_be_named(run: Run, home: Path) -> None:
    Path("in.csv").write_text("Wer,a=b\nA,x\n", "utf-8")
    assert run("import", "in.csv", "--map", "wer=name", "--map", "a=b=note").code == 0
    assert json.loads(run("show", "A", "--json").out)["note"] == "x"


def test_a_field_goes_by_the_name_of_its_option_too(run: Run, home: Path) -> None:
    Path("in.csv").write_text("Wer,Ruft,Bis\nA,+1 402-555-0134,2026-12-01\n", "utf-8")
    done = run(
        "import", "in.csv", "--map", "Wer=tag", "--map", "Ruft=phone", "--map", "Bis=need-by"
    )
    lead = json.loads(run("show", "1", "--json").out)
    assert (done.code, lead["tags"], lead["need_by"]) == (0, ["A"], "2026-12-01")
    assert lead["phones"] == ["+14025550134"]


def test_a_field_that_is_spelt_wrong(run: Run, home: Path) -> None:
    Path("in.csv").write_text("Wer,b\nA,x\n", "utf-8")
    done = run("import", "in.csv", "--map", "Wer=nmae")
    what, hint = done.err.splitlines()
    assert (done.code, what) == (2, "Leads have no field “nmae”.")
    assert hint.startswith("Did you mean name?  Fields: address, amount, ")
    assert hint.endswith(", tags, title, wechat")
    assert (
        "Did you mean outcome?"
        in run("import", "in.csv", "--what", "touches", "--map", "Wer=outcom").err
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_dry_run_of_an_own_export_names_no_column(run: Run, home: Path, lang: str) -> None:
    run("add", "王建国", "--phone", "13800138000")
    run("export", "out.csv")
    run("export", "out.xlsx", "--lang", "zh")
    said = {"en": "This is leadq's own export.", "zh": "这是 leadq 自己导出的文件。"}[lang]
    for file in ("out.csv", "out.xlsx"):
        shown = run("import", file, "--dry-run", "--lang", lang).out.splitlines()
        assert said in shown
        assert not [line for line in shown if "next_on" in line or "created_on" in line]
    assert said not in run("import", "out.csv", "--lang", lang).out


def test_a_chinese_table_of_ours_keeps_its_column_names(run: Run, home: Path) -> None:
    run("add", "王建国", "--phone", "13800138000")
    run("export", "out.xlsx", "--lang", "zh")
    columns = json.loads(run("import", "out.xlsx", "--dry-run", "--json").out)["columns"]
    assert columns["姓名"] == "name"
    assert "created_on" not in columns and "created_on" in columns.values()


SAVED = """
[import."老系统"]
"谁家来的" = "company"
"老板 叫啥" = "name"
"打哪个号" = "phones"
"旧列" = "note"
[import.other]
Betrieb = "company"
[import.wrong]
Tel = "phon"
"""


@pytest.fixture
def odd(home: Path) -> Path:
    """A table that nobody knows, and settings that do."""
    (home / ".leadq.toml").write_text(SAVED, "utf-8")
    place = Path.cwd() / "odd.csv"
    place.write_text("谁家来的,老板叫啥,打哪个号,备胎\n华北路桥,王建国,13800138000,x\n", "utf-8")
    return place


def test_saved_columns_are_used(run: Run, odd: Path) -> None:
    done = run("import", str(odd), "--map", "老系统", "--json")
    assert done.code == 0
    assert json.loads(done.out)["columns"] == {
        "谁家来的": "company",
        "老板叫啥": "name",
        "打哪个号": "phones",
        "备胎": None,
    }


def test_what_is_typed_beats_what_is_saved(run: Run, odd: Path) -> None:
    words = ["--map", "老系统", "--map", "备胎=name", "--map", "打哪个号=extra"]
    columns = json.loads(run("import", str(odd), *words, "--dry-run", "--json").out)["columns"]
    assert columns == {"谁家来的": "company", "老板叫啥": None, "打哪个号": None, "备胎": "name"}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["other"], 1, ["odd.csv has none of the columns saved under “other”.", "Betrieb"]),
        (["老系统", "--map", "other"], 1, ["“other”", "Betrieb"]),
        (["老系", "--map", "老系统"], 2, ["“老系” is neither", "Did you mean 老系统?"]),
        (["zzz"], 2, ["“zzz” is neither", "Saved: 老系统, other, wrong"]),
        (["wrong"], 4, ["import.wrong.Tel", "Did you mean phones?"]),
        (["老系统", "--what", "touches"], 4, ['"打哪个号" cannot be "phones"', "mean phone?"]),
    ],
)
def test_saved_columns_that_do_not_fit(
    run: Run, home: Path, odd: Path, words: list[str], code: int, said: list[str]
) -> None:
    done = run("import", str(odd), "--map", *words)
    assert (done.code, done.out) == (code, "")
    what, hint = done.err.splitlines()
    assert said[0] in what and said[1] in hint
    assert not (home / "leadq.db").exists()


def test_off_a_terminal_nothing_is_asked(run: Run, home: Path) -> None:
    Path("odd.csv").write_text("谁家来的,备胎\n甲,x\n乙,y\n", "utf-8")
    done = run("import", "odd.csv")
    assert done.code == 1
    assert done.err.splitlines() == [
        "No column of odd.csv holds a name, a company, a phone, an email or a WeChat.",
        "Say which with --map COLUMN=name; if these are no leads, say with --what what they are.  "
        "Columns: 谁家来的, 备胎",
    ]


def test_the_first_rows_are_looked_at_as_data(run: Run, home: Path) -> None:
    rows = "".join(f"客户{n},{n}公司,1388000{n:04d},网站\n" for n in range(8))
    Path("in.csv").write_text(f"姓名,公司,手机,来源\n{rows}", "utf-8")
    shown = json.loads(run("import", "in.csv", "--dry-run", "--json", "--per-day", "3").out)
    assert (shown["new"], len(shown["preview"])) == (8, 5)
    first = shown["preview"][0]
    assert first == {
        "number": None,
        "name": "客户0",
        "company": "0公司",
        "phones": ["+8613880000000"],
        "source": "网站",
        "owner": None,
        "budget": None,
        "status": "open",
        "next": first["next"],
    }
    days = [lead["next"]["on"] for lead in shown["preview"]]
    assert days == ["2026-11-24"] * 3 + ["2026-11-25"] * 2
    run("import", "in.csv", "--per-day", "3")
    landed = json.loads(run("list", "--sort", "number", "--limit", "5", "--json").out)
    # what was shown is what landed
    assert [{**lead, "number": None} for lead in landed] == [
        {**lead, **shown["preview"][place]} for place, lead in enumerate(landed)
    ]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["none.csv"], 2, "There is no file none.csv."),
        (["."], 2, "is a folder"),
        (["empty.csv"], 1, "empty.csv is empty."),
        (["head.csv"], 1, "has column names but no rows"),
        (["book.xlsx"], 1, "book.xlsx cannot be read as a workbook"),
        (["binary.csv"], 1, "is no table that leadq can read"),
        (["latin.csv", "--encoding", "ascii"], 1, "cannot be read as text"),
        (["good.csv", "--encoding", "nope"], 2, "There is no encoding called “nope”."),
        (["good.csv", "--map", "x"], 2, "“x” is neither COLUMN=FIELD nor a name"),
        (["good.csv", "--map", "=x"], 2, "is not of the form COLUMN=FIELD"),
        (["good.csv", "--what", "purchases"], 1, "good.csv has no column for"),
        (["good.csv", "--what", "shoes"], 2, "--what does not take “shoes”."),
        (["good.csv", "--sheet", "x"], 2, "good.csv"),
        (["good.csv", "--map", "x=name"], 2, "The file has no column “x”."),
        (["good.csv", "--map", "name=shoe"], 2, "Leads have no field “shoe”."),
        (
            ["phones.csv"],
            1,
            "No column of phones.csv holds a name, a company",
        ),
        (["good.csv", "--per-day", "0"], 2, "--per-day"),
        ([], 2, "FILE"),
    ],
)
def test_what_cannot_be_imported(
    run: Run, home: Path, words: list[str], code: int, said: str
) -> None:
    contents = {
        "empty.csv": b"",
        "head.csv": b"name,phone\n",
        "book.xlsx": b"PK\x03\x04rest of a workbook",
        "binary.csv": b"name\n\0\0\n",
        "latin.csv": "name\nJosé\n".encode("cp1252"),
        "good.csv": b"name\nA\n",
        "phones.csv": b"fax\n62345678\n",
    }
    for name, content in contents.items():
        Path(name).write_bytes(content)
    done = run("import", *words)
    assert done.code == code
    assert said in done.err
    assert len(done.err.splitlines()) == 2
    assert done.out == ""
    assert not (home / "leadq.db").exists() or leads(home) == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights bind nobody here")
def test_a_file_without_rights(run: Run, home: Path, file: Path) -> None:
    file.chmod(0)
    done = run("import", str(file))
    assert (done.code, "cannot be read" in done.err) == (1, True)


def test_an_encoding_can_be_insisted_on(run: Run, home: Path) -> None:
    Path("in.csv").write_bytes("name\nJosé\n".encode("cp1252"))
    assert run("import", "in.csv", "--encoding", "cp1252").code == 0
    assert leads(home) == [("José",)]


def test_a_store_that_another_writes_to_takes_nothing(
    run: Run, home: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leadq.store.opening.BUSY_SECONDS", 0.0)
    run("list")
    with closing(sqlite3.connect(home / "leadq.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = run("import", str(file))
    assert done.code == 3
    assert leads(home) == []
    assert not file.with_name("in.csv.rejected.csv").exists()


class Terminal:
    """A stderr that somebody watches."""

    def __init__(self) -> None:
        self.written = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.written += text
        return len(text)

    def flush(self) -> None:
        """Nothing waits."""


@pytest.mark.parametrize(
    ("terminal", "fmt", "long", "drawn"),
    [
        (True, "table", True, True),
        (True, "table", False, False),
        (True, "json", True, False),
        (False, "table", True, False),
    ],
)
def test_progress_is_drawn_where_somebody_watches(
    monkeypatch: pytest.MonkeyPatch, home: Path, terminal: bool, fmt: Any, long: bool, drawn: bool
) -> None:
    from leadq.render.parts.look import Look
    from leadq.render.parts.progress import progress_bar

    stream = Terminal()
    monkeypatch.setattr(stream, "isatty", lambda: terminal)
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    with progress_bar(Look(fmt, False, "en", "CN", date(2026, 11, 23)), long) as progress:
        assert (progress is not None) == drawn
        if progress:
            progress(50, 100)
    monkeypatch.undo()
    assert bool(stream.written) == drawn


_HALF_WAY = """
import sys
from leadq.usecases.importing import import_leads
from leadq.__main__ import main

def wait(*_):
    print("half way", flush=True)
    sys.stdin.read()

import_leads.plan_first_steps = wait
main(["import", "in.csv"])
"""

_MANY = 12_000


def test_a_killed_import_leaves_nothing(run: Run, home: Path) -> None:
    run("add", "王", "--no-input")
    rows = "".join(f"客户{n},138{n:08d},{'备注' * 200},bad\n" for n in range(_MANY))
    Path("in.csv").write_text(f"姓名,手机,备注,x\n{rows}", "utf-8")
    child = subprocess.Popen(
        [sys.executable, "-c", _HALF_WAY],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(leadq.__file__).parents[1])},
    )
    assert child.stdin and child.stdout
    try:
        assert child.stdout.readline().strip() == b"half way"
        # the transaction has outgrown the memory: half of it is in the file
        assert (home / "leadq.db-journal").stat().st_size > 0
    finally:
        child.kill()
        child.communicate()
    assert [lead["name"] for lead in json.loads(run("list", "--json").out)] == ["王"]
    assert not (home / "leadq.db-journal").exists()
    assert run("import", "in.csv").code == 0
    assert len(leads(home)) == _MANY + 1
