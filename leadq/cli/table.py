"""The commands there are: where each one lives and in which panel the help shows it."""

from __future__ import annotations

from typing import NamedTuple

PANELS = ("every_day", "plan", "managers", "store", "settings")


class Entry(NamedTuple):
    """One command: the words that call it, its function, and its panel.

    ``place`` is ``module`` (its function is called ``command``) or ``module:function``, below
    ``leadq.cli``; a group has none. Its help is found in the dictionaries under ``cmd.<words>``,
    with a dot between the words. ``alone`` is the command that a group called alone stands for.
    """

    words: str
    place: str
    panel: str = ""
    alone: str = ""


TABLE: tuple[Entry, ...] = (
    Entry("add", "add", "every_day"),
    Entry("ask", "ask", "every_day"),
    Entry("grade", "grade", "every_day"),
    Entry("due", "due", "every_day"),
    Entry("log", "log", "every_day"),
    Entry("show", "show", "every_day"),
    Entry("list", "list_leads", "every_day"),
    Entry("type", "type_of", "plan"),
    Entry("guide", "guide", "plan"),
    Entry("edit", "edit", "plan"),
    Entry("contact", "contact", "plan"),
    Entry("man", "man", "plan"),
    Entry("fact", "fact", "plan"),
    Entry("next", "next_step", "plan"),
    Entry("snooze", "snooze", "plan"),
    Entry("spread", "spread", "plan"),
    Entry("away", "away", "plan"),
    Entry("win", "win", "plan"),
    Entry("purchase", "purchase", "plan"),
    Entry("lose", "lose", "plan"),
    Entry("drop", "drop", "plan"),
    Entry("park", "park", "plan"),
    Entry("reopen", "reopen", "plan"),
    Entry("dupes", "dupes", "managers"),
    Entry("merge", "merge", "managers"),
    Entry("export", "export_leads", "managers"),
    Entry("import", "import_leads", "managers"),
    Entry("value", "value", "managers"),
    Entry("survey", "survey", "managers"),
    Entry("handover", "handover", "managers"),
    Entry("report", "", "managers", alone="day"),
    Entry("report day", "report:day"),
    Entry("report overdue", "report:overdue"),
    Entry("report clashes", "report:clashes"),
    Entry("report funnel", "report:funnel"),
    Entry("report grades", "report:grades"),
    Entry("report sources", "report:sources"),
    Entry("report pipeline", "report:pipeline"),
    Entry("report lost", "report:lost"),
    Entry("report touches", "report:touches"),
    Entry("report reps", "report:reps"),
    Entry("report calibration", "report:calibration"),
    Entry("report all", "report:every"),
    Entry("undo", "undo", "store"),
    Entry("history", "history", "store"),
    Entry("backup", "backup", "store"),
    Entry("restore", "restore", "store"),
    Entry("doctor", "doctor", "store"),
    Entry("privacy", "", "store"),
    Entry("privacy find", "privacy:find"),
    Entry("privacy export", "privacy:export"),
    Entry("privacy erase", "privacy:erase"),
    Entry("privacy consent", "privacy:consent"),
    Entry("privacy retain", "privacy:retain"),
    Entry("demo", "demo", "store"),
    Entry("config", "", "settings"),
    Entry("config show", "config:show"),
    Entry("config path", "config:path"),
    Entry("config init", "config:init"),
    Entry("config check", "config:check"),
    Entry("script", "", "settings"),
    Entry("script list", "script:list_scripts"),
    Entry("script show", "script:show"),
    Entry("script check", "script:check"),
    Entry("script new", "script:new"),
)


def commands_below(parent: str) -> dict[str, Entry]:
    """Return the commands of a group ("" is the top) by their own word, in the table's order."""
    start = f"{parent} " if parent else ""
    below = (entry for entry in TABLE if entry.words.startswith(start))
    named = {entry.words[len(start) :]: entry for entry in below}
    return {word: entry for word, entry in named.items() if " " not in word}


def text_key(words: str) -> str:
    """Return the dictionary key of a command's one-line help."""
    return "cmd." + words.replace(" ", ".")
