"""The words in Chinese; ``en.py`` has the same keys."""

TEXTS: dict[str, str] = {
    # help pages
    "help.usage": "用法：{words}",
    "help.about": "判别线索、评定等级、跟进一个不漏。",
    "help.more": "查看某个命令：{path} 命令 --help",
    "help.commands": "命令",
    "help.arguments": "参数",
    "help.options": "选项",
    "help.everywhere": "所有命令通用",
    "help.examples": "示例",
    "help.extra": "（{extra}）",
    "help.needed": "必填",
    "help.repeatable": "可多次使用",
    "help.default": "默认 {value}",
    "panel.every_day": "每天",
    "panel.plan": "计划与资料",
    "panel.managers": "经理",
    "panel.store": "数据",
    "panel.settings": "设置",
    # words that stand for a value
    "meta.command": "命令",
    "meta.options": "[选项]",
    "meta.text": "文字",
    "meta.number": "数字",
    "meta.lead": "线索",
    "meta.name": "姓名",
    "meta.path": "路径",
    "meta.file": "文件",
    "meta.date": "日期",
    "meta.days": "天数",
    "meta.time": "时间",
    "meta.when": "何时",
    "meta.amount": "金额",
    "meta.phone": "电话",
    "meta.email": "邮箱",
    "meta.field": "字段",
    "meta.grade": "等级",
    "meta.profile": "行业",
    "meta.script": "问卷",
    "meta.fact=value": "事项=值",
    "meta.column=field": "列名=字段",
    "meta.shell": "shell",
    # options and arguments that many commands share
    "opt.db": "使用这个数据文件",
    "opt.config": "从这个文件读取设置",
    "opt.lang": "界面语言：英文或中文",
    "opt.no-color": "不用颜色",
    "opt.no-input": "从不提问，缺少内容即报错",
    "opt.debug": "出错时显示调用过程",
    "opt.version": "显示版本",
    "opt.show-completion": "输出命令补全脚本：bash、zsh、fish、powershell 或 pwsh",
    "opt.help": "显示本帮助",
    "opt.format": "输出格式",
    "opt.json": "等同于 --format json",
    "opt.force": "仍然执行",
    "opt.force_file": "替换已有的文件",
    "arg.lead": "编号，或只匹配一条的文字：姓名、公司、电话、邮箱、微信、拼音",
    # commands: every day
    "cmd.add": "新建线索",
    "cmd.add.examples": (
        "leadq add  # 逐项填写\n"
        'leadq add 王建国 --company 华北路桥 --phone "138 0013 8000"  # 一步建好\n'
        "leadq add 王建国 --profile loan --need-by +3w --json  # 供程序使用"
    ),
    "cmd.ask": "提问未知或过期的事项",
    "cmd.ask.examples": (
        "leadq ask 12  # 只问未知或过期的\n"
        "leadq ask 12 discovery  # 拜访用的开放式问题\n"
        "leadq ask 12 --answers answers.toml  # 从文件读取回答"
    ),
    "cmd.grade": "评定 A/B/C 等级并说明理由",
    "cmd.grade.examples": (
        "leadq grade 12  # 先问未知项，再看评级卡\n"
        "leadq grade 12 --on +4w  # 若无变化，四周后的等级\n"
        "leadq grade 12 --set A --reason 周五签约  # 按自己的判断定级"
    ),
    "cmd.due": "今天该联系谁",
    "cmd.due.examples": (
        "leadq due  # 逾期、今天、承诺、无下一步\n"
        "leadq due --within 3  # 连同今后三天\n"
        "leadq due --work  # 逐个处理"
    ),
    "cmd.log": "记录一次联系",
    "cmd.log.examples": (
        "leadq log 12 --by visit --said 想知道JS220的价格 --next 周五 --goal 带报价  # 记下拜访与下一步\n"
        "leadq log 12 --by phone --outcome no_answer  # 无人接听"
    ),
    "cmd.show": "联系前先看的卡片",
    "cmd.show.examples": ("leadq show 12  # 按编号\nleadq show 王建国  # 按唯一匹配的姓名"),
    "cmd.list": "查找线索",
    "cmd.list.examples": (
        "leadq list --grade A --grade B  # 等级最好的\n"
        "leadq list 华北  # 按任意文字\n"
        "leadq list --no-next  # 没有下一步的"
    ),
    # commands: plan
    "cmd.edit": "修改线索资料",
    "cmd.edit.examples": (
        "leadq edit 12 --company 华北路桥 --tag 重点  # 修改并添加\n"
        "leadq edit 12 --clear address  # 清空一项"
    ),
    "cmd.contact": "记录客户方的决策人",
    "cmd.contact.examples": "leadq contact 12 李总 --role approver --phone 13900001111  # 拍板的人",
    "cmd.man": "核对购买力、决定权与需求",
    "cmd.man.examples": (
        "leadq man 12  # 已知情况及其含义\nleadq man 12 --money yes --authority no  # 记下两个答案"
    ),
    "cmd.fact": "记下了解到的情况",
    "cmd.fact.examples": (
        "leadq fact 12 engagement=bargaining need_by=2027-02-11  # 一次记两项\n"
        "leadq fact 12 money=no --note 贷款未批  # 附上说明"
    ),
    "cmd.next": "安排下一步",
    "cmd.next.examples": (
        "leadq next 12 周五 --by visit --goal 带报价  # 周五\n"
        "leadq next 12 明天 --time 14:30  # 指定时间"
    ),
    "cmd.snooze": "推迟跟进并说明原因",
    "cmd.snooze.examples": "leadq snooze 12 +3d --reason 周四才回来  # 推迟三天",
    "cmd.win": "标记成交",
    "cmd.win.examples": "leadq win 12 --amount 50万  # 附成交金额",
    "cmd.lose": "标记丢单",
    "cmd.lose.examples": "leadq lose 12 --reason 价格  # 并说明原因",
    "cmd.drop": "标记为非客户",
    "cmd.drop.examples": "leadq drop 12 --reason 用不上  # 并说明原因",
    "cmd.park": "搁置到某一天",
    "cmd.park.examples": "leadq park 12 --until 2027-03-01  # 到期自动回到待办",
    "cmd.reopen": "重新打开已结束或搁置的线索",
    "cmd.reopen.examples": "leadq reopen 12  # 重新跟进",
    # commands: managers
    "cmd.export": "导出线索、联系记录或全部数据",
    "cmd.export.examples": (
        "leadq export 线索.csv  # 供表格软件使用\n"
        "leadq export all.json --format json --what all --status all  # 全部数据\n"
        "leadq export --format csv --grade A  # 输出到屏幕或管道"
    ),
    "cmd.import": "从文件导入线索",
    "cmd.import.examples": (
        "leadq import 线索.csv --dry-run  # 只预览结果\n"
        "leadq import 线索.csv --map 联系人=name --per-day 10  # 指定列名，每天十个首次跟进"
    ),
    # commands: store and settings
    "cmd.history": "查看改动记录",
    "cmd.history.examples": "leadq history 12  # 一条线索的记录",
    "cmd.demo": "用临时数据演示一遍",
    "cmd.demo.examples": "leadq demo  # 不影响您自己的数据",
    "cmd.config": "查看和检查设置",
    "cmd.config.about": "查看设置的来源，生成设置文件，检查错误。",
    "cmd.config.show": "每项设置的值与来源",
    "cmd.config.show.examples": (
        "leadq config show  # 全部设置\nleadq config show --json  # 供程序使用"
    ),
    "cmd.config.path": "设置、数据和自定义内容的位置",
    "cmd.config.path.examples": "leadq config path  # 正在使用的文件与文件夹",
    "cmd.config.init": "生成一份设置文件",
    "cmd.config.init.examples": (
        "leadq config init  # 各行默认不生效\nleadq config init --force  # 重新生成"
    ),
    "cmd.config.check": "检查设置、行业和问卷有无错误",
    "cmd.config.check.examples": "leadq config check  # 逐条列出错误",
    "cmd.script": "查看、检查和编写问卷",
    "cmd.script.about": "`leadq ask` 所用的问题，以文件保存，可自行添加。",
    "cmd.script.list": "现有的问卷与行业",
    "cmd.script.list.examples": "leadq script list  # 内置的和您自己的",
    "cmd.script.show": "查看一份问卷的问题",
    "cmd.script.show.examples": (
        "leadq script show discovery  # 问题、提示与倾听要点\n"
        "leadq script show grading --profile equipment  # 评级所用的问题"
    ),
    "cmd.script.check": "检查行业和问卷有无错误",
    "cmd.script.check.examples": "leadq script check  # 文件、行号、项目与可用的值",
    "cmd.script.new": "新建一份问卷或行业",
    "cmd.script.new.examples": (
        "leadq script new farm-visits  # 新建问卷\n"
        "leadq script new farming --kind profile  # 新建行业及其评级标准"
    ),
    "arg.script": "问卷名称，见 `leadq script list`",
    "arg.new_script": "新文件的名称：字母、数字和短横线",
    "opt.kind": "新建哪一种",
    "opt.script_profile": "显示哪个行业的问题",
    # usage errors
    "error.no_such_command": "{path} 没有“{given}”这个命令。",
    "error.no_such_option": "{path} 没有 {given} 这个选项。",
    "error.missing_argument": "{path} 缺少{name}。",
    "error.missing_option": "{path} 缺少 {name}。",
    "error.needs_value": "{name} 后面要有值。",
    "error.takes_no_value": "{name} 后面不带值。",
    "error.bad_choice": "{name} 不能是“{given}”。",
    "error.bad_number": "{name} 要用整数，不能是“{given}”。",
    "error.bad_range": "{name} 要用 {lowest} 到 {highest} 之间的数，不能是“{given}”。",
    "error.bad_lowest": "{name} 要用不小于 {lowest} 的数，不能是“{given}”。",
    "error.bad_value": "{name} 不能是“{given}”。",
    "error.bad_usage": "命令写法有误：{path} …",
    "error.too_many_words": "{path} 用不上多出来的“{given}”。",
    "error.bad_today": "LEADQ_TODAY 的值“{given}”不是日期。",
    "hint.no_such_command": "全部命令：{path} --help",
    "hint.no_such_command.near": "是否想用 `{path} {near}`？  全部命令：{path} --help",
    "hint.no_such_option": "全部选项：{path} --help",
    "hint.no_such_option.near": "是否想用 {near}？  全部选项：{path} --help",
    "hint.see_help": "用法：{path} --help",
    "hint.choices": "可选：{allowed}",
    "hint.too_many_words": "含空格的文字请加引号。  用法：{path} --help",
    "hint.bad_today": "请写成 2026-11-23 的形式，或取消该变量。",
    # settings
    "error.config_missing": "没有设置文件 {file}。",
    "error.config_unreadable": "无法读取 {file}：{reason}。",
    "error.config_too_big": "{file} 太大，不像设置文件。",
    "error.config_not_utf8": "{file} 第 {line} 行：不是 UTF-8 文字。",
    "error.config_syntax": "{file} 第 {line} 行：不符合 TOML 写法。",
    "error.config_unknown_key": "{file}：没有“{setting}”这项设置。",
    "error.config_bad_value": "{file}：{setting} 不能是 {given}。",
    "error.file_exists": "{file} 已经存在。",
    "error.file_unwritable": "无法写入 {file}：{reason}。",
    "hint.config_missing": "请指定其他文件，或用 `leadq config init` 生成一份。",
    "hint.config_unreadable": "请检查文件权限，或用 --config 指定其他文件。",
    "hint.config_utf8": "请在编辑器中另存为 UTF-8。",
    "hint.config_bad": "`leadq config init` 会生成一份正确的文件，可供对照。",
    "hint.config_unknown_key": "可用：{allowed}",
    "hint.config_unknown_key.near": "是否想写 {near}？  可用：{allowed}",
    "hint.config_bad_value": "可用：{allowed}",
    "hint.file_exists": "如要替换，请加 --force。",
    "hint.file_unwritable": "请在其他程序中关闭它，或检查文件夹权限。",
    "settings.key": "设置",
    "settings.value": "值",
    "settings.source": "来源",
    "settings.about": "含义",
    "settings.default": "默认",
    "settings.no_file": "还没有：leadq config init",
    "settings.path.config": "设置文件",
    "settings.path.config_folder": "设置文件夹",
    "settings.path.store": "数据文件",
    "settings.path.backups": "备份",
    "settings.path.profiles": "自定义行业",
    "settings.path.scripts": "自定义问卷",
    "settings.path": "{title}：{place}",
    "settings.written": "已生成：{file}",
    "settings.all_well": "没有发现错误。",
    "settings.problems": "发现 {count} 处错误。",
    # scripts and profiles
    "script.id": "名称",
    "script.title": "标题",
    "error.unknown_script": "没有“{script}”这份问卷。",
    "error.unknown_profile": "没有“{profile}”这个行业。",
    "error.unknown_fact": "没有“{fact}”这个事项。",
    "hint.unknown_script": "全部问卷：leadq script list",
    "hint.unknown_script.near": "是否想写 {near}？  全部问卷：leadq script list",
    "hint.unknown_profile": "全部行业：leadq script list",
    "hint.unknown_profile.near": "是否想写 {near}？  全部行业：leadq script list",
    "hint.unknown_fact": "各事项见问卷：leadq script show grading",
    "hint.unknown_fact.near": "是否想写 {near}？  各事项见问卷：leadq script show grading",
    "script.kind": "种类",
    "script.profile": "行业",
    "script.questions": "问题数",
    "script.origin": "来源",
    "script.kind.script": "问卷",
    "script.kind.profile": "行业",
    "script.origin.built_in": "内置",
    "script.origin.yours": "自定义",
    "script.listen": "留意：{words}",
    "script.answers": "回答：{words}",
    "script.only_when": "仅当{label}为：{words}",
    "script.or": " / ",
    "script.write_next": "编辑后运行：leadq script check",
    "error.bad_content_id": "“{id}”不能用作文件名。",
    "hint.bad_content_id": "请用字母、数字和短横线，如 farm-visits",
    # mistakes in content files
    "error.content_bad": "{file} 第 {line} 行，{key}：{problem}。",
    "hint.content_bad": "可对照内置文件：leadq script new --help",
    "hint.content_bad.allowed": "可用：{allowed}",
    "token.problem.missing": "缺少此项",
    "token.problem.unknown_key": "没有这个项目",
    "token.problem.wrong_type": "值的类型不对",
    "token.problem.not_allowed": "值不在可用范围内",
    "token.problem.unknown_fact": "提到了没有定义的事项",
    "token.problem.syntax": "不是 UTF-8 编码的 TOML 文件",
    "token.problem.twice": "重复出现",
    "token.problem.wrong_version": "版本号不受支持",
    # crashes
    "error.unexpected": "leadq 遇到意外情况：{what}",
    "hint.unexpected": "请加 --debug 再运行一次，并反馈输出内容。",
    "error.store_trouble": "数据文件没有响应：{what}",
    "hint.store_trouble": "请加 --debug 再运行一次，并反馈输出内容。",
}
