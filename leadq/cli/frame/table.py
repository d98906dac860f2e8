"""The commands there are: where each one lives and in which panel the help shows it."""

from __future__ import annotations

from typing import NamedTuple

PANELS = ("every_day", "plan", "managers", "store", "settings")


class Entry(NamedTuple):
    """One command: the words that call it, its function, and its panel.

    ``place`` is ``module`` (its function is called ``command``) or ``module:function``, below
    ``leadq.cli``; a group has none. Its help is found in the dictionaries under ``cmd.<words>``,
    with a dot between the words. ``alone`` is the command that a group called alone stands for.
    ``shows``: its result can be had as a table, as json and as csv.
    """

    words: str
    place: str
    panel: str = ""
    alone: str = ""
    shows: bool = True


TABLE: tuple[Entry, ...] = (
    Entry("add", "leads.add", "every_day"),
    Entry("ask", "grading.ask", "every_day"),
    Entry("grade", "grading.grade", "every_day"),
    Entry("due", "followup.due", "every_day"),
    Entry("log", "followup.log", "every_day"),
    Entry("show", "leads.show", "every_day"),
    Entry("list", "leads.list_leads", "every_day"),
    Entry("type", "grading.type_of", "plan"),
    Entry("guide", "grading.guide", "plan"),
    Entry("hear", "grading.hear", "plan"),
    Entry("edit", "leads.edit", "plan"),
    Entry("contact", "leads.contact", "plan"),
    Entry("man", "grading.man", "plan"),
    Entry("fact", "grading.fact", "plan"),
    Entry("next", "followup.next_step", "plan"),
    Entry("snooze", "followup.snooze", "plan"),
    Entry("spread", "followup.spread", "plan"),
    Entry("away", "followup.away", "plan"),
    Entry("win", "followup.close:win", "plan"),
    Entry("purchase", "aftersale.purchase", "plan"),
    Entry("lose", "followup.close:lose", "plan"),
    Entry("drop", "followup.close:drop", "plan"),
    Entry("park", "followup.close:park", "plan"),
    Entry("reopen", "followup.close:reopen", "plan"),
    Entry("dupes", "leads.dupes", "managers"),
    Entry("merge", "leads.merge", "managers"),
    Entry("export", "exporting.export_leads", "managers", shows=False),
    Entry("import", "importing.import_leads", "managers"),
    Entry("value", "aftersale.value", "managers"),
    Entry("survey", "aftersale.survey", "managers"),
    Entry("handover", "leads.handover", "managers"),
    Entry("report", "", "managers", alone="day"),
    Entry("report day", "reports.report:day"),
    Entry("report overdue", "reports.report:overdue"),
    Entry("report clashes", "reports.report:clashes"),
    Entry("report funnel", "reports.report:manager"),
    Entry("report grades", "reports.report:manager"),
    Entry("report sources", "reports.report:manager"),
    Entry("report pipeline", "reports.report:manager"),
    Entry("report lost", "reports.report:manager"),
    Entry("report touches", "reports.report:manager"),
    Entry("report reps", "reports.report:manager"),
    Entry("report calibration", "reports.report:manager"),
    Entry("report all", "reports.report:manager"),
    Entry("undo", "care.undo", "store"),
    Entry("history", "leads.history", "store"),
    Entry("backup", "care.backup", "store"),
    Entry("restore", "care.restore", "store"),
    Entry("doctor", "care.doctor", "store"),
    Entry("privacy", "", "store"),
    Entry("privacy find", "privacy.privacy:find"),
    Entry("privacy export", "privacy.privacy:export", shows=False),
    Entry("privacy erase", "privacy.privacy:erase"),
    Entry("privacy consent", "privacy.privacy:consent"),
    Entry("privacy retain", "privacy.privacy:retain"),
    Entry("demo", "care.demo", "store", shows=False),
    Entry("config", "", "settings"),
    Entry("config show", "care.config:show_config"),
    Entry("config path", "care.config:show_places"),
    Entry("config init", "care.config:write_config", shows=False),
    Entry("config check", "care.config:check_config", shows=False),
    Entry("config trust", "care.config:trust", shows=False),
    Entry("script", "", "settings"),
    Entry("script list", "care.script:list_scripts"),
    Entry("script show", "care.script:show_questions"),
    Entry("script check", "care.script:check_scripts", shows=False),
    Entry("script new", "care.script:write_own_script", shows=False),
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
