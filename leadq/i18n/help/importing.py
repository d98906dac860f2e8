"""Help: the commands of importing."""

from __future__ import annotations

HELP: dict[str, tuple[str, str]] = {
    "cmd.import": ("take leads from a file", "从文件导入线索"),
    "cmd.import.examples": (
        "leadq import leads.csv --dry-run  # only say what would happen\n"
        "leadq import leads.csv --map oldcrm  # columns saved under a name\n"
        'leadq import leads.csv --map "Contact=name" --per-day 10  # name a column, ten first calls a day',
        "leadq import 线索.csv --dry-run  # 只预览结果\n"
        "leadq import 线索.csv --map 老系统  # 使用以此为名保存的列对应\n"
        "leadq import 线索.csv --map 联系人=name --per-day 10  # 指定列名，每天十个首次跟进",
    ),
    "arg.import_file": ("a CSV, Excel or JSON file of any program", "任意软件导出的 CSV、Excel 或 JSON 文件"),
    "opt.update": ("fill empty fields of leads that are there already; in leadq's own export, the newer change stands",
        "为已有线索补全空白字段；leadq 自己导出的文件中，较新的改动为准"),
    "opt.strict": ("take nothing if any row cannot be taken", "只要有一行不能导入就全部不导入"),
    "opt.rejects": ("where rows go that cannot be taken", "不能导入的行写到哪个文件"),
    "opt.per_day": ("first follow-ups a day; default: the setting per_day",
        "每天安排多少首次跟进；默认为设置项 per_day"),
    "opt.map_import": ("take this column as this field, or the columns saved under a name",
        "把某列当作某字段，或使用以此为名保存的列对应"),
    "cmd.import.about": ("Take leads from a table of any program, all of it or nothing. On a terminal it asks about columns that nobody knows, shows the first rows as they would land, and keeps the answers under a name if you like.",
        "从任意软件的表格导入线索，要么全部导入，要么一条不动。在终端里会逐列询问认不出的列，先给出前几行导入后的样子，还可把列对应存个名称，下次直接用。"),
    "opt.what_in": ("what the file holds, where its columns do not say", "文件里是什么，列名看不出时指定"),
    "opt.day_order": ("how days in figures are written in the file, where it does not show by itself",
        "文件里用数字写的日期按什么顺序，看不出时指定"),
    "opt.map_status": ("what a word of the status column means: open, won, lost, dropped or parked",
        "状态列里的某个词是什么意思：跟进中、成交、丢单、放弃或搁置"),
    "opt.sheet": ("the sheet of a workbook; default: the first with rows", "工作簿中的哪张表，默认第一张有内容的"),
}
