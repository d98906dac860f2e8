"""The commands there are: where each one lives and in which panel the help shows it."""

from typing import NamedTuple

PANELS = ("every_day", "plan", "managers", "store", "settings")


class CommandEntry(NamedTuple):
    """One command: the words that call it, its function, and its panel.

    ``place`` is ``module`` (its function is called ``command``) or ``module:function``, below
    ``leadq.cli``; a group has none. Its help is found in the dictionaries under ``cmd.<words>``,
    with a dot between the words. ``alone`` is the command that a group called alone stands for.
    ``shows``: its result can be had as a table, as json and as csv. ``chooses``: it is about leads
    that fulfil conditions.
    """

    words: str
    place: str
    panel: str = ""
    alone: str = ""
    shows: bool = True
    chooses: bool = False


TABLE: tuple[CommandEntry, ...] = (
    CommandEntry("add", "leads.add", "every_day"),
    CommandEntry("ask", "grading.ask", "every_day"),
    CommandEntry("grade", "grading.grade", "every_day"),
    CommandEntry("due", "followup.due", "every_day", chooses=True),
    CommandEntry("log", "followup.log", "every_day"),
    CommandEntry("show", "leads.show", "every_day"),
    CommandEntry("list", "leads.list_leads", "every_day", chooses=True),
    CommandEntry("find", "search.find", "every_day"),
    CommandEntry("type", "grading.type_of", "plan"),
    CommandEntry("guide", "grading.guide", "plan"),
    CommandEntry("hear", "hearing.hear", "plan"),
    CommandEntry("note", "hearing.note", "plan"),
    CommandEntry("edit", "leads.edit", "plan"),
    CommandEntry("contact", "leads.contact", "plan"),
    CommandEntry("man", "grading.man", "plan"),
    CommandEntry("fact", "grading.fact", "plan"),
    CommandEntry("next", "followup.next_step", "plan"),
    CommandEntry("snooze", "followup.snooze", "plan"),
    CommandEntry("spread", "followup.spread", "plan"),
    CommandEntry("away", "followup.away", "plan"),
    CommandEntry("remind", "reminding.remind", "plan"),
    CommandEntry("win", "followup.close:win", "plan"),
    CommandEntry("purchase", "aftersale.purchase", "plan"),
    CommandEntry("complaint", "aftersale.complaint", "plan"),
    CommandEntry("lose", "followup.close:lose", "plan"),
    CommandEntry("drop", "followup.close:drop", "plan"),
    CommandEntry("park", "followup.close:park", "plan"),
    CommandEntry("leave", "followup.close:leave", "plan"),
    CommandEntry("reopen", "followup.close:reopen", "plan"),
    CommandEntry("dupes", "leads.dupes", "managers"),
    CommandEntry("merge", "leads.merge", "managers"),
    CommandEntry("export", "exporting.export_leads", "managers", shows=False, chooses=True),
    CommandEntry("import", "importing.import_leads", "managers"),
    CommandEntry("value", "aftersale.value", "managers"),
    CommandEntry("survey", "aftersale.survey", "managers"),
    CommandEntry("handover", "leads.handover", "managers", chooses=True),
    CommandEntry("team", "", "managers"),
    CommandEntry("team create", "team.team:create"),
    CommandEntry("team add", "team.team:add"),
    CommandEntry("team join", "team.team:join"),
    CommandEntry("team list", "team.team:list_team"),
    CommandEntry("team remove", "team.team:remove"),
    CommandEntry("sync", "team.sync", "managers"),
    CommandEntry("conflicts", "team.conflicts", "managers"),
    CommandEntry("report", "", "managers", alone="day"),
    CommandEntry("report day", "reports.report:day", chooses=True),
    CommandEntry("report week", "reports.week"),
    CommandEntry("report overdue", "reports.report:overdue", chooses=True),
    CommandEntry("report clashes", "reports.report:clashes"),
    CommandEntry("report contradictions", "hearing.contradictions"),
    CommandEntry("report funnel", "reports.report:manager", chooses=True),
    CommandEntry("report grades", "reports.report:manager", chooses=True),
    CommandEntry("report sources", "reports.report:manager", chooses=True),
    CommandEntry("report pipeline", "reports.report:manager", chooses=True),
    CommandEntry("report lost", "reports.report:manager", chooses=True),
    CommandEntry("report touches", "reports.report:manager", chooses=True),
    CommandEntry("report reps", "reports.report:manager", chooses=True),
    CommandEntry("report calibration", "reports.report:manager", chooses=True),
    CommandEntry("report lift", "reports.report:manager"),
    CommandEntry("report questions", "reports.report:manager"),
    CommandEntry("report decay", "reports.report:manager"),
    CommandEntry("report customers", "reports.report:customers"),
    CommandEntry("report churn", "reports.report:customers"),
    CommandEntry("report complaints", "reports.report:customers"),
    CommandEntry("report turnover", "reports.report:customers"),
    CommandEntry("report satisfaction", "reports.report:customers"),
    CommandEntry("report all", "reports.report:manager"),
    CommandEntry("undo", "care.undo", "store"),
    CommandEntry("history", "leads.history", "store"),
    CommandEntry("backup", "care.backup", "store"),
    CommandEntry("restore", "care.restore", "store"),
    CommandEntry("doctor", "care.doctor", "store"),
    CommandEntry("privacy", "", "store"),
    CommandEntry("privacy find", "privacy.privacy:find"),
    CommandEntry("privacy export", "privacy.privacy:export", shows=False),
    CommandEntry("privacy erase", "privacy.privacy:erase"),
    CommandEntry("privacy consent", "privacy.privacy:consent"),
    CommandEntry("privacy retain", "privacy.privacy:retain"),
    CommandEntry("demo", "care.demo", "store", shows=False),
    CommandEntry("mcp", "agent.mcp", "settings", shows=False),
    CommandEntry("config", "", "settings"),
    CommandEntry("config show", "care.config:show_config"),
    CommandEntry("config path", "care.config:show_places"),
    CommandEntry("config init", "care.config:write_config", shows=False),
    CommandEntry("config check", "care.config:check_config", shows=False),
    CommandEntry("config trust", "care.config:trust", shows=False),
    CommandEntry("script", "", "settings"),
    CommandEntry("script list", "care.script:list_scripts"),
    CommandEntry("script show", "care.script:show_questions"),
    CommandEntry("script check", "care.script:check_scripts", shows=False),
    CommandEntry("script new", "care.script:write_own_script", shows=False),
)


def commands_below(parent: str) -> dict[str, CommandEntry]:
    """Return the commands of a group ("" is the top) by their own word, in the table's order."""
    start = f"{parent} " if parent else ""
    below = (entry for entry in TABLE if entry.words.startswith(start))
    named = {entry.words[len(start) :]: entry for entry in below}
    return {word: entry for word, entry in named.items() if " " not in word}


def text_key(words: str) -> str:
    """Return the dictionary key of a command's one-line help."""
    return "cmd." + words.replace(" ", ".")
