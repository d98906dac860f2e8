"""The settings: one table says what there is; files, environment and flags fill it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from leadq.config_file import expanded, parse_file
from leadq.config_values import Setting, check_value, read_variable, toml_word, unknown_setting

_MAPPINGS = "mappings"
_TARGETS = {"calls": 40, "visits": 10, "new_leads": 5, "wins": 1, "turnover": 500_000}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _setting(default: Any, en: str, zh: str, **about: Any) -> Any:
    """Return a row of the table; who checks types takes it for a value of the setting."""
    return Setting(default, en, zh, **about)


class Config:
    """Every setting with the value in force; ``source`` says where each one came from.

    ``ignored`` holds, as its file spells them, those that the current folder may not set.
    """

    lang: str = _setting(
        "",
        "language: en, zh, or empty for the system's",
        "界面语言：en、zh，留空则随系统",
        allowed=("", "en", "zh"),
        env="LEADQ_LANG",
        anywhere=True,
    )
    me: str = _setting(
        "",
        "your name: new leads are yours, and due shows yours",
        "您的姓名：新线索归您，due 只列您的",
    )
    profile: str = _setting(
        "general",
        "trade that new leads are graded by",
        "新线索按哪个行业评级",
        pattern=r"[A-Za-z0-9_-]+",
        shape="general, equipment, loan …",
    )
    phone_region: str = _setting(
        "CN",
        "country of phone numbers typed without a country code",
        "未带国家代码的电话属于哪个国家",
        pattern=r"[A-Z]{2}",
        shape="CN, GB, US …",
    )
    days_off: tuple[str, ...] = _setting(
        ("sat", "sun"),
        "days of the week without follow-ups",
        "每周哪几天不安排跟进",
        allowed=WEEKDAYS,
    )
    products: tuple[str, ...] = _setting(
        (),
        "your products, offered where a script asks which one it is about",
        "您的产品，问卷问到产品时供选择",
        shape='"…", "…"',
    )
    holidays: str = _setting(
        "",
        "country whose public holidays are days off, or empty",
        "按哪个国家的法定节假日休息，留空则不算",
        pattern=r"([A-Z]{2})?",
        shape="CN, GB, US …",
    )
    per_day: int = _setting(
        20,
        "follow-ups planned for one day when many are spread",
        "分摊跟进时每天最多几条",
        span=(1, 1000),
    )
    due_limit: int = _setting(
        50,
        "leads that due shows at most on a screen; 0 shows all",
        "due 在屏幕上最多列出几条，0 为全部",
        span=(0, 100_000),
        anywhere=True,
    )
    revisit: bool = _setting(
        True,
        "plans won customers to be seen again: key ones every week, the others every month",
        "是否给成交客户排回访：重点客户每周、普通客户每月",
    )
    remind: tuple[str, ...] = _setting(
        (),
        "addresses (of apprise) to which leadq remind sends your day",
        "leadq remind 把您当天的提醒发往哪些地址",
        shape='"wecombot://…", "mailtos://…"',
        secret=True,
    )
    remind_manager: tuple[str, ...] = _setting(
        (),
        "addresses to which leadq remind --for manager sends what is late too long",
        "leadq remind --for manager 把逾期太久的跟进发往哪些地址",
        shape='"wecombot://…", "mailtos://…"',
        secret=True,
    )
    remind_mask: bool = _setting(
        False,
        "leadq remind hides names, phones and free words",
        "leadq remind 是否隐去姓名、电话和手写文字",
    )
    survey_share: int = _setting(
        80,
        "per cent of the customers of each trade that a survey asks",
        "满意度调查在各行业中抽取百分之几的客户",
        span=(1, 100),
    )
    check_days: int = _setting(
        3, "days until a solved complaint is checked", "投诉解决后几天回访确认", span=(1, 365)
    )
    backup_days: int = _setting(
        30,
        "days that automatic backups are kept at most",
        "自动备份最多保留几天",
        span=(1, 3650),
    )
    retain_days: int = _setting(
        0,
        "days after which untouched closed leads are due to go; 0 sets no term",
        "已结束的线索多少天没有动静就该清除，0 为不设期限",
        span=(0, 36_500),
    )
    sync_days: int = _setting(
        7,
        "days without leadq sync after which due reminds a member of a team; 0 never does",
        "团队成员多少天没有运行 leadq sync，due 就提醒，0 为不提醒",
        span=(0, 365),
    )
    db: str = _setting(
        "",
        "file of the store; empty for the usual place",
        "数据文件的位置，留空则用默认位置",
        env="LEADQ_DB",
    )
    targets: Mapping[str, float] = _setting(
        {},
        "what you want to reach in a week: leadq report week",
        "每周的目标：leadq report week",
        allowed=tuple(_TARGETS),
        span=(0, 1_000_000_000_000),
        sample=("[targets]", *(f"{name} = {value}" for name, value in _TARGETS.items())),
    )
    mappings: Mapping[str, Mapping[str, str]] = _setting(
        {},
        "columns of files you import often: leadq import FILE --map NAME",
        "常导入的文件各列对应什么：leadq import FILE --map NAME",
        key="import",
        sample=("[import.NAME]", '"Client" = "name"', '"客户全称" = "company"'),
        anywhere=True,
    )
    source: Mapping[str, str]
    ignored: Mapping[str, Any]

    def __init__(self, **given: Any) -> None:
        usual = {row.name: row.default for row in settings()}
        vars(self).update(usual | {"source": {}, "ignored": {}} | given)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Config) and vars(self) == vars(other)


class FolderFile(NamedTuple):
    """The settings file of the current folder, and whether the user has vouched for it."""

    file: Path
    trusted: bool


def settings() -> Iterator[Setting]:
    """Yield the row of every setting, in the order they are shown."""
    return (row for row in vars(Config).values() if isinstance(row, Setting))


def load_config(
    file: Path | None,
    environ: Mapping[str, str],
    flags: Mapping[str, str] | None = None,
    here: FolderFile | None = None,
) -> Config:
    """Return the settings in force: flag, environment, current folder, user's file, default.

    Of the current folder's file ``here`` only harmless settings count, unless it is trusted, and
    none of its columns replaces the user's own; their ``source`` is found under
    ``import.<name>`` where it is another than that of ``mappings``. Raises ConfigError naming file
    and key.
    """
    values: dict[str, Any] = {}
    source: dict[str, str] = {row.name: "" for row in settings()}
    ignored: dict[str, Any] = {}
    if file is not None:
        values |= _read_file(file)
        source |= dict.fromkeys(values, str(file))
    if here is not None:
        nearer, ignored = _split_harmless(_read_file(here.file), here.trusted)
        source |= dict.fromkeys(nearer, str(here.file))
        if _MAPPINGS in nearer:
            own = values.get(_MAPPINGS, {})
            source |= {f"import.{name}": str(file) for name in own}
            nearer[_MAPPINGS] |= own
        values |= nearer
    for row in settings():
        name = row.env
        if name and (given := read_variable(row, name, environ.get(name, ""))):
            values[row.name], source[row.name] = given, name
        if flags and flags.get(row.name):
            values[row.name], source[row.name] = flags[row.name], f"--{row.name}"
    return Config(**values, source=source, ignored=ignored)


def _split_harmless(values: dict[str, Any], trusted: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the settings that count from the current folder, and those that do not."""
    harmless = {row.name for row in settings() if trusted or row.anywhere}
    counting = {name: value for name, value in values.items() if name in harmless}
    return counting, {name: value for name, value in values.items() if name not in harmless}


