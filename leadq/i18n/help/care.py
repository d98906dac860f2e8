"""Help: the commands of care."""

from __future__ import annotations

HELP: dict[str, tuple[str, str]] = {
    "cmd.demo": ("see it at work on a throw-away store", "用临时数据演示一遍"),
    "cmd.demo.examples": ("leadq demo  # your own store is left alone", "leadq demo  # 不影响您自己的数据"),
    "cmd.config": ("see and check the settings", "查看和检查设置"),
    "cmd.config.about": ("See where the settings come from, write a first file, check it.",
        "查看设置的来源，生成设置文件，检查错误。"),
    "cmd.config.show": ("every setting, its value and where it comes from", "每项设置的值与来源"),
    "cmd.config.show.examples": (
        "leadq config show  # all settings\n"
        "leadq config show --json  # for a program",
        "leadq config show  # 全部设置\n"
        "leadq config show --json  # 供程序使用",
    ),
    "cmd.config.path": ("where settings, store and your own content live", "设置、数据和自定义内容的位置"),
    "cmd.config.path.examples": ("leadq config path  # files and folders in use",
        "leadq config path  # 正在使用的文件与文件夹"),
    "cmd.config.init": ("write a settings file to start from", "生成一份设置文件"),
    "cmd.config.init.examples": (
        "leadq config init  # every line is switched off at first\n"
        "leadq config init --force  # start again",
        "leadq config init  # 各行默认不生效\n"
        "leadq config init --force  # 重新生成",
    ),
    "cmd.config.check": ("check settings, profiles and scripts for mistakes", "检查设置、行业和问卷有无错误"),
    "cmd.config.check.examples": ("leadq config check  # one block for each mistake",
        "leadq config check  # 逐条列出错误"),
    "cmd.config.trust": ("let every setting of this folder's file count", "信任当前文件夹的设置文件，全部生效"),
    "cmd.config.trust.examples": ("leadq config trust  # until the file changes",
        "leadq config trust  # 文件改动后需重新信任"),
    "cmd.script": ("see, check and write question scripts", "查看、检查和编写问卷"),
    "cmd.script.about": ("The questions that `leadq ask` asks, as files that you can add to.",
        "`leadq ask` 所用的问题，以文件保存，可自行添加。"),
    "cmd.script.list": ("the scripts and profiles there are", "现有的问卷与行业"),
    "cmd.script.list.examples": ("leadq script list  # built-in ones and yours",
        "leadq script list  # 内置的和您自己的"),
    "cmd.script.show": ("the questions of one script", "查看一份问卷的问题"),
    "cmd.script.show.examples": (
        "leadq script show discovery  # questions, hints, what to listen for\n"
        "leadq script show grading --profile equipment  # the questions that grade",
        "leadq script show discovery  # 问题、提示与倾听要点\n"
        "leadq script show grading --profile equipment  # 评级所用的问题",
    ),
    "cmd.script.check": ("check profiles and scripts for mistakes", "检查行业和问卷有无错误"),
    "cmd.script.check.examples": ("leadq script check  # file, line, key and what is allowed",
        "leadq script check  # 文件、行号、项目与可用的值"),
    "cmd.script.new": ("write a new script or profile to start from", "新建一份问卷或行业"),
    "cmd.script.new.examples": (
        "leadq script new farm-visits  # a script\n"
        "leadq script new farming --kind profile  # a trade with its own grading",
        "leadq script new farm-visits  # 新建问卷\n"
        "leadq script new farming --kind profile  # 新建行业及其评级标准",
    ),
    "arg.new_script": ("name of the new file: letters, digits and dashes", "新文件的名称：字母、数字和短横线"),
    "opt.kind": ("what to write", "新建哪一种"),
    "opt.script_profile": ("trade whose questions to show", "显示哪个行业的问题"),
    "cmd.undo": ("take back the last command, or do it again", "撤销上一个命令，或重做"),
    "cmd.undo.examples": (
        "leadq undo  # take back what was done last\n"
        "leadq undo --redo  # do it again\n"
        "leadq undo --list  # what can be taken back",
        "leadq undo  # 撤销最近一次操作\n"
        "leadq undo --redo  # 重做\n"
        "leadq undo --list  # 可以撤销的操作",
    ),
    "opt.undo_list": ("show what can be taken back", "列出可以撤销的操作"),
    "opt.redo": ("do again what was undone last", "重做刚才撤销的操作"),
    "cmd.backup": ("copy the store to a safe place", "把数据备份到安全的地方"),
    "cmd.backup.examples": (
        "leadq backup  # a copy in the folder of the backups\n"
        "leadq backup /media/stick/leads.db  # or where you want it\n"
        "leadq backup --list  # the copies there are",
        "leadq backup  # 备份到备份文件夹\n"
        "leadq backup /media/stick/leads.db  # 或备份到指定位置\n"
        "leadq backup --list  # 已有的备份",
    ),
    "arg.backup_file": ("where to; left out, the folder of the backups", "备份到哪里；省略则放进备份文件夹"),
    "opt.backup_list": ("show the backups there are", "列出已有的备份"),
    "cmd.restore": ("put a backup in the place of the store", "用备份恢复数据"),
    "cmd.restore.examples": (
        "leadq restore leadq-2026-11-23-day.db  # one from leadq backup --list\n"
        "leadq restore /media/stick/leads.db --yes  # without a question",
        "leadq restore leadq-2026-11-23-day.db  # leadq backup --list 中的一份\n"
        "leadq restore /media/stick/leads.db --yes  # 不再询问",
    ),
    "arg.restore_file": ("a backup: a file, or a name from `leadq backup --list`",
        "备份文件，或 `leadq backup --list` 列出的名字"),
    "opt.restore_yes": ("replace the store without asking", "直接替换现有数据，不再询问"),
    "cmd.doctor": ("check whether the store is whole and safe", "检查数据是否完好、安全"),
    "cmd.doctor.examples": (
        "leadq doctor  # a line for each check\n"
        "leadq doctor --full  # and every grade worked out again\n"
        "leadq doctor --fix  # and mend what can be mended",
        "leadq doctor  # 每项检查一行\n"
        "leadq doctor --full  # 并重新核对每条线索的等级\n"
        "leadq doctor --fix  # 并修复能修复的",
    ),
    "opt.full": ("check the grade of every lead, not of a sample", "核对每条线索的等级，而不只抽查"),
    "opt.fix": ("mend grades, next steps, look-up keys and rights", "修复等级、下一步、查找索引和权限"),
}
