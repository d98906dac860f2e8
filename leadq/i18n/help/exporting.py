"""Help: the commands of exporting."""

from __future__ import annotations

HELP: dict[str, tuple[str, str]] = {
    "opt.json": ("short for --format json", "等同于 --format json"),
    "cmd.export": ("write leads, touches or everything to a file", "导出线索、联系记录或全部数据"),
    "cmd.export.examples": (
        "leadq export leads.xlsx --status all  # a workbook: leads, touches, follow-ups, facts\n"
        "leadq export all.json --format json --what all --status all  # everything there is\n"
        "leadq export --format csv --grade A  # to the screen or a pipe",
        "leadq export 线索.xlsx --status all  # 工作簿：线索、联系记录、跟进安排、事项\n"
        "leadq export all.json --format json --what all --status all  # 全部数据\n"
        "leadq export --format csv --grade A  # 输出到屏幕或管道",
    ),
    "opt.encoding_out": ("another encoding than UTF-8 with BOM: gb18030 …", "不用带 BOM 的 UTF-8，改用 gb18030 等编码"),
    "opt.export_format": ("csv, json, xlsx (Excel), ics (calendar) or vcf (contacts); default by the file's name, else csv",
        "csv、json、xlsx（Excel）、ics（日历）或 vcf（通讯录）；默认按文件名，否则为 csv"),
    "opt.what": ("what to write; default: leads, in xlsx all of it", "导出哪些内容；默认为线索，xlsx 为全部"),
    "opt.mask": ("hide phones, emails, WeChat names and addresses; notes and other free text stay as they are",
        "隐去电话、邮箱、微信和地址；备注等自由文字不作处理"),
}
