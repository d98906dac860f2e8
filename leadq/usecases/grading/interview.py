"""Walks a rep through a script, one question and one saved answer at a time (method §6)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from leadq.content.model import FactDef, Script, ScriptStep
from leadq.content.texts import Text
from leadq.domain.grading.criteria import deadline_facts, has_passed, is_stale
from leadq.domain.grading.explain import needs_asking
from leadq.domain.grading.facts import UNKNOWN, Fact, latest
from leadq.domain.grading.flow import StepRule, next_to_ask
from leadq.store.read.read_details import is_noted_on, read_core, read_facts
from leadq.usecases.desk import Desk
from leadq.usecases.leads.find import find_lead

DEFAULT_SCRIPT = "grading"


class Prompt(NamedTuple):
    """The next question: the fact it fills, the words to put it in, where the script stands.

    ``known`` is the value that counts so far, stale or to be confirmed; None when unknown.
    """

    definition: FactDef
    text: Text
    stage: Text | None
    known: Fact | None
    position: int
    total: int


def next_prompt(
    desk: Desk, number: int, script_id: str, asked: Iterable[str], every: bool = False
) -> Prompt | None:
    """Return the next question of a script for a lead, or None at its end (§6).

    What is known and fresh is skipped unless ``every``; a script of a single call or visit
    (``again``) also asks anew what was noted before today; what was answered "don't know" today
    comes last, so that a walk broken off goes on where it stopped. Raises RefusedError.
    """
    done = tuple(asked)
    with desk.read() as conn:
        lead_id = find_lead(conn, desk, str(number))
        profile = desk.trade_of(read_core(conn, lead_id).profile)
        facts = read_facts(conn, lead_id)
        script = desk.library.script(script_id, profile.id)
        daily = [step.fact for step in script.steps if step.daily]
        answered = {fact_id for fact_id in daily if is_noted_on(conn, fact_id, desk.today)}
    known = latest(facts, desk.today)
    rules = profile.rules

    def wanted(fact_id: str) -> bool:
        if fact_id in answered:
            return every
        old = script.again and fact_id in known and known[fact_id].noted_on < desk.today
        return every or old or needs_asking(fact_id, rules, known, desk.today)

    steps = _put_off(list_steps(script, rules.ask), facts, desk)
    step = next_to_ask([StepRule(s.fact, s.when) for s in steps], known, done, wanted)
    if step is None:
        return None
    definition = script.facts.get(step.fact) or desk.library.fact(step.fact, profile.id)
    fact = known.get(step.fact)
    return Prompt(
        definition=definition,
        text=_word(definition, fact, desk, profile.id),
        stage=stage_of(step.fact, script),
        known=fact,
        position=len(done) + 1,
        total=len(done) + sum(1 for s in steps if s.fact not in done and wanted(s.fact)),
    )


def sheet_prompts(
    desk: Desk, number: int, script_id: str, asked: Iterable[str], every: bool = False
) -> list[Prompt]:
    """Return the open questions of a script that are answered together on one screen.

    None for a script whose questions depend on each other, stand in stages, or are answered in
    the customer's own words.
    """
    _number, script = script_for(desk, str(number), script_id)
    facts = script.facts.values()
    if any(step.when or step.stage for step in script.steps) or any(
        fact.kind == "text" or fact.listen for fact in facts
    ):
        return []
    return open_prompts(desk, number, script_id, asked, every)


def open_prompts(
    desk: Desk, number: int, script_id: str, asked: Iterable[str], every: bool = False
) -> list[Prompt]:
    """Return the questions of a script as they come if none of them is answered now (§6)."""
    found: list[Prompt] = []
    done = list(asked)
    while prompt := next_prompt(desk, number, script_id, done, every):
        done.append(prompt.definition.id)
        found.append(prompt)
    return found


def list_steps(script: Script, ask: Iterable[str]) -> list[ScriptStep]:
    """Return the questions of a script; the grading one takes them from the profile."""
    return [ScriptStep(fact) for fact in ask] if script.from_profile else list(script.steps)


def stage_of(fact_id: str, script: Script) -> Text | None:
    """Return the heading a question stands under: its own, else the last one before it."""
    stage = None
    for step in script.steps:
        stage = step.stage or stage
        if step.fact == fact_id:
            return stage
    return None


def _put_off(steps: list[ScriptStep], facts: list[Fact], desk: Desk) -> list[ScriptStep]:
    newest = {fact.id: fact for fact in facts}
    unanswered = {
        fact.id for fact in newest.values() if fact.value == UNKNOWN and fact.noted_on == desk.today
    }
    return sorted(steps, key=lambda step: step.fact in unanswered)


def _word(definition: FactDef, fact: Fact | None, desk: Desk, profile_id: str) -> Text:
    """Return the question, in the wording for asking again where the fact is no longer fresh."""
    if fact is None or definition.recheck is None:
        return definition.question
    rules = desk.trade_of(profile_id).rules
    passed = fact.id in deadline_facts(rules) and has_passed(fact, desk.today)
    return (
        definition.recheck if passed or is_stale(fact, rules, desk.today) else definition.question
    )


def script_for(desk: Desk, given: str, script_id: str) -> tuple[int, Script]:
    """Return a lead's number and the script that its trade uses. Raises RefusedError."""
    with desk.read() as conn:
        core = read_core(conn, find_lead(conn, desk, given))
    return core.number, desk.library.script(
        script_id or DEFAULT_SCRIPT, desk.trade_of(core.profile).id
    )