def example() -> str:
    """Return the text of ``.leadq.toml.example``: every setting with its default, switched off."""
    lines = [
        "# Settings of leadq. Copy to .leadq.toml and take the # off the lines that you change.",
        "# leadq 的设置：复制为 .leadq.toml，去掉要修改的行首的 #。",
        "# Read from your home folder, else from that of `leadq config path`. In the current",
        "# folder only lang, due_limit and [import.…] count, or all after `leadq config trust`.",
        "# 从主目录读取，没有则从 `leadq config path` 所示的文件夹读取。当前文件夹中的文件，只有",
        "# lang、due_limit 和 [import.…] 有效，在该处运行 `leadq config trust` 后才全部有效。",
    ]
    for row in settings():
        lines += ["", f"# {row.meaning['en']}", f"# {row.meaning['zh']}"]
        if row.span and not row.sample:
            lowest, highest = row.span
            lines.append(f"# {lowest} … {highest}")
        elif row.shape:
            lines.append(f"# {row.shape}")
        elif row.allowed and not row.sample:
            lines.append("# " + " ".join(toml_word(word) for word in row.allowed))
        sample = row.sample or [f"{row.name} = {toml_word(row.default)}"]
        lines += [f"# {line}" for line in sample]
    return "\n".join(lines) + "\n"


def _read_file(file: Path) -> dict[str, Any]:
    """Return the checked settings of a file; a relative ``db`` is meant from the file's folder."""
    rows = {row.key: row for row in settings()}
    values = {}
    for key, given in parse_file(file).items():
        if key not in rows:
            raise unknown_setting(str(file), key, list(rows))
        values[rows[key].name] = check_value(rows[key], given, str(file))
    if values.get("db"):
        values["db"] = str(file.parent / expanded(values["db"]))
    return values
