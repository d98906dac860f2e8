"""The words in English; ``zh.py`` has the same keys."""

TEXTS: dict[str, str] = {
    # help pages
    "help.usage": "Usage: {words}",
    "help.about": "Qualify leads, grade them, and never miss a follow-up.",
    "help.more": "More about one: {path} COMMAND --help",
    "help.commands": "Commands",
    "help.arguments": "Arguments",
    "help.options": "Options",
    "help.everywhere": "With every command",
    "help.examples": "Examples",
    "help.extra": " ({extra})",
    "help.needed": "needed",
    "help.repeatable": "may be given several times",
    "help.default": "default {value}",
    "panel.every_day": "Every day",
    "panel.plan": "Plan",
    "panel.managers": "Managers",
    "panel.store": "Store",
    "panel.settings": "Settings",
    # words that stand for a value
    "meta.command": "COMMAND",
    "meta.options": "[OPTIONS]",
    "meta.text": "TEXT",
    "meta.number": "N",
    "meta.lead": "LEAD",
    "meta.name": "NAME",
    "meta.path": "PATH",
    "meta.file": "FILE",
    "meta.date": "DATE",
    "meta.days": "DAYS",
    "meta.time": "TIME",
    "meta.when": "WHEN",
    "meta.amount": "AMOUNT",
    "meta.phone": "PHONE",
    "meta.email": "EMAIL",
    "meta.field": "FIELD",
    "meta.grade": "GRADE",
    "meta.profile": "PROFILE",
    "meta.script": "SCRIPT",
    "meta.fact=value": "FACT=VALUE",
    "meta.column=field": "COLUMN=FIELD",
    "meta.shell": "SHELL",
    # options and arguments that many commands share
    "opt.db": "use this store",
    "opt.config": "read the settings from this file",
    "opt.lang": "language: English or Chinese",
    "opt.no-color": "no colours",
    "opt.no-input": "never ask; what is missing is an error",
    "opt.debug": "show the traceback of an error",
    "opt.version": "show the version",
    "opt.show-completion": "print the completion script for bash, zsh, fish, powershell or pwsh",
    "opt.help": "show this help",
    "opt.format": "how to print it",
    "opt.json": "short for --format json",
    "opt.force": "do it all the same",
    "opt.force_file": "replace a file that is already there",
    "arg.lead": "its number, or text that finds exactly one: name, company, phone, email, WeChat, pinyin",
    # commands: every day
    "cmd.add": "note a new lead",
    "cmd.add.examples": (
        "leadq add  # walk through the form\n"
        'leadq add "Ann Denson" --company "Maurice Ltd" --phone 0660-485-0224  # in one go\n'
        'leadq add "Ann Denson" --profile loan --need-by +3w --json  # for a program'
    ),
    "cmd.ask": "put the questions that are still open",
    "cmd.ask.examples": (
        "leadq ask 12  # what is unknown or stale\n"
        "leadq ask 12 discovery  # open questions for a visit\n"
        "leadq ask 12 --answers answers.toml  # answers from a file"
    ),
    "cmd.grade": "grade a lead A, B or C and see why",
    "cmd.grade.examples": (
        "leadq grade 12  # ask what is open, then the grade card\n"
        "leadq grade 12 --on +4w  # as it will be then if nothing changes\n"
        'leadq grade 12 --set A --reason "signs on Friday"  # your own judgement'
    ),
    "cmd.due": "who to call or visit today",
    "cmd.due.examples": (
        "leadq due  # overdue, today, promises, no next step\n"
        "leadq due --within 3  # three days ahead as well\n"
        "leadq due --work  # go through them one by one"
    ),
    "cmd.log": "note a call, visit or message",
    "cmd.log.examples": (
        'leadq log 12 --by visit --said "wants the price of the JS220" --next fri --goal "bring the quote"  # a visit and the next step\n'
        "leadq log 12 --by phone --outcome no_answer  # nobody picked up"
    ),
    "cmd.show": "the card to read before a call or visit",
    "cmd.show.examples": (
        "leadq show 12  # by number\nleadq show denson  # by a name only one lead has"
    ),
    "cmd.list": "find leads",
    "cmd.list.examples": (
        "leadq list --grade A --grade B  # the best ones\n"
        "leadq list maurice  # by any text\n"
        "leadq list --no-next  # without a next step"
    ),
    # commands: plan
    "cmd.edit": "change what is noted about a lead",
    "cmd.edit.examples": (
        'leadq edit 12 --company "Maurice Ltd" --tag vip  # change and add\n'
        "leadq edit 12 --clear address  # empty a field"
    ),
    "cmd.contact": "note who decides what at the customer",
    "cmd.contact.examples": 'leadq contact 12 "Mr Lee" --role approver --phone 13900001111  # the one who signs',
    "cmd.man": "check money, authority and need",
    "cmd.man.examples": (
        "leadq man 12  # what is known, and what it means\n"
        "leadq man 12 --money yes --authority no  # note two answers"
    ),
    "cmd.fact": "note what you learnt",
    "cmd.fact.examples": (
        "leadq fact 12 engagement=bargaining need_by=2027-02-11  # two facts at once\n"
        'leadq fact 12 money=no --note "loan refused"  # with a remark'
    ),
    "cmd.next": "plan the next step",
    "cmd.next.examples": (
        'leadq next 12 fri --by visit --goal "bring the quote"  # on Friday\n'
        "leadq next 12 tomorrow --time 14:30  # with a time"
    ),
    "cmd.snooze": "put a follow-up off, with a reason",
    "cmd.snooze.examples": 'leadq snooze 12 +3d --reason "away until Thursday"  # three days',
    "cmd.win": "close a lead as won",
    "cmd.win.examples": "leadq win 12 --amount 500k  # with the amount",
    "cmd.lose": "close a lead as lost",
    "cmd.lose.examples": "leadq lose 12 --reason price  # and why",
    "cmd.drop": "close a lead that is no customer",
    "cmd.drop.examples": 'leadq drop 12 --reason "no use for it"  # and why',
    "cmd.park": "set a lead aside until a day",
    "cmd.park.examples": "leadq park 12 --until 2027-03-01  # it comes back on that day",
    "cmd.reopen": "take a closed or parked lead up again",
    "cmd.reopen.examples": "leadq reopen 12  # open again",
    # commands: managers
    "cmd.export": "write leads, touches or everything to a file",
    "cmd.export.examples": (
        "leadq export leads.csv  # for a spreadsheet\n"
        "leadq export all.json --format json --what all --status all  # everything there is\n"
        "leadq export --format csv --grade A  # to the screen or a pipe"
    ),
    "cmd.import": "take leads from a file",
    "cmd.import.examples": (
        "leadq import leads.csv --dry-run  # only say what would happen\n"
        'leadq import leads.csv --map "Contact=name" --per-day 10  # name a column, ten first calls a day'
    ),
    # commands: store and settings
    "cmd.history": "what was changed, and when",
    "cmd.history.examples": "leadq history 12  # one lead",
    "cmd.demo": "see it at work on a throw-away store",
    "cmd.demo.examples": "leadq demo  # your own store is left alone",
    "cmd.config": "see and check the settings",
    "cmd.config.about": "See where the settings come from, write a first file, check it.",
    "cmd.config.show": "every setting, its value and where it comes from",
    "cmd.config.show.examples": (
        "leadq config show  # all settings\nleadq config show --json  # for a program"
    ),
    "cmd.config.path": "where settings, store and your own content live",
    "cmd.config.path.examples": "leadq config path  # files and folders in use",
    "cmd.config.init": "write a settings file to start from",
    "cmd.config.init.examples": (
        "leadq config init  # every line is switched off at first\n"
        "leadq config init --force  # start again"
    ),
    "cmd.config.check": "check settings, profiles and scripts for mistakes",
    "cmd.config.check.examples": "leadq config check  # one block for each mistake",
    "cmd.script": "see, check and write question scripts",
    "cmd.script.about": "The questions that `leadq ask` puts, as files that you can add to.",
    "cmd.script.list": "the scripts and profiles there are",
    "cmd.script.list.examples": "leadq script list  # built-in ones and yours",
    "cmd.script.show": "the questions of one script",
    "cmd.script.show.examples": (
        "leadq script show discovery  # questions, hints, what to listen for\n"
        "leadq script show grading --profile equipment  # the questions that grade"
    ),
    "cmd.script.check": "check profiles and scripts for mistakes",
    "cmd.script.check.examples": "leadq script check  # file, line, key and what is allowed",
    "cmd.script.new": "write a new script or profile to start from",
    "cmd.script.new.examples": (
        "leadq script new farm-visits  # a script\n"
        "leadq script new farming --kind profile  # a trade with its own grading"
    ),
    "arg.script": "name of a script, as in `leadq script list`",
    "arg.new_script": "name of the new file: letters, digits and dashes",
    "opt.kind": "what to write",
    "opt.script_profile": "trade whose questions to show",
    # usage errors
    "error.no_such_command": "“{given}” is not a command of {path}.",
    "error.no_such_option": "{path} has no option {given}.",
    "error.missing_argument": "{path} needs {name}.",
    "error.missing_option": "{path} needs {name}.",
    "error.needs_value": "{name} needs a value.",
    "error.takes_no_value": "{name} takes no value.",
    "error.bad_choice": "{name} does not take “{given}”.",
    "error.bad_number": "{name} takes a whole number, not “{given}”.",
    "error.bad_range": "{name} takes a number from {lowest} to {highest}, not “{given}”.",
    "error.bad_lowest": "{name} takes a number from {lowest} up, not “{given}”.",
    "error.bad_value": "{name} cannot be “{given}”.",
    "error.bad_usage": "These words do not make a command: {path} …",
    "error.too_many_words": "{path} does not know what to do with “{given}”.",
    "error.bad_today": "LEADQ_TODAY is “{given}”, which is not a day.",
    "hint.no_such_command": "All commands: {path} --help",
    "hint.no_such_command.near": "Did you mean `{path} {near}`?  All commands: {path} --help",
    "hint.no_such_option": "All options: {path} --help",
    "hint.no_such_option.near": "Did you mean {near}?  All options: {path} --help",
    "hint.see_help": "How to use it: {path} --help",
    "hint.choices": "Choose one of: {allowed}",
    "hint.too_many_words": "Put quotes around text with spaces.  How to use it: {path} --help",
    "hint.bad_today": "Write it as 2026-11-23, or unset it.",
    # settings
    "error.config_missing": "There is no settings file {file}.",
    "error.config_unreadable": "{file} cannot be read: {reason}.",
    "error.config_too_big": "{file} is too big for a settings file.",
    "error.config_not_utf8": "{file}, line {line}: this is not UTF-8 text.",
    "error.config_syntax": "{file}, line {line}: this is not TOML.",
    "error.config_unknown_key": "{file}: there is no setting “{setting}”.",
    "error.config_bad_value": "{file}: {setting} cannot be {given}.",
    "error.file_exists": "{file} is already there.",
    "error.file_unwritable": "{file} cannot be written: {reason}.",
    "hint.config_missing": "Name another file, or write one with `leadq config init`.",
    "hint.config_unreadable": "Look at the rights of the file, or name another one with --config.",
    "hint.config_utf8": "Save it as UTF-8 in your editor.",
    "hint.config_bad": "Compare it with `leadq config init`, which writes a file that is right.",
    "hint.config_unknown_key": "Allowed: {allowed}",
    "hint.config_unknown_key.near": "Did you mean {near}?  Allowed: {allowed}",
    "hint.config_bad_value": "Allowed: {allowed}",
    "hint.file_exists": "Give --force to replace it.",
    "hint.file_unwritable": "Close it in other programs, or look at the rights of the folder.",
    "settings.key": "Setting",
    "settings.value": "Value",
    "settings.source": "From",
    "settings.about": "Meaning",
    "settings.default": "default",
    "settings.no_file": "none yet: leadq config init",
    "settings.path.config": "Settings file",
    "settings.path.config_folder": "Settings folder",
    "settings.path.store": "Store",
    "settings.path.backups": "Backups",
    "settings.path.profiles": "Your profiles",
    "settings.path.scripts": "Your scripts",
    "settings.path": "{title}: {place}",
    "settings.written": "Written: {file}",
    "settings.all_well": "No mistakes found.",
    "settings.problems": "{count} {count:mistake|mistakes} found.",
    # scripts and profiles
    "script.id": "Id",
    "script.title": "Title",
    "error.unknown_script": "There is no script “{script}”.",
    "error.unknown_profile": "There is no trade “{profile}”.",
    "error.unknown_fact": "There is no fact “{fact}”.",
    "hint.unknown_script": "All of them: leadq script list",
    "hint.unknown_script.near": "Did you mean {near}?  All of them: leadq script list",
    "hint.unknown_profile": "All of them: leadq script list",
    "hint.unknown_profile.near": "Did you mean {near}?  All of them: leadq script list",
    "hint.unknown_fact": "The facts are in the scripts: leadq script show grading",
    "hint.unknown_fact.near": "Did you mean {near}?  The facts are in the scripts: leadq script show grading",
    "script.kind": "Kind",
    "script.profile": "Trade",
    "script.questions": "Questions",
    "script.origin": "From",
    "script.kind.script": "script",
    "script.kind.profile": "profile",
    "script.origin.built_in": "built in",
    "script.origin.yours": "yours",
    "script.listen": "Listen for: {words}",
    "script.answers": "Answers: {words}",
    "script.only_when": "Only when {label} is {words}",
    "script.or": " / ",
    "script.write_next": "Edit it, then: leadq script check",
    "error.bad_content_id": "“{id}” cannot be the name of a file here.",
    "hint.bad_content_id": "Use letters, digits and dashes: farm-visits",
    # mistakes in content files
    "error.content_bad": "{file}, line {line}: {key}: {problem}.",
    "hint.content_bad": "Look at a built-in one: leadq script new --help",
    "hint.content_bad.allowed": "Allowed: {allowed}",
    "token.problem.missing": "is missing",
    "token.problem.unknown_key": "is not a known key",
    "token.problem.wrong_type": "is the wrong kind of value",
    "token.problem.not_allowed": "is not allowed",
    "token.problem.unknown_fact": "names a fact that nobody describes",
    "token.problem.syntax": "this is not TOML in UTF-8",
    "token.problem.twice": "is there twice",
    "token.problem.wrong_version": "is a version that this program does not know",
    # crashes
    "error.unexpected": "leadq stumbled over something unexpected: {what}",
    "hint.unexpected": "Run it again with --debug and report what it prints.",
    "error.store_trouble": "The store does not answer: {what}",
    "hint.store_trouble": "Run it again with --debug and report what it prints.",
}
